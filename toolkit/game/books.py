"""The tables of a season, as the shop would have them: with the tracker's faults, and without what is still to come."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from toolkit.data.errors import UnknownTable
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.game.season import Season
from toolkit.shop import rows
from toolkit.shop.export.cuts import CUTS, block
from toolkit.shop.export.nearby import Nearby
from toolkit.shop.export.window import cut, ready, view

BEFORE = 98
"""Days before the hand-over from which on dated tables are shown."""


def table(season: Season, name: str, since: int | None = None) -> pd.DataFrame:
    """A table on a Monday morning; dated ones from a day on, in days since the books began. Raises: UnknownTable."""
    if name not in TABLES:
        raise UnknownTable(name, TABLES)
    return tables(season, [name], season.past.first - BEFORE if since is None else since)[name]


def tables(season: Season, names: Iterable[str], since: int) -> dict[str, pd.DataFrame]:
    """Several tables from one look into the books."""
    facts = ready(season.facts())
    named = list(names)
    asked = {one for name in named if name in CUTS for one in CUTS[name].asks}
    shown = view(cut(facts, since, facts.days, Nearby(since, asked)))
    made = {name: block(name, shown) if name in CUTS else rows.make(name, facts) for name in named}
    return {name: to_frame(columns, TABLES[name]) for name, columns in made.items()}
