"""Published identifiers: whole numbers shuffled by a key, one to one, so that nothing can be read from them.

A number is made from what the thing is (day, cell, slot …), never from its place in a list: in a re-run with one
lever changed, whatever still happens keeps its identifier.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from toolkit.data.columns import Text
from toolkit.shop.facts import CELLS, Facts
from toolkit.shop.keys import Ints, Keys, Words, key, mix
from toolkit.shop.rows.once import once
from toolkit.shop.rows.persons import first_of_person

_ROUNDS = 4
_SAME_PERSON = 4
_MOST_LINES = 64
_BEFORE = 4096


def opaque(process: ArrayLike, number: ArrayLike, digits: int) -> Ints:
    """Shuffle whole numbers below 10**digits among themselves, one to one for each process key.

    Args: process, one key or one for each number; digits, even.
    Raises: ValueError if a number does not fit the digits.
    """
    half = 10 ** (digits // 2)
    value = np.asarray(number, dtype=np.int64)
    if len(np.atleast_1d(value)) and (value.min() < 0 or value.max() >= half * half):
        msg = (
            f"The numbers {value.min()} to {value.max()} were to be shuffled within {digits} digits, "
            f"which hold 0 to {half * half - 1}. Give more digits."
        )
        raise ValueError(msg)
    left = value // half
    right = value - left * half  # NumPy divides many times faster than it takes remainders
    root = np.asarray(process, dtype=np.uint64)
    for turn in range(_ROUNDS):
        mixed = left + _scramble(root, turn, right, half)
        left, right = right, mixed - mixed // half * half
    return np.asarray(left * half + right)


def dated(process: np.uint64, day_number: Ints, number: Ints) -> Ints:
    """Identifiers yymmdd × 10**8 + eight digits, shuffled anew every day; `day_number` counts from 1970-01-01."""
    root = key(process, day_number)
    return yymmdd(day_number) * 10**8 + opaque(root, number, 8)


def yymmdd(day_number: Ints) -> Ints:
    """Days since 1970-01-01 as six digits: 240131 is 31 January 2024."""
    days = np.asarray(day_number, dtype=np.int64)
    if not days.size:
        return days
    first = int(days.min())
    every = np.arange(first, int(days.max()) + 1).astype("datetime64[D]")
    month = every.astype("datetime64[M]")
    year = every.astype("datetime64[Y]").astype(np.int64) - 30
    of_year = month.astype(np.int64) % 12 + 1
    of_month = (every - month).astype(np.int64) + 1
    return np.asarray((year * 10000 + of_year * 100 + of_month)[days - first])


def first_day(facts: Facts) -> int:
    """First day of the books, as days since 1970-01-01."""
    return int(np.datetime64(facts.start).astype(np.int64))


@once
def order_ids(facts: Facts) -> Ints:
    """Identifier of every order, in the order of the facts."""
    return dated(facts.keys.process("order ids"), first_day(facts) + facts.orders["day"], _number_in_day(facts))


def line_ids(facts: Facts, name: str, rows: Ints) -> Ints:
    """Identifiers of what became of some order lines (rows of the facts' lines), such as "refund ids": fifteen digits."""
    order = facts.lines["order"][rows]
    number = facts.orders["day"][order].astype(np.int64) * 10**8 + _number_in_day(facts)[order]
    return 10**14 + opaque(facts.keys.process(name), number * _MOST_LINES + facts.lines["line_no"][rows], 14)


@once
def customer_ids(facts: Facts) -> Ints:
    """Identifier of every customer, in the order of the facts: twelve digits."""
    people = facts.customers
    day, cell, slot = (people[name].astype(np.int64) for name in ("first_day", "first_cell", "first_slot"))
    number = ((day + _BEFORE) * CELLS + cell) * 4_000_000 + slot
    return 10**12 + opaque(facts.keys.process("customer ids"), number, 12)


def product_words(facts: Facts) -> tuple[str, ...]:
    """Identifier of every product, by SKU."""
    return product_names(facts.keys, facts.daily["price"].shape[1])


@lru_cache(maxsize=8)
def product_names(keys: Keys, count: int) -> tuple[str, ...]:
    """Identifier of every product of a shop with these keys, by SKU."""
    chance = key(keys.process("product ids"), np.arange(1000))
    return tuple(f"P{number:03d}" for number in np.argsort(chance, kind="stable")[:count])


def batch_text(facts: Facts, rows: Ints) -> Text:
    """Batches as text: `rows` are rows of the purchases, negative for none."""
    day, sku = facts.purchases["order_day"].astype(np.int64), facts.purchases["sku"].astype(np.int64)
    number = opaque(facts.keys.process("batch ids"), ((day + _BEFORE) * 1000 + sku) * 4 + _nth_of_equal(day, sku), 8)
    used = np.zeros(len(number) + 1, dtype=bool)
    used[np.maximum(rows, -1)] = True
    used[-1] = False
    place = np.where(used, np.cumsum(used) - 1, -1)
    return Text(
        place[np.maximum(rows, -1)].astype(np.int32), tuple(f"B{one:08d}" for one in number[used[:-1]].tolist())
    )


def purchase_ids(facts: Facts) -> Ints:
    """Identifier of the purchase order of every row of the purchases."""
    order, index = np.unique(facts.purchases["po"], return_inverse=True)
    first_row = np.full(len(order), len(index))
    np.minimum.at(first_row, index, np.arange(len(index)))
    day, supplier = (facts.purchases[name][first_row].astype(np.int64) for name in ("order_day", "supplier"))
    number = ((day + _BEFORE) * 100 + supplier) * 40 + _nth_of_equal(day, supplier)
    return (10**8 + opaque(facts.keys.process("purchase ids"), number, 8))[index]


def promo_words(facts: Facts) -> tuple[str, ...]:
    """Identifier of every promotion, in the order of the facts."""
    day = np.array([promo.start_day for promo in facts.promos], dtype=np.int64)
    number = (day + _BEFORE) * 100 + _nth_of_equal(day)
    return tuple(f"A{one:06d}" for one in opaque(facts.keys.process("promotion ids"), number, 6))


@once
def _number_in_day(facts: Facts) -> Ints:
    """A number below 10**8 for every order, its own on its day."""
    cell, slot = (facts.orders[name].astype(np.int64) for name in ("cell", "slot"))
    place = np.arange(len(slot))
    nth = place - np.maximum.accumulate(np.where(first_of_person(facts), place, 0))
    return np.asarray((slot * CELLS + cell) * _SAME_PERSON + nth)


def _nth_of_equal(*columns: Ints) -> Ints:
    """How many earlier rows are equal in all columns: 0 for the first of its kind."""
    rows = len(columns[0])
    order = np.lexsort(columns[::-1])
    changed = np.zeros(rows, dtype=bool)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[order][1:] != column[order][:-1]
    start = np.maximum.accumulate(np.where(changed, np.arange(rows), 0))
    nth = np.empty(rows, dtype=np.int64)
    nth[order] = np.arange(rows) - start
    return nth


def _scramble(root: Words, turn: int, right: Ints, half: int) -> Ints:
    word = mix(root ^ (right * _ROUNDS + turn).astype(np.uint64))
    return np.asarray((word - word // np.uint64(half) * np.uint64(half)).astype(np.int64))
