"""Effects swept out of numbers before slopes are sought: of goods, of days, and of goods that lean each its own way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.lens.tables import Floats

Codes = NDArray[np.int64]

SWEEPS = 60
SETTLED = 1e-7


@dataclass(frozen=True)
class Leaning:
    """A slope along `column` for each of `by`, held back towards 0 as by `hold` of what else it sees (weight × column²)."""

    column: Floats
    by: Codes
    hold: float


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


def sweep_leaning(
    table: Floats, weight: Floats, goods: Codes, days: Codes, leaning: Leaning, *, settled: float = SETTLED
) -> tuple[Floats, Floats, Floats]:
    """What is left of every column once each one's own slope is taken out too; those slopes; how much each of them sees."""
    swept, totals, by = table.copy("F"), _totals(weight, days, goods), leaning.by
    column = leaning.column - (np.bincount(goods, weight * leaning.column) / np.bincount(goods, weight))[goods]
    pull = weight * column
    sees = np.asarray(np.bincount(by, pull * column), dtype=np.float64)
    slopes = np.zeros((table.shape[1], len(sees)))
    for _ in range(SWEEPS):
        moved = _take_means(swept, weight, totals)
        for left, own in zip(swept.T, slopes, strict=True):
            step = (np.bincount(by, pull * left) - leaning.hold * own) / (sees + leaning.hold)
            own += step
            left -= step[by] * column
            moved = max(moved, float(np.abs(step).max()))
        if moved < settled:
            break
    return swept, slopes, sees


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
