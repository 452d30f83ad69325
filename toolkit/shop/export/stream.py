"""Days as they are lived, handed on as windows: each block of days as soon as what it depends on is known.

Memory holds the customers, the daily counts, and the orders of the last weeks; of older days only orders still in motion.
What orders bring to the planned tests is added up as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from toolkit.shop.day import Today
from toolkit.shop.export.plan import Plan
from toolkit.shop.export.window import AFTER, BEFORE, Window, chosen, cut, known, moving
from toolkit.shop.facts import Facts
from toolkit.shop.gather import Past, Rows, facts_of, joined
from toolkit.shop.history import lived
from toolkit.shop.keys import Ints
from toolkit.shop.rows.experiments import Sums, sums
from toolkit.shop.rows.people import first_order
from toolkit.shop.rows.sessions import full_log
from toolkit.shop.service import LONGEST
from toolkit.shop.world import first_morning, works_of

Tick = Callable[[int], None]

_GONE = BEFORE + LONGEST


def windows(plan: Plan, tick: Tick | None = None) -> Iterator[Window | Facts]:
    """Windows of the plan's blocks in order; in its last part then the facts of all days, for the short tables.

    Args: tick, called after each day lived with its number.
    """
    story = Story(plan, tick)
    for first, last in plan.blocks(*story.borders):
        story.forget_before(first)
        yield cut(story.until(last + AFTER), first, last)
    if plan.is_last:
        yield without_orders(story.until(plan.length))


class Story:
    """A shop lived on from day to day, that forgets orders of which nothing more can come."""

    def __init__(self, plan: Plan, tick: Tick | None = None) -> None:
        self.length, self.tick = plan.length, tick
        self.works = works_of(plan.scenario, self.length, (), ())
        self.state = first_morning(self.works)
        self.past: list[Today] = []
        self.first_order: Ints = np.zeros(0, dtype=np.int64)
        self.paid_orders: Ints = np.zeros(0, dtype=np.int64)
        self.sums: dict[int, Sums] = {}
        self._told = Past()
        self._pruned = self._emptied = 0
        log = full_log(Facts(plan.scenario, plan.scenario.keys, plan.scenario.start, self.length))
        self.borders = (log.start, log.stop)

    def until(self, day: int) -> Facts:
        """Live on to the evening before a day; the facts so far, of a book of the full length."""
        fresh = []
        for today in lived(self.works, self.state, len(self.past), min(day, self.length)):
            fresh.append(today)
            self.past.append(replace(today, daily={}, bills=[]))
            self._note_first_orders(today)
            if self.tick:
                self.tick(len(self.past) - 1)
        told = self._told.and_then(fresh)
        self._told = replace(told, orders=_none(told.orders), lines=_none(told.lines))
        facts = facts_of(self.works, self.state, self._remembered())
        self._note_tests(facts, fresh)
        customers = {**facts.customers, "first_order": self.first_order}
        return replace(facts, days=self.length, customers=customers, sums=self.sums)

    def forget_before(self, day: int) -> None:
        """Let go of older orders of which nothing happens on `day` or later."""
        for old in range(self._pruned, min(day - BEFORE, len(self.past))):
            self.past[old] = self._pruned_day(self.past[old], day)
            self._pruned = old + 1
        for old in range(self._emptied, min(day - _GONE, len(self.past))):
            self.past[old] = _with(self.past[old], np.zeros(0, dtype=np.int64))
            self._emptied = old + 1

    def _remembered(self) -> Past:
        """All days, but of their orders only those that are still here."""
        orders, lines = joined(self.past)
        return replace(self._told, orders=orders, lines=lines)

    def _note_first_orders(self, today: Today) -> None:
        count = self.state.people.count
        if count > len(self.first_order):
            more = np.full(count - len(self.first_order), self.length, dtype=np.int64)
            self.first_order = np.concatenate([self.first_order, more])
        who = today.sold.orders["customer"]
        np.minimum.at(self.first_order, who[who >= 0], len(self.past) - 1)

    def _note_tests(self, facts: Facts, fresh: list[Today]) -> None:
        """Add what the orders of the newest days bring to the planned tests, and count each customer's paid orders."""
        if not fresh:
            return
        orders, lines = joined(fresh)
        some, first = replace(facts, orders=orders, lines=lines), len(self.past) - len(fresh)
        earlier = np.zeros(self.state.people.count, dtype=np.int64)
        earlier[: len(self.paid_orders)] = self.paid_orders
        for place, trial in enumerate(self.works.trials):
            if trial.start_day < len(self.past) and trial.end_day >= first:
                more = sums(some, place)
                if place in self.sums:
                    more = self.sums[place] + more
                elif trial.kind == "lot":
                    who = facts.lots["customer"][facts.lots["trial"] == place]
                    more = replace(more, before=more.before + earlier[who])
                self.sums[place] = more
        named = orders["customer"][(orders["customer"] >= 0) & (orders["paid"] > 0)]
        self.paid_orders = earlier + np.bincount(named, minlength=len(earlier))

    def _pruned_day(self, today: Today, day: int) -> Today:
        scenario = self.works.scenario
        of_day = Facts(
            scenario, scenario.keys, scenario.start, self.length, orders=today.sold.orders, lines=today.sold.lines
        )
        return _with(today, np.flatnonzero(moving(of_day, day)))


def with_first_orders(facts: Facts) -> Facts:
    """The same facts, whose customers also tell the day of their first order in the book."""
    return replace(facts, customers={**facts.customers, "first_order": np.asarray(first_order(facts))})


def without_orders(facts: Facts) -> Facts:
    """The same facts but for orders, their lines and customers who were in no lot: all that the short tables need."""
    orders, lines = chosen(facts.orders, facts.lines, np.array([], dtype=np.int64))
    customers, names = known(facts, orders, facts.lots)
    lots = {name: names(values) if name == "customer" else values for name, values in facts.lots.items()}
    return replace(facts, orders=orders, lines=lines, customers=customers, lots=lots)


def _none(rows: Rows) -> Rows:
    return {name: values[:0] for name, values in rows.items()}


def _with(today: Today, row: Ints) -> Today:
    """A day with some of its orders only."""
    orders, lines = chosen(today.sold.orders, today.sold.lines, row)
    none = np.zeros(0, dtype=np.int64)
    return replace(today, sold=replace(today.sold, orders=orders, lines=lines, stars=(none, none, none)))
