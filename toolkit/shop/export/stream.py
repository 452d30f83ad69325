"""Days as they are lived, handed on as windows: each block of days as soon as what it depends on is known.

Memory holds the customers, the daily counts, and the orders of the last weeks; of older days only orders still in motion.
What orders bring to the planned tests is added up as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.export.known import known
from toolkit.shop.export.narrow import Wide, narrow
from toolkit.shop.export.nearby import AHEAD, Nearby
from toolkit.shop.export.plan import Plan
from toolkit.shop.export.window import BEFORE, Window, chosen, cut, reaching
from toolkit.shop.facts import Facts
from toolkit.shop.gather import Past, Rows, facts_of, joined
from toolkit.shop.history import lived
from toolkit.shop.rows.experiments import Sums, sums
from toolkit.shop.rows.people import first_order
from toolkit.shop.rows.sessions import full_log
from toolkit.shop.world import first_morning, works_of

Tick = Callable[[int], None]

_STEP = 30
"""Days lived before their orders are laid behind the others."""


def windows(plan: Plan, tick: Tick | None = None) -> Iterator[Window | Facts]:
    """Windows of the plan's blocks in order; in its last part then the facts of all days, for the short tables.

    Args: tick, called after each day lived with its number.
    """
    story, nearby = Story(plan, tick), None
    for first, last in plan.blocks(*story.borders):
        nearby = nearby or Nearby(first)
        facts = story.until(last + AHEAD, first, min(nearby.needs, first - BEFORE))
        yield cut(facts, first, last, nearby)
    if plan.is_last:
        yield without_orders(story.until(plan.length, plan.length, plan.length))


class Story:
    """A shop lived on from day to day, that keeps its orders narrow and forgets those of which nothing more can come."""

    def __init__(self, plan: Plan, tick: Tick | None = None) -> None:
        self.length, self.tick = plan.length, tick
        self.works = works_of(plan.scenario, self.length, (), ())
        self.state = first_morning(self.works)
        self.past = Past()
        self.first_order = np.zeros(0, dtype=np.int16)
        self.paid_orders = np.zeros(0, dtype=np.int16)
        self.sums: dict[int, Sums] = {}
        log = full_log(Facts(plan.scenario, plan.scenario.keys, plan.scenario.start, self.length))
        self.borders = (log.start, log.stop)

    def until(self, day: int, first: int, needed: int) -> Facts:
        """Live on to the evening before a day; the facts so far of a book of the full length, as days from `first` on need them.

        Args: needed, day from which on all orders are.
        """
        day = min(day, self.length)
        for start in range(self.past.days, day, _STEP):
            self._live(start, min(start + _STEP, day))
            self._forget_before(first, needed)
        return self._facts()

    def _live(self, start: int, stop: int) -> None:
        """Live some days, and keep what they leave."""
        fresh = []
        for today in lived(self.works, self.state, start, stop):
            sold = replace(today.sold, orders=narrow(today.sold.orders), lines=narrow(today.sold.lines))
            fresh.append(replace(today, sold=sold))
            if self.tick:
                self.tick(start + len(fresh) - 1)
        past = self.past.and_then(fresh)
        self.past = replace(past, lines=narrow(past.lines))
        orders, lines = joined(fresh)
        self._note_first_orders(orders)
        self._note_tests(replace(self._facts(), orders=Wide(orders), lines=Wide(lines)), start)

    def _facts(self) -> Facts:
        facts = facts_of(self.works, self.state, self.past)
        customers = {**facts.customers, "first_order": self.first_order}
        return replace(facts, days=self.length, customers=customers, sums=self.sums)

    def _forget_before(self, day: int, needed: int) -> None:
        """Let go of orders older than needed of which nothing happens on `day` or later."""
        orders, lines = reaching(self._facts(), day, needed, self.length)
        self.past = replace(self.past, orders=dict(orders), lines=dict(lines))

    def _note_first_orders(self, orders: Rows) -> None:
        """Note the day on which each customer first ordered; the length of the book for those who have not."""
        count = self.state.people.count
        self.first_order = _longer(self.first_order, count, self.length)
        named = np.flatnonzero(orders["customer"] >= 0)[::-1]  # of a customer's orders the first is laid down last
        who, day = orders["customer"][named], orders["day"][named]
        new = self.first_order[who] == self.length
        self.first_order[who[new]] = day[new]

    def _note_tests(self, fresh: Facts, first: int) -> None:
        """Add what the orders of the newest days bring to the planned tests, and count each customer's paid orders."""
        earlier = self.paid_orders = _longer(self.paid_orders, self.state.people.count, 0)
        for place, trial in enumerate(self.works.trials):
            if trial.start_day < self.past.days and trial.end_day >= first:
                more = sums(fresh, place)
                if place in self.sums:
                    more = self.sums[place] + more
                elif trial.kind == "lot":
                    who = fresh.lots["customer"][fresh.lots["trial"] == place]
                    more = replace(more, before=more.before + earlier[who])
                self.sums[place] = more
        named = fresh.orders["customer"][(fresh.orders["customer"] >= 0) & (fresh.orders["paid"] > 0)]
        np.add.at(self.paid_orders, named, 1)


def with_first_orders(facts: Facts) -> Facts:
    """The same facts, whose customers also tell the day of their first order in the book."""
    return replace(facts, customers={**facts.customers, "first_order": np.asarray(first_order(facts))})


def without_orders(facts: Facts) -> Facts:
    """The same facts but for orders, their lines and customers who were in no lot: all that the short tables need."""
    orders, lines = chosen(facts.orders, facts.lines, np.array([], dtype=np.int64))
    customers, _, names = known(facts, facts.lots["customer"])
    lots = {name: names(values) if name == "customer" else values for name, values in facts.lots.items()}
    return replace(facts, orders=orders, lines=lines, customers=customers, lots=lots)


def _longer(column: NDArray[Any], count: int, otherwise: int) -> NDArray[Any]:
    """A column with rows for so many customers."""
    return np.append(column, np.full(count - len(column), otherwise, dtype=column.dtype))
