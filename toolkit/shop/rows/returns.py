"""Visitors who come again: on a later day, or on the same day by a second channel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS, DEVICES, Facts
from toolkit.shop.keys import Floats, Ints, draw
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


def returns(guests: Guests, fresh: Rows, last: int) -> Rows:
    """Visits of newcomers of the sample on later days before `last`, while there is room for them."""
    rows = _laid(comings(guests, fresh, last))
    return _visits(rows, _finds_room(guests, rows))


def returns_to_log(guests: Guests, newcomers: Iterable[list[Rows]], first: int, last: int) -> Rows:
    """Visits of newcomers on the days first … last − 1 of the full log, no more than there is room for.

    Args: newcomers, the `comings` of those of each day from which somebody may come back, day by day.
    """
    rows = _laid([part for turn in zip(*newcomers, strict=True) for part in turn])
    row = np.flatnonzero((rows["day"] >= first) & (rows["day"] < last))
    rows = {name: values[row] for name, values in rows.items()}
    row = np.flatnonzero(_finds_room(guests, rows))
    day, cell = rows["day"][row], rows["cell"][row]
    fits = rank((day - first) * CELLS + cell, _chance(guests, rows)[row]) < guests.room[day, cell]
    return _visits(rows, row[fits])


def comings(guests: Guests, fresh: Rows, last: int) -> list[Rows]:
    """Visits of newcomers on later days before `last`, be there room or not: the first of each, the second, the third."""
    facts, chance = guests.facts, guests.facts.scenario.raw["visits"]
    row, lag, found = np.arange(len(fresh["day"])), np.zeros(len(fresh["day"]), dtype=np.int64), []
    for turn in range(3):
        u = draw(facts.keys.process(f"visits: back {turn}"), fresh["person"][row])
        row, lag, u = _of(u < chance["comes_back"], row, lag, u / chance["comes_back"])
        lag = lag + 1 + np.floor(np.round(exponential(u) * chance["days_away"], 6)).astype(np.int64)
        row, lag = _of((lag <= MOST_DAYS) & (fresh["day"][row] + lag < last), row, lag)
        number = fresh["number"][row] + lag
        cell = _back_by(facts, fresh["cell"][row], number)
        found.append({"day": fresh["day"][row] + lag, "cell": cell, "person": fresh["person"][row], "number": number})
    return found


def _visits(rows: Rows, kept: np.ndarray[Any, Any]) -> Rows:
    day, cell, person, number = (rows[name][kept] for name in ("day", "cell", "person", "number"))
    return visit_rows(day, cell, FRESH, person, number)


def _laid(parts: list[Rows]) -> Rows:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _chance(guests: Guests, rows: Rows) -> Floats:
    return draw(guests.facts.keys.process("visits: finds room"), rows["number"])


def _finds_room(guests: Guests, rows: Rows) -> np.ndarray[Any, Any]:
    """True for those who come back in spite of all: as many as expected find room."""
    day, cell = rows["day"], rows["cell"]
    return np.asarray(_chance(guests, rows) * guests.arrivals[day, cell] < guests.room[day, cell])


def _back_by(facts: Facts, cell: Ints, number: Ints) -> Ints:
    """Cell by which each comes back: the same source, or another on the same device."""
    u = draw(facts.keys.process("visits: back by"), number)
    same = float(facts.scenario.raw["visits"]["same_source"])
    other = pick(np.maximum(u - same, 0) / (1 - same), np.cumsum(back_by(facts)))
    return np.asarray(np.where(u < same, cell, other * len(DEVICES) + cell % len(DEVICES)))


def _of(kept: np.ndarray[Any, Any], *columns: Any) -> tuple[Any, ...]:
    row = np.flatnonzero(kept)
    return tuple(values[row] for values in columns)
