"""What is known of a shop's visitors before single visits are made: counts, looks, room for those who come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS, DEVICES, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.rows.looks import looks
from toolkit.shop.rows.visit_counts import Counts, count, seen_orders
from toolkit.shop.rows.visit_ids import MOST_DAYS

Rows = dict[str, Any]
"""Columns of equal length: day, cell, person (number), number (of the visit), kind, order (row, −1), customer (−1)."""


@dataclass
class Guests:
    """What is known of a shop's visitors before single visits are made."""

    facts: Facts
    comings: dict[int, list[Rows]] = field(default_factory=dict)
    """Later visits of the newcomers of a day, kept from one block of the full log to the next (returns.comings)."""

    @cached_property
    def counts(self) -> Counts:
        """Visitors and visits by day and cell."""
        return count(self.facts)

    @cached_property
    def orders(self) -> Ints:
        """Rows of the orders whose visit the tracker saw, one a person and day."""
        return seen_orders(self.facts)

    @cached_property
    def looks(self) -> Rows:
        """Visits of customers that end without an order, by day."""
        return looks(self.facts)

    @cached_property
    def room(self) -> Ints:
        """Places [D, 24] for visitors seen before who are neither customers nor on their second channel."""
        taken = np.bincount(self.looks["day"] * CELLS + self.looks["cell"], minlength=self.facts.days * CELLS)
        return np.maximum(self.counts.known - self.counts.overlap - taken.reshape(-1, CELLS), 0)

    @cached_property
    def arrivals(self) -> Floats:
        """Newcomers of the days before expected back on each day, [D, 24]."""
        fresh = self.counts.fresh.reshape(self.facts.days, len(SOURCES), len(DEVICES)).astype(np.float64)
        due = np.zeros_like(fresh)
        for lag, share in enumerate(_lag_shares(self.facts)[: self.facts.days]):
            due[lag:] += share * fresh[: self.facts.days - lag]
        same = float(self.facts.scenario.raw["visits"]["same_source"])
        away = (1 - same) * due.sum(axis=1)[:, None, :] * back_by(self.facts)[:, None]
        return np.round((same * due + away).reshape(-1, CELLS), 9)

    @cached_property
    def one_in(self) -> int:
        """Of how many visitors one is kept outside the full log."""
        return int(self.facts.scenario.raw["visits"]["sample_one_in"])


def back_by(facts: Facts) -> Floats:
    """Share of each source among those who come back by another way, [12]: where more are known than come back alike."""
    raw, share = facts.scenario.raw["visits"], facts.scenario.by_source("share")
    new = np.array(raw["new_share"])
    alike = raw["same_source"] * _lag_shares(facts).sum() * share * new
    weight = np.maximum(share * (1 - new) - alike, 0.0)
    return np.asarray(weight / weight.sum())


def in_order(*digits: np.ndarray) -> Ints:
    """Rows sorted by numbers from 0 to below 65,536, fractions aside, the first counting most; rows equal in all stay as they stand."""
    order = np.argsort(digits[-1].astype(np.uint16), kind="stable")
    for digit in digits[-2::-1]:
        order = order[np.argsort(digit[order].astype(np.uint16), kind="stable")]
    return np.asarray(order)


def rank(place: Ints, chance: Floats | None = None) -> Ints:
    """Rank of each row among the rows of its place (below 65,536): by chance where given, else as they stand."""
    order = in_order(place) if chance is None else in_order(place, chance * 65_536)
    ranked = place[order]
    start = np.flatnonzero(np.diff(ranked, prepend=-1))
    size = np.diff(np.append(start, len(place)))
    found = np.empty(len(place), dtype=np.int64)
    found[order] = np.arange(len(place)) - np.repeat(start, size)
    return found


def visit_rows(day: Ints, cell: Ints, kind: int | Ints, person: Ints, number: Ints, **more: Ints) -> Rows:
    """Rows of visits; order and customer are −1 unless given."""
    none = np.full(len(day), -1)
    kinds = np.broadcast_to(np.asarray(kind), len(day))
    keys = {"day": day, "cell": cell, "kind": kinds, "person": person, "number": number}
    return {"order": none, "customer": none, **more, **keys}


def places(guests: Guests, many: Ints, name: str, first: int, last: int, *, full: bool) -> tuple[Ints, Ints, Ints]:
    """Day, cell and index of each of so many [D, 24] on some days; one in twenty of them without `full`."""
    size = many[first:last]
    if not full:
        step = guests.one_in
        process = guests.facts.keys.process(f"visits: sample of {name}")
        start = (draw(process, np.arange(first, last)[:, None], np.arange(CELLS)) * step).astype(np.int64)
        size = np.maximum(size - start + step - 1, 0) // step
    place = np.repeat(np.arange(size.size), size.ravel())
    index = np.arange(len(place)) - np.repeat(np.cumsum(size.ravel()) - size.ravel(), size.ravel())
    day, cell = np.divmod(place, CELLS)
    if not full:
        index = index * step + start.ravel()[place]
    return day + first, cell, index


def _lag_shares(facts: Facts) -> Floats:
    """Visits on the days 0 … 30 after a newcomer's first day, per newcomer."""
    raw, day = facts.scenario.raw["visits"], np.arange(MOST_DAYS)
    once = np.append(0.0, np.exp(-day / raw["days_away"]) - np.exp(-(day + 1) / raw["days_away"])) * raw["comes_back"]
    shares, turn = once.copy(), once
    for _ in range(2):
        turn = np.convolve(turn, once)[: MOST_DAYS + 1]
        shares += turn
    return np.asarray(shares)
