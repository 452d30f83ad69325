"""Curves given by points, and steps given by their edges, read at many places at once.

NumPy looks every value up by halving, which for values in no order takes most of a draw's time. Here a guide says from
the value's first digits where to look, or, for few edges, all are compared with. The results are the same to the bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_GUIDES_A_POINT = 4
_MANY, _MANY_AN_EDGE, _MOST_EDGES = 200, 64, 64
"""Values from which the other way is the faster one; beyond so many edges it never is."""


class Curve:
    """A rising curve over 0 … 1, by its points: x (from 0 to 1, equal ones allowed) and y."""

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        self.x, self.y = x, y
        run = np.diff(x)
        self.slope = np.append(np.diff(y) / np.where(run > 0, run, np.inf), 0.0)  # nothing lies between equal points
        self.guides = _GUIDES_A_POINT << (len(x) - 1).bit_length()  # a power of 2: to multiply or divide by it is exact
        edge = np.arange(self.guides + 1) / self.guides
        point = (x.searchsorted(edge, side="right") - 1).astype(np.int32)
        self.guide = np.minimum(point, len(x) - 2)
        self.crowded = np.append(np.diff(point) > 1, True)

    def at(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """The curve's height at values from 0 to 1, as `np.interp` gives it."""
        if u.size < _MANY:
            return np.asarray(np.interp(u, self.x, self.y))
        bucket = (u * self.guides).astype(np.int32)
        point = self.guide[bucket]
        point += self.x[point + 1] <= u
        crowd = self.crowded[bucket]
        point[crowd] = self.x.searchsorted(u[crowd], side="right") - 1
        height = u - self.x[point]
        height *= self.slope[point]
        height += self.y[point]
        return height


def passed(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.intp]:
    """How many of the rising edges lie at or below each value."""
    if values.size < _MANY_AN_EDGE * len(edges) or len(edges) > _MOST_EDGES:
        return edges.searchsorted(values, side="right")
    count = np.zeros(values.shape, dtype=np.int8)
    for edge in edges.tolist():
        count += values >= edge
    return count.astype(np.intp)
