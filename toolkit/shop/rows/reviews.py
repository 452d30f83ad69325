"""What buyers say: stars for the goods, for service and for delivery, and what they praise or blame."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.data.columns import Columns, Text, take
from toolkit.shop import traits
from toolkit.shop.facts import REFUND_REASONS, Facts
from toolkit.shop.keys import Ints, key, units
from toolkit.shop.pool import pool
from toolkit.shop.product import catalogue
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import at_hours, microseconds
from toolkit.shop.rows.orders import moment_after, payment
from toolkit.shop.rows.sorting import by
from toolkit.shop.samplers import pick

_CONTENT = 4
_SOON, _SECOND = 600_000_000, 1_000_000
_QUEUE = 0.85
_BROKEN, _LATE = 0, 1
_BLAME_OF = {"quality": 0, "late": 1, "wrong": 2, "size": 3}
"""Place among the blaming words of each reason for which a refund is asked; other reasons blame nothing."""

Rows = dict[str, Any]


def reviews(facts: Facts) -> Columns:
    """One row a reviewed line, by the time the review was written."""
    lines = facts.lines
    rows = np.flatnonzero((lines["stars"] > 0) & (lines["review_day"] >= 0) & (lines["review_day"] < facts.days))
    said = _voices(facts, rows)
    said |= {"stars": lines["stars"][rows], "service": _service(facts, said), "logistics": _delivery(facts, said)}
    name = ids.line_ids(facts, "review ids", rows)
    written = _written(facts, rows, said)
    columns: Columns = {
        "review_id": name,
        "order_id": ids.order_ids(facts)[said["order"]],
        "line_no": lines["line_no"][rows],
        "ts": written,
        "stars_desc": said["stars"],
        "stars_service": said["service"],
        "stars_logistics": said["logistics"],
        "tag": _tags(facts, said),
    }
    return take(columns, by(written, name))


def _voices(facts: Facts, rows: Ints) -> Rows:
    """What each review comes from: its order, product, defect, refund, whether the parcel was late; and its chances [9]."""
    lines, orders = facts.lines, facts.orders
    order = lines["order"][rows]
    voice = key(facts.keys.process("reviews"), orders["key"][order], lines["line_no"][rows])
    return {
        "order": order,
        "goods": lines["stars"][rows],
        "sku": lines["sku"][rows],
        "defect": lines["defect"][rows] > 0,
        "reason": lines["refund_reason"][rows],
        "late": orders["ship_tenths"][order] > orders["promise_tenths"][order],
        "u": units(voice, tuple(range(1, 11))),
    }


def _written(facts: Facts, rows: Ints, said: Rows) -> Ints:
    day, order = ids.first_day(facts) + facts.lines["review_day"][rows], said["order"]
    there = moment_after(payment(facts)[order], facts.orders["deliver_tenths"][order])
    return at_hours(day, said["u"][0], there + _SOON, microseconds(day + 1, 0) - _SECOND)


def _service(facts: Facts, said: Rows) -> Ints:
    """Stars for service: mostly the mood of the whole review; fewer from buyers whose day at the desk was crowded."""
    raw, daily = facts.scenario.raw["reviews"], facts.daily
    chats = np.maximum(daily["chats"].sum(axis=1), 1)
    load = (daily["load"] * daily["chats"]).sum(axis=1) / chats / 1e6
    angry = raw["slow_angry"] * np.maximum(load - _QUEUE, 0)[facts.orders["day"][said["order"]]]
    return _stars(facts, said, (1, 2), raw["service_as_goods"], said["u"][3] < np.minimum(angry, 1.0))


def _delivery(facts: Facts, said: Rows) -> Ints:
    """Stars for delivery: two fewer from most who waited too long for dispatch."""
    raw = facts.scenario.raw["reviews"]
    return _stars(
        facts, said, (4, 5), raw["delivery_as_goods"], said["late"] & (said["u"][6] < np.round(raw["late_angry"], 9))
    )


def _stars(facts: Facts, said: Rows, chances: tuple[int, int], alike: float, angry: np.ndarray[Any, Any]) -> Ints:
    """Stars as for the goods in a share `alike` of the reviews, else drawn apart; two fewer where the buyer is angry."""
    same, mood = (said["u"][chance] for chance in chances)
    own = pick(mood, np.cumsum(facts.scenario.raw["service"]["stars"])) + 1
    stars = np.where(same < alike, said["goods"], own)
    return np.asarray(np.where(angry, np.maximum(stars - 2, 1), stars), dtype=np.int64)


def _tags(facts: Facts, said: Rows) -> Text:
    """The trait praised by the content, the fault blamed by the others; of three stars either."""
    words = pool(facts.scenario.source)
    goods = tuple(dict.fromkeys(en for row in words.categories.values() for en, _ in row.traits))
    service, blame = (tuple(en for en, _ in pairs) for pairs in (words.praise, words.blame))
    content = (said["stars"] >= _CONTENT) | ((said["stars"] == _CONTENT - 1) & (said["u"][7] < 0.5))
    praised = _service_praise(facts, said)
    praised = np.where(praised >= 0, len(goods) + praised, _trait(facts, said, goods))
    blamed = len(goods) + len(service) + _fault(facts, said)
    code = np.where(content & ~said["defect"], praised, blamed)
    return Text(code.astype(np.int32), goods + service + blame)


def _trait(facts: Facts, said: Rows, goods: tuple[str, ...]) -> Ints:
    """Which trait of its product each review would praise."""
    words, category = pool(facts.scenario.source), catalogue(facts.scenario).category
    place = np.array([[goods.index(en) for en, _ in row.traits] for row in words.categories.values()])
    mix = traits.praise(facts.keys, words, category, facts.scenario.raw["reviews"]["favourite"])
    upto = np.asarray(np.round(np.cumsum(mix, axis=1), 9))[said["sku"]]
    nth = (said["u"][9][:, None] >= upto[:, :-1]).sum(axis=1)
    return np.asarray(place[category[said["sku"]], nth])


def _service_praise(facts: Facts, said: Rows) -> Ints:
    """Place among the words that praise service, −1 where the goods are praised; only what earned four stars is praised."""
    raw = facts.scenario.raw["reviews"]
    edges = np.cumsum([raw["praise_goods"], *raw["praise_service"]])
    which = np.searchsorted(np.round(edges, 9), said["u"][8], side="right").clip(max=2) - 1
    earned = np.stack([said["logistics"], said["service"]])[np.maximum(which, 0), np.arange(len(which))] >= _CONTENT
    return np.where((which >= 0) & earned, which, -1)


def _fault(facts: Facts, said: Rows) -> Ints:
    """Place among the blaming words: what broke is broken; else the reason of the refund, the late parcel, or by lot."""
    by_reason = np.array([_BLAME_OF.get(reason, -1) for reason in REFUND_REASONS] + [-1])[said["reason"]]
    by_lot = pick(said["u"][8], np.cumsum(facts.scenario.raw["reviews"]["blame"]))
    fault = np.where(by_reason >= 0, by_reason, np.where(said["late"], _LATE, by_lot))
    return np.asarray(np.where(said["defect"], _BROKEN, fault))
