"""What a block's visits and ways need of the days around it, made once for each day and kept while a block to come needs it.

A visitor comes back for 30 days, a way to an order begins as early, and customers look before they first order. Made anew
for every block, the days around it would cost three times as much as its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.export.known import known
from toolkit.shop.export.narrow import Wide, narrow
from toolkit.shop.facts import Columns1D, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import DAY_SECONDS
from toolkit.shop.rows.comers import strangers, strangers_of
from toolkit.shop.rows.guests import Guests
from toolkit.shop.rows.looks import looks
from toolkit.shop.rows.once import lend
from toolkit.shop.rows.path_rows import Paths
from toolkit.shop.rows.paths import converted, ordered_ways
from toolkit.shop.rows.strays import stray_ways, strays
from toolkit.shop.rows.visit_counts import Counts, count, count_days
from toolkit.shop.rows.visit_ids import MOST_DAYS, MOST_VIEWED

AFTER = MOST_DAYS + MOST_VIEWED
"""Days after a block by which the ways of its visitors are over."""
AHEAD = AFTER + MOST_DAYS
"""Days lived after a block: customers look before they order, and take the room of others who would come again."""
Asked: TypeAlias = Callable[[Facts], Any]
"""A function of facts that tables ask, such as how many came."""
EVERYTHING: tuple[Asked, ...] = (count, looks, strangers, strays, ordered_ways)
_RESTS_ON: dict[Asked, tuple[Asked, ...]] = {strangers: (count, looks), strays: (strangers, count, looks)}
_OF_ORDERS = ("day", "cell", "slot", "key", "customer", "nth", "night", "paid", "paid_fen")
_OF_LINES = ("order", "line_no", "sku")
_OF_DAYS = ("people", "bots", "tracked")


class Nearby:
    """Counts, looks, strangers of the sample and ways, each made up to some day; blocks ask for them in their order."""

    def __init__(self, first: int, asked: Iterable[Asked] = EVERYTHING) -> None:
        """Begin with the block whose first day is given, for tables that ask for some of it."""
        self._asked = frozenset(part for one in asked for part in (one, *_RESTS_ON.get(one, ())))
        self._counted = max(first - 2 * MOST_DAYS, 0)
        self._looked = self._met = max(first - MOST_DAYS, 0)
        self._led = first
        self._counts: list[Counts] = []
        self._rows: dict[Asked, list[Columns1D]] = {looks: [], strangers: []}
        self._ways: dict[Asked, list[Paths]] = {strays: [], ordered_ways: []}

    @property
    def needs(self) -> int:
        """First day whose orders have still to be looked at."""
        return max(min(self._counted, self._looked - MOST_DAYS, self._led - MOST_DAYS), 0)

    def around(self, facts: Facts, first: int, last: int) -> dict[Asked, Any]:
        """What the tables of the days first … last − 1 ask for, from facts that reach AHEAD days further."""
        if not self._asked:
            return {}
        ahead, met, led = (min(last + more, facts.days) for more in (AFTER, MOST_VIEWED, MOST_DAYS))
        recent, who = _recent(facts, self.needs, ahead)
        if count in self._asked:
            self._count(recent, range(self._counted, ahead))
        if looks in self._asked:
            self._look(recent, who, range(self._looked, ahead))
        if strangers in self._asked:
            self._meet(recent, range(self._met, met))
        if ordered_ways in self._asked:
            self._ways[ordered_ways].append(converted(recent, ids.order_ids(recent), range(self._led, led)))
        self._counted, self._looked, self._met, self._led = ahead, ahead, met, led
        return self._handed_out(first, last)

    def _count(self, recent: Facts, days: range) -> None:
        """Count visits; of all days there is one table, empty where nothing is known yet."""
        newest = count_days(recent, days)
        self._counts = [self._counts[0] + newest if self._counts else newest]
        lend(recent, {count: self._counts[0]})

    def _look(self, recent: Facts, who: Ints, days: range) -> None:
        found = looks(recent)
        here = (found["day"] >= days.start) & (found["day"] < days.stop)
        self._rows[looks].append(_some(found | {"customer": who[found["customer"]]}, here))

    def _meet(self, recent: Facts, days: range) -> None:
        """Strangers who first came on some days, with all their visits, and their ways."""
        guests = Guests(lend(replace(recent), {count: self._counts[0], looks: _joined(self._rows[looks])}))
        met = strangers_of(guests, days)
        self._rows[strangers].append(narrow(met))
        if strays in self._asked:
            self._ways[strays].append(stray_ways(recent, met))

    def _handed_out(self, first: int, last: int) -> dict[Asked, Any]:
        """What a block asks for; what no later block will is let go."""
        made: dict[Asked, Any] = {count: self._counts[0]} if self._counts else {}
        for name, rows in self._rows.items():
            if rows:
                both = _joined(rows)
                made[name] = _some(both, (both["day"] >= first) & (both["day"] < last))
                rows[:] = [narrow(_some(both, both["day"] >= last))]
        for name, parts in self._ways.items():
            if parts:
                ways = Paths.together(parts)
                made[name] = ways.through(first * DAY_SECONDS, last * DAY_SECONDS)
                parts[:] = [ways.some(ways.end >= last * DAY_SECONDS)]
        return made


def _joined(parts: list[Columns1D]) -> Wide:
    return Wide({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def _some(rows: Columns1D, kept: NDArray[np.bool_]) -> Columns1D:
    row = np.flatnonzero(kept)
    return {name: rows[name][row] for name in rows}


def _recent(facts: Facts, first: int, last: int) -> tuple[Facts, Ints]:
    """Facts of the orders of the days first … last − 1, and which customers they know: those with an order then or soon."""
    begin, end = facts.orders["day"].searchsorted([first, last]).tolist()
    lines = slice(*facts.lines["order"].searchsorted([begin, end]).tolist())
    orders = Wide({name: facts.orders[name][begin:end] for name in _OF_ORDERS})
    soon = (facts.customers["first_order"] >= first) & (facts.customers["first_order"] < last + MOST_DAYS)
    customers, who, names = known(facts, orders["customer"], np.flatnonzero(soon))
    written = names(facts.lots["customer"])
    of_lines = {name: facts.lines[name][lines] for name in _OF_LINES}
    small = replace(
        facts,
        daily={name: facts.daily[name] for name in _OF_DAYS},
        orders=Wide({**orders, "customer": names(orders["customer"])}),
        lines=Wide(of_lines | {"order": of_lines["order"] - begin}),
        customers=customers,
        lots={name: values[written >= 0] for name, values in (facts.lots | {"customer": written}).items()},
    )
    return small, who
