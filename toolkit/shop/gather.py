"""What a world's days leave behind, put together: lists of days become the facts that tables are made from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import capital, product, rules, supply
from toolkit.shop.day import Today
from toolkit.shop.facts import Facts, Incident
from toolkit.shop.world import State, Works

Rows = dict[str, NDArray[Any]]
_FACTORS, _SHARES = ("tracked", "bid", "rival_price", "market"), ("interest", "interest_free")


@dataclass(frozen=True)
class Past:
    """What days that are over left behind: daily counts [days], orders with their lines, and bills."""

    days: int = 0
    daily: Rows = field(default_factory=dict)
    orders: Rows = field(default_factory=dict)
    lines: Rows = field(default_factory=dict)
    cash: Rows = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts, day: int) -> Past:
        """The days before one, as views of the facts of a world that is the same until then."""
        orders = int(facts.orders["day"].searchsorted(day))
        lines = int(facts.lines["order"].searchsorted(orders))
        bills = int(facts.cash["day"].searchsorted(day))
        return cls(
            day,
            {name: values[:day] for name, values in facts.daily.items()},
            {name: values[:orders] for name, values in facts.orders.items()},
            {name: values[:lines] for name, values in facts.lines.items()},
            {name: values[:bills] for name, values in facts.cash.items()},
        )

    @classmethod
    def left_by(cls, fresh: list[Today]) -> Past:
        """What some days left behind, as if nothing had been before them."""
        orders, lines = joined(fresh)
        daily = {name: whole(name, np.array([today.daily[name] for today in fresh])) for name in fresh[0].daily}
        return cls(
            len(fresh), daily, orders, lines, capital.cash_rows([bill for today in fresh for bill in today.bills])
        )

    def and_then(self, fresh: list[Today]) -> Past:
        """These days and those that followed."""
        return self.before([self.left_by(fresh)]) if fresh else self

    def before(self, blocks: list[Past]) -> Past:
        """These days and those of the blocks that followed, which are emptied on the way: nothing is held twice."""
        count = len(self.orders["day"]) if self.days else 0
        for block in blocks:
            block.lines["order"] += count
            count += len(block.orders["day"])
        parts = ("daily", "orders", "lines", "cash")
        return Past(sum((one.days for one in blocks), self.days), *(self._laid_behind(part, blocks) for part in parts))

    def _laid_behind(self, part: str, blocks: list[Past]) -> Rows:
        mine: list[Rows] = [getattr(self, part)] if self.days else []
        theirs: list[Rows] = [getattr(block, part) for block in blocks]
        if len(mine) + len(theirs) < 2:
            return (mine or theirs or [{}])[0]
        return {
            name: np.concatenate([*(rows[name] for rows in mine), *(rows.pop(name) for rows in theirs)])
            for name in list(theirs[0])
        }


def facts_of(works: Works, state: State, past: Past) -> Facts:
    """The facts of the days lived so far."""
    days = past.days
    scenario, plan, day = works.scenario, works.plan, np.arange(days)
    facts = Facts(scenario, scenario.keys, scenario.start, days)
    facts.daily = dict(past.daily)
    facts.daily |= {
        "price": plan.price[:days],
        "list_price": np.broadcast_to(works.goods.list_fen, (days, len(works.goods.list_fen))),
        "promo": _renumbered(plan, days),
        "featured": plan.featured[:days],
        "listed": product.listed(works.goods, day[:, None]),
    }
    facts.daily |= _clicks(works, facts.daily)
    facts.orders, facts.lines = past.orders, past.lines
    people = state.people
    facts.customers = {"key": people.keys[: people.count]} | {name: people.column(name) for name in people.ints}
    facts.purchases = dict(zip(supply.NAMES, np.array(state.shelf.rows, dtype=np.int64).T, strict=True))
    facts.cash = past.cash
    facts.promos, facts.log = [promo for promo in plan.promos if promo.start_day < days], plan.log
    facts.incidents = [_as_it_came(one, state, facts) for one in works.incidents]
    facts.trials, facts.lots = works.trials, lots_of(state)
    return facts


def whole(name: str, values: NDArray[Any]) -> NDArray[np.int64]:
    """Daily values of some days in whole numbers: factors in ppm, weights as shares of the day in ppb."""
    if name in _FACTORS:
        values = (values * 1e6).round()
    elif name in _SHARES:
        weight = values.round(6)
        total = np.maximum(weight.cumsum(axis=1)[:, -1:], 1e-9)
        values = np.floor((weight / total).round(12) * 1e9)
    return values.astype(np.int64, copy=False)


def _renumbered(plan: rules.Plan, days: int) -> NDArray[Any]:
    """Promotions by day and SKU as places among those that begin inside the books."""
    inside = np.array([promo.start_day < days for promo in plan.promos], dtype=np.int64)
    place = np.append(np.cumsum(inside) - 1, -1)
    return place[plan.promo[:days]]


def _as_it_came(one: Incident, state: State, facts: Facts) -> Incident:
    """An empty shelf and a bad batch have the days on which they were met, which follow from what was sold before."""
    dry = int(facts.scenario.raw["incident"]["INC-03"]["dry_days"])  # a shelf that is empty once more is another matter
    days = state.dry.get(one.target, [])[:dry] if one.id == "INC-03" else []
    if one.id == "INC-11":
        sold = np.isin(facts.lines["batch"], state.shelf.broken)
        days = facts.orders["day"][facts.lines["order"][sold]].tolist()
    return dataclasses.replace(one, start_day=min(days), end_day=max(days)) if days else one


def lots_of(state: State) -> Rows:
    """Customers of the message lots so far, a row each."""
    trial = [np.full(len(who), index) for index, who, _ in state.lots]
    columns = (trial, [who for _, who, _ in state.lots], [written for *_, written in state.lots])
    return {
        name: np.concatenate([np.zeros(0, dtype=np.int64), *column])
        for name, column in zip(("trial", "customer", "written"), columns, strict=True)
    }


def _clicks(works: Works, daily: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Clicks are the visits that were paid for; impressions follow from the rate at which a source is clicked."""
    rate = works.promotion.click_rate
    visitors = daily["people"].reshape(len(daily["people"]), -1, 2).sum(axis=2)
    clicks = np.where(rate > 0, np.round(visitors * 1.05), 0).astype(np.int64)
    return {"clicks": clicks, "impressions": np.round(clicks / np.where(rate > 0, rate, 1.0)).astype(np.int64)}


def joined(past: list[Today]) -> tuple[Rows, Rows]:
    """Orders and lines of some days, lines pointing at their orders."""
    orders = {name: np.concatenate([today.sold.orders[name] for today in past]) for name in past[0].sold.orders}
    lines = {name: np.concatenate([today.sold.lines[name] for today in past]) for name in past[0].sold.lines}
    counts = np.array([len(today.sold.orders["day"]) for today in past])
    many = np.array([len(today.sold.lines["sku"]) for today in past])
    lines["order"] = lines["order"] + np.repeat(np.cumsum(counts) - counts, many)
    return orders, lines
