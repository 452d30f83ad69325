"""One day of the shop. The order in which the six links act on each other can be read in `live`, top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import evening, incidents, levers, luck, product, supply, team
from toolkit.shop.checkout import Mistake, Sold
from toolkit.shop.deals import Buyers
from toolkit.shop.decisions import BANDS
from toolkit.shop.facts import CELLS, FREE_SOURCES, SOURCES, Incident
from toolkit.shop.incidents import Conditions
from toolkit.shop.keys import Floats, Ints, key
from toolkit.shop.promotion import Bought
from toolkit.shop.samplers import poisson
from toolkit.shop.scenario import Scenario
from toolkit.shop.world import RING, State, Works

_CRM, _VIDEO = SOURCES.index("crm"), SOURCES.index("video")
_FREE = np.repeat(np.isin(np.arange(len(SOURCES)), FREE_SOURCES), 2)


@dataclass
class Today:
    """What one day leaves behind: rows of the daily arrays (some in fractions, see `gather.whole`), orders and lines, bills."""

    daily: dict[str, Any]
    sold: Sold
    bills: list[tuple[int, str, str, int, int]]


@dataclass
class Morning:
    """What is known before the first buyer of the day decides."""

    conditions: Conditions
    bought: Bought
    demand: float
    strangers: Ints
    life: Floats
    there: NDArray[np.bool_]
    pull: Floats
    mood: float
    opening: Ints
    inbound: Ints
    returned: Ints
    arrived: list[int]
    level: int
    fit: Floats
    by_cell: Floats


def live(works: Works, state: State, day: int) -> Today:
    """Take the shop through one day: the facts of the day, and the state moved on to the next morning."""
    morning = _open(works, state, day)
    messages = _write(works, state, day, float(morning.bought.reach[_CRM]))
    state.clock += (tempo := _tempo(works, day, morning.mood, messages))
    buyers, callers = _buyers(works, state, day, morning, messages)
    mistake, buyers, people = _hunters(works, day, morning, buyers, morning.strangers + callers)
    sold = _sell(works, state, day, morning, buyers, mistake)

    evening.welcome(works, state, day, sold)
    evening.settle_stock(works, state, day, sold, morning)
    bills = evening.settle_money(works, state, day, sold, morning)
    desk = evening.settle_desk(works, state, day, sold, morning, int(people.sum()))
    daily = _facts_of(works, state, day, sold, morning, people) | desk
    evening.pass_on(works, state, day, sold, morning)
    return Today(daily | {"cash_close": state.cash, "tempo": round(tempo * 1e9)}, sold, bills)


def _open(works: Works, state: State, day: int) -> Morning:
    """Deliveries, the day's conditions, what the budgets bring, and how much each product pulls."""
    plan, scenario, slot = works.plan, works.scenario, day % RING
    conditions = incidents.on(works.incidents, day, scenario, works.closed)
    held = {sku for sku, one in conditions.held.items() if len(state.dry.get(sku, ())) < _dry_days(one, scenario)}
    inbound, arrived = supply.receive(state.shelf, day, held)
    for sku in held:
        if state.dry.get(sku):  # what comes back waits with the delivery
            state.returning[(day + 1) % RING, sku] += state.returning[slot, sku]
            state.returning[slot, sku] = 0
    opening, returned = state.shelf.units - inbound, state.returning[slot].copy()
    state.shelf.units += returned
    supply.next_batches(state.shelf)

    demand = min(max(float(works.out.event_pull[day]), 0.5), 3.0)
    bought = works.promotion.buy(
        day, plan.budget[day], int(plan.messages[day]), state.carried, demand, conditions.bid, conditions.click_price
    )
    level = _level(works, state, day)
    expected = works.place.expected(
        works.out.visits[day],
        bought.reach,
        conditions.visitors,
        state.rank,
        sum(state.video) / len(state.video),
        state.levels[0],
    )
    strangers = poisson(works.visits[day], expected)
    life, there = works.life[day], state.shelf.units > 0
    pull = product.wanted(
        works.goods, life * there, plan.price[day], plan.featured[day], state.stars, state.reviews, scenario
    )
    pull = pull * evening.awaited(state) * evening.sated(state)
    pull = pull * (works.out.conversion[day] * conditions.category)[works.goods.category]
    mood = (
        works.out.willing[day]
        * works.service.standing(state.scores, state.newest)
        * works.service.patience(state.slow)
        * works.service.speed(int(plan.promise[day]))
    )
    return Morning(
        conditions, bought, demand, strangers, life, there, pull, mood, opening, inbound, returned, arrived, level,
        *_fit(works, day),
    )  # fmt: skip


def _dry_days(one: Incident, scenario: Scenario) -> int:
    return int(scenario.raw["incident"][one.id]["dry_days"])


def _level(works: Works, state: State, day: int) -> int:
    """Today's shop level, by what was paid in the last 30 days."""
    return 1 + int((state.paid.sum() >= works.cuts[works.month[day]]).sum())


def _fit(works: Works, day: int) -> tuple[Floats, Floats]:
    """Fit of goods to cells, [SKU, 24] and [24, SKU], with the day's featured slots."""
    slots = works.plan.slots.get(day)
    if not slots:
        return works.deals.fit, works.deals.by_cell
    name = repr(sorted((place, sorted(shares.items())) for place, shares in slots.items()))
    if name not in works.fits:
        weighed = levers.slot_weights(works.scenario, works.goods.fit, works.goods.category, slots)
        fit = np.repeat(weighed, 2, axis=1)
        works.fits[name] = fit, fit.T.copy()
    return works.fits[name]


def _write(works: Works, state: State, day: int, reach: float) -> float:
    """Write to the customers of a lot or a band; returns how far the everyday messages reach."""
    crowd, people = works.crowd, state.people
    for trial, many in works.plan.lots.get(day, []):
        who = crowd.may_be_written(people)
        share = 1 - works.scenario.raw["trials"]["held_out"] if trial >= 0 else min(1.0, many / max(len(who), 1))
        drawn = crowd.drawn(people, who, day, share)
        crowd.write_to(people, who[drawn], day, state.clock)
        if trial >= 0:
            state.lots.append((trial, who, drawn.astype(np.int64)))
    for band, many in works.plan.written.get(day, []):
        who = crowd.may_be_written(people)
        who = who[crowd.band(people, day)[who] == BANDS.index(band)]
        drawn = crowd.drawn(people, who, day, min(1.0, many / max(len(who), 1)))
        crowd.write_to(people, who[drawn], day, state.clock)
    return reach


def _tempo(works: Works, day: int, mood: float, messages: float) -> float:
    """Operational weeks that pass today for customers."""
    pull = works.scenario.raw["customers"]["message_pull"]
    return round(float(works.out.mean_visits[day]) * mood * (1 - pull + pull * min(messages, 3.0)) / 7.0, 9)


def _buyers(works: Works, state: State, day: int, morning: Morning, messages: float) -> tuple[Buyers, Ints]:
    """First and later buyers of the day with their second orders; and how many later buyers came by each cell."""
    eager = morning.strangers * np.repeat(morning.conditions.first_rate, 2)
    first = works.deals.first(day, eager, morning.mood, morning.pull, morning.by_cell)
    who, own = works.crowd.due(state.people, state.clock), state.people
    keys, nth = own.keys[who], own.ints["nth"][who].astype(np.int64) + 1
    turn = key(keys, nth)
    working = np.where(works.promotion.paid, morning.bought.reach, 1.0) * (morning.conditions.visitors > 0)
    away = day - own.ints["last_day"][who].astype(np.int64)
    log_rate, drop, taste = works.crowd.nature(keys, own.ints["first_cell"][who])
    taste += works.deals.dear[own.ints["first_sku"][who]]
    later = works.deals.later(keys, turn, who, nth, taste, messages, working, away)
    works.crowd.after_order(own, who, turn, log_rate, drop, state.clock, day)
    return works.deals.together(first, later, morning.pull)


def _hunters(
    works: Works, day: int, morning: Morning, buyers: Buyers, people: Ints
) -> tuple[Mistake | None, Buyers, Ints]:
    """Where a price is a mistake: the strangers who found it, behind the other buyers and among the day's people."""
    for sku, many in morning.conditions.hunted.items():
        found = works.deals.hunters(day, sku, many)
        cancelled = works.scenario.raw["incident"]["INC-04"]["cancelled"]
        people = people + np.bincount(found.cell, minlength=CELLS)
        return Mistake(sku, many, cancelled), buyers.and_then(found), people
    return None, buyers, people


def _sell(works: Works, state: State, day: int, morning: Morning, buyers: Buyers, mistake: Mistake | None) -> Sold:
    plan, shelf = works.plan, state.shelf
    drawn = luck.of(buyers.keys)
    baskets = works.deals.baskets(buyers, drawn[luck.SIZE], morning.pull)
    hands = team.parcels_a_day(works.scenario, int(plan.packers[day]), morning.conditions.hands, float(plan.extra[day]))
    defect = np.zeros(len(shelf.units))
    if shelf.broken:
        bad = np.isin(shelf.batch, shelf.broken)
        defect[bad] = works.scenario.raw["incident"]["INC-11"]["broken"]
    return works.checkout.sell(
        day, buyers, drawn, baskets, plan.price[day], shelf.units, shelf.batch, shelf.cost, state.backlog / hands,
        morning.conditions.pay, int(plan.promise[day]), mistake, defect,
    )  # fmt: skip


def _facts_of(works: Works, state: State, day: int, sold: Sold, morning: Morning, people: Ints) -> dict[str, Any]:
    conditions, there, on_sale = morning.conditions, morning.there, morning.life > 0
    missed = np.maximum(sold.wanted - sold.sold, 0)
    partly = (230 * missed / np.maximum(sold.wanted, 1)).round().astype(np.int64)
    unseen = np.where(there | (state.empty_days <= 2), 1.0, 0.45)
    look = morning.life * np.where(works.plan.featured[day] > 0, 1.4, 1.0) * unseen
    look = look * conditions.looks[works.goods.category]
    each = morning.fit * look[:, None]
    scores = np.floor(state.scores * 100 + 0.5).astype(np.int64).tolist()
    kinds = works.out.conversion[day] * works.out.event_pull[day] * conditions.market
    return {
        "sold": sold.sold, "wanted": sold.wanted, "close_units": state.shelf.units.copy(),
        "oos_tenths": np.where(there, partly, 240) * on_sale, "stars": state.stars.copy(), "reviews": state.reviews.copy(),
        "interest": each @ people, "interest_free": each[:, _FREE] @ people[_FREE],
        "score_desc": scores[0], "score_service": scores[1], "score_logistics": scores[2],
        "spend": morning.bought.spend, "budget": works.plan.budget[day], "people": people, "bots": conditions.bots,
        "tracked": conditions.tracked, "bid": conditions.bid, "rival_price": conditions.rivals,
        "market": kinds, "level": morning.level, "open_units": morning.opening, "inbound": morning.inbound,
        "returned": morning.returned, "backlog": state.backlog,
    }  # fmt: skip
