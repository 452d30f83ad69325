"""Whole numbers kept no wider than they need to be: a large shop has millions of orders, and most say small things."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.facts import Columns1D

_NARROW = (np.int8, np.int16, np.int32)


class Wide(dict[str, NDArray[Any]]):
    """Columns that may be kept narrow and are read in 64 bits, so that whoever reckons with them never runs over."""

    def __getitem__(self, name: str) -> NDArray[Any]:
        column = super().__getitem__(name)
        return column.astype(np.int64) if column.dtype.kind == "i" and column.itemsize < 8 else column


def narrow(columns: Columns1D) -> Columns1D:
    """The same columns, whole numbers each in the narrowest type that holds all of its values."""
    return {name: _narrow(values) for name, values in columns.items()}


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    if values.dtype != np.int64:
        return values
    low, high = values.min(initial=0), values.max(initial=0)
    for kind in _NARROW:
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values
