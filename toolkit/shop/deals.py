"""成交 Deals: from interest to orders and order lines. Who buys what, how many, whether it is paid and whether it is there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.curves import Guide
from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats, Ints, Words, draw, fold, key, unit, units
from toolkit.shop.product import Goods
from toolkit.shop.runs import begins
from toolkit.shop.samplers import exponential, pick, poisson
from toolkit.shop.scenario import Scenario

Arrays = dict[str, NDArray[Any]]
_CRM = SOURCES.index("crm")
_DIRECT = SOURCES.index("direct")
_MISTAKES_CELL = _DIRECT * 2
_DAYS_AT_ONCE = 8
_DEAR = 0.5
"""How much more taste for dear goods a customer has, by the price level of the first order."""
_SOURCE_TAGS, _MORE_TAGS, _SECOND_TAGS = np.array([1, 3]), np.array([1, 2]), np.array([41, 42])


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
        both = {one: np.concatenate([getattr(self, one), getattr(others, one)]) for one in _COLUMNS}
        both["person"][len(self.keys) :] += len(self.keys)
        return Buyers(**both)

    def some(self, kept: NDArray[Any]) -> Buyers:
        """Some of these buyers."""
        return Buyers(*(getattr(self, one)[kept] for one in _COLUMNS))


_COLUMNS = tuple(field.name for field in fields(Buyers))


class Deals:
    """How interest becomes orders in one shop."""

    def __init__(self, scenario: Scenario, goods: Goods) -> None:
        self.raw, self.goods = scenario.raw["customers"], goods
        self.process = {name: scenario.keys.process(f"deals: {name}") for name in ("first", "later", "hunters")}
        mobile, pc = scenario.raw["shop"]["mobile_share"], scenario.raw["shop"]["pc_conversion"]
        device = np.array([1.0, pc]) / (mobile + (1 - mobile) * pc)
        self.first_rate = (scenario.by_source("first_rate")[:, None] * device).ravel() / self.raw["paid_share"]
        self.fit = np.repeat(goods.fit, 2, axis=1)
        upto = np.cumsum(goods.appeal)
        self.appealing, self.appeal = Guide(upto[:-1]), upto[-1]
        self.log_price = np.log(goods.list_fen)
        self.usual_log = float((self.log_price * goods.appeal).sum())
        self.level = self.log_price - self.usual_log
        self.dear = _DEAR * np.append(self.level, 0.0)
        self.later_weight, self.mobile = scenario.by_source("later_weight"), mobile
        self.away_weight = scenario.by_source("away_weight")
        other_way = np.array(scenario.falls_back_on())
        self.falls_back_on = np.where(other_way >= 0, other_way, SOURCES.index("direct"))
        self.units = np.cumsum(np.array(self.raw["units"]), axis=1)
        self.by_cell = self.fit.T.copy()
        cell = np.arange(len(self.first_rate))[:, None]
        self.entity = np.arange(len(goods.appeal)) * len(self.first_rate) + cell
        self.sharpness = scenario.raw["goods"]["sharpness"]
        lane = np.arange(scenario.raw["goods"]["candidates"])
        self.lanes = np.concatenate([lane, lane + 100])
        self._chances: dict[int, tuple[Floats, Floats]] = {}

    def first(self, day: int, people: Ints, willing: float, pull: Floats, by_cell: Floats) -> Buyers:
        """First orders of new buyers: one Poisson count a SKU and cell, by visitors × conversion × pull of the product.

        people: visitors by cell, weighed by how willing each source's are today; by_cell: fit of goods to cells, [24, SKU].
        """
        rate = by_cell * pull * (people * self.first_rate * willing)[:, None]
        chance, least = self._chance(day)
        some = (rate > least).ravel().nonzero()[0]
        count = poisson(chance.ravel()[some], rate.ravel()[some])
        cell, sku = np.divmod(some.repeat(count), len(pull))
        again = np.arange(len(cell)) - (count.cumsum() - count).repeat(count)
        place = np.arange(len(cell)) - cell.searchsorted(cell)
        kept = place < np.floor(people)[cell]
        cell, sku, again = cell[kept], sku[kept], again[kept]
        keys = key(self.process["first"], day, self.entity[cell, sku], again)
        none, once = np.full(len(keys), -1), np.ones(len(keys), dtype=np.int64)
        return Buyers(keys, cell, np.arange(len(keys)), none, once, np.zeros(len(keys)), sku)

    def _chance(self, day: int) -> tuple[Floats, Floats]:
        """The day's uniform number of each cell and SKU, and a rate below which nobody can come there; some days at once."""
        if day not in self._chances:
            days = np.arange(day, day + _DAYS_AT_ONCE)
            chance = draw(key(self.process["first"], days)[:, None, None], self.entity)
            least = 1 - 1e-8 - chance  # nobody comes with chance exp(-rate), which is never below 1 - rate
            self._chances = {one: (chance[place], least[place]) for place, one in enumerate(days.tolist())}
        return self._chances[day]

    def hunters(self, day: int, sku: int, many: int) -> Buyers:
        """Strangers who found a price by night that was a mistake: one order each, by phone, without a name."""
        place = np.arange(many)
        cell = np.full(many, _MISTAKES_CELL)
        keys = key(self.process["hunters"], day, sku, place)
        none, same = np.full(many, -1), np.ones(many, dtype=np.int64)
        return Buyers(keys, cell, place, none, same, np.zeros(many), np.full(many, sku))

    def later(
        self,
        own: Words,
        turn: Words,
        who: Ints,
        nth: Ints,
        taste: Floats,
        messages: float,
        reach: Floats,
        away: Ints,
    ) -> Buyers:
        """Later orders of customers whose clock rang: by which source and on which device; what they choose is open (SKU −1).

        Args: own, turn, keys of each customer and of this order; nth, its number; reach, by source, 1 where it works as
        usual: who would have come by one that is off comes another way; away, days since the last order: no search brings back
        who was away for long, but a message or a shop kept among the favourites.
        """
        keys = key(turn, self.process["later"])
        which, works = units(keys, _SOURCE_TAGS)
        weight, kept = self.later_weight.copy(), self.away_weight.copy()
        weight[_CRM] *= messages
        kept[_CRM] *= messages
        long_away = away > self.raw["away_days"]
        source = np.where(long_away, pick(which, np.cumsum(kept)), pick(which, np.cumsum(weight)))
        source = np.where(works < reach[source], source, self.falls_back_on[source])
        source = np.where(reach[source] > 0, source, _DIRECT)
        device = unit(key(own, 5)) >= self.mobile
        return Buyers(keys, source * 2 + device, np.arange(len(keys)), who, nth, taste, np.full(len(keys), -1))

    def choose(self, keys: Words, taste: Floats, pull: Floats) -> Ints:
        """A product each: a few come to mind, and a race between them goes by pull and price level; −1 where none is there."""
        if not len(keys):
            return np.zeros(0, dtype=np.int64)
        mind, race = units(keys, self.lanes).reshape(2, -1, len(keys))
        seen = self.appealing.passed(mind * self.appeal)
        likes = np.exp(np.minimum(np.maximum(taste * self.level[seen], -3), 3))
        strength = (np.power(pull, self.sharpness)[seen] * likes).round(9)
        with np.errstate(divide="ignore"):
            time = exponential(race) / strength
        best, row = time.argmin(axis=0), np.arange(len(keys))
        return np.where(time[best, row] < np.inf, seen[best, row], -1)

    def together(self, first: Buyers, later: Buyers, pull: Floats) -> tuple[Buyers, Ints]:
        """All buyers with what they choose, and second orders of the same people on the same day behind them.

        Who finds nothing does not buy. Second value: how many later buyers came by each cell.
        """
        both = first.and_then(later)
        again, other = fold(both.keys, _SECOND_TAGS)
        second = (unit(again) < self.raw["second_order"]).nonzero()[0]
        keys = other[second]
        chosen = self.choose(
            np.concatenate([key(later.keys, 2), keys]), np.concatenate([later.taste, both.taste[second]]), pull
        )
        both.sku[len(first.keys) :] = chosen[: len(later.keys)]
        more = chosen[len(later.keys) :]
        everybody = both.some(np.concatenate([np.arange(len(both.keys)), second]))
        everybody.keys[len(both.keys) :], everybody.sku[len(both.keys) :] = keys, more
        came = later.cell[chosen[: len(later.cell)] >= 0]
        if len(came) < len(later.cell) or (more < 0).any():
            found = both.sku >= 0
            everybody = everybody.some(np.concatenate([found, found[second] & (more >= 0)]))
        return everybody, np.bincount(came, minlength=len(self.first_rate))

    def baskets(self, buyers: Buyers, size: Floats, pull: Floats) -> Arrays:
        """Lines of each order before stock is looked at: order (place among the buyers), sku, qty, key.

        size: a uniform number of each buyer, from which the pieces of the order follow.
        """
        later = (buyers.nth > 1).astype(np.int64)
        extra = np.minimum((size[:, None] >= self.units[later]).sum(axis=1), 3)
        buyer, nth = np.nonzero(extra[:, None] > np.arange(3))
        tagged = fold(key(buyers.keys[buyer], nth + 61), _MORE_TAGS)
        same = unit(tagged[0]) < self.raw["same_again"]
        other = np.flatnonzero(~same)
        chosen = self.choose(tagged[1][other], buyers.taste[buyer[other]], pull)
        found = chosen >= 0
        qty = 1 + np.bincount(buyer[same], minlength=len(size))
        owner = np.concatenate([np.arange(len(size)), buyer[other][found]])
        goods = np.concatenate([buyers.sku, chosen[found]])
        pieces = np.concatenate([qty, np.ones(len(owner) - len(qty), dtype=np.int64)])
        return _merge_same(owner, goods, pieces, buyers.keys)


def take_from_shelf(lines: Arrays, paid: NDArray[np.bool_], stock: Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Which lines can be had (paid ones claim stock, in the order of their keys), and the pieces wanted in all, [SKU]."""
    claims = paid[lines["order"]]
    wanted = np.bincount(lines["sku"], weights=lines["qty"] * claims, minlength=len(stock)).astype(np.int64)
    served = np.ones(len(claims), dtype=bool)
    for sku in (wanted > stock).nonzero()[0].tolist():
        rows = np.flatnonzero(claims & (lines["sku"] == sku))
        rows = rows[np.argsort(lines["key"][rows], kind="stable")]
        served[rows] = np.cumsum(lines["qty"][rows]) <= stock[sku]
    return served, wanted


def _merge_same(owner: Ints, sku: Ints, qty: Ints, keys: Words) -> Arrays:
    """One line a product and order, the lead product first."""
    both = owner * 100_000 + sku
    order = both.argsort(kind="stable")
    start = begins(both[order]).nonzero()[0]
    first = order[start]
    pieces = np.add.reduceat(qty[order], start) if len(start) else qty
    by_order = (owner[first] * len(owner) + first).argsort()
    first = first[by_order]
    owner, sku = owner[first], sku[first]
    return {"order": owner, "sku": sku, "qty": pieces[by_order], "key": key(keys[owner], sku + 1000)}
