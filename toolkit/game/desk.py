"""What an operator sees on a Monday morning, as plain numbers: for rules that decide, and for the bounds of decisions.

Everything here stands in the shop's tables or in its log; nothing is known to the simulator only.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from toolkit.game.season import CAMPAIGNS, OVERDRAFT, Season
from toolkit.shop import capital, product, team
from toolkit.shop.decisions import EVERYBODY, LOT, PACKING, Amount, Decisions, Times, amount
from toolkit.shop.facts import SHIFTS, SOURCES
from toolkit.shop.keys import Floats, Ints

A_GOODS, AHEAD = 12, 28
_SETTLES = 10


class Desk:
    """One Monday morning of a season."""

    def __init__(self, season: Season) -> None:
        self._season, self._works = season, season.works
        self.week, self.day = season.week, season.day
        self.cash = season.state.cash / 100
        self.limit = OVERDRAFT * season.works.scenario.scale

    @cached_property
    def notes(self) -> list[str]:
        """What was written into the log of the trade's news in the last week: causes, warnings and herrings alike."""
        return [one.text_en for one in self._works.plan.log if self.day - 7 <= one.day < self.day]

    @cached_property
    def budgets(self) -> dict[str, float]:
        """CNY today by campaign, as it stands."""
        today = self._works.plan.budget[self.day] / 100
        return {name: float(today[SOURCES.index(name)]) for name in CAMPAIGNS}

    @cached_property
    def handed_over(self) -> dict[str, float]:
        """CNY today by campaign, as the old habit would have it."""
        today = self._season.past.works.plan.budget[self.day] / 100
        return {name: float(today[SOURCES.index(name)]) for name in CAMPAIGNS}

    @cached_property
    def overspent(self) -> dict[str, float]:
        """Spend of the last week over its budget, by campaign; 1 on an ordinary week."""
        spend, budget = (sum(one.daily[name] for one in self._season.last(7)) for name in ("spend", "budget"))
        share = np.asarray(spend) / np.maximum(np.asarray(budget), 1)
        return {name: float(share[SOURCES.index(name)]) for name in CAMPAIGNS}

    @cached_property
    def a_day(self) -> Floats:
        """Pieces sold a day by SKU, over the days of the last four weeks on which there were any."""
        days = self._season.last(28)
        sold = np.sum([np.asarray(one.daily["sold"]) for one in days], axis=0)
        there = np.sum([np.asarray(one.daily["oos_tenths"]) < 120 for one in days], axis=0)
        return np.asarray(sold / np.maximum(there, 1))

    @property
    def stock(self) -> Ints:
        """Pieces on the shelf, by SKU."""
        return self._season.state.shelf.units

    @property
    def on_order(self) -> Ints:
        """Pieces on their way, by SKU."""
        return self._season.state.shelf.on_order

    @property
    def goods(self) -> product.Goods:
        """The catalogue; of it an operator knows families, suppliers, prices and costs."""
        return self._works.goods

    @cached_property
    def families(self) -> list[int]:
        """Families by the money of the last four weeks, the greatest first."""
        money = np.bincount(self.goods.family, weights=self.a_day * self.goods.list_fen)
        return np.argsort(-money, kind="stable").tolist()

    @cached_property
    def a_goods(self) -> list[int]:
        """The twelve products on sale that bring most, by what they leave before costs of the house."""
        on_sale = product.listed(self.goods, self.day) > 0
        left = self.a_day * (self.goods.list_fen - self.goods.cost_fen) * on_sale
        return np.argsort(-left, kind="stable")[:A_GOODS].tolist()

    @cached_property
    def people(self) -> dict[str, int]:
        """People by shift, and at the packing table."""
        plan = self._works.plan
        desk = dict(zip(SHIFTS, plan.staff[self.day].tolist(), strict=True))
        return {**desk, PACKING: int(plan.packers[self.day])}

    @cached_property
    def overtime(self) -> dict[str, float]:
        """Hours of overtime a day by shift, as it stands."""
        return dict(zip(SHIFTS, (self._works.plan.overtime[self.day] / 10).tolist(), strict=True))

    @cached_property
    def promise(self) -> int:
        """Hours within which a parcel is promised to leave."""
        return int(self._works.plan.promise[self.day]) // 10

    @cached_property
    def cover(self) -> Floats:
        """Days that the pieces on the shelf last, by SKU."""
        return np.asarray(self.stock / np.maximum(self.a_day, 0.1))

    @cached_property
    def messages(self) -> float:
        """Messages to everybody against the old habit: 1 is as handed over."""
        old = max(int(self._season.past.works.plan.messages[self.day]), 1)
        return round(float(self._works.plan.messages[self.day] / old), 2)

    @cached_property
    def parcels(self) -> float:
        """Paid orders a day of the last week over what a full packing table sends."""
        paid = np.mean([int(one.sold.orders["paid"].sum()) for one in self._season.last(7)])
        return float(paid / team.parcels_a_day(self._works.scenario, self.people[PACKING], 1.0, 0.0))

    @cached_property
    def load(self) -> dict[str, float]:
        """Chats of the last week over what each shift answers in good time."""
        load = np.mean([np.asarray(one.daily["load"]) for one in self._season.last(7)], axis=0) / 1e6
        return dict(zip(SHIFTS, load.tolist(), strict=True))

    @cached_property
    def cash_ahead(self) -> Floats:
        """CNY on the evening of each of the next 28 days as things stand: what is owed and earned, no new orders to suppliers."""
        days, state, plan = np.arange(self.day, self.day + AHEAD), self._season.state, self._works.plan
        ring = state.money_coming
        known = ring[days % len(ring)].astype(np.float64)
        known[_SETTLES:] = np.maximum(known[_SETTLES:], self._earned())
        out = (
            plan.budget[days].sum(axis=1).astype(np.float64) + plan.messages[days] * self._works.promotion.price_of_send
        )
        for at, day in enumerate(days.tolist()):
            out[at] += sum(state.shelf.rows[batch][10] for batch in state.shelf.arriving.get(day, ()))
            out[at] += self._fixed(day)
        return np.asarray(self.cash + np.cumsum(known - out) / 100)

    def _earned(self) -> float:
        """What a day's orders bring into the account in the end, fen, on average of the last four weeks."""
        days = self._season.last(28)
        moved = (capital.moves(self._works.scenario, one.sold.orders, one.sold.lines) for one in days)
        return float(sum(move.amount.sum() for moves in moved for move in moves)) / len(days)

    def _fixed(self, day: int) -> float:
        """Rent, salaries and the owner's share that fall due on a day, fen."""
        works, of_month = self._works, int(self._works.month_day[day])
        nothing = np.zeros(0, dtype=np.int64)
        due = capital.bills(works.scenario, of_month, nothing, self._salaries(), 0)
        return float(sum(-fen for _, _, fen, _ in due) + self._season.drawn(day))

    def _salaries(self) -> int:
        plan, day = self._works.plan, self.day
        return team.salaries(self._works.scenario, plan.staff[day].astype(float), float(plan.packers[day]))

    def cost_ahead(self, decided: Decisions) -> Floats:
        """CNY that decisions cost on each of the next 28 days more than holding: budgets, messages, deposits, balances, wages."""
        works, old, span = self._works, self._season.past.works.plan, slice(self.day, self.day + AHEAD)
        more = np.zeros(AHEAD)
        for name, value in decided.budgets.items():
            column = SOURCES.index(name)
            more += (_daily(value, old.budget[span, column]) - works.plan.budget[span, column]) / 100
        price = works.promotion.price_of_send / 100
        if EVERYBODY in decided.messages:
            more += price * (_daily(decided.messages[EVERYBODY], old.messages[span], 1) - works.plan.messages[span])
        more[0] += price * amount(decided.messages.get(LOT, 0.0), 0.0)
        cost = sum(units * int(works.goods.cost_fen[sku]) for sku, units in decided.orders.items()) / 100
        deposit = works.scenario.raw["supply"]["deposit"]
        more[0] += deposit * cost
        more[works.scenario.raw["supply"]["lead_days"][0]] += (1 - deposit) * cost
        wage = works.scenario.raw["team"]["overtime_hour"] * max(works.scenario.scale, 0.2)
        return more + wage * sum(hours - self.overtime[shift] for shift, hours in decided.overtime.items())


def _daily(value: Amount, usual: Ints, unit: int = 100) -> Floats:
    """What was decided for each day: a factor on the usual, or one amount a day, in units of `usual`."""
    return np.asarray(usual * value.factor if isinstance(value, Times) else np.full(len(usual), unit * float(value)))
