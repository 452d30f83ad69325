"""Ways that end without an order: newcomers of the visitor sample with their later visits, and others who passed by."""

from __future__ import annotations

import numpy as np

from toolkit.shop.facts import DEVICES, SOURCES, Facts
from toolkit.shop.keys import Ints, draw, key, units
from toolkit.shop.rows.clock import DAY_SECONDS, second_of_day
from toolkit.shop.rows.comers import strangers
from toolkit.shop.rows.guests import Rows
from toolkit.shop.rows.once import once
from toolkit.shop.rows.path_rows import Paths, in_time
from toolkit.shop.rows.paths import CLICK, VIEW, at_work
from toolkit.shop.rows.sessions import share_of_day
from toolkit.shop.rows.sorting import numbered
from toolkit.shop.rows.visit_ids import MOST_DAYS, MOST_VIEWED
from toolkit.shop.samplers import exponential, pick, poisson

_SEEN = {SOURCES.index("video"): 0.50, SOURCES.index("paid_feed"): 0.32, SOURCES.index("live"): 0.06}
_AGAIN = SOURCES.index("retargeting")
_VIEWS, _BEFORE_SHARE, _MEAN_DAYS = 0.50, 0.90, 4.0


@once
def strays(facts: Facts) -> Paths:
    """The ways of the visitors of the sample who first came on a day that is wanted, or near one."""
    return stray_ways(facts, strangers(facts))


def stray_ways(facts: Facts, rows: Rows) -> Paths:
    """One way a visitor: visits as in sessions, and what was seen of the shop before and between them.

    Args: rows, all visits of some of the sample.
    """
    person, journey = numbered(rows["person"])
    visit = rows | {"visit": np.zeros(len(journey), dtype=np.int64), "number": rows["number"] * 2}
    moment = rows["day"] * DAY_SECONDS + second_of_day(share_of_day(facts, visit))
    first = np.full(len(person), facts.days * DAY_SECONDS)
    np.minimum.at(first, journey, moment)
    seen, when, source = _views(facts, person, first)
    parts = (
        np.append(journey, seen),
        np.append(moment, when),
        np.append(rows["cell"] // len(DEVICES), source),
        np.append(np.full(len(journey), CLICK), np.full(len(seen), VIEW)),
    )
    order = in_time(parts[0], parts[1])
    journey, moment, source, kind = (column[order] for column in parts)
    start = np.flatnonzero(np.diff(journey, prepend=-1))
    size = np.diff(np.append(start, len(journey)))
    kept = np.flatnonzero(moment <= np.repeat(moment[start], size) + MOST_DAYS * DAY_SECONDS)
    journey, moment, source, kind = (column[kept] for column in (journey, moment, source, kind))
    end = moment[np.append(np.flatnonzero(np.diff(journey)), len(journey) - 1)] if len(journey) else moment
    none, no_key = np.zeros_like(person), np.zeros(len(person), dtype=np.uint64)
    touches = {"journey": journey, "moment": moment, "source": source, "kind": kind}
    return Paths.of(number=person, person=person, end=end, key=no_key, paid=none, sku=none - 1, **touches)


def _views(facts: Facts, person: Ints, first: Ints) -> tuple[Ints, Ints, Ints]:
    """What each may have seen without coming, films and feeds before the first visit, reminders after it."""
    many = poisson(draw(facts.keys.process("journeys: views"), person), np.full(len(person), _VIEWS))
    journey = np.repeat(np.arange(len(person)), many)
    nth = np.arange(len(journey)) - np.repeat(np.cumsum(many) - many, many)
    word = key(facts.keys.process("journeys: view"), person[journey], nth)
    side, which, wait, clock, work = units(word, (1, 2, 3, 4, 5))
    lag = np.minimum(1 + np.floor(np.round(exponential(wait) * _MEAN_DAYS, 6)), MOST_VIEWED).astype(np.int64)
    before = side < _BEFORE_SHARE
    opener = np.array(list(_SEEN))[pick(which, np.cumsum(list(_SEEN.values())))]
    source = np.where(before, opener, _AGAIN)
    day = first[journey] // DAY_SECONDS + np.where(before, -lag, lag)
    kept = np.flatnonzero(at_work(facts, day, source, work))
    return journey[kept], (day * DAY_SECONDS + second_of_day(clock))[kept], source[kept]
