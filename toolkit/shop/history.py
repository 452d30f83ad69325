"""Many days: the shop from its first morning to its last evening, one day after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import capital, incidents, market, product, rules, supply
from toolkit.shop.checkout import Checkout
from toolkit.shop.day import RING, State, Today, Works, live
from toolkit.shop.deals import Deals
from toolkit.shop.decisions import Decisions
from toolkit.shop.facts import Facts
from toolkit.shop.people import Crowd
from toolkit.shop.place import Place
from toolkit.shop.product import START_STARS
from toolkit.shop.promotion import Promotion
from toolkit.shop.scenario import Scenario
from toolkit.shop.service import Service

_STARTING_REVIEWS = 300


def run(
    scenario: Scenario,
    days: int,
    decisions: tuple[Decisions, ...] = (),
    without: tuple[str, ...] = (),
    tick: Callable[[int], None] | None = None,
) -> Facts:
    """Live `days` days and return their facts.

    Args: decisions, levers over the shopkeeper's own; without, ids of incidents that do not happen; tick, called after
    each day with its number.
    """
    works = _works(scenario, days, decisions, without)
    state = _first_morning(works)
    past: list[Today] = []
    for day in range(days):
        past.append(live(works, state, day))
        if tick:
            tick(day)
    return _facts(works, state, past, days)


def _works(scenario: Scenario, days: int, decisions: tuple[Decisions, ...], without: tuple[str, ...]) -> Works:
    out, goods = market.outside(scenario, days), product.catalogue(scenario)
    plan = rules.plan(scenario, goods, out, decisions)
    deals, service = Deals(scenario, goods), Service(scenario)
    date = np.datetime64(scenario.start) + np.arange(days)
    planned = market.calendar(scenario, max(days, int(scenario.raw["shop"]["days"])))
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
        [one for one in incidents.place(scenario, planned) if one.id not in without],
        (date - date.astype("datetime64[M]")).astype(np.int64) + 1,
    )


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
        "price": plan.price,
        "list_price": np.tile(works.goods.list_fen, (days, 1)),
        "promo": plan.promo,
        "featured": plan.featured,
        "listed": np.stack([product.listed(works.goods, one) for one in day.tolist()]),
    }
    facts.daily |= _clicks(works, facts.daily)
    facts.daily["level"] = np.full(days, 4)
    facts.orders, facts.lines = _joined(past)
    people = state.people
    facts.customers = {"key": people.keys[: people.count]} | {name: people.column(name) for name in people.ints}
    facts.purchases = dict(zip(supply.NAMES, np.array(state.shelf.rows, dtype=np.int64).T, strict=True))
    facts.cash = capital.cash_rows([bill for today in past for bill in today.bills])
    facts.promos, facts.log, facts.incidents = plan.promos, plan.log, works.incidents
    return facts


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
