"""What chance holds for each would-be order, all of it drawn in one go: its size, its payment, its way, its buyer's name.

A draw costs by the call, and a day has few orders: six calls take six times as long as one.
"""

from __future__ import annotations

import numpy as np

from toolkit.shop.keys import Floats, Words, units

SIZE, PAYS, NAMELESS, LEAVES = 0, 1, 2, 3
SENT = slice(4, 6)
_TAGS = np.array([51, 43, 44, 71, 11, 12])


def of(orders: Words) -> Floats:
    """Uniform numbers of orders by their keys, [6, order]; rows are named above."""
    return units(orders, _TAGS)
