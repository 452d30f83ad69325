"""The shopkeeper's habits: what is decided every day when nobody pulls a lever.

Budgets follow the calendar, prices follow the promotion plan, goods are ordered on Mondays up to a cover of demand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.shop.decisions import Decisions, amount
from toolkit.shop.facts import SOURCES, LogEntry, Promo
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import Outside
from toolkit.shop.product import Goods, listed
from toolkit.shop.scenario import Scenario

MONDAY = 1


@dataclass(frozen=True)
class Plan:
    """What is decided for every day: budget [D, source] and price [D, SKU] in fen, promo and featured [D, SKU], and the rest."""

    budget: Ints
    messages: Ints
    price: Ints
    promo: Ints
    featured: Ints
    desk: Ints
    promos: list[Promo]
    log: list[LogEntry]
    orders: dict[int, dict[int, int]]


def plan(scenario: Scenario, goods: Goods, out: Outside, decisions: tuple[Decisions, ...]) -> Plan:
    """The shopkeeper's plan for all days, with the decisions laid over it."""
    days = len(out.calendar.dow)
    promos = _promotions(scenario, goods, out)
    price = np.tile(goods.list_fen, (days, 1))
    promo = np.full((days, len(goods.list_fen)), -1, dtype=np.int64)
    for index, one in enumerate(promos):
        span, skus = slice(one.start_day, one.end_day + 1), list(one.skus)
        lower = (goods.list_fen[skus] * (1_000_000 - one.depth_ppm) // 10_000_000) * 10
        better = lower < price[span, skus]
        promo[span, skus] = np.where(better, index, promo[span, skus])
        price[span, skus] = np.minimum(price[span, skus], lower)
    pull = np.clip(out.event_pull, 0.5, 3.0)
    budget = np.round(usual_budget(scenario) * pull[:, None]).astype(np.int64)
    messages = np.round(usual_messages(scenario) * pull).astype(np.int64)
    desk = np.full(days, sum(scenario.raw["team"]["desk"]), dtype=np.int64)
    made = Plan(budget, messages, price, promo, _featured(scenario, goods, promo), desk, promos, _notes(promos), {})
    for decided in decisions:
        _lay_over(made, decided)
    return made


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


def _promotions(scenario: Scenario, goods: Goods, out: Outside) -> list[Promo]:
    """The weekly deal on some goods of one family, every other week, and the shop-wide price of every festival."""
    raw, keys, cal = scenario.raw["promotions"], scenario.keys, out.calendar
    promos = []
    for week, day in enumerate(np.flatnonzero(cal.dow == MONDAY)[:: raw["weeks_between"]].tolist()):
        family = int(draw(keys.process("promotions: family"), week).item() * (goods.family[-1] + 1))
        depth = raw["depths"][int(draw(keys.process("promotions: depth"), week).item() * len(raw["depths"]))]
        chosen = np.flatnonzero((goods.family == family) & (listed(goods, day) > 0))[: raw["goods_each"]]
        if len(chosen):
            promos.append(_promo(f"Weekly deal {week + 1}", "discount", day, day + 6, chosen, depth, scenario))
    for index, row in enumerate(scenario.raw["event"]):
        for day in np.flatnonzero((cal.event == index) & (cal.phase == 2)).tolist():
            chance = draw(keys.process("promotions: festival"), day, np.arange(len(goods.family)))
            skus = np.flatnonzero((chance < 0.6) & (listed(goods, day) > 0))
            promos.append(_promo(row["name"], "coupon", day, day, skus, row["depth"], scenario))
    return promos


def _promo(name: str, kind: str, start: int, end: int, skus: Ints, depth: float, scenario: Scenario) -> Promo:
    paid = scenario.raw["shop"]["visitors_per_day"] * scenario.scale * 0.028 * 128 * 100 * (end - start + 1)
    share = 3.0 if kind == "coupon" else 0.06
    target = int(round(paid * share / 10_000) * 10_000)
    return Promo(
        name,
        "coupon" if kind == "coupon" else "discount",
        start,
        end,
        tuple(skus.tolist()),
        round(depth * 1e6),
        "shop",
        target,
    )


def _featured(scenario: Scenario, goods: Goods, promo: Ints) -> Ints:
    """Weekly deals stand in the featured place; a festival's coupon does not."""
    weekly = promo >= 0
    crowded = weekly.sum(axis=1) > 30
    weekly[crowded] = False
    return weekly.astype(np.int64)


def _notes(promos: list[Promo]) -> list[LogEntry]:
    return [
        LogEntry(
            one.start_day,
            540,
            "promotion",
            f"{one.name} starts: {one.depth_ppm // 10_000} % off on {len(one.skus)} products.",
            f"{one.name} 开始:{len(one.skus)} 款商品降价 {one.depth_ppm // 10_000}%。",
            "promotion",
            "routine",
        )
        for one in promos
    ]


def _lay_over(made: Plan, decided: Decisions) -> None:
    end = len(made.desk) if decided.end is None else decided.end + 1
    span = slice(decided.start, end)
    for campaign, value in decided.budgets.items():
        column = made.budget[span, SOURCES.index(campaign)]
        column[:] = [round(amount(value, usual / 100) * 100) for usual in column.tolist()]
    for sku, value in decided.prices.items():
        column = made.price[span, sku]
        column[:] = [max(1, round(amount(value, usual / 100) * 100)) for usual in column.tolist()]
    for what, values in ((decided.staff, made.desk), (decided.messages, made.messages)):
        if what is not None:
            values[span] = [round(amount(what, usual)) for usual in values[span].tolist()]
    if decided.orders:
        made.orders.setdefault(decided.start, {}).update(decided.orders)
