"""Advertising by product, as the platforms' dashboards show it: shown, clicked, paid for, and what they credit themselves with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.data.columns import NULL, Columns, Text, take
from toolkit.shop.facts import CHANNEL_OF, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, Words, draw
from toolkit.shop.product import catalogue
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import DAY_SECONDS
from toolkit.shop.rows.path_rows import Paths
from toolkit.shop.rows.paths import CLICK, PPM, ordered_ways
from toolkit.shop.rows.place import CAMPAIGNS, CHANNEL_ROWS, campaign_text
from toolkit.shop.rows.shares import shared
from toolkit.shop.samplers import exponential, normal

CREDIT_DAYS = 15
ADVERTISED = tuple(
    i for i, source in enumerate(SOURCES) if source in CAMPAIGNS and CHANNEL_ROWS[CHANNEL_OF[i]][3] == "paid"
)
"""Sources whose campaigns advertise products."""
_IS_ADVERTISED = np.isin(np.arange(len(SOURCES)), ADVERTISED)

_FEWEST, _MOST = 12, 20
_APPEAL = 0.8
_GRAIN = 1000
_DAY_SPREAD, _RATE_SPREAD, _PRICE_SPREAD, _PLACE_SPREAD = 0.35, 0.20, 0.18, 0.12
_BID_OVER_PRICE = 1.60
_USUAL_PLACE, _PLACE_BY_BID, _CROWD = 4.2, 1.15, 0.20


@dataclass
class Ads:
    """Campaign days [N] and the products that each advertises, [N, 20]: sku, and there (False where it has fewer)."""

    facts: Facts

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """Day and source of every campaign day on which something was shown, clicked or paid for."""
        moved = sum(self.facts.daily[name][:, ADVERTISED] for name in ("spend", "clicks", "impressions"))
        day, place = np.nonzero(np.asarray(moved) > 0)
        wanted = self.facts.is_wanted(day)
        return day[wanted], np.array(ADVERTISED)[place[wanted]]

    @cached_property
    def sku(self) -> Ints:
        """Products of each campaign day, the keenest first: the same for weeks, as goods come and go."""
        day, source = self.rows
        return np.asarray(self._ranked[source, day - self.facts.wanted.start])

    @cached_property
    def there(self) -> np.ndarray:
        """True where the campaign has so many products and the product is on sale."""
        day, source = self.rows
        many = _FEWEST + np.floor(self._draw("how many", np.arange(len(SOURCES))) * (_MOST - _FEWEST + 1))
        few = np.arange(self.sku.shape[1]) < many[source][:, None]
        return np.asarray(few & (self.facts.daily["listed"][day[:, None], self.sku] > 0))

    @cached_property
    def impressions(self) -> Ints:
        """Times shown, by appeal and the luck of the day."""
        day, source = self.rows
        appeal = np.power(catalogue(self.facts.scenario).appeal, _APPEAL)
        luck = np.exp(_DAY_SPREAD * normal(self._each("shown")))
        weight = _grains(appeal[self.sku] / appeal.mean() * luck) + 1
        return shared(self.facts.daily["impressions"][day, source], np.where(self.there, weight, 0))

    @cached_property
    def clicks(self) -> Ints:
        """Clicks, by times shown and how well the advertisement draws."""
        day, source = self.rows
        rate = _grains(np.exp(_RATE_SPREAD * normal(self._steady("drawing"))))
        return shared(self.facts.daily["clicks"][day, source], self._or_there(self.impressions * rate))

    @cached_property
    def spend(self) -> Ints:
        """Fen, by clicks and the price of the product's clicks."""
        day, source = self.rows
        weight = self.clicks * _grains(self._price_level)
        return shared(self.facts.daily["spend"][day, source], self._or_there(weight))

    @cached_property
    def bid(self) -> Ints:
        """Fen a click that the shop would pay at most; never below what it paid."""
        day, source = self.rows
        usual = self.facts.scenario.by_source("cost_per_click")[source] * 100 * _BID_OVER_PRICE
        bid = usual[:, None] * (self.facts.daily["bid"][day, source] / PPM)[:, None] * self._price_level
        return np.maximum(
            np.floor(np.round(bid, 6) + 0.5).astype(np.int64), -(-self.spend // np.maximum(self.clicks, 1))
        )

    @cached_property
    def position(self) -> Ints:
        """Mean place in hundredths: better for who bids more, worse when the whole market wants to be seen."""
        day, source = self.rows
        bid = self.facts.daily["bid"][day, source] / PPM
        crowd = self.facts.daily["market"][day].mean(axis=1) / PPM
        level = (
            _USUAL_PLACE * np.power(np.maximum(bid, 0.05), -_PLACE_BY_BID) * np.power(np.maximum(crowd, 0.05), _CROWD)
        )
        luck = np.exp(_PLACE_SPREAD * (normal(self._each("place")) + normal(self._steady("place"))))
        return np.floor(np.round(np.clip(level[:, None] * luck, 1, 12) * 100, 6)).astype(np.int64)

    @cached_property
    def _ranked(self) -> Ints:
        """Products on sale by the wish to advertise them, [source 12, days wanted, 20]."""
        listed = self.facts.daily["listed"][self.facts.wanted.start : self.facts.wanted.stop] > 0
        sku = np.arange(listed.shape[1])
        appeal = catalogue(self.facts.scenario).appeal[: len(sku)]
        found = np.zeros((len(SOURCES), len(listed), min(_MOST, len(sku))), dtype=np.int64)
        for source in ADVERTISED:
            wait = np.round(exponential(self._draw("products", source, sku)) / np.power(appeal, _APPEAL), 6)
            found[source] = np.argsort(np.where(listed, wait, np.inf), axis=1, kind="stable")[:, :_MOST]
        return found

    @cached_property
    def _price_level(self) -> Floats:
        return np.exp(_PRICE_SPREAD * normal(self._steady("price")))

    def _or_there(self, weight: Ints) -> Ints:
        """The weights, or equal ones where all are 0."""
        return np.where(weight.sum(axis=1, keepdims=True) > 0, weight, self.there)

    def _each(self, name: str) -> Floats:
        """A uniform number for each campaign, product and day."""
        day, source = self.rows
        return self._draw(name, source[:, None], self.sku, day[:, None])

    def _steady(self, name: str) -> Floats:
        """A uniform number for each campaign and product, on all days the same."""
        return self._draw(name, self.rows[1][:, None], self.sku)

    def _draw(self, name: str, *parts: Ints | int) -> Floats:
        return draw(self.facts.keys.process(f"ads: {name}"), *parts)


def ads_daily(facts: Facts) -> Columns:
    """One row a day, campaign and product advertised."""
    ads = Ads(facts)
    row, place = np.nonzero(ads.there)
    day, source = (column[row] for column in ads.rows)
    sku, shown = ads.sku[row, place], ads.impressions[row, place]
    orders, fen = _credited(facts, ads)
    columns: Columns = {
        "date": (ids.first_day(facts) + day).astype(np.int32),
        "campaign_id": campaign_text(source),
        "product_id": Text(sku.astype(np.int32), ids.product_words(facts)),
        "impressions": shown,
        "clicks": ads.clicks[row, place],
        "spend": ads.spend[row, place],
        "avg_bid": ads.bid[row, place],
        "avg_position": np.where(shown > 0, ads.position[row, place], NULL),
        "attr_orders_15d": orders[row, place],
        "attr_paid_15d": fen[row, place],
    }
    name = np.argsort(np.argsort(np.array(ids.product_words(facts))))
    return take(columns, np.lexsort((name[sku], source, day)))


def _credited(facts: Facts, ads: Ads) -> tuple[Ints, Ints]:
    """Orders and fen that each campaign claims [N, 20]: of everybody who clicked it in the days before, on the last such day."""
    ways = ordered_ways(facts)
    journey, source, day = _claims(ways)
    row = np.full((facts.days, len(SOURCES)), -1)
    row[ads.rows] = np.arange(len(ads.rows[0]))
    at = row[day, source]
    shown = np.flatnonzero(at >= 0)
    journey, at = journey[shown], at[shown]
    place = _clicked(facts, ads, ways.key[journey], ways.sku[journey], at)
    there = np.flatnonzero(ads.there[at, place])
    journey, slot = journey[there], (at * ads.sku.shape[1] + place)[there]
    orders = np.bincount(slot, minlength=ads.sku.size)
    fen = np.bincount(slot, weights=ways.paid[journey], minlength=ads.sku.size).astype(np.int64)
    return orders.reshape(ads.sku.shape), fen.reshape(ads.sku.shape)


def _claims(ways: Paths) -> tuple[Ints, Ints, Ints]:
    """Journey, source and day of the last click on each campaign in the days before an order."""
    recent = ways.end[ways.journey] - ways.moment <= CREDIT_DAYS * DAY_SECONDS
    row = np.flatnonzero(recent & (ways.kind == CLICK) & _IS_ADVERTISED[ways.source])
    latest = np.full(len(ways.end) * len(SOURCES), -1)
    latest[ways.journey[row] * len(SOURCES) + ways.source[row]] = row  # touches are in time, and the last one stands
    row = latest[latest >= 0]
    return ways.journey[row], ways.source[row], ways.moment[row] // DAY_SECONDS


def _clicked(facts: Facts, ads: Ads, order: Words, bought: Ints, at: Ints) -> Ints:
    """Place of the product whose advertisement was clicked: the one bought where it was advertised, else by the day's clicks.

    Args: order, keys of the orders; bought, what each bought first; at, rows of the campaign days.
    """
    weight = ads.clicks[at] + ads.there[at]
    same = ads.there[at] & (ads.sku[at] == bought[:, None]) & (ads.clicks[at] > 0)
    upto = np.cumsum(weight, axis=1)
    u = draw(facts.keys.process("ads: clicked"), order, ads.rows[1][at])
    aim = np.floor(u * upto[:, -1]).astype(np.int64)
    drawn = (upto <= aim[:, None]).sum(axis=1)
    return np.asarray(np.where(same.any(axis=1), same.argmax(axis=1), np.minimum(drawn, upto.shape[1] - 1)))


def _grains(weight: Floats) -> Ints:
    """Weights in whole grains, so that shares are exact on every machine."""
    return np.floor(np.round(weight * _GRAIN, 3)).astype(np.int64)
