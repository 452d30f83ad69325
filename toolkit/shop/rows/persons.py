"""Who is behind an order: orders of one person and day stand together."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.shop.facts import Facts
from toolkit.shop.rows.once import once


@once
def first_of_person(facts: Facts) -> np.ndarray[Any, Any]:
    """True for the first order of each person and day."""
    first = np.zeros(len(facts.orders["day"]), dtype=bool)
    first[:1] = True
    for name in ("day", "cell", "slot"):
        first[1:] |= facts.orders[name][1:] != facts.orders[name][:-1]
    return first
