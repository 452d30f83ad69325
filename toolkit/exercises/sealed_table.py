"""A table of a sealed shop that holds fewer columns than its shop had: who asks for another one is told which are here.

What is made of it by filtering, joining or grouping tells the same, so that no pandas error is the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any, ClassVar

import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from toolkit.data.table import Table
from toolkit.exercises import words
from toolkit.exercises.answer import did_you_mean
from toolkit.exercises.errors import SealedShop
from toolkit.exercises.words import say

LOOKS = [
    "__getitem__",
    "agg",
    "aggregate",
    "drop",
    "drop_duplicates",
    "dropna",
    "duplicated",
    "eval",
    "explode",
    "join",
    "melt",
    "merge",
    "nlargest",
    "nsmallest",
    "pivot",
    "pivot_table",
    "pop",
    "query",
    "set_index",
    "sort_values",
    "value_counts",
]
"""Methods of a table that name its columns."""
LOOK_OUT = ("eval", "query")
"""Of these, those that look up `@name` where they were called, and are told that this call lies in between."""
GROUPED = ("__getitem__", "agg", "aggregate")
LACKING = (KeyError, NameError, AttributeError, ValueError)


class SealedTable(pd.DataFrame):
    """A DataFrame that knows which columns its table has elsewhere."""

    _there: ClassVar[tuple[str, ...]] = ()
    _elsewhere: ClassVar[frozenset[str]] = frozenset()
    _called: ClassVar[str] = ""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return type(self)

    @property
    def loc(self) -> Any:
        """Rows and columns by label."""
        return _Loc(self, super().loc)

    def groupby(self, *args: Any, **how: Any) -> Any:
        """Group the rows."""
        with_us = _telling(pd.DataFrame.groupby)(self, *args, **how)
        with_us.__class__ = _Grouped
        return with_us

    def __getattr__(self, name: str) -> Any:  # type: ignore[misc]  # pandas-stubs have it final
        if name in type(self)._elsewhere and name not in self.columns:
            raise _refusal(self, name)
        return super().__getattr__(name)


class _Grouped(DataFrameGroupBy):
    """Groups of a sealed table."""


class _Loc:
    """`.loc` of a sealed table."""

    def __init__(self, table: SealedTable, plain: Any) -> None:
        self._table, self._plain = table, plain

    def __getitem__(self, key: Any) -> Any:
        return _telling(lambda _, key: self._plain[key])(self._table, key)

    def __call__(self, *args: Any, **how: Any) -> _Loc:
        return _Loc(self._table, self._plain(*args, **how))

    def __setitem__(self, key: Any, value: Any) -> None:
        self._plain[key] = value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)


def sealed_table(frame: pd.DataFrame, whole: Table, there: Sequence[str]) -> pd.DataFrame:
    """Return a table of a sealed shop; a plain one where all columns are there."""
    missing = frozenset(whole.names) - frozenset(there)
    return _kind(whole.name, tuple(there), missing)(frame) if missing else frame


@cache
def _kind(called: str, there: tuple[str, ...], elsewhere: frozenset[str]) -> type[SealedTable]:
    return type("SealedTable", (SealedTable,), {"_called": called, "_there": there, "_elsewhere": elsewhere})


def _telling(plain: Callable[..., Any]) -> Callable[..., Any]:
    """Have a method speak of the columns that are here where pandas would only name the one that is not."""

    @wraps(plain)
    def asked(self: Any, *args: Any, **how: Any) -> Any:
        if plain.__name__ in LOOK_OUT:
            how["level"] = how.get("level", 0) + 1
        try:
            return plain(self, *args, **how)
        except LACKING as odd:
            table: Any = self.obj if isinstance(self, DataFrameGroupBy) else self
            named = [word for word in re.findall(r"\w+", str(odd)) if word in table._elsewhere]
            if not named or named[0] in table.columns:
                raise
            raise _refusal(table, named[0]) from None

    return asked


def _refusal(table: SealedTable, name: str) -> SealedShop:
    return SealedShop(
        given=say(words.SEALED_COLUMN, name=name, table=table._called),
        exists=say(words.SEALED_COLUMNS, names=", ".join(table._there)),
        do=did_you_mean(name, table._there).strip() or say(words.TAKE_ONE),
    )


for _kind_of, _names in ((SealedTable, LOOKS), (_Grouped, GROUPED)):
    for _name in _names:
        setattr(_kind_of, _name, _telling(getattr(_kind_of, _name)))
