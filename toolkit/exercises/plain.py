"""Reading any value whatever into plain Python, without trusting it.

Only types known by their real class are read, through that class's own methods, so an object whose `__eq__`,
`__float__` or `__repr__` raises (or never ends) is recognised as foreign and left alone.
"""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from decimal import Decimal
from fractions import Fraction
from types import EllipsisType
from typing import Any, TypeGuard, cast

import numpy as np
import pandas as pd

MOST = 5_000
"""Values an answer may hold; more were never asked for."""


_MISSING: tuple[Any, ...] = (pd.NaT, pd.NA, np.ma.masked)
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), range)


class Foreign:
    """Stands for a value the engine does not read; `what` names its class."""

    def __init__(self, value: Any) -> None:
        self.what = class_name(value)


def class_name(value: Any) -> str:
    """Return the real class's name, whatever the value claims to be."""
    return str(type.__getattribute__(type(value), "__name__"))


def is_a(value: Any, *kinds: type) -> bool:
    """Tell a value's real class, without asking the value."""
    bases = type.__dict__["__mro__"].__get__(type(value))
    return any(kind is base for kind in kinds for base in bases)  # `in` would ask a metaclass whether it is equal


def untouched(value: Any) -> TypeGuard[EllipsisType]:
    """Tell whether the three dots still stand there."""
    return value is ...


def scalar(value: Any) -> Any:
    """Return int, float, bool, str, Timestamp, None or ... for a single known value, else Foreign.

    NaT, pd.NA and a masked value come out as nan; text is trimmed and normalised (NFC).
    """
    kind = type(value)
    if kind is float or kind is int:
        return value
    if value is None or value is True or value is False or value is ... or type(value) is Foreign:
        return value
    if any(value is gone for gone in _MISSING):
        return math.nan
    for kinds, read in _READERS:
        if is_a(value, *kinds):
            return read(value)
    return Foreign(value)


def _whole(value: Any) -> int:
    return int.__int__(value)


def _broken(value: Any) -> float | Foreign:
    known = type(value) is Decimal or type(value) is Fraction
    return float(value) if known and abs(value) < Decimal("1e300") else Foreign(value)


def _text(value: Any) -> str:
    return unicodedata.normalize("NFC", str.__str__(value)).strip()


def _stamp(value: Any) -> Any:
    """Return a naive Timestamp; a time zone is left out, the day stays the wall clock's."""
    try:
        stamp = pd.Timestamp(value.start_time if isinstance(value, pd.Period) else value)
        return math.nan if any(stamp is gone for gone in _MISSING) else stamp.tz_localize(None)
    except (ValueError, OverflowError, TypeError):
        return Foreign(value)


def _numpy(value: Any) -> Any:
    if isinstance(value, np.datetime64):
        return _stamp(value)
    if isinstance(value, np.bool_ | np.integer | np.floating | np.str_):
        return scalar(value.item()) if not isinstance(value, np.longdouble) else float(value)
    return Foreign(value)


_READERS: tuple[tuple[tuple[type, ...], Any], ...] = (
    ((np.generic,), _numpy),
    ((bool, int), _whole),
    ((float,), float.__float__),
    ((str,), _text),
    ((pd.Timestamp, pd.Period, dt.date), _stamp),
    ((Decimal, Fraction), _broken),
    ((pd.Interval,), str),
)


def harmless(value: Any, depth: int = 2) -> bool:
    """Tell values that cannot hang: Python's own numbers and texts, small lists and dicts of them, typed tables."""
    kind = type(value)
    if value is None or value is ... or any(kind is one for one in (int, float, bool, str)):
        return True
    if kind is list or kind is tuple:
        return depth > 0 and len(value) <= MOST and all(harmless(one, depth - 1) for one in value)
    if kind is dict:
        return (
            depth > 0
            and len(value) <= MOST
            and all(harmless(each, depth - 1) for pair in value.items() for each in pair)
        )
    if kind is pd.DataFrame:
        return all(isinstance(each, np.dtype) and each.kind in "iufbM" for each in value.dtypes)
    return kind is pd.Series and isinstance(value.dtype, np.dtype) and value.dtype.kind in "iufbM"


def items(value: Any) -> list[Any] | None:
    """Return a collection's values as plain scalars, or None where the value is no collection.

    At most MOST + 1 are returned, so that a huge one is noticed and not read.
    """
    if is_a(value, list):
        return _each(list.__getitem__(value, slice(MOST + 1)))
    if is_a(value, tuple):
        return _each(tuple.__getitem__(value, slice(MOST + 1)))
    if is_a(value, set, frozenset):
        base = set if is_a(value, set) else frozenset
        return _each(one for one, _ in zip(base.__iter__(value), range(MOST + 1), strict=False))
    if any(type(value) is kind for kind in _VIEWS):
        return _each(one for one, _ in zip(value, range(MOST + 1), strict=False))
    if isinstance_of_pandas(value) or is_a(value, np.ndarray):
        return _array(own(value))
    return None


def own(value: Any) -> Any:
    """Return pandas' or NumPy's own object where a subclass was handed in, so that none of the subclass's code runs."""
    for kind in (pd.DataFrame, pd.Series):
        if is_a(value, kind) and type(value) is not kind:
            manager, base = object.__getattribute__(value, "_mgr"), cast("Any", kind)
            return base._from_mgr(manager, axes=manager.axes)
    if is_a(value, np.ndarray) and type(value) is not np.ndarray and not is_a(value, np.ma.MaskedArray):
        return np.ndarray.view(value, np.ndarray)
    return value


def isinstance_of_pandas(value: Any) -> bool:
    """Tell whether a value is a pandas Series, Index or extension array."""
    return is_a(value, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)


def _array(value: Any) -> list[Any]:
    if isinstance(value, np.ndarray):
        return _each(value.ravel()[: MOST + 1].tolist() if value.dtype.kind != "M" else list(value.ravel()[: MOST + 1]))
    return _each(value[: MOST + 1] if not is_a(value, pd.Series) else value.iloc[: MOST + 1].array)


def _each(values: Any) -> list[Any]:
    return [scalar(one) for one in values]


def size(value: Any) -> int:
    """Return how many values a known collection holds, 0 for anything else."""
    if is_a(value, pd.DataFrame, pd.Series, pd.Index, np.ndarray):
        return int(own(value).size)
    for kind in (list, tuple, set, frozenset, dict):
        if is_a(value, kind):
            return int(kind.__len__(value))
    return len(items(value) or ())


def pairs(value: Any) -> list[tuple[Any, object]] | None:
    """Return a dict's or a Series' entries as (plain key, untouched value), or None for anything else."""
    if is_a(value, dict):
        return [(scalar(key), one) for key, one in dict.items(value)]
    if is_a(value, pd.Series):
        series: Any = own(value)
        return [(scalar(key), one) for key, one in zip(series.index[:MOST], series.iloc[:MOST].array, strict=True)]
    return None


def token(value: Any) -> str:
    """Return the text by which a plain scalar is known in sets, rankings and drawers; dates as ISO days."""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"({value.what})" if isinstance(value, Foreign) else str(value)
