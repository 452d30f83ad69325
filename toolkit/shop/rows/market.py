"""The market as the platform publishes it: what all shops of a category were paid, where this one stands, the levels."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from toolkit.data.columns import Columns, Text
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import LEVEL_SHARES, level_cuts
from toolkit.shop.product import catalogue
from toolkit.shop.rows import ids
from toolkit.shop.samplers import normal
from toolkit.shop.scenario import Scenario

WEEK, MONTH = 7, 30
LEVELS = len(LEVEL_SHARES) + 1
_MIDDLE = 2
"""Place among the level shares of the one whose cut-point the scenario gives."""
_PPM_PER_HUNDREDTH = 100


def market_daily(facts: Facts) -> Columns:
    """One row a day and category."""
    raw, daily = facts.scenario.raw["rivals"], facts.daily
    day, category = (part.ravel() for part in np.indices(daily["market"].shape))
    market, price = daily["market"].ravel() / 1e6, daily["rival_price"].ravel() / 1e6
    luck = [normal(draw(facts.keys.process(f"market: {name}"), day, category)) for name in ("largest", "prices")]
    largest = market * np.power(price, -raw["price_pull"]) * np.exp(raw["largest_luck"] * luck[0])
    published = price * np.exp(raw["price_luck"] * luck[1])
    return {
        "date": (ids.first_day(facts) + day).astype(np.int32),
        "category_id": Text(category.astype(np.int32), _names(facts.scenario)),
        "market_paid_index": (daily["market"].ravel() + _PPM_PER_HUNDREDTH // 2) // _PPM_PER_HUNDREDTH,
        "own_rank": _rank(facts).ravel(),
        "top1_paid_index": np.floor(np.round(largest * 1e4, 6) + 0.5).astype(np.int64),
        "rival_price_index": np.floor(np.round(published * 1e4, 6) + 0.5).astype(np.int64),
    }


def level_thresholds(facts: Facts) -> Columns:
    """One row a month of the books and level of the main category, the first of the scenario."""
    month = months(facts)
    cuts = np.concatenate([np.zeros((len(month), 1), np.int64), level_cuts(facts.scenario, len(month))], axis=1)
    row, level = (part.ravel() for part in np.indices((len(month), LEVELS)))
    return {
        "month": month[row].astype(np.int32),
        "category_id": Text(np.zeros(len(row), np.int32), _names(facts.scenario)[:1]),
        "level": level + 1,
        "min_paid_30d": cuts.ravel(),
    }


def months(facts: Facts) -> Ints:
    """First days of the months the books touch, as days since 1970-01-01."""
    date = np.datetime64(facts.start) + np.arange(facts.days)
    return np.unique(date.astype("datetime64[M]")).astype("datetime64[D]").astype(np.int64)


def paid_by_category(facts: Facts) -> Ints:
    """Paid money of each day and category, fen, [D, category]."""
    lines, orders = facts.lines, facts.orders
    category, many = catalogue(facts.scenario).category[lines["sku"]], len(facts.scenario.categories)
    place = orders["day"][lines["order"]] * many + category
    paid = np.where(orders["paid"][lines["order"]] > 0, lines["paid_alloc"], 0)
    return np.bincount(place, weights=paid, minlength=facts.days * many).astype(np.int64).reshape(-1, many)


def _rank(facts: Facts) -> Ints:
    """Place of the shop among the category by the money of the last seven days, [D, category]; 1 is best."""
    own, market = _last_week(paid_by_category(facts)), _last_week(facts.daily["market"]) / WEEK / 1e6
    rivals, usual = _rivals(facts.scenario), _usual_week(facts.scenario)
    spread = facts.scenario.raw["levels"]["spread"]
    step = np.round(np.log(np.maximum(own, 1) / (usual * np.maximum(market, 1e-6))) / spread, 6)
    better = [rivals.shape[1] - np.searchsorted(row, step[:, one], "right") for one, row in enumerate(rivals)]
    return np.asarray(1 + np.stack(better, axis=1))


def _last_week(amount: Ints) -> Floats:
    """Sum of the last seven days, [D, …]; in the first days of the books what a week at that pace would bring."""
    total = np.cumsum(amount, axis=0)
    before = np.concatenate([np.zeros_like(total[:WEEK]), total[:-WEEK]])[: len(total)]
    days = np.minimum(np.arange(len(total)) + 1, WEEK)
    return np.asarray((total - before) * (WEEK / days)[:, None])


@lru_cache(maxsize=8)
def _rivals(scenario: Scenario) -> Floats:
    """Log size of the other shops of each category in steps of the spread, 0 for a middling one, sorted, [category, shop]."""
    others = np.arange(int(scenario.raw["rivals"]["shops"]) - 1)
    many = np.arange(len(scenario.categories))[:, None]
    return np.sort(np.round(normal(draw(scenario.keys.process("market: rivals"), many, others)), 6), axis=1)


def _usual_week(scenario: Scenario) -> Floats:
    """Paid money of a middling shop of each category in an ordinary week, fen, [category]."""
    levels, size = scenario.raw["levels"], scenario.raw["rivals"]["size"]
    middling = levels["middle"] * 100 * scenario.scale * np.exp(-levels["spread"] * normal(LEVEL_SHARES[_MIDDLE]))
    share = np.array([row["share"] for row in scenario.categories])
    own = np.array([scenario.between(size, "market: size of rivals", one) for one in range(len(share))])
    return np.asarray(middling * share * own * WEEK / MONTH)


def _names(scenario: Scenario) -> tuple[str, ...]:
    return tuple(str(row["id"]) for row in scenario.categories)
