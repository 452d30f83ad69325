"""The table a learner reads: a pandas DataFrame in everyday units.

money → yuan, rate → share 0–1, hundredths and tenths → plain numbers (all float64); int → int64, or Int64 where it may
be empty; date, ts → datetime64[us]; bool → bool; text → str. Empty values are NaN, NA or NaT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.data.arrow import to_dictionary
from toolkit.data.columns import NULL, NULL_DATE, Columns, Text, is_empty
from toolkit.data.table import PER_UNIT, Column, Table

if TYPE_CHECKING:
    import pandas as pd


def to_frame(columns: Columns, table: Table) -> pd.DataFrame:
    """Put columns of a table, all or some, into a DataFrame in the table's order; it shares no memory with them."""
    import pandas as pd

    chosen = [column for column in table.columns if column.name in columns]
    return pd.DataFrame({column.name: _series(columns[column.name], column) for column in chosen})


def _series(values: np.ndarray | Text, column: Column) -> object:
    if isinstance(values, Text):
        return _strings(values)
    if column.kind in PER_UNIT:
        return _everyday(values, PER_UNIT[column.kind], null=column.null)
    if column.kind in ("date", "ts"):
        return _moments(values)
    if column.null:
        return _whole_or_empty(values)
    return values


def _everyday(values: np.ndarray, per_unit: int, *, null: bool) -> np.ndarray:
    everyday = values / per_unit
    if null:
        everyday[values == NULL] = np.nan
    return everyday


def _moments(values: np.ndarray) -> np.ndarray:
    """Days or microseconds to datetime64[us]; NULL is NaT already, for NumPy uses the same number."""
    if values.dtype != np.int32:
        return values.astype("datetime64[us]")
    days = np.where(values == NULL_DATE, NULL, values.astype(np.int64))
    return days.view("datetime64[D]").astype("datetime64[us]")


def _whole_or_empty(values: np.ndarray) -> object:
    import pandas as pd

    empty = is_empty(values)
    return pd.arrays.IntegerArray(np.where(empty, 1, values), empty)


def _strings(text: Text) -> object:
    import pandas as pd

    strings: Any = pd.StringDtype(na_value=np.nan)
    return strings.__from_arrow__(to_dictionary(text).dictionary_decode())
