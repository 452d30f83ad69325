"""Reading a table that was handed in: into plain rows under plain names, whatever pandas wore.

Nullable, categorical, Decimal, datetime and string dtypes read alike; the grain may stand in the index or in columns; a
Series is a table with one column. Nothing of the learner's own classes is run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import Untouched, a_thing, did_you_mean, list_of, one, refuse

WIDEST = 200
LARGEST_ITEM = 8
"""Bytes of a number that becomes Python's own without loss of type; NumPy's longer floats do not."""


@dataclass(frozen=True)
class Columns:
    """A table by name: plain scalars, row by row. unnamed: columns of the index that bore no name, outermost first."""

    values: dict[str, list[Any]]
    unnamed: list[list[Any]]


def table_of(value: object, due: str) -> Any:
    """Return pandas' own DataFrame of a DataFrame or Series. Raises: Misread, Untouched."""
    if plain.untouched(value):
        raise Untouched("")
    known: Any = plain.own(value)
    if plain.is_a(known, pd.Series):
        known = known.to_frame(_SERIES if known.name is None else known.name)
    if not plain.is_a(known, pd.DataFrame):
        if plain.items(value) is None:
            one(value, due)
        raise refuse(sheet_words.NOT_A_TABLE, due=due, what=a_thing(plain.class_name(value)))
    if len(known) == 0 or known.shape[1] == 0:
        raise refuse(words.IS_NONE_LEFT)
    if len(known) > plain.MOST or known.shape[1] > WIDEST:
        raise refuse(words.TOO_LONG, n=f"{known.size:,}")
    return known


_SERIES = "(values)"


def columns_of(table: Any) -> Columns:
    """Return a table's columns and index levels under plain names. Raises: Misread for columns on two levels."""
    if plain.is_a(table.columns, pd.MultiIndex):
        raise refuse(sheet_words.TWO_LEVELS)
    values: dict[str, list[Any]] = {}
    unnamed: list[list[Any]] = []
    for level in range(table.index.nlevels):
        name, level_values = table.index.names[level], _scalars(table.index.get_level_values(level))
        if name is None:
            unnamed.append(level_values)
        else:
            values[plain.token(plain.scalar(name))] = level_values
    for at, name in enumerate(table.columns):
        values[plain.token(plain.scalar(name))] = _scalars(table.iloc[:, at].array)
    return Columns(values, unnamed)


def _scalars(values: Any) -> list[Any]:
    """Return plain scalars; numbers that NumPy holds come out at once."""
    held = getattr(values, "dtype", None)
    at_once = isinstance(held, np.dtype) and held.kind in "iuf" and held.itemsize <= LARGEST_ITEM
    return [_absent(plain.scalar(each)) for each in (values.tolist() if at_once else values)]


def _absent(read: Any) -> Any:
    return None if isinstance(read, float) and math.isnan(read) else read


def keyed(table: Any, key: Sequence[str], columns: Sequence[str]) -> tuple[list[list[Any]], dict[str, list[Any]]]:
    """Return the key columns and the value columns that are due, by name. Raises: Misread where one is missing.

    A key without a column of its name is read from an index without names; a single value column may bear any name where
    it stands alone.
    """
    found = columns_of(table)
    missing = [name for name in key if name not in found.values]
    borrowed = dict(zip(missing, found.unnamed, strict=True)) if len(missing) == len(found.unnamed) else {}
    known = {**found.values, **(borrowed if not _is_counting(table.index) else {})}
    rest = [name for name in known if name not in key]
    if len(columns) == 1 and len(rest) == 1:
        known[columns[0]] = known.pop(rest[0])
    due = [*key, *columns]
    absent = [name for name in due if name not in known]
    if absent:
        others = [name for name in known if name not in due]
        hint = did_you_mean(absent[0], others)
        raise refuse(sheet_words.NO_SUCH_COLUMN, name=absent[0], given=list_of(known), hint=hint)
    return [known[name] for name in key], {name: known[name] for name in columns}


def _is_counting(index: Any) -> bool:
    """Tell whether an index is pandas' own 0, 1, 2, …, which says nothing."""
    return plain.is_a(index, pd.RangeIndex) and index.start == 0 and index.step == 1
