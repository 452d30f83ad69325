"""Curves given by points, and steps given by their edges, read at many places at once.

NumPy looks every value up by halving, which for values in no order takes most of a draw's time. Here a guide says from
the value's first digits where to look, or, for few edges, all are compared with. The results are the same to the bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_GUIDES_AN_EDGE = 4
_MANY, _MANY_AN_EDGE, _MOST_EDGES = 50, 64, 64
"""Values from which the other way is the faster one; beyond so many edges it never is."""


class Guide:
    """Rising edges between 0 and 1, and where among them a value may lie by its first digits."""

    def __init__(self, edges: NDArray[np.float64]) -> None:
        self.edges = edges
        self.guides = _GUIDES_AN_EDGE << len(edges).bit_length()  # a power of 2: to multiply or divide by it is exact
        sure = edges.searchsorted(np.arange(self.guides + 1) / self.guides, side="right").astype(np.int32)
        self.sure, self.crowded = sure, np.append(np.diff(sure) > 1, True)
        self.next = np.append(edges, np.inf)

    def passed(self, values: NDArray[np.float64]) -> NDArray[np.integer[Any]]:
        """How many of the edges lie at or below each value; values lie between 0 and 1."""
        if values.size < _MANY:
            return self.edges.searchsorted(values, side="right")
        bucket = (values * self.guides).astype(np.int32)
        count = self.sure.take(bucket)
        count += self.next.take(count) <= values
        crowd = self.crowded.take(bucket).nonzero()
        count[crowd] = self.edges.searchsorted(values[crowd], side="right")
        return count


class Curve:
    """A rising curve over 0 … 1, by its points: x (from 0 to 1, equal ones allowed) and y."""

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        self.x, self.y, self.guide = x, y, Guide(x)
        run = np.diff(x)
        self.slope = np.append(np.diff(y) / np.where(run > 0, run, np.inf), 0.0)  # nothing lies between equal points

    def at(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """The curve's height at values from 0 to 1, as `np.interp` gives it."""
        if u.size < _MANY:
            return np.asarray(np.interp(u, self.x, self.y))
        point = self.guide.passed(u)
        point -= 1
        height = u - self.x.take(point)
        height *= self.slope.take(point)
        height += self.y.take(point)
        return height


def passed(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.intp]:
    """How many of the rising edges lie at or below each value."""
    if values.size < _MANY_AN_EDGE * len(edges) or len(edges) > _MOST_EDGES:
        return edges.searchsorted(values, side="right")
    count = np.zeros(values.shape, dtype=np.int8)
    for edge in edges.tolist():
        count += values >= edge
    return count.astype(np.intp)
