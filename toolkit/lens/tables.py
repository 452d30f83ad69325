"""What every lens asks of a table before it looks."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

Floats = NDArray[np.float64]


class LensError(ValueError):
    """A lens cannot look at what it was given."""


class MissingColumn(LensError):
    """A table lacks a column the lens needs."""

    def __init__(self, column: str, columns: Sequence[str]) -> None:
        self.column = column
        near = difflib.get_close_matches(column, columns, n=1)
        move = f'Did you mean "{near[0]}"?' if near else "Name one of these."
        super().__init__(f'this table has no column "{column}". Its columns: {", ".join(columns)}. {move}')


class TooFewDays(LensError):
    """A table is too short for the window it is looked at through."""

    def __init__(self, days: int, window: int) -> None:
        self.days, self.window = days, window
        super().__init__(
            f"this table has {days} ordinary days, and the window asks for {window} before the first judged one. "
            "Give more days or a shorter window."
        )


def need(table: pd.DataFrame, *columns: str) -> None:
    """Raise MissingColumn for the first of these columns that the table lacks."""
    for column in columns:
        if column not in table.columns:
            raise MissingColumn(column, [str(name) for name in table.columns])


def numbers(table: pd.DataFrame, column: str) -> Floats:
    """A column as plain floats, empty cells as NaN. Raises: MissingColumn."""
    need(table, column)
    return table[column].to_numpy(dtype=np.float64, na_value=np.nan)
