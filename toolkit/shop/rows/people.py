"""Customers as the book knows them, and where buyers live."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from toolkit.data.columns import NULL_DATE, Columns, Text
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Ints, draw
from toolkit.shop.pool import pool
from toolkit.shop.rows import ids
from toolkit.shop.rows.lots import first_day_in_lot
from toolkit.shop.rows.once import once
from toolkit.shop.rows.sorting import by
from toolkit.shop.samplers import exponential, pick

_LOOKED_BEFORE = 0.42
_DAYS_LOOKING = 5.0
_MOST_DAYS = 30
_MORE = 10**13
"""More than any customer's number."""


def customers(facts: Facts) -> Columns:
    """One row a customer who ordered in this book, by the day of the first order; then those only drawn for a message lot."""
    people, words = facts.customers, pool(facts.scenario.source)
    ordered, seen, name = first_order(facts), first_seen(facts), ids.customer_ids(facts)
    buys, drawn = ordered < facts.days, first_day_in_lot(facts)
    here = np.flatnonzero(facts.is_wanted(ordered) | ((facts.block is None) & (drawn < facts.days)))
    here = here[by(ordered[here] * _MORE + name[here])]
    start = ids.first_day(facts)
    seen, bought = np.where(buys, seen, drawn), np.where(buys, start + ordered, NULL_DATE)
    return {
        "customer_id": name[here],
        "first_seen_date": (start + seen[here]).astype(np.int32),
        "first_order_date": bought[here].astype(np.int32),
        "region": region_text(facts, people["region"][here]),
        "age_band": Text(people["age_band"][here].astype(np.int32), words.age_bands),
        "is_member": people["member"][here].astype(bool),
    }


def first_order(facts: Facts) -> Ints:
    """Day index of each customer's first order in this book; the number of days where there is none."""
    if "first_order" in facts.customers:  # a block of days does not hold a customer's earlier orders
        return facts.customers["first_order"].astype(np.int64)
    rows = facts.orders
    known = rows["customer"] >= 0
    first = np.full(len(facts.customers["key"]), facts.days, dtype=np.int64)
    np.minimum.at(first, rows["customer"][known], rows["day"][known])
    return first


@once
def first_seen(facts: Facts) -> Ints:
    """Day index on which each customer was first seen in this book: at the first order or some days before."""
    chance = facts.customers["key"]
    looked = draw(facts.keys.process("looked before buying"), chance) < _LOOKED_BEFORE
    wait = exponential(draw(facts.keys.process("days of looking"), chance)) * _DAYS_LOOKING
    days = np.floor(np.round(wait, 6)) + 1
    lag = np.where(looked, np.minimum(days, _MOST_DAYS), 0).astype(np.int64)
    return np.asarray(np.maximum(first_order(facts) - lag, 0))


@once
def order_region(facts: Facts) -> Ints:
    """Region index of the buyer of each order: the customer's, or drawn for a guest."""
    rows = facts.orders
    home = np.append(facts.customers["region"], 0)[rows["customer"]]
    guest = region_at(facts, rows["day"], rows["cell"], rows["slot"])
    return np.asarray(np.where(rows["customer"] >= 0, home, guest), dtype=np.int64)


def region_at(facts: Facts, day: ArrayLike, cell: ArrayLike, slot: ArrayLike) -> Ints:
    """Region index of a visitor who is no customer, by the place in the day."""
    share = pool(facts.scenario.source).region_share
    return np.asarray(pick(draw(facts.keys.process("visitor region"), day, cell, slot), np.cumsum(share)))


def region_text(facts: Facts, region: Ints) -> Text:
    """Region indices as text."""
    return Text(region.astype(np.int32), pool(facts.scenario.source).regions)
