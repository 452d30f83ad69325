"""Numbers of visitors and visits: what they are made of, and how that is hidden before they are published."""

from __future__ import annotations

import numpy as np

from toolkit.shop.facts import CELLS
from toolkit.shop.keys import Ints, key

PLACER, FRESH, PASSER, OVERLAP, AFTER, AFTER_TWICE, BEFORE, BOT = range(8)
"""What brings somebody to the shop: an order, a first look, a look by somebody seen long ago, a second channel on the
same day, a look or another after an order, a look before the first order, a machine's errand."""

CUSTOMER = BEFORE
"""Kind of the person, whatever brings a customer."""

MOST_DAYS = 30
"""Days after which a visitor is not known again."""

MOST_VIEWED = 12
"""Days before and after a first visit within which the shop may be seen without coming."""

_BEFORE_DAYS = 4096
_KINDS, _INDICES, _LAGS = 8, 1 << 22, 1 << 5
_BITS = np.uint64((1 << 52) - 1)


def place_number(day: Ints, cell: Ints, kind: int, index: Ints) -> Ints:
    """One number below 2**51 for a day (−4096 … 8191), cell, kind and index (below 2**22); room for a lag (0–30) added."""
    number = (day.astype(np.int64) + _BEFORE_DAYS) * CELLS + cell
    return np.asarray(((number * _KINDS + kind) * _INDICES + index) * _LAGS)


def shuffled(process: np.uint64, number: Ints) -> Ints:
    """Whole numbers below 2**52 shuffled among themselves, one to one for each process key."""
    word = number.astype(np.uint64)
    for turn in range(3):
        word = (word ^ (key(process, turn) & _BITS)) * (key(process, turn + 3) | np.uint64(1)) & _BITS
        word ^= word >> np.uint64(25)
    return word.astype(np.int64)
