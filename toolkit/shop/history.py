"""Many days: the shop from its first morning to its last evening, one day after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import capital, levers, market, notes, placing, product, rules, supply, trials
from toolkit.shop.checkout import Checkout
from toolkit.shop.day import RING, State, Today, Works, live
from toolkit.shop.deals import Deals
from toolkit.shop.decisions import Decisions
from toolkit.shop.facts import SOURCES, Facts, Incident
from toolkit.shop.people import Crowd
from toolkit.shop.place import Place
from toolkit.shop.product import START_STARS
from toolkit.shop.promotion import Promotion
from toolkit.shop.scenario import Scenario
from toolkit.shop.service import Service

_STARTING_REVIEWS = 300
_AHEAD = 70


def run(
    scenario: Scenario,
    days: int,
    decisions: tuple[Decisions, ...] = (),
    without: tuple[str, ...] = (),
    tick: Callable[[int], None] | None = None,
    held: Mapping[str, NDArray[Any]] | None = None,
) -> Facts:
    """Live `days` days and return their facts.

    Args: decisions, levers over the shopkeeper's own; without, ids of incidents that do not happen and sources that bring
    nobody; tick, called after each day with its number; held, the purchases of another world, ordered again to the piece.
    """
    works = _works(scenario, days, decisions, without, held)
    state = _first_morning(works)
    past: list[Today] = []
    for day in range(days):
        past.append(live(works, state, day))
        if tick:
            tick(day)
    return _facts(works, state, past, days)


def _works(
    scenario: Scenario,
    days: int,
    decisions: tuple[Decisions, ...],
    without: tuple[str, ...],
    held: Mapping[str, NDArray[Any]] | None = None,
) -> Works:
    out, goods = market.outside(scenario, days + _AHEAD), product.catalogue(scenario)
    placed = placing.place(scenario)
    happening = [one for one in placed.incidents if one.id not in without]
    planned = [trial for trial in placed.trials if not (trial.kind == "brand" and "INC-13" in without)]
    plan = rules.habits(scenario, goods, out, happening, planned)
    plan.log = notes.of(scenario, plan.promos, happening, planned)
    for decided in (*trials.decided(planned), *decisions):
        levers.pull(plan, decided, goods, scenario)
    levers.lay_lots(plan, planned)
    deals, service = Deals(scenario, goods), Service(scenario)
    date = np.datetime64(scenario.start) + np.arange(days)
    month = date.astype("datetime64[M]")
    index = (month - month[0]).astype(np.int64)
    return Works(
        scenario,
        goods,
        out,
        plan,
        Place(scenario),
        Promotion(scenario, rules.usual_budget(scenario), rules.usual_messages(scenario), days),
        Crowd(scenario),
        deals,
        Checkout(scenario, goods, deals, service),
        service,
        happening,
        planned,
        (date - month).astype(np.int64) + 1,
        index,
        market.level_cuts(scenario, int(index[-1]) + 1),
        np.array([SOURCES.index(name) for name in without if name in SOURCES], dtype=np.int64),
        None if held is None else _by_day(held),
    )


def _by_day(purchases: Mapping[str, NDArray[Any]]) -> dict[int, dict[int, int]]:
    """Pieces ordered, by day and SKU."""
    found: dict[int, dict[int, int]] = {}
    for day, sku, units in zip(*(purchases[name].tolist() for name in ("order_day", "sku", "units")), strict=True):
        if day >= 0:
            found.setdefault(day, {})[sku] = units
    return found


def _first_morning(works: Works) -> State:
    goods, scenario = works.goods, works.scenario
    rate = goods.appeal * scenario.raw["supply"]["usual_units"] * scenario.scale
    nothing = np.zeros(len(rate), dtype=np.int64)
    old = np.floor(_STARTING_REVIEWS * goods.appeal / goods.appeal.max()).astype(np.int64) * (goods.launch_day < 0)
    return State(
        people=works.crowd.opening(),
        shelf=supply.opening(scenario, goods, rate),
        carried=np.ones(len(scenario.raw["source"])),
        rate=rate,
        stars=np.round(old * START_STARS).astype(np.int64),
        reviews=old,
        scores=np.full(3, START_STARS),
        waiting=np.zeros(len(rate)),
        sated=np.zeros(len(rate)),
        empty_days=np.zeros_like(nothing),
        paid=np.full(30, round(scenario.raw["levels"]["at_first"] * scenario.scale * 100 / 30), dtype=np.int64),
        cash=0,
        returning=np.zeros((RING, len(nothing)), dtype=np.int64),
        stars_coming=np.zeros((RING, len(nothing)), dtype=np.int64),
        reviews_coming=np.zeros((RING, len(nothing)), dtype=np.int64),
    )


def _facts(works: Works, state: State, past: list[Today], days: int) -> Facts:
    scenario, plan, day = works.scenario, works.plan, np.arange(days)
    facts = Facts(scenario, scenario.keys, scenario.start, days)
    facts.daily = {name: np.array([today.daily[name] for today in past], dtype=np.int64) for name in past[0].daily}
    facts.daily |= {
        "price": plan.price[:days],
        "list_price": np.tile(works.goods.list_fen, (days, 1)),
        "promo": _renumbered(plan, days),
        "featured": plan.featured[:days],
        "listed": np.stack([product.listed(works.goods, one) for one in day.tolist()]),
    }
    facts.daily |= _clicks(works, facts.daily)
    facts.orders, facts.lines = _joined(past)
    people = state.people
    facts.customers = {"key": people.keys[: people.count]} | {
        name: people.column(name) for name in (*people.ints, "log_rate", "drop")
    }
    facts.purchases = dict(zip(supply.NAMES, np.array(state.shelf.rows, dtype=np.int64).T, strict=True))
    facts.cash = capital.cash_rows([bill for today in past for bill in today.bills])
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


def _joined(past: list[Today]) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    orders = {name: np.concatenate([today.sold.orders[name] for today in past]) for name in past[0].sold.orders}
    lines = {name: np.concatenate([today.sold.lines[name] for today in past]) for name in past[0].sold.lines}
    counts = np.array([len(today.sold.orders["day"]) for today in past])
    many = np.array([len(today.sold.lines["sku"]) for today in past])
    lines["order"] = lines["order"] + np.repeat(np.cumsum(counts) - counts, many)
    return orders, lines
