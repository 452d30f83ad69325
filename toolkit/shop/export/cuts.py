"""How each table is cut into blocks of days: which column tells a row's day, and how far around the block it depends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from toolkit.data.columns import Columns, arrange, is_empty, take
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.export.nearby import Asked
from toolkit.shop.export.window import log_blocks
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids, sessions
from toolkit.shop.rows.comers import strangers
from toolkit.shop.rows.looks import looks
from toolkit.shop.rows.paths import ordered_ways
from toolkit.shop.rows.strays import strays
from toolkit.shop.rows.visit_counts import count

_DAY_US = 86_400_000_000
_DATED = 10**8


@dataclass(frozen=True)
class Cut:
    """Where a table's rows tell their day, and what making a block of them takes.

    asks: what was made of the days nearby; rest: rows without a day come last.
    """

    column: str
    kind: Literal["date", "ts", "dated id"] = "date"
    asks: tuple[Asked, ...] = ()
    rest: bool = False


CUTS = {
    "sessions": Cut("start_ts", "ts", asks=(count, looks, strangers)),
    "ads_daily": Cut("date", asks=(ordered_ways,)),
    "journeys": Cut("start_ts", "ts", asks=(strays, ordered_ways)),
    "touches": Cut("ts", "ts", asks=(strays, ordered_ways)),
    "market_daily": Cut("date"),
    "shop_daily": Cut("date", asks=(count,)),
    "traffic_daily": Cut("date", asks=(count,)),
    "product_daily": Cut("date"),
    "inventory_daily": Cut("date"),
    "orders": Cut("created_ts", "ts"),
    "order_items": Cut("order_id", "dated id"),
    "refunds": Cut("requested_ts", "ts"),
    "reviews": Cut("ts", "ts"),
    "customers": Cut("first_order_date", rest=True),
    "service_daily": Cut("date"),
    "cash_ledger": Cut("date"),
}
"""Tables that are made block by block. Their rows are in the order of their days."""

LISTS = (
    "calendar", "channels", "campaigns", "products", "purchase_orders", "promotions", "level_thresholds", "targets", "ops_log",
    "experiments",
)  # fmt: skip
"""Tables that need no orders, but what these brought to the planned tests: made when the last day is over."""


def block(name: str, facts: Facts) -> Columns:
    """The rows of a table that fall on the days of a view, in storage units and in the order of the whole table."""
    how, days = CUTS[name], facts.wanted
    if name == "sessions":
        return next(_sessions(facts, [days]))
    columns = rows.make(name, facts)
    first, last = (ids.first_day(facts) + day for day in (days.start, days.stop))
    day = np.asarray(columns[how.column])
    return take(columns, slice(*np.searchsorted(day, _borders(how.kind, first, last)).tolist()))


def pieces(name: str, facts: Facts) -> Iterator[tuple[int, Columns]]:
    """The rows of a block of a table with their first day: at once or, of the log of every visit, some days at a time."""
    start, stop = facts.wanted.start, facts.wanted.stop
    if name == "sessions" and start in sessions.full_log(facts):
        days = list(log_blocks(facts.scenario.scale, start, stop))
        yield from zip((few.start for few in days), _sessions(facts, days), strict=True)
    else:
        yield start, block(name, facts)


def rest(name: str, facts: Facts) -> Columns:
    """The rows of a table that have no day, from the facts of all days."""
    columns = rows.make(name, facts)
    return take(columns, np.flatnonzero(is_empty(columns[CUTS[name].column])))


def _borders(kind: str, *days: int) -> Ints:
    """Least value of a column on some days, since 1970-01-01, whatever tells them there."""
    border = np.array(days)
    return np.asarray({"date": border, "ts": border * _DAY_US, "dated id": ids.yymmdd(border) * _DATED}[kind])


def _sessions(facts: Facts, days: list[range]) -> Iterator[Columns]:
    for columns in sessions.session_blocks(facts, days):
        yield arrange(columns, TABLES["sessions"])
