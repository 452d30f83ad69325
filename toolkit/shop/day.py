"""One day of the shop. The order in which the six links act on each other can be read in `live`, top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import capital, incidents, product, rules, service, supply, team
from toolkit.shop.checkout import Checkout, Sold
from toolkit.shop.deals import Buyers, Deals
from toolkit.shop.facts import SOURCES, Incident
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import Outside
from toolkit.shop.people import Crowd, Customers
from toolkit.shop.place import Place
from toolkit.shop.product import Goods
from toolkit.shop.promotion import Promotion
from toolkit.shop.rows.place import FREE_SOURCES
from toolkit.shop.samplers import poisson
from toolkit.shop.scenario import Scenario

RING = service.LONGEST + 40
_VIDEO = SOURCES.index("video")
_FREE = np.repeat(np.isin(np.arange(len(SOURCES)), FREE_SOURCES), 2)


@dataclass
class Works:
    """Everything of a shop that does not change from day to day: its goods, its outside, its plan and its habits."""

    scenario: Scenario
    goods: Goods
    out: Outside
    plan: rules.Plan
    place: Place
    promotion: Promotion
    crowd: Crowd
    deals: Deals
    checkout: Checkout
    service: service.Service
    incidents: list[Incident]
    month_day: Ints


@dataclass
class State:
    """All that one day hands to the next."""

    people: Customers
    shelf: supply.Shelf
    carried: Floats
    rate: Floats
    stars: Ints
    reviews: Ints
    scores: Floats
    waiting: Floats
    cash: int
    rank: float = 1.0
    slow: float = service.USUALLY_SLOW
    backlog: int = 0
    clock: float = 0.0
    video: list[float] = field(default_factory=lambda: [1.0] * 5)
    returning: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    stars_coming: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    reviews_coming: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    money_coming: Ints = field(default_factory=lambda: np.zeros(RING, dtype=np.int64))


@dataclass
class Today:
    """What one day leaves behind: rows of the daily arrays, orders and lines, and bills."""

    daily: dict[str, Ints | int]
    sold: Sold
    bills: list[tuple[int, str, str, int, int]]


def live(works: Works, state: State, day: int) -> Today:
    """Take the shop through one day: the facts of the day, and the state moved on to the next morning."""
    plan, slot = works.plan, day % RING
    conditions = incidents.on(works.incidents, day, works.scenario)
    inbound, arrived = supply.receive(state.shelf, day)
    opening, returned = state.shelf.units - inbound, state.returning[slot].copy()
    state.shelf.units += returned
    supply.next_batches(state.shelf)

    demand = float(np.clip(works.out.event_pull[day], 0.5, 3.0))
    bought = works.promotion.buy(day, plan.budget[day], int(plan.messages[day]), state.carried, demand)
    expected = works.place.expected(works.out.visits[day], bought.reach, state.rank, float(np.mean(state.video)))
    strangers = poisson(draw(works.scenario.keys.process("visits"), day, np.arange(len(expected))), expected)

    life = product.phase(works.goods, day)
    there = state.shelf.units > 0
    pull = product.wanted(
        works.goods, life * there, plan.price[day], plan.featured[day], state.stars, state.reviews, works.scenario
    )
    pull = pull * _awaited(state) * works.out.conversion[day][works.goods.category]
    mood = works.out.willing[day] * works.service.standing(state.scores) * works.service.patience(state.slow)

    state.clock += _tempo(works, day, mood, float(bought.reach[SOURCES.index("crm")]))
    buyers, callers = _buyers(works, state, day, strangers, mood, pull, float(bought.reach[SOURCES.index("crm")]))
    people = strangers + np.bincount(callers, minlength=len(strangers))
    baskets = works.deals.baskets(buyers, pull)
    queue = state.backlog / team.parcels_a_day(works.scenario)
    cost = np.array([state.shelf.rows[batch][8] for batch in state.shelf.batch.tolist()])
    sold = works.checkout.sell(day, buyers, baskets, plan.price[day], state.shelf.units, state.shelf.batch, cost, queue)

    _welcome(works, state, day, sold)
    _settle_stock(works, state, sold, life, demand)
    bills = _settle_money(works, state, day, sold, bought.spend, arrived)
    daily = _facts_of(works, state, day, sold, people, life, there)
    orders = int(sold.orders["paid"].sum())
    chats = service.chats(works.service.raw, orders, int(people.sum()))
    state.slow = works.service.slow_share(chats, team.chats_a_day(works.scenario, int(plan.desk[day])))
    state.scores = works.service.scores(
        state.scores, state.stars_coming[slot], state.reviews_coming[slot], sold.late_share, state.slow
    )
    state.stars += state.stars_coming[slot]
    state.reviews += state.reviews_coming[slot]
    for ring in (state.returning, state.stars_coming, state.reviews_coming, state.money_coming):
        ring[slot] = 0
    state.backlog = max(0, state.backlog + orders - team.parcels_a_day(works.scenario))
    state.carried, state.video = bought.carried, [*state.video[1:], float(bought.reach[_VIDEO])]
    usual = (
        works.scenario.raw["supply"]["usual_units"]
        * works.scenario.scale
        * works.out.visits[day].mean()
        * works.out.willing[day]
    )
    memory = works.scenario.raw["supply"]["rank_memory"]
    state.rank = round(memory * state.rank + (1 - memory) * float(np.clip(sold.sold.sum() / usual, 0.3, 3)), 9)
    daily |= {
        "spend": bought.spend, "budget": plan.budget[day], "people": people, "bots": conditions.bots,
        "tracked": np.round(conditions.tracked * 1e6).astype(np.int64), "open_units": opening, "inbound": inbound,
        "returned": returned, "backlog": state.backlog, "cash_close": state.cash,
        **_stand_ins(works, day, chats),
    }  # fmt: skip
    return Today(daily, sold, bills)


def _stand_ins(works: Works, day: int, chats: int) -> dict[str, Ints]:
    share, desk = np.array([0.42, 0.46, 0.12]), np.array(works.scenario.raw["team"]["desk"])
    each = np.round(chats * share).astype(np.int64)
    load = np.round(1e6 * each / (desk * works.scenario.raw["service"]["chats_per_person_day"] * works.scenario.scale))
    return {
        "chats": each, "staff": desk, "trainees": desk * 0, "overtime": desk * 0, "load": load.astype(np.int64),
        "market": np.round(works.out.event_pull[day] * works.out.conversion[day] * 1e6).astype(np.int64),
        "rival_price": np.full(6, 1_000_000), "bid": np.full(12, 1_000_000),
    }  # fmt: skip


def _awaited(state: State) -> Floats:
    """People who met an empty shelf and waited come when the goods are back."""
    more = np.minimum(1.0, state.waiting / np.maximum(7 * state.rate, 0.5))
    state.waiting = np.where(state.shelf.units > 0, np.round(state.waiting * 0.75, 9), state.waiting)
    return np.asarray(1.0 + more)


def _tempo(works: Works, day: int, mood: float, messages: float) -> float:
    """Operational weeks that pass today for customers."""
    pull = works.scenario.raw["customers"]["message_pull"]
    return round(float(works.out.visits[day].mean()) * mood * (1 - pull + pull * min(messages, 3.0)) / 7.0, 9)


def _buyers(
    works: Works, state: State, day: int, people: Ints, mood: float, pull: Floats, messages: float
) -> tuple[Buyers, Ints]:
    """First and later buyers of the day with their second orders; and the cells by which later buyers came."""
    first = works.deals.first(day, people, mood, pull)
    who = works.crowd.due(state.people, state.clock)
    own = state.people
    later = works.deals.later(own.keys[who], who, own.ints["nth"][who], own.floats["taste"][who], messages, pull)
    works.crowd.after_order(own, who, state.clock)
    both = Buyers(
        np.concatenate([first.keys, later.keys]),
        np.concatenate([first.cell, later.cell]),
        np.concatenate([first.person, later.person + len(first.keys)]),
        np.concatenate([first.customer, later.customer]),
        np.concatenate([first.nth, later.nth]),
        np.concatenate([first.taste, later.taste]),
        np.concatenate([first.sku, later.sku]),
    )
    return works.deals.again(both, pull), later.cell


def _welcome(works: Works, state: State, day: int, sold: Sold) -> None:
    """New buyers who are no guests become customers; both orders of one person get the same name."""
    orders = sold.orders
    if not len(orders["day"]):
        return
    place = orders["cell"] * 10_000_000 + orders["slot"]
    fresh = np.concatenate([[True], place[1:] != place[:-1]])
    head = np.flatnonzero(fresh)
    guest = draw(orders["key"][head], 44) < works.scenario.raw["shop"]["guest_share"]
    new = head[(orders["customer"][head] < 0) & ~guest]
    lead = np.searchsorted(sold.lines["order"], new)
    level = works.deals.log_price[sold.lines["sku"][lead]] - works.deals.usual_log
    index = works.crowd.welcome(
        state.people,
        orders["key"][new],
        day,
        orders["cell"][new],
        orders["slot"][new],
        level,
        state.clock,
        orders["paid"][new],
    )
    orders["customer"][new] = index
    orders["customer"] = orders["customer"][head][np.cumsum(fresh) - 1]


def _settle_stock(works: Works, state: State, sold: Sold, life: Floats, demand: float) -> None:
    shelf, lines = state.shelf, sold.lines
    empty = shelf.units == 0
    shelf.units -= sold.sold
    shelf.batch_left -= sold.sold
    state.waiting += works.scenario.raw["supply"]["wait_share"] * np.where(empty & (life > 0), state.rate, 0.0)
    seen = np.where(empty | (life == 0), state.rate, sold.wanted / demand)
    state.rate = np.round(0.955 * state.rate + 0.045 * seen, 9)
    day = int(sold.orders["day"][0]) if len(sold.orders["day"]) else 0
    back = lines["goods_back"] > 0
    np.add.at(state.returning, (lines["refund_done_day"][back] % RING, lines["sku"][back]), lines["qty"][back])
    ahead, sku, stars = sold.stars
    np.add.at(state.stars_coming, ((day + ahead) % RING, sku), stars)
    np.add.at(state.reviews_coming, ((day + ahead) % RING, sku), 1)


def _settle_money(
    works: Works, state: State, day: int, sold: Sold, spend: Ints, arrived: list[int]
) -> list[tuple[int, str, str, int, int]]:
    """Money of today's orders is on its way; bills and suppliers are paid; on Mondays the shopkeeper orders goods."""
    moves = capital.entries_of(works.scenario, sold.orders, sold.lines)
    np.add.at(state.money_coming, moves["day"] % RING, moves["amount"])
    bills = [
        (day, *bill)
        for bill in capital.bills(works.scenario, int(works.month_day[day]), spend, int(works.plan.desk[day]))
    ]
    if day == 0:
        bills.append((day, "capital", "loan", capital.opening_cash(works.scenario), -1))
    rows = state.shelf.rows
    bills += [(day, "supply", "purchase", -rows[batch][10], batch) for batch in arrived]
    state.cash += int(state.money_coming[day % RING]) + sum(bill[3] for bill in bills)
    ordered = supply.order(state.shelf, works.scenario, works.goods, day, _to_order(works, state, day))
    deposits = [(day, "supply", "purchase", -rows[batch][9], batch) for batch in ordered]
    state.cash += sum(bill[3] for bill in deposits)
    return bills + deposits


def _to_order(works: Works, state: State, day: int) -> Ints:
    """Pieces to order today: the Monday habit, less where cash would fall below the floor, and what was decided by hand."""
    pieces = np.zeros_like(state.shelf.units)
    if works.out.calendar.dow[day] == rules.MONDAY:
        ahead = works.out.event_pull[day : day + 60]
        live_now = product.listed(works.goods, min(day + 18, len(works.plan.desk) - 1))
        position = state.shelf.units + state.shelf.on_order
        coming = np.where((works.goods.launch_day > day) & (live_now > 0), works.deals.fit.mean(axis=1), 0.0)
        rate = np.maximum(state.rate, coming * works.scenario.raw["supply"]["usual_units"] * works.scenario.scale)
        pieces = rules.reorder(works.goods, rate * live_now, position, float(ahead.mean()), works.scenario)
        floor = works.scenario.raw["money"]["cash_floor"] * 100 * works.scenario.scale
        deposit = float((pieces * works.goods.cost_fen).sum()) * works.scenario.raw["supply"]["deposit"]
        if deposit > max(state.cash - floor, 0):
            share = max(state.cash - floor, 0) / deposit
            pieces = np.where(np.arange(len(pieces)) == pieces.argmax(), pieces, np.floor(pieces * share)).astype(
                np.int64
            )
    for sku, units in works.plan.orders.get(day, {}).items():
        pieces[sku] += int(units)
    return pieces


def _facts_of(
    works: Works, state: State, day: int, sold: Sold, people: Ints, life: Floats, there: NDArray[np.bool_]
) -> dict[str, Ints | int]:
    on_sale = life > 0
    missed = np.maximum(sold.wanted - sold.sold, 0)
    partly = np.round(230 * missed / np.maximum(sold.wanted, 1)).astype(np.int64)
    look = life * np.where(works.plan.featured[day] > 0, 1.4, 1.0) * np.where(there, 1.0, 0.45)
    each = works.deals.fit * look[:, None]
    scores = np.floor(state.scores * 100 + 0.5).astype(np.int64)
    return {
        "sold": sold.sold,
        "close_units": state.shelf.units.copy(),
        "oos_tenths": np.where(there, partly, 240) * on_sale,
        "stars": state.stars.copy(),
        "reviews": state.reviews.copy(),
        "interest": _shares(each @ people),
        "interest_free": _shares(each[:, _FREE] @ people[_FREE]),
        "score_desc": int(scores[0]),
        "score_service": int(scores[1]),
        "score_logistics": int(scores[2]),
    }


def _shares(weight: Floats) -> Ints:
    """Shares in parts of a thousand million."""
    weight = np.round(weight, 6)
    total = max(float(np.cumsum(weight)[-1]), 1e-9)
    return np.floor(np.round(weight / total, 12) * 1e9).astype(np.int64)
