"""The facts that a block of days needs, and no more: its days, those around it, and older orders still in motion.

A block of days is a batch of work. It appears in no key, so tables made block by block are the tables made whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.export.kept import chosen, over
from toolkit.shop.export.known import known
from toolkit.shop.export.narrow import Wide
from toolkit.shop.export.nearby import Nearby
from toolkit.shop.facts import Facts
from toolkit.shop.rows.looks import looks
from toolkit.shop.rows.once import Loan, lend
from toolkit.shop.rows.people import first_order

BEFORE, AFTER = 7, 1
"""Days before and after a block whose orders its tables depend on, beside older ones still in motion and what `nearby` hands
out: a rank is that of a week."""

LASTING = ("market", "rival_price", "chats", "load")
"""What tables ask of all days: what old orders look back on, and prices, which are never 0."""
ORDERS_A_DAY = 155.0
"""About how many orders a day brings at scale 1."""
_BLOCK = ((61, 45_000), (20, 120_000))
"""Days of a block and the most orders they may bring: each block carries its halo, so the longer block is taken."""
_MANY_ORDERS = 40_000
"""Orders that no block is too small for, however few are usual."""
_LOG_VISITS = 150_000
_VISITS_A_DAY = 7_000.0
"""The most visits of the full log that are made at once, and how many a day has at scale 1."""


@dataclass(frozen=True)
class Window:
    """Days first … last − 1 of a book, told with all they depend on.

    Lines and customers point at the rows that are here; customers have `first_order` as well, the day index of their first
    order in the whole book. lent: what was made of the days around. On its way to another process a window leaves behind
    what is told of other days.
    """

    facts: Facts
    first: int
    last: int
    lent: Loan

    def __getstate__(self) -> dict[str, Any]:
        """Give what travels, and its first day."""
        start, stop = max(self.first - BEFORE, 0), min(self.last + AFTER, self.facts.days)
        daily = {name: values if name in LASTING else values[start:stop] for name, values in self.facts.daily.items()}
        return {**vars(self), "facts": replace(self.facts, daily=daily), "start": start}

    def __setstate__(self, told: dict[str, Any]) -> None:
        """Lay what came at its place among all days."""
        start, facts = told.pop("start"), told["facts"]
        daily = {name: _placed(values, start, facts.days) for name, values in facts.daily.items()}
        self.__dict__.update(told | {"facts": replace(facts, daily=daily)})


def blocks(scale: float, days: int, *borders: int) -> Iterator[tuple[int, int]]:
    """Blocks of a month or two (first, end), shorter in a large shop, none across a border."""
    size = max(_days(orders / (ORDERS_A_DAY * scale), most) for most, orders in _BLOCK)
    for start, stop in pairwise(sorted({0, days, *(border for border in borders if 0 < border < days)})):
        for first in range(start, stop, size):
            yield first, min(first + size, stop)


def busy_apart(facts: Facts, days: range) -> Iterator[range]:
    """A block of days in equal shares where it is so busy that it would take far more memory than others."""
    orders = int(np.diff(facts.orders["day"].searchsorted([days.start, days.stop]))[0])
    usual = max(ORDERS_A_DAY * facts.scenario.scale * len(days), _MANY_ORDERS)
    shares = min(max(round(orders / usual), 1), len(days))
    return starmap(range, pairwise(np.linspace(days.start, days.stop, shares + 1).astype(int).tolist()))


def log_blocks(scale: float, first: int, last: int) -> Iterator[range]:
    """Days of the full log a few at a time, since it has many visits."""
    size = _days(_LOG_VISITS / (_VISITS_A_DAY * scale), last - first)
    for start in range(first, last, size):
        yield range(start, min(start + size, last))


def _days(wanted: float, most: int) -> int:
    """Whole days, at least one."""
    return int(min(max(wanted, 1), most))


def cut(facts: Facts, first: int, last: int, nearby: Nearby | None = None) -> Window:
    """Cut a window out of facts that are `ready` and reach as far ahead as it needs.

    Args: nearby, what was kept of the blocks before; without, it is made for this one.
    """
    start, stop = max(first - BEFORE, 0), min(last + AFTER, facts.days)
    lent = (nearby or Nearby(first)).around(facts, first, last)
    begin, end = facts.orders["day"].searchsorted([start, stop]).tolist()
    old = np.flatnonzero(facts.orders["over"][:begin] >= first)
    orders, lines = chosen(facts.orders, facts.lines, np.append(old, np.arange(begin, end)))
    lookers = lent.get(looks, {"customer": orders["customer"][:0]})
    customers, _, names = known(facts, orders["customer"], lookers["customer"])
    lookers["customer"] = names(lookers["customer"])
    here = (facts.cash["day"] >= first) & (facts.cash["day"] < last)
    small = replace(
        facts,
        orders=Wide({**orders, "customer": names(orders["customer"])}),
        lines=lines,
        customers=customers,
        cash={name: values[here] for name, values in facts.cash.items()},
        lots={name: values[:0] for name, values in facts.lots.items()},
    )
    return Window(small, first, last, lent)


def view(window: Window) -> Facts:
    """The facts from which the tables of a window's days are made."""
    return lend(replace(window.facts, block=range(window.first, window.last)), window.lent)


def ready(facts: Facts) -> Facts:
    """Facts to be cut: their customers tell the day of their first order in the book, their orders when they are over."""
    return replace(
        facts,
        customers={**facts.customers, "first_order": np.asarray(first_order(facts))},
        orders={**facts.orders, "over": over(facts)},
    )


def _placed(values: NDArray[Any], start: int, days: int) -> NDArray[Any]:
    """Rows of some days at their place in an array for all days, 0 elsewhere; rows of all days as they are."""
    if len(values) == days:
        return values
    every = np.zeros((days, *values.shape[1:]), dtype=values.dtype)
    every[start : start + len(values)] = values
    return every
