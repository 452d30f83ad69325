"""产品 Product: what is on the shelf, how much each thing is wanted, and what price and reviews do to that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.pool import pool
from toolkit.shop.samplers import normal
from toolkit.shop.scenario import Scenario
from toolkit.shop.traits import claim_fits

START_STARS, START_REVIEWS = 4.22, 12.0


@dataclass(frozen=True)
class Goods:
    """The catalogue, arrays by SKU; launch_day may be negative, delist_day is −1 while on sale; money in fen."""

    category: Ints
    family: Ints
    supplier: Ints
    list_fen: Ints
    cost_fen: Ints
    launch_day: Ints
    delist_day: Ints
    appeal: Floats
    elasticity: Floats
    page: Floats
    """How much more or less a page sells for what it promises first: a promise that buyers praise sells a little more."""
    fit: Floats
    """[SKU, source]: share of a source's orders at ordinary appeal; sums to 1 over SKUs on the first day's shelf."""


@lru_cache(maxsize=8)
def catalogue(scenario: Scenario) -> Goods:
    """The goods of one shop: all drawn by seed within the scenario's ranges."""
    raw, keys, sku = scenario.raw["goods"], scenario.keys, np.arange(scenario.raw["goods"]["products"])
    families = raw["families"]
    family_category = _spread([row["share"] for row in scenario.categories], families)
    family = (sku * families) // len(sku)
    category = family_category[family]
    price = np.array([row["price"] for row in scenario.categories])[category]
    wish = normal(draw(keys.process("goods: appeal"), sku))
    first = _price_points(price * np.exp(raw["price_spread"] * _spread_evenly(scenario, wish)))
    list_fen = _price_points(_levelled(scenario, first, _appeal(scenario, wish, first, category)))
    low, high = raw["cost_share"]
    cost = np.round(list_fen * (low + (high - low) * draw(keys.process("goods: cost"), sku))).astype(np.int64)
    appeal = _appeal(scenario, wish, list_fen, category)
    launch, delist = _life(scenario, sku, appeal)
    mean, sd = raw["elasticity"]
    elasticity = np.clip(mean + sd * normal(draw(keys.process("goods: elasticity"), sku)), -4.5, -0.9)
    elasticity[(appeal * list_fen).argmax()] = raw["hit_elasticity"]
    supplier = np.floor(draw(keys.process("goods: supplier"), family) * raw["suppliers"]).astype(np.int64)
    page, fit = _page(scenario, category), _fit(scenario, category, appeal)
    return Goods(category, family, supplier, list_fen, cost, launch, delist, appeal, elasticity, page, fit)


def phase(goods: Goods, day: int | Ints) -> Floats:
    """How far each product is into its life: 0 before launch, growing over some weeks, 1, and 0 once delisted."""
    age = day - goods.launch_day
    grown = np.where(goods.launch_day < 0, 1.0, np.clip(0.25 + age / 60.0, 0.0, 1.0))
    return np.asarray(grown * listed(goods, day))


def listed(goods: Goods, day: int | Ints) -> Ints:
    """1 where a product is on sale on a day."""
    gone = (goods.delist_day >= 0) & (day >= goods.delist_day)
    return np.asarray((goods.launch_day <= day) & ~gone).astype(np.int64)


def wanted(
    goods: Goods, life: Floats, price: Ints, featured: Ints, stars: Ints, reviews: Ints, scenario: Scenario
) -> Floats:
    """Pull of each product beyond its appeal, [SKU]: life, price, featured place, reviews; siblings share what one gains."""
    raw = scenario.raw["goods"]
    rating = (stars + START_STARS * START_REVIEWS) / (reviews + START_REVIEWS)
    pull = (
        goods.page
        * life
        * np.power(price / goods.list_fen, goods.elasticity)
        * np.power(rating / START_STARS, raw["star_pull"])
    )
    pull = pull * np.where(featured > 0, raw["feature_lift"], 1.0)
    families = int(goods.family[-1]) + 1
    usual = np.bincount(goods.family, weights=goods.appeal * np.minimum(1.0, life + 1e-6), minlength=families)
    now = np.bincount(goods.family, weights=goods.appeal * pull, minlength=families)
    gain = np.minimum(np.maximum(now / np.maximum(usual, 1e-12), 0.2), 5.0)
    return (pull * np.power(gain, -raw["sibling_pull"])[goods.family]).round(9)


def _page(scenario: Scenario, category: Ints) -> Floats:
    pull = scenario.raw["reviews"]["claim_pull"]
    fits = claim_fits(scenario, pool(scenario.source), category)
    return np.where(fits, 1 + pull, 1 - pull)


def _spread(shares: list[float], count: int) -> Ints:
    """Index of the category of each family, in proportion to the shares."""
    edges = np.cumsum(shares) / np.sum(shares)
    return np.searchsorted(edges, (np.arange(count) + 0.5) / count)


def _price_points(price: Floats) -> Ints:
    """Prices as shops write them: 19.9, 59, 129."""
    low = np.floor(price) + 0.9
    high = np.maximum(np.round(price / 10) * 10 - 1, 9)
    return np.asarray(np.round(np.where(price < 30, low, high) * 100)).astype(np.int64)


def _spread_evenly(scenario: Scenario, wish: Floats) -> Floats:
    """Standard normal price levels such that best-sellers and slow ones alike are cheap and dear: eight steps in every eight.

    With prices drawn freely, a few heavy sellers would decide the order value of a whole shop.
    """
    group, rank = 8, np.empty(len(wish), dtype=np.int64)
    rank[np.argsort(-wish, kind="stable")] = np.arange(len(wish))
    chance = draw(scenario.keys.process("goods: price"), np.arange(len(wish)))
    place = np.lexsort((chance, rank // group))
    step = np.empty(len(wish), dtype=np.int64)
    step[place] = np.arange(len(wish)) % group
    within = draw(scenario.keys.process("goods: price step"), np.arange(len(wish)))
    return normal((step + 0.2 + 0.6 * within) / group)


def _levelled(scenario: Scenario, list_fen: Ints, appeal: Floats) -> Floats:
    """Prices, CNY, in the same order but spread alike in every shop: of a thousand pieces wanted the same many are dear."""
    raw = scenario.raw["goods"]
    order = np.lexsort((np.arange(len(list_fen)), list_fen))
    place = np.empty(len(order))
    place[order] = np.cumsum(appeal[order]) - appeal[order] / 2
    return np.asarray(raw["price_middle"] * np.exp(raw["price_level"] * normal(np.round(place, 9))))


def _appeal(scenario: Scenario, wish: Floats, list_fen: Ints, category: Ints) -> Floats:
    """Units wanted, in shares: log-normal, cheaper goods more; the top one is raised to the scenario's share of money."""
    raw = scenario.raw["goods"]
    shares = np.array([row["share"] for row in scenario.categories])
    appeal = np.exp(raw["appeal_spread"] * wish)
    appeal *= np.power(list_fen / np.exp(np.mean(np.log(list_fen))), -0.35)
    sizes = np.bincount(category, weights=appeal * list_fen, minlength=len(shares))
    appeal *= (shares / sizes)[category]
    money = appeal * list_fen
    low, high = raw["hit_price"]
    hit = int(np.where((list_fen >= low * 100) & (list_fen <= high * 100), money, 0.0).argmax())
    rest = money.sum() - money[hit]
    appeal[hit] = raw["hit_share"] / (1 - raw["hit_share"]) * rest / list_fen[hit]
    return np.asarray(appeal / appeal.sum())


def _life(scenario: Scenario, sku: Ints, appeal: Floats) -> tuple[Ints, Ints]:
    raw, keys, days = scenario.raw["goods"], scenario.keys, int(scenario.raw["shop"]["days"])
    chance, when = draw(keys.process("goods: launch"), sku), draw(keys.process("goods: launch day"), sku)
    steady = appeal >= np.sort(appeal)[-8]
    inside = (chance < raw["launched_inside"]) & ~steady
    launch = np.where(inside, np.floor(when * (days - 60)), -np.floor(30 + when * 1200)).astype(np.int64)
    gone = (chance > 1 - raw["delisted_inside"]) & ~steady
    return launch, np.where(gone, np.floor(200 + when * (days - 260)), -1).astype(np.int64)


def _fit(scenario: Scenario, category: Ints, appeal: Floats) -> Floats:
    sources = np.arange(len(SOURCES))
    taste = normal(draw(scenario.keys.process("goods: fit"), np.arange(len(scenario.categories))[:, None], sources))
    fit = appeal[:, None] * np.exp(scenario.raw["goods"]["fit_spread"] * taste)[category]
    return np.asarray(fit / fit.sum(axis=0))
