"""Journeys and their touches as the platforms deliver them."""

from __future__ import annotations

import numpy as np

from toolkit.data.columns import NULL, Columns, Text, take
from toolkit.shop.facts import CHANNEL_OF, CHANNELS, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import DAY_SECONDS
from toolkit.shop.rows.path_rows import Paths
from toolkit.shop.rows.paths import KINDS, ordered_ways
from toolkit.shop.rows.place import campaign_text, channel_text
from toolkit.shop.rows.sorting import by
from toolkit.shop.rows.strays import strays
from toolkit.shop.rows.visit_ids import shuffled

_CHANNEL = np.array([CHANNELS.index(channel) for channel in CHANNEL_OF])


def journeys(facts: Facts) -> Columns:
    """One row a journey, by its first touch."""
    ways = (ordered_ways(facts), strays(facts))
    first = np.concatenate([way.moment[np.diff(way.journey, prepend=-1) != 0] for way in ways])
    here = np.flatnonzero(facts.is_wanted(first // DAY_SECONDS))
    number, person, end, order_id, paid = (
        np.concatenate([getattr(way, name) for way in ways])[here]
        for name in ("number", "person", "end", "order_id", "paid")
    )
    first, name = first[here], _names(facts, number)
    columns: Columns = {
        "journey_id": name,
        "visitor_id": shuffled(facts.keys.process("visitor ids"), person),
        "start_ts": _moment(facts, first),
        "end_ts": _moment(facts, end),
        "converted": order_id != NULL,
        "order_id": order_id,
        "paid_amount": paid,
    }
    return take(columns, by(first, name))


def touches(facts: Facts) -> Columns:
    """One row a touch, day by day and channel by channel as the platforms deliver them; `seq` tells their order on the journey."""
    parts = [_touches(facts, way) for way in (ordered_ways(facts), strays(facts))]
    number, seq, moment, source, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    name, day = _names(facts, number), moment // DAY_SECONDS
    place = (day * len(CHANNELS) + _CHANNEL[source]) * DAY_SECONDS + (moment - day * DAY_SECONDS)
    order = by(place, name)
    source = source[order]
    return {
        "journey_id": name[order],
        "seq": seq[order],
        "ts": _moment(facts, moment[order]),
        "channel_id": channel_text(source),
        "campaign_id": campaign_text(source),
        "kind": Text(kind[order].astype(np.int32), KINDS),
    }


def _touches(facts: Facts, way: Paths) -> tuple[Ints, ...]:
    """The touches that are wanted: number of the journey, place on it, moment, source, kind."""
    here = np.flatnonzero(facts.is_wanted(way.moment // DAY_SECONDS))
    return way.number[way.journey[here]], _places(way)[here], way.moment[here], way.source[here], way.kind[here]


def _places(way: Paths) -> Ints:
    """1, 2, 3 … on each journey."""
    start = np.flatnonzero(np.diff(way.journey, prepend=-1))
    size = np.diff(np.append(start, len(way.journey)))
    return np.asarray(np.arange(len(way.journey)) - np.repeat(start, size) + 1)


def _names(facts: Facts, number: Ints) -> Ints:
    return shuffled(facts.keys.process("journey ids"), number)


def _moment(facts: Facts, second: Ints) -> Ints:
    return np.asarray((ids.first_day(facts) * DAY_SECONDS + second) * 1_000_000)
