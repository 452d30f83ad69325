"""A season: the shop on the Monday it is handed over, and the days from there on under one's own decisions.

The past is the practice shop's two years and the four days after them, lived once; every season goes on from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from toolkit.game.troubles import Trouble, log, troubles
from toolkit.shop import gather, levers
from toolkit.shop.day import Today
from toolkit.shop.decisions import EVERYBODY, PACKING, Decisions, times
from toolkit.shop.facts import SHIFTS, SOURCES, Facts
from toolkit.shop.history import lived
from toolkit.shop.rules import Plan
from toolkit.shop.scenario import Scenario, scenario
from toolkit.shop.world import State, Works, copied, first_morning, works_of

CAMPAIGNS = tuple(SOURCES[index] for index in range(2, 8))
FIRST = dt.date(2026, 1, 5)
WEEKS, HANDOVER, SHORT = 13, 4, 6
OPENING_CASH = 90_000
"""CNY in the account on the first Monday, at scale 1: the rest pays back the owner's loan."""
OWNERS_SHARE = 12_000
"""CNY that the owner draws every Monday, at scale 1."""
OVERDRAFT, INTEREST = 80_000, 0.0006
"""CNY that the bank lends at most, at scale 1; and its price a day."""
SMALL_TEAM = {"morning": 1, "evening": 1, "night": 1, "packing": 3}
CLICKS = 0.3
"""Price of a click in the season against the usual: after the festivals the large advertisers pause. Budgets went with it."""


@dataclass(frozen=True, eq=False)
class Past:
    """A shop up to the Monday of the hand-over: its world with the season's troubles, its days, and its state that morning."""

    works: Works
    days: tuple[Today, ...]
    state: State
    troubles: tuple[Trouble, ...]

    @property
    def scenario(self) -> Scenario:
        """The parameters of the shop."""
        return self.works.scenario

    @property
    def first(self) -> int:
        """The first day of the season, in days since the books began."""
        return len(self.days)

    @cached_property
    def books(self) -> gather.Past:
        """What the days before the hand-over left behind, put together once for all seasons."""
        return gather.Past().and_then(list(self.days))


@lru_cache(maxsize=2)
def past(seed: bytes, slug: str = "luyang-living") -> Past:
    """Live the two years of a seed's shop up to the Monday of the hand-over."""
    made = scenario(slug, seed)
    first = (FIRST - made.start).days
    works = works_of(made, first + 7 * (WEEKS + HANDOVER), (), ())
    state = first_morning(works)
    days = tuple(lived(works, state, 0, first))
    trouble = tuple(troubles(made, first))
    works.incidents += [one.incident for one in trouble]
    works.plan.log += log(made, list(trouble))
    works.promotion.click_price[first:] *= CLICKS
    fewer = dict.fromkeys(CAMPAIGNS, times(CLICKS))
    levers.pull(works.plan, Decisions(first, staff=SMALL_TEAM, budgets=fewer), works.goods, made)
    state.cash = round(OPENING_CASH * 100 * made.scale)
    return Past(works, days, state, trouble)


class Season:
    """One run of a season: lived a week at a time; what is done to it leaves the past and other seasons as they are."""

    def __init__(self, before: Past, without: Iterable[str] = (), *, keeps: bool = False) -> None:
        """Begin a season; keeps: it remembers its Mondays, some five megabytes each, so that it can be gone back to."""
        self.past, gone = before, set(without)
        happening = [one for one in before.works.incidents if one.start_day < before.first or one.id not in gone]
        self.works = replace(before.works, plan=_own(before.works.plan), incidents=happening)
        self.state = copied(before.state)
        self.days: list[Today] = []
        self.decided: list[Decisions] = []
        self._mondays: list[State] | None = [] if keeps else None

    def fork(self) -> Season:
        """Another season that has come as far as this one."""
        return self._other(self.state, self.works.plan, self.days, self.decided)

    def monday(self, week: int) -> Season:
        """Another season that has come as far as this one had on the Monday of a week, which it kept."""
        if self._mondays is None:
            message = "This season kept no Mondays. Begin it with Season(past, keeps=True)."
            raise ValueError(message)
        other = self._other(self._mondays[week - 1], self.past.works.plan, (), ())
        for one in self.decided[: week - 1]:
            other._decide(one)
            other.days += self.week_days(other.week)
        return other

    def _other(self, state: State, plan: Plan, days: Iterable[Today], decided: Iterable[Decisions]) -> Season:
        other = Season.__new__(Season)
        other.past, other.state, other._mondays = self.past, copied(state), None
        other.works = replace(self.works, plan=_own(plan))
        other.days, other.decided = list(days), list(decided)
        return other

    @property
    def day(self) -> int:
        """Today, in days since the books began."""
        return self.past.first + len(self.days)

    @property
    def week(self) -> int:
        """The week that comes next, from 1."""
        return len(self.days) // 7 + 1

    def date(self, day: int) -> pd.Timestamp:
        """The date of a day."""
        return pd.Timestamp(self.past.scenario.start) + pd.Timedelta(day, "D")

    def week_days(self, week: int) -> list[Today]:
        """The seven days of a week that has been lived."""
        return self.days[7 * (week - 1) : 7 * week]

    def last(self, days: int) -> list[Today]:
        """The last days before today, those before the hand-over among them."""
        before = self.past.days[-days:] if len(self.days) < days else ()
        return [*before, *self.days][-days:]

    def live(self, decided: Decisions) -> None:
        """Live a week. What is decided holds until something else takes its place; a promotion lasts the week.

        A factor is against what the shop was handed over with: times(1) gives a lever back to the old habit.
        """
        if self._mondays is not None:
            self._mondays.append(copied(self.state))
        self._decide(decided)
        booked = self._monday()
        self.days += lived(self.works, self.state, self.day, self.day + 7)
        self.days[-7].bills.extend(booked)

    def _decide(self, decided: Decisions) -> None:
        plan, works = self.works.plan, self.works
        held = replace(decided, start=self.day, end=None, promotions={}, staff=self._changed(decided))
        _give_back(plan, self.past.works.plan, held)
        levers.pull(plan, held, works.goods, works.scenario)
        week = Decisions(self.day, self.day + 6, promotions=decided.promotions)
        levers.pull(plan, week, works.goods, works.scenario)
        self.decided.append(decided)

    def _changed(self, decided: Decisions) -> dict[str, Any]:
        """Shifts whose people really change: nobody learns the work anew because a number was typed again."""
        here = dict(zip(SHIFTS, self.works.plan.staff[self.day].tolist(), strict=True))
        here[PACKING] = int(self.works.plan.packers[self.day])
        return {shift: people for shift, people in decided.staff.items() if people != here[shift]}

    def _monday(self) -> list[tuple[int, str, str, int, int]]:
        """The owner draws a share, and the bank takes the price of last week's overdraft; on the first Monday the loan goes back."""
        day, left = self.day, self.past.days[-1].daily["cash_close"]
        fen = {"loan": self.drawn(day), "fee": self.interest(self.days[-7:])}
        self.state.cash -= sum(fen.values())
        fen["loan"] += 0 if self.days else int(left) - self.past.state.cash
        return [(day, "capital", kind, -amount, -1) for kind, amount in fen.items() if amount]

    def drawn(self, day: int) -> int:
        """The owner's share of a day, fen: on the Mondays of the season."""
        if day < self.past.first or (day - self.past.first) % 7:
            return 0
        return round(OWNERS_SHARE * 100 * self.works.scenario.scale)

    @staticmethod
    def interest(days: Iterable[Today]) -> int:
        """Price of an overdraft over some days, fen."""
        return round(INTEREST * sum(max(-int(one.daily["cash_close"]), 0) for one in days))

    def facts(self) -> Facts:
        """The facts of the books so far."""
        return gather.facts_of(self.works, self.state, self.past.books.and_then(self.days))


def _give_back(plan: Plan, old: Plan, decided: Decisions) -> None:
    """Put the levers that are about to be moved back to where they were handed over."""
    span = slice(decided.start, None)
    for name in decided.budgets:
        column = SOURCES.index(name)
        plan.budget[span, column] = old.budget[span, column]
    for sku in decided.prices:
        for lever in ("price", "promo", "featured"):
            getattr(plan, lever)[span, sku] = getattr(old, lever)[span, sku]
    if EVERYBODY in decided.messages:
        plan.messages[span] = old.messages[span]


def _own(plan: Plan) -> Plan:
    """A plan of its own: what is decided in one season moves no other."""
    made: dict[str, Any] = {}
    for name, value in vars(plan).items():
        is_days = isinstance(value, dict)
        made[name] = {day: one.copy() for day, one in value.items()} if is_days else value.copy()
    return Plan(**made)
