"""The end of a day: who was won, what left the shelf, which money moves, how the desk coped, and what tomorrow inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toolkit.shop import capital, product, rules, supply, team
from toolkit.shop.checkout import Sold
from toolkit.shop.facts import SOURCES
from toolkit.shop.incidents import Conditions
from toolkit.shop.keys import Floats, Ints
from toolkit.shop.runs import begins

if TYPE_CHECKING:
    from toolkit.shop.day import Morning
    from toolkit.shop.world import State, Works

Bill = tuple[int, str, str, int, int]
_AHEAD, _WILD = 60, 4.0
_CRM, _VIDEO = SOURCES.index("crm"), SOURCES.index("video")


def awaited(state: State) -> Floats:
    """People who met an empty shelf and waited come when the goods are back: a factor on pull."""
    more = np.minimum(1.0, state.waiting / np.maximum(7 * state.rate, 0.5))
    state.waiting = np.where(state.shelf.units > 0, (state.waiting * 0.75).round(9), state.waiting)
    return np.asarray(1.0 + more)


def sated(state: State) -> Floats:
    """People who stocked up at a low price stay away for a while: a factor on pull, and their store grows smaller."""
    away = np.minimum(0.5, state.sated / np.maximum(10 * state.rate, 0.5))
    state.sated = np.maximum(state.sated - away * state.rate, 0.0).round(9)
    return np.asarray(1.0 - away)


def _bad_lots(works: Works, state: State, conditions: Conditions, day: int) -> dict[int, int]:
    """Pieces of a large lot from a new production line, ordered on the first day of its incident: {SKU: pieces}."""
    cover = works.scenario.raw["incident"]["INC-11"]["cover_days"]
    return {
        sku: max(24, int(np.ceil(state.rate[sku] * cover)))
        for sku, one in conditions.broken.items()
        if one.start_day == day
    }


def welcome(works: Works, state: State, day: int, sold: Sold) -> None:
    """New buyers who are no guests become customers; both orders of one person get the same name; the late ones may be lost."""
    orders = sold.orders
    nameless, leaves = orders.pop("nameless"), orders.pop("leaves")
    if not len(orders["day"]):
        return
    place = orders["cell"] * 10_000_000 + orders["slot"]
    fresh = begins(place)
    head = fresh.nonzero()[0]
    guest = (nameless[head] < works.scenario.raw["shop"]["guest_share"]) | (orders["night"][head] > 0)
    new = head[(orders["customer"][head] < 0) & ~guest]
    lead = sold.lines["order"].searchsorted(new)
    index = works.crowd.welcome(
        state.people,
        orders["key"][new],
        day,
        orders["cell"][new],
        orders["slot"][new],
        sold.lines["sku"][lead],
        state.clock,
        orders["paid"][new],
    )
    orders["customer"][new] = index
    orders["customer"] = orders["customer"][head][fresh.cumsum() - 1]
    angry = (orders["late"] > 0) & (orders["customer"] >= 0)
    angry &= leaves < works.scenario.raw["service"]["late_leaves"]
    works.crowd.lose(state.people, orders["customer"][angry])


def settle_stock(works: Works, state: State, day: int, sold: Sold, morning: Morning) -> None:
    """What was sold leaves the shelf; demand is learnt from it; returns and reviews are on their way."""
    shelf, lines, there, life = state.shelf, sold.lines, morning.there, morning.life
    bought_ahead = works.scenario.raw["goods"]["bought_ahead"]
    cheap = works.plan.price[day] < works.goods.list_fen
    state.sated += np.where(cheap, bought_ahead * np.maximum(sold.sold - state.rate * morning.demand, 0.0), 0.0)
    shelf.units -= sold.sold
    shelf.batch_left -= sold.sold
    state.empty_days = np.where(there, 0, state.empty_days + 1)
    for sku in morning.conditions.held:
        if not there[sku]:
            state.dry.setdefault(sku, []).append(day)
    state.waiting += works.scenario.raw["supply"]["wait_share"] * np.where(~there & (life > 0), state.rate, 0.0)
    usual = np.minimum(sold.wanted / morning.demand, _WILD * state.rate + 2)
    seen = np.where(~there | (life == 0), state.rate, usual)
    state.rate = (0.955 * state.rate + 0.045 * seen).round(9)
    back = lines["goods_back"].nonzero()[0]
    _lay(state.returning, lines["refund_done_day"][back], lines["sku"][back], lines["qty"][back])
    ahead, sku_of, stars = sold.stars
    _lay(state.stars_coming, day + ahead, sku_of, stars)
    _lay(state.reviews_coming, day + ahead, sku_of, np.ones_like(stars))


def _lay(ring: Ints, day: Ints, sku: Ints, amount: Ints) -> None:
    """Add amounts to a ring of days [day, SKU]."""
    days, goods = ring.shape
    np.add.at(ring.reshape(-1), day % days * goods + sku, amount)


def _cost_of_writing(works: Works, state: State, day: int) -> int:
    """Price of the day's letters to bands and lots, fen."""
    letters = sum(many for _, many in works.plan.written.get(day, []))
    for trial, many in works.plan.lots.get(day, []):
        letters += many if trial < 0 else int(state.lots[-1][2].sum())
    return letters * works.promotion.price_of_send


def settle_money(works: Works, state: State, day: int, sold: Sold, morning: Morning) -> list[Bill]:
    """Money of today's orders is on its way; bills and suppliers are paid; on Mondays the shopkeeper orders goods."""
    plan, ring = works.plan, len(state.money_coming)
    moves = capital.moves(works.scenario, sold.orders, sold.lines)
    when, amount = np.concatenate([move.day for move in moves]), np.concatenate([move.amount for move in moves])
    state.money_coming += np.bincount(when % ring, amount, ring).astype(np.int64)  # fen of a day are whole in a float
    morning.bought.spend[_CRM] += _cost_of_writing(works, state, day)
    wages = team.day_wages(works.scenario, plan.overtime[day], _extra(plan, morning, day))
    day_of_month = int(works.month_day[day])
    salaries = _salaries(works, day) if day_of_month == capital.PAY_DAY else 0
    owed = capital.bills(works.scenario, day_of_month, morning.bought.spend, salaries, wages)
    bills = [(day, *bill) for bill in owed]
    if day == 0:
        bills.append((day, "capital", "loan", capital.opening_cash(works.scenario), -1))
    rows = state.shelf.rows
    bills += [(day, "supply", "purchase", -rows[batch][10], batch) for batch in morning.arrived]
    state.cash += int(state.money_coming[day % ring]) + sum(bill[3] for bill in bills)
    pieces, late = _to_order(works, state, day), morning.conditions.delay
    bad = _bad_lots(works, state, morning.conditions, day)
    pieces[list(bad)] = list(bad.values())
    ordered = supply.order(state.shelf, works.scenario, works.goods, day, pieces, late)
    state.shelf.broken += [batch for batch in ordered if rows[batch][2] in bad]
    deposits = [(day, "supply", "purchase", -rows[batch][9], batch) for batch in ordered]
    state.cash += sum(bill[3] for bill in deposits)
    return bills + deposits


def _salaries(works: Works, day: int) -> int:
    """Salaries of the month before a day, fen."""
    plan, month = works.plan, slice(max(day - 30, 0), day + 1)
    return team.salaries(works.scenario, plan.staff[month].mean(axis=0), float(plan.packers[month].mean()))


def settle_desk(works: Works, state: State, day: int, sold: Sold, morning: Morning, people: int) -> dict[str, Ints]:
    """Chats are answered or wait; scores and the newest reviews move with what the day taught."""
    plan, slot = works.plan, day % len(state.returning)
    conditions, orders = morning.conditions, int(sold.orders["paid"].sum())
    many = works.service.chats(orders, people)
    can = team.chats_a_shift(
        works.scenario,
        plan.staff[day],
        plan.trainees[day],
        plan.overtime[day],
        conditions.hands,
        float(plan.extra[day]),
    )
    state.slow = works.service.slow_share(many, can)
    stars, reviews = state.stars_coming[slot], state.reviews_coming[slot]
    state.scores = works.service.scores(state.scores, stars, reviews, sold.late_share, state.slow)
    state.newest = works.service.newest(state.newest, stars, reviews)
    state.stars += stars
    state.reviews += reviews
    capacity = team.parcels_a_day(works.scenario, int(plan.packers[day]), conditions.hands, float(plan.extra[day]))
    state.backlog = max(0, state.backlog + orders - capacity)
    return {
        "chats": many,
        "staff": plan.staff[day],
        "trainees": plan.trainees[day],
        "overtime": plan.overtime[day],
        "load": (many / can * 1e6).round().astype(np.int64),
    }


def pass_on(works: Works, state: State, day: int, sold: Sold, morning: Morning) -> None:
    """What tomorrow inherits: a clean slot in every ring, advertising still at work, the rank, the rolling month."""
    slot, supplies = day % len(state.returning), works.scenario.raw["supply"]
    for ring in (state.returning, state.stars_coming, state.reviews_coming, state.money_coming):
        ring[slot] = 0
    state.carried = morning.bought.carried
    watched = float(morning.bought.reach[_VIDEO] * morning.conditions.visitors[_VIDEO])
    state.video = [*state.video[1:], watched]
    state.levels = [*state.levels[1:], morning.level]
    state.paid[day % len(state.paid)] = int(sold.orders["paid_fen"].sum())
    usual = supplies["usual_units"] * works.scenario.scale * works.out.mean_visits[day] * works.out.willing[day]
    memory = supplies["rank_memory"]
    state.rank = round(memory * state.rank + (1 - memory) * float(min(max(sold.sold.sum() / usual, 0.3), 3)), 9)


def _to_order(works: Works, state: State, day: int) -> Ints:
    """Pieces to order today: the Monday habit, less where cash would fall below the floor, and what was decided by hand."""
    pieces = np.zeros_like(state.shelf.units)
    if works.held is not None:
        for sku, units in works.held.get(day, {}).items():
            pieces[sku] = units
    elif works.out.calendar.dow[day] == rules.MONDAY:
        pieces = _habit(works, state, day)
    for sku, units in works.plan.orders.get(day, {}).items():
        pieces[sku] += int(units)
    return pieces


def _habit(works: Works, state: State, day: int) -> Ints:
    ahead = works.out.event_pull[day : day + _AHEAD]
    live_now = product.listed(works.goods, day + works.scenario.raw["supply"]["lead_days"][0])
    position = state.shelf.units + state.shelf.on_order
    coming = np.where((works.goods.launch_day > day) & (live_now > 0), works.deals.fit.mean(axis=1), 0.0)
    rate = np.maximum(state.rate, coming * works.scenario.raw["supply"]["usual_units"] * works.scenario.scale)
    pieces = rules.reorder(works.goods, rate * live_now, position, float(ahead.mean()), works.scenario)
    floor = works.scenario.raw["money"]["cash_floor"] * 100 * works.scenario.scale
    deposit = float((pieces * works.goods.cost_fen).sum()) * works.scenario.raw["supply"]["deposit"]
    if deposit > max(state.cash - floor, 0):
        share = max(state.cash - floor, 0) / deposit
        fewer = np.floor(pieces * share)
        pieces = np.where(np.arange(len(pieces)) == pieces.argmax(), pieces, fewer).astype(np.int64)
    return pieces


def _extra(plan: rules.Plan, morning: Morning, day: int) -> float:
    return float(plan.extra[day]) * morning.conditions.hands
