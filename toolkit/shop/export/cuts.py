"""How each table is cut into blocks of days: which column tells a row's day, and how far around the block it depends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from toolkit.data.columns import Columns, Text, arrange, is_empty, take
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.export.window import AFTER, BEFORE, Window, view
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids, sessions

_DAY_US = 86_400_000_000
_DATED = 10**8


@dataclass(frozen=True)
class Cut:
    """Where a table's rows tell their day, and what making a block of them takes.

    before, after: days around the block; old: earlier orders still in motion as well; rest: rows without a day come last.
    """

    column: str
    kind: Literal["date", "ts", "dated id"] = "date"
    before: int = 0
    after: int = 0
    old: bool = False
    rest: bool = False


_WIDEST = (BEFORE, AFTER, True)
"""Tables that look back or ahead for weeks share one view: all of the window."""

CUTS = {
    "sessions": Cut("start_ts", "ts", *_WIDEST),
    "ads_daily": Cut("date", "date", *_WIDEST),
    "journeys": Cut("start_ts", "ts", *_WIDEST),
    "touches": Cut("ts", "ts", *_WIDEST),
    "market_daily": Cut("date", "date", *_WIDEST),
    "shop_daily": Cut("date", before=1, after=1, old=True),
    "traffic_daily": Cut("date"),
    "product_daily": Cut("date"),
    "inventory_daily": Cut("date"),
    "orders": Cut("created_ts", "ts"),
    "order_items": Cut("order_id", "dated id"),
    "refunds": Cut("requested_ts", "ts", 1, 1, old=True),
    "reviews": Cut("ts", "ts", 1, 1, old=True),
    "customers": Cut("first_order_date", rest=True),
    "service_daily": Cut("date", before=1, after=1, old=True),
    "cash_ledger": Cut("date", before=1, after=1, old=True),
}
"""Tables that are made block by block, those that look far first. Their rows are in the order of their days."""

LAST_TO_COUNT = "traffic_daily"
"""Table after which nobody asks how many came: what was made of the days around may be let go."""

LISTS = (
    "calendar", "channels", "campaigns", "products", "purchase_orders", "promotions", "level_thresholds", "targets", "ops_log",
    "experiments",
)  # fmt: skip
"""Tables that need no orders, but what these brought to the planned tests: made when the last day is over."""


Views = dict[tuple[int, int, bool], Facts]
"""Views of one window that several tables share, by days around it and whether older orders are in it."""


def block(name: str, window: Window, views: Views | None = None) -> Columns:
    """The rows of a table that fall on the days of a window, in storage units and in the order of the whole table."""
    how = CUTS[name]
    facts = _view(window, (how.before, how.after, how.old), views)
    columns = _sessions(facts, window) if name == "sessions" else rows.make(name, facts)
    day = _day(columns[how.column], how.kind)
    start = ids.first_day(facts)
    low, high = np.array([start + window.first, start + window.last - 1])
    if how.kind == "dated id":
        low, high = ids.yymmdd(np.array([low, high]))
    return take(columns, np.flatnonzero((day >= low) & (day <= high)))


def _view(window: Window, around: tuple[int, int, bool], views: Views | None) -> Facts:
    """The view of a window that a table needs; where tables share views, what is counted by day is counted in the widest."""
    before, after, old = around
    if views is None:
        return view(window, before, after, old=old)
    if around not in views:
        wider = None if around == _WIDEST else _view(window, _WIDEST, views)
        views[around] = view(window, before, after, old=old, wider=wider)
    return views[around]


def rest(name: str, facts: Facts) -> Columns:
    """The rows of a table that have no day, from the facts of all days."""
    columns = rows.make(name, facts)
    return take(columns, np.flatnonzero(is_empty(columns[CUTS[name].column])))


def _day(values: np.ndarray | Text, kind: str) -> Ints:
    """Days since 1970-01-01 of a column, or of a dated id its six digits, which sort alike."""
    number = np.asarray(values, dtype=np.int64)
    if kind == "date":
        return number
    return np.asarray(number // (_DAY_US if kind == "ts" else _DATED))


def _sessions(facts: Facts, window: Window) -> Columns:
    return arrange(sessions.session_block(facts, window.first, window.last), TABLES["sessions"])
