"""Ways as columns: journeys and their touches, some of them, several laid behind each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.data.columns import NULL
from toolkit.shop.keys import Ints, Words
from toolkit.shop.rows.sorting import by

LATER = 1 << 34
"""More than any moment."""
_ORDERED = 1 << 51
"""A way with an order is numbered after it from here on; one without has the number of its visitor, which is below."""


@dataclass(frozen=True)
class Paths:
    """Journeys [N] and their touches [T], sorted by journey and moment; moments are seconds since the book's first midnight.

    number: entity of the journey, below 2**52; person: of the visitor; end: moment; of the order at the end its key, what
    was paid (fen) and the product of its first line (0, 0 and −1 without one).
    journey: index of a touch's journey; moment, source, kind (index in KINDS).
    """

    number: Ints
    person: Ints
    end: Ints
    key: Words
    paid: Ints
    sku: Ints
    journey: Ints
    moment: Ints
    source: Ints
    kind: Ints

    @classmethod
    def of(cls, **columns: NDArray[Any]) -> Paths:
        """Ways from columns of any whole numbers: a large shop has millions of touches, which say small things."""
        return cls(
            **{name: values.astype(_DTYPES.get(name, values.dtype), copy=False) for name, values in columns.items()}
        )

    @property
    def order_id(self) -> Ints:
        """Published number of the order at the end of each journey, NULL where there is none."""
        return np.where(self.number >= _ORDERED, self.number - _ORDERED, NULL)

    def some(self, kept: NDArray[np.bool_]) -> Paths:
        """Some of the journeys with all of their touches."""
        if kept.all():
            return self
        touch, place, row = np.flatnonzero(kept.take(self.journey)), np.cumsum(kept) - 1, np.flatnonzero(kept)
        fewer = {name: getattr(self, name)[row] for name in _JOURNEY} | {
            name: getattr(self, name)[touch] for name in _TOUCH
        }
        return Paths.of(**fewer | {"journey": place.take(fewer["journey"])})

    def through(self, start: int, stop: int) -> Paths:
        """The journeys that have a touch between two moments, with all of their touches."""
        there = np.zeros(len(self.number), dtype=bool)
        there[self.journey[(self.moment >= start) & (self.moment < stop)]] = True
        return self.some(there)

    @classmethod
    def together(cls, parts: Sequence[Paths]) -> Paths:
        """Journeys laid behind each other."""
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in (*_JOURNEY, *_TOUCH)}
        many = [len(part.number) for part in parts]
        before = np.repeat(np.cumsum(many) - many, [len(part.journey) for part in parts])
        return cls.of(**columns | {"journey": columns["journey"] + before})


_DTYPES = {"sku": np.int16, "journey": np.int32, "source": np.int8, "kind": np.int8}
_TOUCH = ("journey", "moment", "source", "kind")
_JOURNEY = tuple(field.name for field in fields(Paths) if field.name not in _TOUCH)


def named_after(order_id: Ints) -> Ints:
    """Numbers of the journeys that ended with some orders."""
    return order_id + _ORDERED


def in_time(journey: Ints, moment: Ints) -> Ints:
    """Rows by journey and moment, one of each."""
    both = journey * LATER + moment
    order = by(both)
    new = np.diff(both[order], prepend=-1) != 0
    return np.asarray(order[new])
