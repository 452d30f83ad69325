"""Ranges that were said before, beside what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.charts.style import INK, colours, look, paper
from toolkit.speech import N_, say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

HELD, MISSED = N_("held what came"), N_("missed it")
FAR = 3.0
"""Ranges are drawn up to so many times what came; beyond it a hair's width says no more."""


def guessed(table: pd.DataFrame, *, name: str = "what", unit: str, title: str = "") -> Figure:
    """Draw one bar a guess from its low to its high end, both ÷ what came, which is the upright line at 1.

    table: low, high, came and `name`, the first guess on top; those without a fact, or whose fact is 0, are left out. A
    range that held is full, one that missed is hatched.
    """
    seen = table[table["came"].notna() & (table["came"] != 0)].reset_index(drop=True)
    ends = seen[["low", "high"]].div(seen["came"], axis=0)
    low, high = ends.min(axis=1).clip(-FAR, FAR), ends.max(axis=1).clip(-FAR, FAR)
    held = (low <= 1) & (high >= 1)
    with look():
        figure, axes = paper(x=unit, y="", title=title, height=max(2.0, 0.4 * len(seen) + 1.5))
        for kept, word, paint, hatch in ((True, HELD, colours()[0], ""), (False, MISSED, colours()[1], "//")):
            rows = seen.index[held == kept]
            wide = (high - low)[rows].clip(lower=0.01)
            axes.barh(
                rows, wide, left=low[rows], height=0.55, color=paint, hatch=hatch, edgecolor="white", label=say(word)
            )
        axes.axvline(1, color=INK, linewidth=1.2)
        axes.set_yticks(seen.index, [str(one) for one in seen[name]])
        axes.set_ylim(len(seen) - 0.4, -0.6)
        axes.use_sticky_edges = False
        axes.margins(x=0.03)
        axes.grid(visible=False, axis="y")
        axes.set_title(title, pad=26)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=10)
    return figure
