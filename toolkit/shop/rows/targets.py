"""What was planned for each month before it began: from the outside and the plan, never from what happened."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from toolkit.data.columns import Columns, Text
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import outside
from toolkit.shop.placing import place
from toolkit.shop.rows import ids
from toolkit.shop.rows.market import months
from toolkit.shop.scenario import Scenario

METRICS = ("paid_amount", "uv", "pay_conversion", "kept_revenue", "ad_spend")
_LATE_GOODS = "INC-12"
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
    visitors, pull = _expected(scenario, days)
    usual = scenario.raw["shop"]["visitors_per_day"] * scenario.scale
    people = np.bincount(month, weights=visitors, minlength=count) * usual * raw["seen"]
    paid = np.bincount(month, weights=pull, minlength=count) * usual * raw["paid_per_visitor"]
    hope = _hopes(scenario, month, count)
    spend = np.bincount(month, weights=_spend(scenario, days), minlength=count)
    return {
        "paid_amount": paid * hope,
        "uv": people * np.sqrt(hope),
        "pay_conversion": paid / people / raw["paid_per_buyer"] * np.sqrt(hope),
        "kept_revenue": paid * hope * raw["kept_share"],
        "ad_spend": spend * np.sqrt(hope),
    }


def _expected(scenario: Scenario, days: int) -> tuple[Floats, Floats]:
    """What the outside brings each day, 1 on an ordinary day: visitors and paid money, [D]."""
    out, share = outside(scenario, days), scenario.by_source("share")
    first = share * scenario.by_source("first_rate")
    later = scenario.raw["targets"]["later_share"]
    wish = out.conversion @ np.array([row["share"] for row in scenario.categories])
    orders = (1 - later) * (out.visits @ first) / first.sum() + later * out.visits.mean(axis=1)
    return out.visits @ share / share.sum(), orders * out.willing * wish


def _spend(scenario: Scenario, days: int) -> Floats:
    """Spend of each day at ordinary budgets, which follow the festivals, yuan, [D]."""
    cost = scenario.by_source("cost_per_click") + scenario.by_source("cost_per_send") / np.maximum(
        scenario.by_source("click_rate"), 1e-9
    )
    usual = scenario.raw["shop"]["visitors_per_day"] * scenario.scale * scenario.by_source("share")
    return np.asarray((usual * cost).sum() * np.clip(outside(scenario, days).event_pull, 0.5, 3.0))


def _hopes(scenario: Scenario, month: Ints, count: int) -> Floats:
    """How much more than expected each month was to bring: a little less or more, and too much where goods come late."""
    raw = scenario.raw["targets"]
    low, high = raw["hope"]
    hope = low + (high - low) * draw(scenario.keys.process("targets: hope"), np.arange(count))
    late = _month_without_goods(scenario, month)
    hope[late] = raw["hope_where_late"]
    return np.asarray(np.round(hope, 6))


def _month_without_goods(scenario: Scenario, month: Ints) -> Ints:
    """The month with most days on which the late supplier's goods are missing; none where no supplier is late."""
    after = scenario.raw["targets"]["felt_days"]
    for one in place(scenario).incidents:
        if one.id == _LATE_GOODS:
            felt = month[one.start_day + after[0] : one.end_day + 1 + after[1]]
            return np.array([np.bincount(felt).argmax()]) if len(felt) else np.zeros(0, dtype=np.int64)
    return np.zeros(0, dtype=np.int64)


def _month_of(scenario: Scenario, days: int) -> Ints:
    """Months since the first of the books, [D]."""
    date = np.datetime64(scenario.start) + np.arange(days)
    month = date.astype("datetime64[M]").astype(np.int64)
    return np.asarray(month - month[0])
