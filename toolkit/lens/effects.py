"""Effects swept out of numbers before slopes are sought: of goods, of days, and of goods that lean each its own way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.lens.tables import Floats

Codes = NDArray[np.int64]

SWEEPS = 60
SETTLED = 1e-7


def codes(column: pd.Series) -> Codes:
    """The place of each value among the values there are, in their order."""
    return pd.factorize(column, sort=True)[0].astype(np.int64)


def sweep(table: Floats, weight: Floats, goods: Codes, days: Codes) -> Floats:
    """Take weighted means of goods and days out of every column, in turn, until nothing is left to take."""
    swept, totals = table.copy("F"), _totals(weight, goods, days)
    for _ in range(SWEEPS):
        if _take_means(swept, weight, totals) < SETTLED:
            break
    return swept


class Leanings:
    """Rows of goods and days, each of `by` leaning its own way, to be swept as often as weights change. Days come in order."""

    def __init__(self, goods: Codes, days: Codes, by: Codes) -> None:
        self.goods, self.days, self.by = goods, days, by
        self._many = int(goods.max()) + 1
        self._others = np.column_stack([goods, self._many + by]).astype(np.int32).ravel()
        self._rows = np.arange(0, len(self._others) + 1, 2, dtype=np.int32)
        self._first = np.flatnonzero(np.diff(days, prepend=-1)).astype(np.int32)
        self._days = np.append(2 * self._first, self._rows[-1])

    def sweep(
        self, table: Floats, weight: Floats, column: Floats, hold: float, *, settled: float = SETTLED
    ) -> tuple[Floats, Floats, Floats]:
        """What is left of a table's rows once means and each one's own slope along `column` are taken; slopes; what they see.

        hold: holds slopes back towards 0 as by so much of what else they see (weight × column²). As in `sweep` days first
        and in turn, until nothing is left to take; but a turn looks at sums only, never at each cell again.
        """
        of_good = np.bincount(self.goods, weight)
        column = column - (np.bincount(self.goods, weight * column) / of_good)[self.goods]
        sees = np.asarray(np.bincount(self.by, weight * column**2), dtype=np.float64)
        meets = np.column_stack([np.ones(len(column)), column])
        others, shared = self._sparse(meets, self._rows), self._sparse(meets * weight[:, None], self._days)
        of_day, of_other = np.add.reduceat(weight, self._first), np.concatenate([of_good, sees + hold])
        heavy = table * weight
        day_sums = np.add.reduceat(heavy, self._first, axis=1).T.copy()
        other_sums = np.column_stack([others.T @ one for one in heavy])
        on_day, on_other = _in_turn(day_sums, other_sums, shared, of_day[:, None], of_other[:, None], settled)
        taken = [day[self.days] + others @ other for day, other in zip(on_day.T, on_other.T.copy(), strict=True)]
        return table - np.stack(taken), on_other[self._many :].T, sees

    def _sparse(self, values: Floats, starts: NDArray[np.int32]) -> Any:
        """Values of each row's good and lean, two a row, as one matrix: a line for each stretch between `starts`."""
        from scipy.sparse import csr_array

        shape = (len(starts) - 1, self._many + int(self.by.max()) + 1)
        return csr_array((values.ravel(), self._others, starts), shape=shape)


def _in_turn(
    day_sums: Floats, other_sums: Floats, shared: Any, of_day: Floats, of_other: Floats, settled: float
) -> tuple[Floats, Floats]:
    """Means of days beside all others, and those beside days, until neither moves."""
    on_day, on_other = np.zeros_like(day_sums), np.zeros_like(other_sums)
    for _ in range(SWEEPS):
        before = on_day, on_other
        on_day = (day_sums - shared @ on_other) / of_day
        on_other = (other_sums - shared.T @ on_day) / of_other
        if max(np.abs(now - then).max() for now, then in zip((on_day, on_other), before, strict=True)) < settled:
            break
    return on_day, on_other


def _totals(weight: Floats, *kinds: Codes) -> list[tuple[Codes, Floats]]:
    return [(kind, np.asarray(np.bincount(kind, weight), dtype=np.float64)) for kind in kinds]


def _take_means(swept: Floats, weight: Floats, totals: list[tuple[Codes, Floats]]) -> float:
    """Take the weighted means of each kind out of every column, once; the largest that was taken."""
    moved = 0.0
    for kind, total in totals:
        for left in swept.T:
            mean = np.bincount(kind, weight * left) / total
            left -= mean[kind]
            moved = max(moved, float(np.abs(mean).max()))
    return moved
