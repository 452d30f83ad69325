"""The facts that a block of days needs, and no more: its days, those around it, and older orders still in motion.

A block of days is a batch of work. It appears in no key, so tables made block by block are the tables made whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from toolkit.shop.export.narrow import Wide, narrow
from toolkit.shop.facts import Columns1D, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows.persons import first_of_person
from toolkit.shop.rows.strays import MOST_VIEWED
from toolkit.shop.rows.visit_ids import MOST_DAYS

BEFORE, AFTER = 2 * MOST_DAYS, MOST_DAYS + MOST_VIEWED
"""Days before and after a block whose visitors and orders the visits of the block, and the ways they lie on, depend on:
a way goes back so many days, and each visit on it hangs on those of as many days before."""
AHEAD = AFTER + MOST_DAYS
"""Days lived after a block: customers look before they order, and take the room of others who would come again."""

_LASTING = ("market", "rival_price", "chats", "load")
_TOLD = ("key", "first_day", "first_cell", "first_slot", "region", "age_band", "member", "first_order")
"""What tables tell of a customer."""
_DAY_TENTHS = 240
_SLACK = 7
_ORDERS_A_DAY = 155.0
_BLOCK = ((61, 45_000), (30, 120_000))
"""Days of a block and the most orders they may bring: each block carries its halo, so the longer block is taken."""
_LOG = ((30, 10_000),)
"""The same in the log of every visit, which makes many rows."""


@dataclass(frozen=True)
class Window:
    """Days first … last − 1 of a book, told with all they depend on.

    daily holds the days from `low` on (of _LASTING from the first on); lines, customers and lots point at the rows that
    are here; customers have `first_order` as well, the day index of their first order in the whole book.
    """

    facts: Facts
    first: int
    last: int
    low: int


def blocks(scale: float, days: int, *log: int) -> Iterator[tuple[int, int]]:
    """Blocks of a month or two (first, end), shorter in a large shop; log: first day and end of the log of every visit."""
    edges = sorted({0, days, *(border for border in log if 0 < border < days)})
    for start, stop in pairwise(edges):
        ways = _LOG if log and log[0] <= start < log[-1] else _BLOCK
        size = max(int(min(max(orders / (_ORDERS_A_DAY * scale), 1), most)) for most, orders in ways)
        for first in range(start, stop, size):
            yield first, min(first + size, stop)


def cut(facts: Facts, first: int, last: int) -> Window:
    """Cut a window out of facts that reach as far ahead as it needs, and whose customers have `first_order`."""
    start, stop = max(first - BEFORE, 0), min(last + AFTER, facts.days)
    orders, lines = reaching(facts, first, start, stop)
    soon = np.flatnonzero((facts.customers["first_order"] >= start) & (facts.customers["first_order"] < last + AHEAD))
    customers, names = known(facts, orders, facts.lots, soon)
    orders["customer"] = names(orders["customer"])
    here = (facts.cash["day"] >= first) & (facts.cash["day"] < last)
    small = replace(
        facts,
        daily={name: values[(0 if name in _LASTING else start) : stop] for name, values in facts.daily.items()},
        orders=orders,
        lines=lines,
        customers=customers,
        cash={name: values[here] for name, values in facts.cash.items()},
        lots=narrow({name: names(values) if name == "customer" else values for name, values in facts.lots.items()}),
    )
    return Window(small, first, last, start)


def view(window: Window, before: int, after: int, *, old: bool, wider: Facts | None = None) -> Facts:
    """Facts of the whole length of the book, empty but for the window's days and so many around them.

    old: with earlier orders that are still in motion. wider: a view of more days of the same window; with `old`, what
    is told by day stays as it is there.
    """
    facts, days = window.facts, window.facts.days
    start, stop = max(window.first - before, 0), min(window.last + after, days)
    if old and wider:
        daily = wider.daily
    else:
        daily = {name: _placed(name, values, window.low, start, stop, days) for name, values in facts.daily.items()}
    order = facts.orders["day"]
    kept = (order < stop) & ((order >= start) | (old & moving(facts, window.first)))
    orders, lines = chosen(facts.orders, facts.lines, np.flatnonzero(kept))
    block = range(window.first, window.last)
    return replace(facts, daily=daily, orders=orders, lines=lines, block=block, wider=wider)


def reaching(facts: Facts, day: int, start: int, stop: int) -> tuple[Columns1D, Columns1D]:
    """Orders of the days start … stop − 1, and older ones of which something happens on `day` or later, with their lines."""
    begin, end = facts.orders["day"].searchsorted([start, stop]).tolist()
    lines = facts.lines["order"].searchsorted(begin)
    orders_before = Wide({name: values[:begin] for name, values in facts.orders.items()})
    lines_before = Wide({name: values[:lines] for name, values in facts.lines.items()})
    old = np.flatnonzero(moving(replace(facts, orders=orders_before, lines=lines_before), day))
    return chosen(facts.orders, facts.lines, np.append(old, np.arange(begin, end)))


def moving(facts: Facts, day: int) -> np.ndarray[Any, Any]:
    """True for orders of which something happens on `day` or later; orders of one person and day stay together."""
    rows, lines = facts.orders, facts.lines
    settle = int(facts.scenario.raw["money"]["settle_days"])
    ends = rows["day"] + np.maximum(rows["deliver_tenths"], rows["ship_tenths"]) // _DAY_TENTHS + settle
    after = np.maximum.reduce([lines[name] for name in ("refund_day", "refund_done_day", "review_day")])
    ends = ends.astype(np.int64)
    np.maximum.at(ends, lines["order"], after)
    person = np.cumsum(first_of_person(facts)) - 1
    latest = np.zeros(int(person[-1]) + 1 if len(person) else 0, dtype=np.int64)
    np.maximum.at(latest, person, ends)
    return np.asarray(latest[person] + _SLACK >= day)


def chosen(orders: Columns1D, lines: Columns1D, row: Ints) -> tuple[Columns1D, Columns1D]:
    """Some orders by row, in order, and their lines; those of all rows are not copied."""
    if len(row) == len(orders["day"]):
        return Wide(orders), Wide(lines)
    place = np.full(len(orders["day"]), -1, dtype=np.int32)
    place[row] = np.arange(len(row))
    owner = place[lines["order"]]
    kept = np.flatnonzero(owner >= 0)
    fewer = {name: values[kept] for name, values in lines.items()}
    return Wide({name: values[row] for name, values in orders.items()}), Wide(fewer | {"order": owner[kept]})


def _placed(name: str, values: Any, low: int, start: int, stop: int, days: int) -> Any:
    """Rows of some days at their place in an array for all days, 0 elsewhere; what old orders look back on is there whole."""
    every = np.zeros((days, *values.shape[1:]), dtype=values.dtype)
    if name in _LASTING:
        every[: len(values)], every[len(values) :] = values, values[-1]
    else:
        every[start:stop] = values[start - low : stop - low]
    return every


def known(facts: Facts, orders: Columns1D, lots: Columns1D, others: Ints | None = None) -> tuple[Columns1D, Any]:
    """The customers that orders and lots name, and others where given, and a function from old indices to new ones."""
    here = np.zeros(len(facts.customers["key"]) + 1, dtype=bool)
    here[orders["customer"]] = True
    here[lots.get("customer", orders["customer"][:0])] = True
    if others is not None:
        here[others] = True
    here[-1] = False
    who, place = np.flatnonzero(here), np.where(here, np.cumsum(here, dtype=np.int32) - 1, np.int32(-1))

    def names(index: Ints) -> Ints:
        return np.asarray(place[index])

    return {name: facts.customers[name][who] for name in _TOLD}, names
