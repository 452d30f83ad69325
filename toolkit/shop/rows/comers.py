"""Who comes on which day: people who order, newcomers, those who come back, machines.

Everyone has a number made of the day, cell and place where the tracker first met them. A newcomer comes back at most
30 days later, so a block of days needs the counts of the 30 days before it and nothing else. In the log of every
visit all places of a day are filled; on other days only those of one visitor in twenty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS, Facts
from toolkit.shop.keys import Ints, key
from toolkit.shop.rows.guests import Guests, Rows, in_order, places, rank, visit_rows
from toolkit.shop.rows.once import once
from toolkit.shop.rows.returns import comings, overlaps, returns, returns_to_log
from toolkit.shop.rows.sorting import firsts
from toolkit.shop.rows.visit_ids import BOT, CUSTOMER, FRESH, MOST_DAYS, MOST_VIEWED, PASSER, PLACER, place_number

NAMES = ("day", "cell", "person", "number", "kind", "order", "customer")


def comers(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    """All who come on the days first … last − 1, by day and cell; without `full`, the sample only."""
    known, bots = (made(guests, first, last, full=full) for made in (_with_customers, _bots))
    if full:
        rows = _everyone(guests, known, bots, first, last)
    else:
        others = strangers(guests.facts)
        here = np.flatnonzero((others["day"] >= first) & (others["day"] < last))
        rows = [known, {name: values[here] for name, values in others.items()}, bots]
    everyone = {name: np.concatenate([part[name] for part in rows]) for name in NAMES}
    order = in_order((everyone["day"] - first) * CELLS + everyone["cell"])
    return {name: values[order] for name, values in everyone.items()}


@once
def strangers(facts: Facts) -> Rows:
    """Visits of those of the sample who first came on a day that is wanted, or near one: see `strangers_of`."""
    wanted = facts.wanted
    near = range(max(wanted.start - MOST_DAYS, 0), min(wanted.stop + MOST_VIEWED, facts.days))
    return strangers_of(Guests(facts), near)


def strangers_of(guests: Guests, days: range) -> Rows:
    """All visits of people of the sample who are no customers and do not order and first came on some days, in no order."""
    first, last = days.start, days.stop
    fresh = _fresh(guests, first, last, full=False)
    again = returns(guests, fresh, min(last + MOST_DAYS, guests.facts.days))
    rows = [fresh, overlaps(guests, fresh), again]
    rows.append(_passers(guests, rows, first, last, full=False))
    return {name: np.concatenate([part[name] for part in rows]) for name in NAMES}


def _everyone(guests: Guests, known: Rows, bots: Rows, first: int, last: int) -> list[Rows]:
    """All who come on some days of the full log, with those who are known and machines."""
    fresh = _fresh(guests, first, last, full=True)
    days = range(max(first - MOST_DAYS, 0), last)
    guests.comings = {day: guests.comings.get(day) or _newcomers_back(guests, day) for day in days}
    rows = [known, fresh, overlaps(guests, fresh), returns_to_log(guests, guests.comings.values(), first, last), bots]
    return [*rows, _passers(guests, rows, first, last, full=True)]


def _newcomers_back(guests: Guests, day: int) -> list[Rows]:
    return comings(guests, _fresh(guests, day, day + 1, full=True), guests.facts.days)


def _with_customers(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    """People who place an order, and customers who only look; a customer is there once a day."""
    facts, rows = guests.facts, guests.facts.orders
    order = guests.orders[_within(rows["day"][guests.orders], first, last)]
    ordered = {"order": order, **{name: rows[name][order] for name in ("day", "cell", "slot", "customer")}}
    look = _within(guests.looks["day"], first, last)
    looked = {name: values[look] for name, values in guests.looks.items()}
    # Names stay what they are if an earlier row is left out: the first of a customer's rows on a day is the customer.
    who = np.concatenate([ordered["customer"], looked["customer"]])
    day = np.concatenate([ordered["day"], looked["day"]])
    once = np.zeros(len(who), dtype=bool)
    once[firsts(day * (len(facts.customers["key"]) + 1) + who)] = True
    number = _customer_number(facts)[who]
    placers = _placers(ordered, np.where(once & (who >= 0), number, -1)[: len(order)])
    lookers = _lookers(looked, number[len(order) :])
    fits = once[len(order) :] & _fits(guests, lookers, first)
    both = [placers, {name: values[fits] for name, values in lookers.items()}]
    return _kept(guests, {name: np.concatenate([part[name] for part in both]) for name in NAMES}, full=full)


def _placers(at: Rows, customer: Ints) -> Rows:
    number = place_number(at["day"], at["cell"], PLACER, at["slot"])
    person = np.where(customer >= 0, customer, number)
    return visit_rows(at["day"], at["cell"], PLACER, person, number, order=at["order"], customer=at["customer"])


def _lookers(at: Rows, person: Ints) -> Rows:
    return visit_rows(at["day"], at["cell"], at["kind"], person, at["number"], customer=at["customer"])


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
    kept = np.flatnonzero(chance % np.uint64(guests.one_in) == 0)
    return {name: values[kept] for name, values in rows.items()}


def _within(day: Ints, first: int, last: int) -> slice:
    """Rows of the block, where rows are sorted by day."""
    return slice(*np.searchsorted(day, [first, last]).tolist())


def _fresh(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    """Newcomers of some days."""
    day, cell, index = places(guests, guests.counts.fresh, "newcomers", first, last, full=full)
    number = place_number(day, cell, FRESH, index)
    return visit_rows(day, cell, FRESH, number, number) | {"index": index}


def _bots(guests: Guests, first: int, last: int, *, full: bool) -> Rows:
    day, cell, index = places(guests, guests.counts.bots, "machines", first, last, full=full)
    number = place_number(day, cell, BOT, index)
    return visit_rows(day, cell, BOT, number, number)


def _passers(guests: Guests, others: Iterable[Rows], first: int, last: int, *, full: bool) -> Rows:
    """Visitors last seen too long ago to be known again: they fill the places that others leave."""
    if full:
        size = (last - first) * CELLS
        place = [((part["day"] - first) * CELLS + part["cell"])[part["kind"] != BOT] for part in others]
        taken = np.bincount(np.concatenate(place), minlength=size).reshape(-1, CELLS)
        left = guests.counts.visitors[first:last] - taken
    else:
        left = np.maximum(guests.room - np.floor(guests.arrivals + 0.5).astype(np.int64), 0)[first:last]
    every = np.zeros_like(guests.room)
    every[first:last] = left
    day, cell, index = places(guests, every, "passers", first, last, full=full)
    number = place_number(day, cell, PASSER, index)
    return visit_rows(day, cell, PASSER, number, number)
