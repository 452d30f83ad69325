"""Visitors who come again: on a later day, or on the same day by a second channel."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS, DEVICES, Facts
from toolkit.shop.keys import Ints, draw
from toolkit.shop.rows.guests import Guests, Rows, back_by, rank, visit_rows
from toolkit.shop.rows.visit_counts import SECOND_CHANNELS
from toolkit.shop.rows.visit_ids import FRESH, MOST_DAYS, OVERLAP, place_number
from toolkit.shop.samplers import exponential, pick


def overlaps(guests: Guests, fresh: Rows) -> Rows:
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
    return visit_rows(day[row], there, OVERLAP, fresh["person"][row], number)


def returns(guests: Guests, fresh: Rows, first: int, last: int, *, full: bool) -> Rows:
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
    rows = visit_rows(day, cell, FRESH, fresh["person"][row], number)
    kept = _finds_room(guests, rows, first, full=full)
    return {name: values[kept] for name, values in rows.items()}


def _finds_room(guests: Guests, rows: Rows, first: int, *, full: bool) -> np.ndarray[Any, Any]:
    """True for those who come back in spite of all: as many as expected find room, in the full log no more than fit."""
    day, cell = rows["day"], rows["cell"]
    u = draw(guests.facts.keys.process("visits: finds room"), rows["number"])
    kept = u * guests.arrivals[day, cell] < guests.room[day, cell]
    if full:
        row = np.flatnonzero(kept)
        place = (day - first) * CELLS + cell
        kept[row] = rank(place[row], u[row]) < guests.room[day[row], cell[row]]
    return np.asarray(kept)


def _back_by(facts: Facts, cell: Ints, number: Ints) -> Ints:
    """Cell by which each comes back: the same source, or another on the same device."""
    u = draw(facts.keys.process("visits: back by"), number)
    same = float(facts.scenario.raw["visits"]["same_source"])
    other = pick(np.maximum(u - same, 0) / (1 - same), np.cumsum(back_by(facts)))
    return np.asarray(np.where(u < same, cell, other * len(DEVICES) + cell % len(DEVICES)))


def _of(kept: np.ndarray[Any, Any], *columns: Any) -> tuple[Any, ...]:
    return tuple(values[kept] for values in columns)
