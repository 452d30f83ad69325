"""The tables of a season, as the shop would have them: with the tracker's faults, and without what is still to come."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from toolkit.data.columns import Columns
from toolkit.data.errors import UnknownTable
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.game.season import Season
from toolkit.shop import rows
from toolkit.shop.export.cuts import CUTS, block
from toolkit.shop.export.window import cut
from toolkit.shop.facts import Facts
from toolkit.shop.rows.people import first_order

BEFORE = 98
"""Days before the hand-over from which on dated tables are shown."""


def table(season: Season, name: str, since: int | None = None) -> pd.DataFrame:
    """A table on a Monday morning; dated ones from so many days before the hand-over on. Raises: UnknownTable.

    since: first day, in days since the books began.
    """
    if name not in TABLES:
        raise UnknownTable(name, TABLES)
    first = season.past.first - BEFORE if since is None else since
    return to_frame(_columns(_facts(season), name, first), TABLES[name])


def tables(season: Season, names: list[str], since: int) -> dict[str, pd.DataFrame]:
    """Several tables from one look into the books."""
    facts = _facts(season)
    return {name: to_frame(_columns(facts, name, since), TABLES[name]) for name in names}


def _facts(season: Season) -> Facts:
    facts = season.facts()
    return replace(facts, customers={**facts.customers, "first_order": first_order(facts)})


def _columns(facts: Facts, name: str, first: int) -> Columns:
    if name not in CUTS:
        return rows.make(name, facts)
    return block(name, cut(facts, first, facts.days))
