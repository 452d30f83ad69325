"""Where people leave beyond their habit: each step of the funnel against its own usual, in steps of luck."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.funnel import STEPS
from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence


def leaks(usual: pd.DataFrame, now: pd.DataFrame, by: str = "device", *, steps: Sequence[str] = STEPS) -> pd.DataFrame:
    """Which steps lost more than they usually lose, and how far beyond luck that lies.

    usual, now: counts as from `funnel_counts`, of calm days and of the days in question. Returns, step by step: cell ("pc
    paid"), the group, step, reached, went (on to the step), usual and now (the share that did), lost (people beyond the
    usual; negative where fewer left) and distance: now − usual in steps of luck, √(usual × (1 − usual) ÷ reached).
    """
    need(usual, by, *steps)
    need(now, by, *steps)
    old, new = (table.groupby(by, observed=True)[list(steps)].sum().astype(float) for table in (usual, now))
    new = new.reindex(old.index, fill_value=0.0)
    rows = []
    for high, low in itertools.pairwise(steps):
        share, reached = old[low] / old[high], new[high]
        luck = np.sqrt(share * (1 - share) / reached.where(reached > 0))
        here = {"step": low, "reached": reached, "went": new[low], "usual": share, "now": new[low] / reached}
        found = pd.DataFrame(here).assign(lost=reached * share - new[low])
        rows.append(found.assign(distance=(found["now"] - share) / luck).rename_axis(by).reset_index())
    table = pd.concat(rows, ignore_index=True)
    table.insert(0, "cell", table[by].astype(str) + " " + table["step"])
    return table
