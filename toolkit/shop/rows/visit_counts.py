"""How many came, by day and cell, as the tracker sees them: visitors, visits, pages, bounces, carts, seconds.

Each count is one keyed draw from the day's facts. Single visits (sessions) share these totals out and never change
them, so the day, its channels and its visits agree to the last page.

A day's visitors of one cell, in the order of their places:

    placers    placed an order that day
    fresh      not seen in the last 30 days; some of them come back on a later day
    known      seen before; the first `overlap` of them came by another channel on the same day as well
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from toolkit.shop.facts import CELLS, CHANNEL_OF, DEVICES, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.rows.once import once
from toolkit.shop.rows.persons import first_of_person
from toolkit.shop.rows.place import cart_factor
from toolkit.shop.samplers import binomial, normal, poisson

PPM = 1_000_000
SECOND_CHANNELS = tuple(SOURCES.index(source) for source in ("search_org", "direct", "crm", "retargeting"))
"""Sources by which somebody who came by another channel comes a second time on the same day."""

_SECONDS_SPREAD = 150.0
_OTHER_CHANNEL = np.array(
    [[CHANNEL_OF[there] != CHANNEL_OF[s] for s in range(len(SOURCES))] for there in SECOND_CHANNELS]
)


@dataclass(frozen=True)
class Counts:
    """Counts [D, 24] of what the tracker saw of people; `bots` and `bot_seconds` of machines, a page and a visit each.

    lent [D, device 2, second channel 4, source 12]: fresh visitors of a source who also came by the second channel.
    """

    visitors: Ints
    placers: Ints
    fresh: Ints
    overlap: Ints
    lent: Ints
    visits: Ints
    bounces: Ints
    carts: Ints
    pages: Ints
    seconds: Ints
    bots: Ints
    bot_seconds: Ints

    @property
    def known(self) -> Ints:
        """Visitors seen before, [D, 24]."""
        return self.visitors - self.placers - self.fresh

    def __add__(self, other: Counts) -> Counts:
        """These counts and those of other days."""
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Counts)))


@once
def count(facts: Facts) -> Counts:
    """Count the visits of all days on which anybody came."""
    busy = np.flatnonzero((facts.daily["people"] + facts.daily["bots"]).any(axis=1))
    return count_days(facts, range(int(busy[0]), int(busy[-1]) + 1) if len(busy) else range(0))


def count_days(facts: Facts, days: range) -> Counts:
    """Count the visits of some days; on the others there is nothing."""
    some, every = _count(facts, np.arange(days.start, days.stop)), {}
    for field in fields(Counts):
        values = getattr(some, field.name)
        every[field.name] = np.zeros((facts.days, *values.shape[1:]), dtype=np.int64)
        every[field.name][days.start : days.stop] = values
    return Counts(**every)


def _count(facts: Facts, day: Ints) -> Counts:
    """Counts of some days that follow each other."""
    placers, visitors, bots = (every[day] for every in _tracked(facts))
    free = visitors - placers
    fresh = _chance(facts, day, "new visitors", free, "new_share")
    lent = _lent(facts, day, fresh, free - fresh)
    overlap = _received(lent)
    visits = visitors + _chance(facts, day, "second visits", visitors, "again")
    rate = by_cell(facts, "cart") * cart_factor(facts)[day, None]
    carts = binomial(_uniform(facts, day, "carts"), free - overlap, np.minimum(rate, 1.0))
    bounces = np.minimum(_chance(facts, day, "bounces", visits - placers, "bounce"), visits - placers - carts)
    stayed = visits - bounces
    pages = bounces + 2 * stayed + poisson(_uniform(facts, day, "pages"), stayed * (by_cell(facts, "pages") - 2))
    return Counts(
        visitors=visitors,
        placers=placers,
        fresh=fresh,
        overlap=overlap,
        lent=lent,
        visits=visits,
        bounces=bounces,
        carts=carts + placers,
        pages=pages,
        seconds=_seconds(facts, day, visits, bounces, pages),
        bots=bots,
        bot_seconds=bots + binomial(_uniform(facts, day, "seconds of bots"), bots, 0.5),
    )


def by_cell(facts: Facts, name: str) -> Floats:
    """A parameter of [visits] that has one value a source, by cell [24]."""
    return np.repeat(np.array(facts.scenario.raw["visits"][name], dtype=np.float64), len(DEVICES))


@once
def seen_orders(facts: Facts) -> Ints:
    """Rows of the orders whose visit the tracker saw, one a person and day."""
    rows = facts.orders
    share = facts.daily["tracked"][rows["day"], rows["cell"] % len(DEVICES)]
    seen = share >= PPM
    doubt = np.flatnonzero(~seen)
    chance = draw(facts.keys.process("visits: seen"), *(rows[name][doubt] for name in ("day", "cell", "slot")))
    seen[doubt] = np.floor(chance * PPM) < share[doubt]
    return np.flatnonzero(seen & first_of_person(facts))


def _tracked(facts: Facts) -> tuple[Ints, Ints, Ints]:
    """Placers, visitors and bots that the tracker saw."""
    rows, daily = facts.orders, facts.daily
    size = facts.days * CELLS
    place = rows["day"] * CELLS + rows["cell"]
    came = np.bincount(place[first_of_person(facts)], minlength=size).reshape(-1, CELLS)
    placers = np.bincount(place[seen_orders(facts)], minlength=size).reshape(-1, CELLS)
    share = np.tile(daily["tracked"], (1, len(SOURCES)))
    others, bots = daily["people"] - came, daily["bots"]
    lost = np.flatnonzero((share.min(axis=1) < PPM) & (others + bots).any(axis=1))
    if len(lost):
        others, bots = others.copy(), bots.copy()
        u = _uniform(facts, lost, "seen")
        others[lost] = binomial(u, others[lost], share[lost] / PPM)
        bots[lost] = binomial(u, bots[lost], share[lost] / PPM)
    return placers, placers + others, bots


def _lent(facts: Facts, day: Ints, fresh: Ints, known: Ints) -> Ints:
    """Fresh visitors who came by a second channel as well, shared out over the first channels; at most a quarter each."""
    there = [source * len(DEVICES) + device for device in range(len(DEVICES)) for source in SECOND_CHANNELS]
    shape = (len(day), len(DEVICES), len(SECOND_CHANNELS))
    u = draw(facts.keys.process("visits: second channel"), day[:, None], np.array(there))
    wanted = binomial(u, known[:, there], facts.scenario.raw["visits"]["overlap"]).reshape(shape)
    stock = fresh.reshape(len(day), len(SOURCES), len(DEVICES)).transpose(0, 2, 1)
    weight = np.where(_OTHER_CHANNEL, stock[:, :, None, :], 0)
    upto = np.cumsum(weight, axis=3)
    total = np.maximum(upto[..., -1:], 1)
    # Cumulative shares rounded in whole numbers: they add up to what was wanted, whatever the start.
    place = np.indices(shape)
    start = draw(facts.keys.process("visits: first channel"), day[place[0]], *place[1:])[..., None]
    start = (start * total).astype(np.int64)
    steps = (upto * wanted[..., None] + start) // total
    return np.minimum(np.diff(steps, axis=3, prepend=0), weight // len(SECOND_CHANNELS))


def _received(lent: Ints) -> Ints:
    """Visitors on their second channel of the day, [D, 24]."""
    received = np.zeros((len(lent), len(SOURCES), len(DEVICES)), dtype=np.int64)
    received[:, SECOND_CHANNELS] = lent.sum(axis=3).transpose(0, 2, 1)
    return received.reshape(-1, CELLS)


def _seconds(facts: Facts, day: Ints, visits: Ints, bounces: Ints, pages: Ints) -> Ints:
    """Seconds of all visits of a cell, at least one a visit."""
    each = facts.scenario.raw["visits"]
    mean = bounces * each["bounce_seconds"] + (pages - bounces) * each["page_seconds"]
    spread = np.sqrt(visits - bounces) * _SECONDS_SPREAD * normal(_uniform(facts, day, "seconds"))
    return np.maximum(np.floor(np.round(mean + spread, 6)).astype(np.int64), visits)


def _chance(facts: Facts, day: Ints, name: str, trials: Ints, rate: str) -> Ints:
    return binomial(_uniform(facts, day, name), trials, by_cell(facts, rate))


def _uniform(facts: Facts, day: Ints, name: str) -> Floats:
    """One uniform number a day and cell, [days, 24]."""
    return draw(facts.keys.process(f"visits: {name}"), day[:, None], np.arange(CELLS))
