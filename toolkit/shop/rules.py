"""The shopkeeper's habits: what is decided every day when nobody pulls a lever.

Budgets follow the calendar, prices follow the promotion plan, extra hands come for a festival, goods are ordered on
Mondays up to a cover of demand. Planned tests are decisions of the shopkeeper too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from toolkit.shop.facts import SOURCES, Incident, LogEntry, Promo, Trial
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import Outside
from toolkit.shop.product import Goods, listed
from toolkit.shop.scenario import Scenario

MONDAY = 1
_MOST_PULL = 3.0


@dataclass
class Plan:
    """What is decided for every day of D.

    budget [D, source] and price [D, SKU] in fen, promo (index of promos, −1) and featured [D, SKU], messages to all [D];
    staff, trainees and overtime (hours × 10) [D, shift], packers [D], extra (share of more hands for a festival) [D],
    promise (hours × 10 until sent) [D]. By day: orders {SKU: pieces}, written [(band, people)], lots [(trial, people)],
    slots {source: {category: share}}.
    """

    budget: Ints
    messages: Ints
    price: Ints
    promo: Ints
    featured: Ints
    staff: Ints
    trainees: Ints
    overtime: Ints
    packers: Ints
    extra: Floats
    promise: Ints
    promos: list[Promo]
    log: list[LogEntry] = field(default_factory=list)
    orders: dict[int, dict[int, int]] = field(default_factory=dict)
    written: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    lots: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    slots: dict[int, dict[str, dict[int, float]]] = field(default_factory=dict)


def habits(scenario: Scenario, goods: Goods, out: Outside, incidents: list[Incident], trials: list[Trial]) -> Plan:
    """The shopkeeper's own plan for all days, before any decision."""
    days, raw = len(out.calendar.dow), scenario.raw
    promos = _promotions(scenario, goods, out, trials) + _family_discounts(scenario, goods, incidents)
    pull = np.clip(out.event_pull, 0.5, _MOST_PULL)
    help_share = raw["team"]["festival_help"]
    made = Plan(
        budget=np.round(usual_budget(scenario) * pull[:, None]).astype(np.int64),
        messages=np.round(usual_messages(scenario) * pull).astype(np.int64),
        price=np.tile(goods.list_fen, (days, 1)),
        promo=np.full((days, len(goods.list_fen)), -1, dtype=np.int64),
        featured=np.zeros((days, len(goods.list_fen)), dtype=np.int64),
        staff=np.tile(np.array(raw["team"]["desk"], dtype=np.int64), (days, 1)),
        trainees=np.zeros((days, len(raw["team"]["desk"])), dtype=np.int64),
        overtime=np.zeros((days, len(raw["team"]["desk"])), dtype=np.int64),
        packers=np.full(days, raw["team"]["packers"], dtype=np.int64),
        extra=np.round(help_share * np.maximum(out.event_pull - 1, 0), 6),
        promise=np.full(days, round(raw["service"]["promise_hours"] * 10), dtype=np.int64),
        promos=promos,
    )
    for index, one in enumerate(promos):
        lower(made, goods, index, one)
    return made


def lower(made: Plan, goods: Goods, index: int, one: Promo) -> None:
    """Lay a promotion over the prices, where it is the better price; the deals of a few goods stand in the featured place."""
    span, skus = slice(one.start_day, one.end_day + 1), list(one.skus)
    cheaper = (goods.list_fen[skus] * (1_000_000 - one.depth_ppm) // 10_000_000) * 10
    better = cheaper < made.price[span, skus]
    made.promo[span, skus] = np.where(better, index, made.promo[span, skus])
    made.price[span, skus] = np.minimum(made.price[span, skus], cheaper)
    if one.kind == "discount":
        made.featured[span, skus] = np.where(better, 1, made.featured[span, skus])


def reorder(goods: Goods, rate: Floats, position: Ints, season_ahead: float, scenario: Scenario) -> Ints:
    """Pieces to order of each SKU: up to lead time plus cover days of recent demand, in lots of six."""
    raw = scenario.raw["supply"]
    horizon = raw["lead_days"][0] + raw["cover_days"] + 7
    aim = rate * horizon * season_ahead + 1.6 * np.sqrt(rate * horizon * season_ahead + 1)
    short = aim - position
    due = short > np.maximum(raw["least_order"] / 2, rate * 7)
    lot = np.ceil(np.maximum(short, raw["least_order"]) / 6) * 6
    return np.asarray(np.where(due, lot, 0)).astype(np.int64)


def usual_budget(scenario: Scenario) -> Floats:
    """Ordinary daily budget of each source, fen, [12]."""
    visitors = scenario.raw["shop"]["visitors_per_day"] * scenario.scale
    return np.asarray(scenario.by_source("share") * scenario.by_source("cost_per_click") * visitors * 100)


def usual_messages(scenario: Scenario) -> float:
    """Messages sent on an ordinary day."""
    crm = SOURCES.index("crm")
    visitors = scenario.raw["shop"]["visitors_per_day"] * scenario.scale * scenario.by_source("share")[crm]
    return float(visitors / scenario.by_source("click_rate")[crm])


def promotion(
    name: str, kind: str, start: int, end: int, skus: tuple[int, ...], depth: float, scenario: Scenario
) -> Promo:
    """A promotion with the paid money planned for it."""
    paid = scenario.raw["shop"]["visitors_per_day"] * scenario.scale * 0.028 * 128 * 100 * (end - start + 1)
    share = 3.0 if kind == "coupon" else 0.06
    target = int(round(paid * share / 10_000) * 10_000)
    return Promo(
        name, "coupon" if kind == "coupon" else "discount", start, end, skus, round(depth * 1e6), "shop", target
    )


def _promotions(scenario: Scenario, goods: Goods, out: Outside, trials: list[Trial]) -> list[Promo]:
    """The weekly deal on some goods of one family, every other week, and the shop-wide price of every festival."""
    raw, keys, cal = scenario.raw["promotions"], scenario.keys, out.calendar
    families, promos = int(goods.family[-1]) + 1, []
    for week, day in enumerate(np.flatnonzero(cal.dow == MONDAY)[:: raw["weeks_between"]].tolist()):
        family = int(draw(keys.process("promotions: family"), week).item() * families)
        family = (family + _is_tested(family, day, goods, trials)) % families
        depth = raw["depths"][int(draw(keys.process("promotions: depth"), week).item() * len(raw["depths"]))]
        chosen = np.flatnonzero((goods.family == family) & (listed(goods, day) > 0))[: raw["goods_each"]]
        if len(chosen):
            skus = tuple(chosen.tolist())
            promos.append(promotion(f"Weekly deal {week + 1}", "discount", day, day + 6, skus, depth, scenario))
    for index, row in enumerate(scenario.raw["event"]):
        for day in np.flatnonzero((cal.event == index) & (cal.phase == 2)).tolist():
            chance = draw(keys.process("promotions: festival"), day, np.arange(len(goods.family)))
            skus = tuple(np.flatnonzero((chance < 0.6) & (listed(goods, day) > 0)).tolist())
            promos.append(promotion(row["name"], "coupon", day, day, skus, row["depth"], scenario))
    return promos


def _is_tested(family: int, day: int, goods: Goods, trials: list[Trial]) -> int:
    """1 where a family is under a price test in the fortnights around a day: the deal goes to the next family."""
    tested = [
        trial
        for trial in trials
        if trial.kind == "price" and trial.start_day - 21 <= day <= trial.end_day + 14
        if int(goods.family[trial.skus[0]]) == family
    ]
    return int(bool(tested))


def _family_discounts(scenario: Scenario, goods: Goods, incidents: list[Incident]) -> list[Promo]:
    """The deep discount on one strong product of a family: an incident only in what it does to its sisters."""
    found = [one for one in incidents if one.id == "INC-08"]
    depth = scenario.raw["incident"]["INC-08"]["depth"] if found else 0.0
    return [
        promotion("House favourite", "discount", one.start_day, one.end_day, (one.target,), depth, scenario)
        for one in found
    ]
