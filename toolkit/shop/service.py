"""服务 Service: parcels leave in time or late, chats are answered or wait, things come back, stars are given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.facts import REFUND_KINDS, REFUND_REASONS
from toolkit.shop.keys import Floats, Ints
from toolkit.shop.product import START_STARS
from toolkit.shop.samplers import normal, pick
from toolkit.shop.scenario import Scenario

USUALLY_SLOW = 0.02
REFUND_TAGS, REVIEW_TAGS = (21, 22, 23, 24, 25), (31, 32, 33, 34)
"""Tags of a line's key under which its refund and its review are drawn."""
LONGEST = 120
"""Days after which nothing of an order is still to come."""


class Service:
    """What happens after payment, for one shop."""

    def __init__(self, scenario: Scenario) -> None:
        self.raw, self.refunds, self.scale = scenario.raw["service"], scenario.raw["refunds"], scenario.scale
        self.by_category = np.array([row["refund"] for row in scenario.categories])
        self.by_source = scenario.by_source("refund_times")
        self.by_shift = np.array(self.raw["chats_by_shift"])
        self.stars, self.reasons = np.cumsum(self.raw["stars"]), np.cumsum(self.refunds["reasons"])

    def deliver(self, chances: Floats, waiting_days: float) -> dict[str, Ints]:
        """Hours × 10 from payment until sent and until delivered; a queue at the packing table delays all alike."""
        z_ship, z_transit = normal(chances)
        median, spread = self.raw["ship_hours"]
        ship = median * np.exp(spread * z_ship) + 24 * waiting_days
        median, spread = self.raw["transit_hours"]
        transit = median * np.exp(spread * z_transit)
        tenths = (ship * 10).round().astype(np.int64)
        return {"ship_tenths": tenths, "deliver_tenths": tenths + (transit * 10).round().astype(np.int64)}

    def wants_back(self, u: Floats, category: Ints, source: Ints, late: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which lines their buyers send back."""
        chance = self.by_category[category] * self.by_source[source] * np.where(late, self.refunds["late_times"], 1.0)
        return np.asarray(u < chance)

    def refund(self, chances: Floats, wanted: NDArray[np.bool_]) -> dict[str, Ints]:
        """How lines come back: kind and reason (−1 where not wanted), days from the order to the request. chances: by REFUND_TAGS."""
        _, when, way, wait, why = chances
        early = when < self.refunds["before_dispatch"]
        returns = way < self.refunds["return_share"]
        median, spread = self.refunds["lag_days"]
        lag = np.floor(median * np.exp(spread * normal(wait))) + 2
        lag = np.where(early, np.floor(wait * 2), np.minimum(lag, LONGEST - 20)).astype(np.int64)
        kind = np.where(early, 0, np.where(returns, 2, 1))
        reason = np.where(early, 3, pick(why, self.reasons))
        return {"kind": np.where(wanted, kind, -1), "reason": np.where(wanted, reason, -1), "lag": lag}

    def send_back(self, back: dict[str, Ints], broken: NDArray[np.bool_]) -> None:
        """What is broken comes back for its quality, unless it was coming back anyway."""
        more = broken & (back["kind"] != 0)
        back["kind"][more], back["reason"][more] = REFUND_KINDS.index("return_refund"), REFUND_REASONS.index("quality")

    def speaks(self, chances: Floats) -> NDArray[np.bool_]:
        """Which lines get a review. chances: by REVIEW_TAGS."""
        return np.asarray(chances[2] < self.raw["review_share"])

    def review(self, chances: Floats, late: NDArray[np.bool_], broken: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Stars of a review, and days from delivery until it is read. chances: by REVIEW_TAGS."""
        mood, anger, _, wait = chances
        stars = pick(mood, self.stars) + 1
        stars = np.where(late & (anger < 0.85), np.maximum(stars - 2, 1), stars)
        stars = np.where(broken, 1, stars)
        return stars.astype(np.int64), 1 + np.floor(wait * 6).astype(np.int64)

    def standing(self, scores: Floats, newest: float) -> float:
        """Factor on conversion from the shop's mean score, and from the newest reviews, which stand on top of the page."""
        fallen = max(START_STARS - newest, 0.0)
        return float(
            self.raw["star_conversion"] ** (START_STARS - scores.mean()) * self.raw["newest_conversion"] ** fallen
        )

    def speed(self, promise_tenths: int) -> float:
        """Factor on conversion from the promise to ship: a day sooner sells a little more."""
        return float(1 + self.raw["day_sooner"] * (self.raw["promise_hours"] - promise_tenths / 10) / 24)

    def slow_share(self, chats: Ints, capacity: Floats) -> float:
        """Share of the day's chats that wait too long. chats, capacity: by shift."""
        slow = np.minimum(np.maximum(USUALLY_SLOW + 0.6 * (chats / capacity - 0.85), USUALLY_SLOW), 1.0)
        many = int(chats.sum())
        return float(((slow * chats).sum() / many).round(9)) if many else USUALLY_SLOW

    def chats(self, orders: int, people: int) -> Ints:
        """Chats of a day, by shift."""
        many = self.raw["chats_per_order"] * orders + self.raw["chats_per_visitor"] * people
        return np.round(many * self.by_shift).astype(np.int64)

    def newest(self, before: float, stars: Ints, reviews: Ints) -> float:
        """Mean of the reviews of the last weeks, the newest counting most."""
        many = float(reviews.sum())
        keep, weight = 1 - 1 / self.raw["newest_days"], self.raw["newest_reviews"] * self.scale
        today = (float(stars.sum()) + weight * before) / (many + weight)
        return round(keep * before + (1 - keep) * today, 9) if many else before

    def patience(self, slow: float) -> float:
        """Factor on conversion from the share of chats that wait too long."""
        return float(1.0 - self.raw["slow_conversion"] * (slow - USUALLY_SLOW))

    def scores(self, before: Floats, stars: Ints, reviews: Ints, late_share: float, slow: float) -> Floats:
        """The three scores after a day: goods as described, service, logistics; each remembers some weeks."""
        keep = 1 - 1 / self.raw["score_memory_days"]
        described = stars.sum() / reviews.sum() if reviews.sum() else before[0]
        today = np.array(
            [described, START_STARS + 0.1 - 1.2 * slow, START_STARS + 0.1 + self.raw["late_stars"] * late_share]
        )
        return np.asarray(np.round(keep * before + (1 - keep) * today, 9))
