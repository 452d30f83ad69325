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


@dataclass
class Gathered:
    """Daily counts and bills of the days so far, each put into its place once, in room for all days of a book."""

    room: int
    days: int = 0
    daily: dict[str, NDArray[Any]] = field(default_factory=dict)
    bills: list[dict[str, NDArray[Any]]] = field(default_factory=list)

    def take(self, fresh: list[Today]) -> None:
        """Put the days that follow into place."""
        for name in fresh[0].daily if fresh else ():
            values = np.array([today.daily[name] for today in fresh], dtype=np.int64)
            if name not in self.daily:
                self.daily[name] = np.zeros((self.room, *values.shape[1:]), dtype=np.int64)
            self.daily[name][self.days : self.days + len(fresh)] = values
        self.bills.append(capital.cash_rows([bill for today in fresh for bill in today.bills]))
        self.days += len(fresh)

    @property
    def cash(self) -> dict[str, NDArray[Any]]:
        """All bills, as columns."""
        return {name: np.concatenate([some[name] for some in self.bills]) for name in self.bills[0]}


def facts_of(works: Works, state: State, past: list[Today], gathered: Gathered | None = None) -> Facts:
    """The facts of the days lived so far; gathered, their daily counts and bills where these are in place already."""
    days = len(past)
    if gathered is None:
        gathered = Gathered(days)
        gathered.take(past)
    scenario, plan, day = works.scenario, works.plan, np.arange(days)
    facts = Facts(scenario, scenario.keys, scenario.start, days)
    facts.daily = {name: values[:days] for name, values in gathered.daily.items()}
    facts.daily |= {
        "price": plan.price[:days],
        "list_price": np.tile(works.goods.list_fen, (days, 1)),
        "promo": _renumbered(plan, days),
        "featured": plan.featured[:days],
        "listed": product.listed(works.goods, day[:, None]),
    }
    facts.daily |= _clicks(works, facts.daily)
    facts.orders, facts.lines = joined(past)
    people = state.people
    facts.customers = {"key": people.keys[: people.count]} | {
        name: people.column(name) for name in (*people.ints, "log_rate", "drop")
    }
    facts.purchases = dict(zip(supply.NAMES, np.array(state.shelf.rows, dtype=np.int64).T, strict=True))
    facts.cash = gathered.cash
    facts.promos, facts.log = [promo for promo in plan.promos if promo.start_day < days], plan.log
    facts.incidents = [_as_it_came(one, state, facts) for one in works.incidents]
    facts.trials, facts.lots = works.trials, _lots(state)
    return facts


def _renumbered(plan: rules.Plan, days: int) -> NDArray[Any]:
    """Promotions by day and SKU as places among those that begin inside the books."""
    inside = np.array([promo.start_day < days for promo in plan.promos], dtype=np.int64)
    place = np.append(np.cumsum(inside) - 1, -1)
    return place[plan.promo[:days]]


def _as_it_came(one: Incident, state: State, facts: Facts) -> Incident:
    """An empty shelf and a bad batch have the days on which they were met, which follow from what was sold before."""
    days = state.dry.get(one.target, []) if one.id == "INC-03" else []
    if one.id == "INC-11":
        sold = np.isin(facts.lines["batch"], state.shelf.broken)
        days = facts.orders["day"][facts.lines["order"][sold]].tolist()
    return dataclasses.replace(one, start_day=min(days), end_day=max(days)) if days else one


def _lots(state: State) -> dict[str, NDArray[Any]]:
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


def joined(past: list[Today]) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """Orders and lines of some days, lines pointing at their orders."""
    orders = {name: np.concatenate([today.sold.orders[name] for today in past]) for name in past[0].sold.orders}
    lines = {name: np.concatenate([today.sold.lines[name] for today in past]) for name in past[0].sold.lines}
    counts = np.array([len(today.sold.orders["day"]) for today in past])
    many = np.array([len(today.sold.lines["sku"]) for today in past])
    lines["order"] = lines["order"] + np.repeat(np.cumsum(counts) - counts, many)
    return orders, lines
