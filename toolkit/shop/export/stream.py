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

from toolkit.memory import hand_back
from toolkit.shop.export.kept import Kept, chosen, over
from toolkit.shop.export.known import known
from toolkit.shop.export.nearby import AHEAD, Nearby
from toolkit.shop.export.plan import Plan
from toolkit.shop.export.window import BEFORE, LASTING, ORDERS_A_DAY, Window, busy_apart, cut
from toolkit.shop.facts import Facts
from toolkit.shop.gather import Past, Rows, facts_of, lots_of
from toolkit.shop.history import lived
from toolkit.shop.rows.experiments import Sums, sums
from toolkit.shop.rows.sessions import full_log
from toolkit.shop.world import first_morning, works_of

Tick = Callable[[int], None]

_STEP_DAYS, _STEP_ORDERS = 30, 20_000
"""Days lived, and about how many orders they may bring, before these are made narrow."""


def windows(plan: Plan, tick: Tick | None = None) -> Iterator[Window | Facts]:
    """Windows of the plan's blocks in order; in its last part then the facts of all days, for the short tables.

    Args: tick, called after each day lived with its number.
    """
    story, nearby = Story(plan, tick), None
    for first, last in plan.blocks(*story.borders):
        nearby = nearby or Nearby(first)
        needed = min(nearby.needs, first - BEFORE)
        facts = story.until(last + AHEAD, first, needed)
        for days in busy_apart(facts, range(first, last)):
            yield cut(facts, days.start, days.stop, nearby)
    if plan.is_last:
        hand_back()  # what the blocks took: the short tables are made at once, of all days
        yield without_orders(story.until(plan.length, plan.length, plan.length))


class Story:
    """A shop lived on from day to day, that keeps its orders narrow and forgets those of which nothing more can come."""

    def __init__(self, plan: Plan, tick: Tick | None = None) -> None:
        self.length, self.tick = plan.length, tick
        self.step = int(min(max(_STEP_ORDERS / (ORDERS_A_DAY * plan.scale), 1), _STEP_DAYS))
        self.works = works_of(plan.scenario, self.length, (), ())
        self.state = first_morning(self.works)
        self.day, self.daily, self.cash, self.kept = 0, Rows(), list[Rows](), Kept()
        self.first_order = np.zeros(0, dtype=np.int16)
        self.paid_orders = np.zeros(0, dtype=np.int16)
        self.sums: dict[int, Sums] = {}
        log = full_log(Facts(plan.scenario, plan.scenario.keys, plan.scenario.start, self.length))
        self.borders = (log.start, log.stop)

    def until(self, day: int, first: int, needed: int) -> Facts:
        """Live on to the evening before a day; the facts so far of a book of the full length, as days from `first` on need them.

        Args: needed, day from which on all orders are.
        """
        while self.day < min(day, self.length):
            self._live(min(self.day + self.step, day, self.length))
        self.kept.forget(first, needed)
        cash = {name: np.concatenate([part[name] for part in self.cash]) for name in self.cash[0]}
        facts = facts_of(self.works, self.state, Past(self.length, self.daily, self.kept.orders, self.kept.lines, cash))
        return replace(facts, customers={**facts.customers, "first_order": self.first_order}, sums=self.sums)

    def _live(self, stop: int) -> None:
        """Live on to a day, and keep what the days leave."""
        start, fresh = self.day, []
        for today in lived(self.works, self.state, start, stop):
            fresh.append(today)
            if self.tick:
                self.tick(self.day)
            self.day += 1
        past = Past.left_by(fresh)
        self._lay(start, past)
        self._note_first_orders(past.orders)
        sold = self._sold(past)
        self._note_tests(sold, start)
        self.kept.add(past.orders | {"over": over(sold)}, past.lines)

    def _lay(self, start: int, past: Past) -> None:
        """Lay what is told by day at its place, and bills behind those before."""
        for name, values in past.daily.items():
            if name not in self.daily:
                self.daily[name] = np.zeros((self.length, *values.shape[1:]), dtype=values.dtype)
            self.daily[name][start : self.day] = values
            if name in LASTING:
                self.daily[name][self.day :] = values[-1]
        self.cash.append(past.cash)

    def _sold(self, past: Past) -> Facts:
        """As much of the facts as tells what some days' orders bring to tests."""
        scenario = self.works.scenario
        return Facts(
            scenario,
            scenario.keys,
            scenario.start,
            self.length,
            daily={"price": self.works.plan.price},
            orders=past.orders,
            lines=past.lines,
            customers={"key": self.state.people.keys[: self.state.people.count]},
            trials=self.works.trials,
            lots=lots_of(self.state),
        )

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
            if trial.start_day < self.day and trial.end_day >= first:
                more = sums(fresh, place)
                if place in self.sums:
                    more = self.sums[place] + more
                elif trial.kind == "lot":
                    who = fresh.lots["customer"][fresh.lots["trial"] == place]
                    more = replace(more, before=more.before + earlier[who])
                self.sums[place] = more
        named = fresh.orders["customer"][(fresh.orders["customer"] >= 0) & (fresh.orders["paid"] > 0)]
        np.add.at(self.paid_orders, named, 1)


def without_orders(facts: Facts) -> Facts:
    """The same facts but for orders, their lines and customers who were in no lot: all that the short tables need."""
    orders, lines = chosen(facts.orders, facts.lines, np.array([], dtype=np.int64))
    customers, _, names = known(facts, facts.lots["customer"])
    lots = {name: names(values) if name == "customer" else values for name, values in facts.lots.items()}
    return replace(facts, orders=orders, lines=lines, customers=customers, lots=lots)


def _longer(column: NDArray[Any], count: int, otherwise: int) -> NDArray[Any]:
    """A column with rows for so many customers."""
    return np.append(column, np.full(count - len(column), otherwise, dtype=column.dtype))
