"""What was planned for each month before it began: from the outside and the plan, never from what happened."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from toolkit.data.columns import Columns, Text
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import outside
from toolkit.shop.placing import place
from toolkit.shop.product import Goods, catalogue, phase
from toolkit.shop.rows import ids
from toolkit.shop.rows.market import months
from toolkit.shop.scenario import Scenario

METRICS = ("paid_amount", "uv", "pay_conversion", "kept_revenue", "ad_spend")
_LATE_GOODS, _BAD_SERVICE = "INC-12", "INC-07"
_WEEK = 7
_ROUND_TO = {"paid_amount": 1000.0, "uv": 100.0, "pay_conversion": 0.0001, "kept_revenue": 1000.0, "ad_spend": 100.0}
"""Targets are round numbers: yuan, people, yuan; a conversion to the hundredth part of a percent."""


def targets(facts: Facts) -> Columns:
    """One row a month of the books and metric; a month's target is for the whole month, however far the books reach."""
    month = months(facts)
    planned = _planned(facts.scenario, len(month), _days_to(facts, month))
    row, metric = (part.ravel() for part in np.indices((len(month), len(METRICS))))
    steps = np.array([_ROUND_TO[name] for name in METRICS])
    value = np.floor(np.round(np.stack([planned[name] for name in METRICS], axis=1) / steps, 6) + 0.5) * steps
    return {
        "month": month[row].astype(np.int32),
        "metric": Text(metric.astype(np.int32), METRICS),
        "target": np.round(value * 1e6).astype(np.int64).ravel(),
    }


def _days_to(facts: Facts, month: Ints) -> int:
    """Days from the first of the books to the end of their last month."""
    last = (month[-1].astype("datetime64[D]").astype("datetime64[M]") + 1).astype("datetime64[D]").astype(np.int64)
    return int(last) - ids.first_day(facts)


@lru_cache(maxsize=8)
def _planned(scenario: Scenario, count: int, days: int) -> dict[str, Floats]:
    """The plan by month before it is rounded: yuan, people, shares."""
    raw = scenario.raw["targets"]
    month = _month_of(scenario, days)
    visitors, money = _expected(scenario, days)
    people, paid = (np.bincount(month, weights=part, minlength=count) for part in (visitors, money))
    hope = _hopes(scenario, month, count)
    spend = np.bincount(month, weights=_spend(scenario, days), minlength=count)
    return {
        "paid_amount": paid * hope,
        "uv": people * np.sqrt(hope),
        "pay_conversion": paid / people / (raw["basket"] * _price(catalogue(scenario))) * np.sqrt(hope),
        "kept_revenue": paid * hope * raw["kept_share"],
        "ad_spend": spend * np.sqrt(hope),
    }


def _expected(scenario: Scenario, days: int) -> tuple[Floats, Floats]:
    """Visitors and paid money (yuan) of each day, were no incident to happen and nobody to try anything, [D]."""
    raw, out, goods = scenario.raw["targets"], outside(scenario, days), catalogue(scenario)
    usual = scenario.raw["shop"]["visitors_per_day"] * scenario.scale
    share = scenario.by_source("share")
    shelf = _life(goods, days) * out.conversion[:, goods.category]
    worth = shelf @ (goods.fit * (goods.list_fen / 100)[:, None])
    first = raw["first_orders"] * (out.visits * worth) @ (share * scenario.by_source("first_rate"))
    growth = 1 + raw["later_growth"] * np.arange(days) / 365
    later = raw["later_orders"] * growth * _price(goods) * out.visits.mean(axis=1)
    people = usual * raw["seen"] * (out.visits @ share) / share.sum()
    return np.round(people, 6), np.round(usual * (first + later) * out.willing, 6)


def _price(goods: Goods) -> float:
    """List price of the piece that is bought on average, yuan."""
    return float((goods.appeal * goods.list_fen).sum()) / 100


def _life(goods: Goods, days: int) -> Floats:
    """How far each product is into its life on each day, [D, SKU]."""
    return np.stack([phase(goods, day) for day in range(days)])


def _spend(scenario: Scenario, days: int) -> Floats:
    """Spend of each day at ordinary budgets, which follow the festivals, yuan, [D]."""
    cost = scenario.by_source("cost_per_click") + scenario.by_source("cost_per_send") / np.maximum(
        scenario.by_source("click_rate"), 1e-9
    )
    usual = scenario.raw["shop"]["visitors_per_day"] * scenario.scale * scenario.by_source("share")
    return np.asarray((usual * cost).sum() * np.clip(outside(scenario, days).event_pull, 0.5, 3.0))


def _hopes(scenario: Scenario, month: Ints, count: int) -> Floats:
    """How much of what is to be expected each month was to bring: a little less as a rule, too much where goods come late."""
    raw = scenario.raw["targets"]
    low, high = raw["hope"]
    hope = low + (high - low) * draw(scenario.keys.process("targets: hope"), np.arange(count))
    hope[_days_felt(scenario, _BAD_SERVICE, raw["cautious_days"], month, count) > _WEEK] *= raw["caution"]
    missing = _days_felt(scenario, _LATE_GOODS, raw["felt_days"], month, count)
    hope[missing.argmax()] = raw["hope_where_late"] if missing.any() else hope[missing.argmax()]
    return np.asarray(np.round(hope, 6))


def _days_felt(scenario: Scenario, name: str, after: list[int], month: Ints, count: int) -> Ints:
    """Days of each month on which an incident that is laid down for this shop is felt, in whatever world."""
    felt = np.zeros(count, dtype=np.int64)
    for one in place(scenario).incidents:
        if one.id == name:
            felt += np.bincount(month[one.start_day + after[0] : one.end_day + 1 + after[1]], minlength=count)
    return felt


def _month_of(scenario: Scenario, days: int) -> Ints:
    """Months since the first of the books, [D]."""
    date = np.datetime64(scenario.start) + np.arange(days)
    month = date.astype("datetime64[M]").astype(np.int64)
    return np.asarray(month - month[0])
