"""成交 Deals: from interest to orders and order lines. Who buys what, how many, whether it is paid and whether it is there."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats, Ints, Words, draw, key, unit
from toolkit.shop.product import Goods
from toolkit.shop.samplers import exponential, pick, poisson
from toolkit.shop.scenario import Scenario

Arrays = dict[str, NDArray[Any]]
_CRM = SOURCES.index("crm")
_MISTAKES_CELL = SOURCES.index("direct") * 2


@dataclass(frozen=True)
class Buyers:
    """Would-be orders of a day: entity key, cell, person (who stands for one place in the day), customer (−1 none yet), lead SKU."""

    keys: Words
    cell: Ints
    person: Ints
    customer: Ints
    nth: Ints
    taste: Floats
    sku: Ints

    def and_then(self, others: Buyers) -> Buyers:
        """These buyers with others behind them, as other people."""
        moved = dataclasses.replace(others, person=others.person + len(self.keys))
        both = zip(dataclasses.astuple(self), dataclasses.astuple(moved), strict=True)
        return Buyers(*(np.concatenate(pair) for pair in both))


class Deals:
    """How interest becomes orders in one shop."""

    def __init__(self, scenario: Scenario, goods: Goods) -> None:
        self.raw, self.goods = scenario.raw["customers"], goods
        self.process = {name: scenario.keys.process(f"deals: {name}") for name in ("first", "later", "hunters")}
        mobile, pc = scenario.raw["shop"]["mobile_share"], scenario.raw["shop"]["pc_conversion"]
        device = np.array([1.0, pc]) / (mobile + (1 - mobile) * pc)
        self.first_rate = (scenario.by_source("first_rate")[:, None] * device).ravel() / self.raw["paid_share"]
        self.fit = np.repeat(goods.fit, 2, axis=1)
        self.cumulative = np.cumsum(goods.appeal)
        self.log_price = np.log(goods.list_fen)
        self.usual_log = float((self.log_price * goods.appeal).sum())
        self.later_weight, self.mobile = scenario.by_source("later_weight"), mobile
        other_way = np.array(scenario.falls_back_on())
        self.falls_back_on = np.where(other_way >= 0, other_way, SOURCES.index("direct"))
        self.units = np.cumsum(np.array(self.raw["units"]), axis=1)
        self.entity = np.arange(len(goods.appeal))[:, None] * len(self.first_rate) + np.arange(len(self.first_rate))
        self.candidates = scenario.raw["goods"]["candidates"]

    def first(self, day: int, people: Ints, willing: float, pull: Floats, fit: Floats) -> Buyers:
        """First orders of new buyers: one Poisson count a SKU and cell, by visitors × conversion × pull of the product.

        people: visitors by cell, weighed by how willing each source's are today; fit: of goods to cells, [SKU, 24].
        """
        rate = fit * pull[:, None] * (people * self.first_rate * willing)
        count = poisson(draw(key(self.process["first"], day), self.entity), rate)
        sku, cell = np.nonzero(count)
        many = count[sku, cell]
        sku, cell = np.repeat(sku, many), np.repeat(cell, many)
        again = np.arange(len(sku)) - np.repeat(np.cumsum(many) - many, many)
        order = np.lexsort((again, sku, cell))
        sku, cell, again = sku[order], cell[order], again[order]
        place = np.arange(len(cell)) - np.searchsorted(cell, cell)
        kept = place < np.floor(people)[cell]
        sku, cell, again = sku[kept], cell[kept], again[kept]
        keys = key(self.process["first"], day, self.entity[sku, cell], again)
        none = np.full(len(keys), -1)
        return Buyers(
            keys, cell, np.arange(len(keys)), none, np.ones(len(keys), dtype=np.int64), np.zeros(len(keys)), sku
        )

    def hunters(self, day: int, sku: int, many: int) -> Buyers:
        """Strangers who found a price by night that was a mistake: one order each, by phone, without a name."""
        place = np.arange(many)
        cell = np.full(many, _MISTAKES_CELL)
        keys = key(self.process["hunters"], day, sku, place)
        none, same = np.full(many, -1), np.ones(many, dtype=np.int64)
        return Buyers(keys, cell, place, none, same, np.zeros(many), np.full(many, sku))

    def later(
        self, people_keys: Words, who: Ints, nth: Ints, taste: Floats, messages: float, pull: Floats, reach: Floats
    ) -> Buyers:
        """Later orders of customers whose clock rang: by which source, on which device, and what they choose.

        reach: by source, 1 where it works as usual; who would have come by one that is off comes another way.
        """
        keys = key(people_keys, nth + 1, self.process["later"])
        weight = self.later_weight.copy()
        weight[_CRM] *= messages
        source = pick(unit(key(keys, 1)), np.cumsum(weight))
        source = np.where(unit(key(keys, 3)) < reach[source], source, self.falls_back_on[source])
        device = (unit(key(people_keys, 5)) >= self.mobile).astype(np.int64)
        sku = self.choose(key(keys, 2), taste, pull)
        kept = sku >= 0
        return Buyers(
            keys[kept],
            (source * 2 + device)[kept],
            np.arange(kept.sum()),
            who[kept],
            nth[kept] + 1,
            taste[kept],
            sku[kept],
        )

    def choose(self, keys: Words, taste: Floats, pull: Floats) -> Ints:
        """A product each: a few come to mind, and a race between them goes by pull and price level; −1 where none is there."""
        if not len(keys):
            return np.zeros(0, dtype=np.int64)
        lane = np.arange(self.candidates)
        seen = pick(draw(keys[:, None], lane), self.cumulative)
        likes = np.exp(np.clip(taste[:, None] * (self.log_price[seen] - self.usual_log), -3, 3))
        strength = np.round(pull[seen] * likes, 9)
        with np.errstate(divide="ignore"):
            time = np.where(strength > 0, exponential(draw(keys[:, None], lane + 100)) / strength, np.inf)
        best = time.argmin(axis=1)
        rows = np.arange(len(keys))
        return np.where(np.isfinite(time[rows, best]), seen[rows, best], -1)

    def again(self, buyers: Buyers, pull: Floats) -> Buyers:
        """The buyers, with second orders of the same people on the same day behind them."""
        second = np.flatnonzero(unit(key(buyers.keys, 41)) < self.raw["second_order"])
        keys = key(buyers.keys[second], 42)
        sku = self.choose(keys, buyers.taste[second], pull)
        there = sku >= 0
        second, keys, sku = second[there], keys[there], sku[there]
        columns = (buyers.cell, buyers.person, buyers.customer, buyers.nth, buyers.taste)
        cell, person, customer, nth, taste = (np.concatenate([column, column[second]]) for column in columns)
        return Buyers(
            np.concatenate([buyers.keys, keys]), cell, person, customer, nth, taste, np.concatenate([buyers.sku, sku])
        )

    def baskets(self, buyers: Buyers, pull: Floats) -> Arrays:
        """Lines of each order before stock is looked at: order (place among the buyers), sku, qty, key."""
        later = (buyers.nth > 1).astype(np.int64)
        u = unit(key(buyers.keys, 51))
        extra = (u[:, None] >= self.units[later]).sum(axis=1).clip(max=3)
        place = np.arange(3)
        buyer, nth = np.nonzero(extra[:, None] > place)
        keys = key(buyers.keys[buyer], nth + 61)
        same = unit(key(keys, 1)) < self.raw["same_again"]
        other = ~same
        chosen = self.choose(key(keys[other], 2), buyers.taste[buyer[other]], pull)
        found = chosen >= 0
        qty = 1 + np.bincount(buyer[same], minlength=len(u))
        owner = np.concatenate([np.arange(len(u)), buyer[other][found]])
        goods = np.concatenate([buyers.sku, chosen[found]])
        pieces = np.concatenate([qty, np.ones(len(owner) - len(qty), dtype=np.int64)])
        return _merge_same(owner, goods, pieces, buyers.keys)


def take_from_shelf(lines: Arrays, paid: NDArray[np.bool_], stock: Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Which lines can be had (paid ones claim stock, in the order of their keys), and the pieces wanted in all, [SKU]."""
    claims = paid[lines["order"]]
    wanted = np.bincount(lines["sku"][claims], weights=lines["qty"][claims], minlength=len(stock)).astype(np.int64)
    served = np.ones(len(claims), dtype=bool)
    for sku in np.flatnonzero(wanted > stock).tolist():
        rows = np.flatnonzero(claims & (lines["sku"] == sku))
        rows = rows[np.argsort(lines["key"][rows], kind="stable")]
        served[rows] = np.cumsum(lines["qty"][rows]) <= stock[sku]
    return served, wanted


def _merge_same(owner: Ints, sku: Ints, qty: Ints, keys: Words) -> Arrays:
    """One line a product and order, the lead product first."""
    both = owner * 100_000 + sku
    _, first, group = np.unique(both, return_index=True, return_inverse=True)
    pieces = np.bincount(group, weights=qty).astype(np.int64)
    order = np.lexsort((first, owner[first]))
    first = first[order]
    return {
        "order": owner[first],
        "sku": sku[first],
        "qty": pieces[order],
        "key": key(keys[owner[first]], sku[first] + 1000),
    }
