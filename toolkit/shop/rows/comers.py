"""Who comes on which day: people who order, newcomers, those who come back, machines.

Everyone has a number made of the day, cell and place where the tracker first met them. A newcomer comes back at most
30 days later, so a block of days needs the counts of the 30 days before it and nothing else. In the log of every
visit all places of a day are filled; on other days only those of one visitor in twenty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS, DEVICES, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, draw, key
from toolkit.shop.rows.looks import looks
from toolkit.shop.rows.visit_counts import SECOND_CHANNELS, Counts, count, seen_orders
from toolkit.shop.rows.visit_ids import BOT, CUSTOMER, FRESH, MOST_DAYS, OVERLAP, PASSER, PLACER, place_number
from toolkit.shop.samplers import exponential, pick

Rows = dict[str, Any]
"""Columns of equal length: day, cell, person (number), number (of the visit), kind, order (row, −1), customer (−1)."""

_NAMES = ("day", "cell", "person", "number", "kind", "order", "customer")


@dataclass
class Guests:
    """What is known of a shop's visitors before single visits are made."""

    facts: Facts

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
        """Visits of customers that end without an order."""
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


def comers(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    """All who come on the days first … last − 1, by day and cell; without `full`, the sample only."""
    fresh = _fresh(guests, max(first - MOST_DAYS, 0), last, full=full)
    here = {name: values[fresh["day"] >= first] for name, values in fresh.items()}
    known = _with_customers(guests, first, last, full=full)
    back = _returns(guests, fresh, first, last, full=full)
    rows = [known, here, _overlaps(guests, here), back, _bots(guests, first, last, full=full)]
    rows.append(_passers(guests, rows, first, last, full=full))
    everyone = {name: np.concatenate([part[name] for part in rows]) for name in _NAMES}
    order = np.argsort(((everyone["day"] - first) * CELLS + everyone["cell"]).astype(np.int32), kind="stable")
    return {name: values[order] for name, values in everyone.items()}


def back_by(facts: Facts) -> Floats:
    """Share of each source among those who come back by another way, [12]: where more are known than come back alike."""
    raw, share = facts.scenario.raw["visits"], facts.scenario.by_source("share")
    new = np.array(raw["new_share"])
    alike = raw["same_source"] * _lag_shares(facts).sum() * share * new
    weight = np.maximum(share * (1 - new) - alike, 0.0)
    return np.asarray(weight / weight.sum())


def rank(place: Ints, chance: Ints | Floats | None = None) -> Ints:
    """Rank of each row among the rows of its place: by chance where given, else as they stand."""
    order = np.argsort(place, kind="stable") if chance is None else np.lexsort((chance, place))
    ranked = place[order]
    new = np.ones(len(place), dtype=bool)
    new[1:] = ranked[1:] != ranked[:-1]
    start = np.maximum.accumulate(np.where(new, np.arange(len(place)), 0))
    found = np.empty(len(place), dtype=np.int64)
    found[order] = np.arange(len(place)) - start
    return found


def _rows(day: Ints, cell: Ints, kind: int | Ints, person: Ints, number: Ints, **more: Ints) -> Rows:
    none = np.full(len(day), -1)
    kinds = np.broadcast_to(np.asarray(kind), len(day))
    keys = {"day": day, "cell": cell, "kind": kinds, "person": person, "number": number}
    return {"order": none, "customer": none, **more, **keys}


def _with_customers(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    """People who place an order, and customers who only look; a customer is there once a day."""
    facts, rows = guests.facts, guests.facts.orders
    order = _within(guests.orders, rows["day"], first, last)
    ordered = {"order": order, **{name: rows[name][order] for name in ("day", "cell", "slot", "customer")}}
    look = _within(np.arange(len(guests.looks["day"])), guests.looks["day"], first, last)
    looked = {name: values[look] for name, values in guests.looks.items()}
    # Names stay what they are if an earlier row is left out: the first of a customer's rows on a day is the customer.
    who = np.concatenate([ordered["customer"], looked["customer"]])
    day = np.concatenate([ordered["day"], looked["day"]])
    once = np.zeros(len(who), dtype=bool)
    once[np.unique(day * (len(facts.customers["key"]) + 1) + who, return_index=True)[1]] = True
    number = _customer_number(facts)[who]
    placers = _placers(ordered, np.where(once & (who >= 0), number, -1)[: len(order)])
    lookers = _lookers(looked, number[len(order) :])
    fits = once[len(order) :] & _fits(guests, lookers, first)
    both = [placers, {name: values[fits] for name, values in lookers.items()}]
    return _kept(guests, {name: np.concatenate([part[name] for part in both]) for name in _NAMES}, full=full)


def _placers(at: Rows, customer: Ints) -> Rows:
    number = place_number(at["day"], at["cell"], PLACER, at["slot"])
    person = np.where(customer >= 0, customer, number)
    return _rows(at["day"], at["cell"], PLACER, person, number, order=at["order"], customer=at["customer"])


def _lookers(at: Rows, person: Ints) -> Rows:
    return _rows(at["day"], at["cell"], at["kind"], person, at["number"], customer=at["customer"])


def _fits(guests: Guests, rows: Rows, first: int) -> np.ndarray[Any, Any]:
    """True for rows that find a place among the visitors seen before."""
    room = (guests.counts.known - guests.counts.overlap)[rows["day"], rows["cell"]]
    return np.asarray(rank((rows["day"] - first) * CELLS + rows["cell"]) < room)


def _customer_number(facts: Facts) -> Ints:
    people = facts.customers
    number = place_number(people["first_day"], people["first_cell"], CUSTOMER, people["first_slot"])
    return np.append(number, -1)


def _kept(guests: Guests, rows: Rows, *, full: bool) -> Rows:
    """Rows of the persons in the sample, drawn by person; all with `full`."""
    if full:
        return rows
    chance = key(guests.facts.keys.process("visits: sample"), rows["person"])
    kept = chance % np.uint64(guests.one_in) == 0
    return {name: values[kept] for name, values in rows.items()}


def _within(rows: Ints, day: Ints, first: int, last: int) -> Ints:
    """Those of some rows whose day lies in the block."""
    return rows[(day[rows] >= first) & (day[rows] < last)]


def _fresh(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    """Newcomers of some days."""
    day, cell, index = _places(guests, guests.counts.fresh, "newcomers", first, last, full=full)
    number = place_number(day, cell, FRESH, index)
    return _rows(day, cell, FRESH, number, number) | {"index": index}


def _bots(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    day, cell, index = _places(guests, guests.counts.bots, "machines", first, last, full=full)
    number = place_number(day, cell, BOT, index)
    return _rows(day, cell, BOT, number, number)


def _passers(guests: Guests, others: Iterable[Rows], first: int, last: int, *, full: bool) -> Rows:
    """Visitors last seen too long ago to be known again: they fill the places that others leave."""
    if full:
        size = (last - first) * CELLS
        people = (
            [part["day"][part["kind"] != BOT] for part in others],
            [part["cell"][part["kind"] != BOT] for part in others],
        )
        place = (np.concatenate(people[0]) - first) * CELLS + np.concatenate(people[1])
        left = guests.counts.visitors[first:last] - np.bincount(place, minlength=size).reshape(-1, CELLS)
    else:
        left = np.maximum(guests.room - np.floor(guests.arrivals + 0.5).astype(np.int64), 0)[first:last]
    every = np.zeros_like(guests.room)
    every[first:last] = left
    day, cell, index = _places(guests, every, "passers", first, last, full=full)
    number = place_number(day, cell, PASSER, index)
    return _rows(day, cell, PASSER, number, number)


def _places(guests: Guests, many: Ints, name: str, first: int, last: int, *, full: bool) -> tuple[Ints, Ints, Ints]:
    """Day, cell and index of each of so many [D, 24] on some days; one in twenty of them without `full`."""
    size, step, start = many[first:last], 1, np.zeros((), dtype=np.int64)
    if not full:
        step = guests.one_in
        process = guests.facts.keys.process(f"visits: sample of {name}")
        start = (draw(process, np.arange(first, last)[:, None], np.arange(CELLS)) * step).astype(np.int64)
        size = np.maximum(size - start + step - 1, 0) // step
    place = np.repeat(np.arange(size.size), size.ravel())
    index = np.arange(len(place)) - np.repeat(np.cumsum(size.ravel()) - size.ravel(), size.ravel())
    day, cell = np.divmod(place, CELLS)
    return day + first, cell, index * step + np.broadcast_to(start, size.shape)[day, cell]


def _overlaps(guests: Guests, fresh: Rows) -> Rows:
    """Second visits on the same day, by another channel: runs of the newcomers of each cell, one behind the other."""
    day, cell, index = fresh["day"], fresh["cell"], fresh["index"]
    source, device = np.divmod(cell, len(DEVICES))
    many = guests.counts.fresh[day, cell]
    start = draw(guests.facts.keys.process("visits: who has a second channel"), day, cell)
    along = (index - (start * many).astype(np.int64)) % np.maximum(many, 1)
    upto = np.cumsum(guests.counts.lent, axis=2)[day, device, :, source]
    which = (along[:, None] >= upto).sum(axis=1)
    row = np.flatnonzero(which < len(SECOND_CHANNELS))
    there = np.array(SECOND_CHANNELS)[which[row]] * len(DEVICES) + device[row]
    number = place_number(day[row], cell[row], OVERLAP, index[row])
    return _rows(day[row], there, OVERLAP, fresh["person"][row], number)


def _returns(guests: Guests, fresh: Rows, first: int, last: int, *, full: bool) -> Rows:
    """Visits of newcomers on later days, while there is room for them."""
    facts, chance = guests.facts, guests.facts.scenario.raw["visits"]
    row, lag, found = np.arange(len(fresh["day"])), np.zeros(len(fresh["day"]), dtype=np.int64), []
    for turn in range(3):
        u = draw(facts.keys.process(f"visits: back {turn}"), fresh["person"][row])
        row, lag, u = _of(u < chance["comes_back"], row, lag, u / chance["comes_back"])
        lag = lag + 1 + np.floor(np.round(exponential(u) * chance["days_away"], 6)).astype(np.int64)
        row, lag = _of((lag <= MOST_DAYS) & (fresh["day"][row] + lag < last), row, lag)
        here = fresh["day"][row] + lag >= first
        found.append((row[here], lag[here]))
    row, lag = (np.concatenate([each[part] for each in found]) for part in (0, 1))
    day = fresh["day"][row] + lag
    number = fresh["number"][row] + lag
    cell = _back_by(facts, fresh["cell"][row], number)
    rows = _rows(day, cell, FRESH, fresh["person"][row], number)
    kept = _finds_room(guests, rows, first, full=full)
    return {name: values[kept] for name, values in rows.items()}


def _finds_room(guests: Guests, rows: Rows, first: int, *, full: bool) -> np.ndarray[Any, Any]:
    """True for those who come back in spite of all: as many as expected find room, in the full log no more than fit."""
    day, cell = rows["day"], rows["cell"]
    u = draw(guests.facts.keys.process("visits: finds room"), rows["number"])
    kept = u * guests.arrivals[day, cell] < guests.room[day, cell]
    if full:
        taken = np.where(kept, u, 2.0)
        kept = kept & (rank((day - first) * CELLS + cell, taken) < guests.room[day, cell])
    return np.asarray(kept)


def _back_by(facts: Facts, cell: Ints, number: Ints) -> Ints:
    """Cell by which each comes back: the same source, or another on the same device."""
    u = draw(facts.keys.process("visits: back by"), number)
    same = float(facts.scenario.raw["visits"]["same_source"])
    other = pick(np.maximum(u - same, 0) / (1 - same), np.cumsum(back_by(facts)))
    return np.asarray(np.where(u < same, cell, other * len(DEVICES) + cell % len(DEVICES)))


def _lag_shares(facts: Facts) -> Floats:
    """Visits on the days 0 … 30 after a newcomer's first day, per newcomer."""
    raw, day = facts.scenario.raw["visits"], np.arange(MOST_DAYS)
    once = np.append(0.0, np.exp(-day / raw["days_away"]) - np.exp(-(day + 1) / raw["days_away"])) * raw["comes_back"]
    shares, turn = once.copy(), once
    for _ in range(2):
        turn = np.convolve(turn, once)[: MOST_DAYS + 1]
        shares += turn
    return np.asarray(shares)


def _of(kept: np.ndarray[Any, Any], *columns: Any) -> tuple[Any, ...]:
    return tuple(values[kept] for values in columns)
