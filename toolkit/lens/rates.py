"""Rates: a fraction of sums, and how far luck alone could have moved it."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import LensError, need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SURE = 0.95


class NoRate(LensError):
    """There is no rate of nobody, and no more hits than people."""

    def __init__(self, hits: float, of: float) -> None:
        super().__init__(f"you gave {hits:g} of {of:g}. A rate needs 0 <= hits <= people and at least one person.")


def rate_interval(hits: float, of: float, *, sure: float = SURE) -> tuple[float, float]:
    """Range that holds the true rate in `sure` of all replays (Wilson 1927): low, high as shares. Raises: NoRate."""
    _check(hits, of)
    z2 = _z(sure) ** 2
    middle = (hits + z2 / 2) / (of + z2)
    half = math.sqrt(z2) * math.sqrt(hits * (of - hits) / of + z2 / 4) / (of + z2)
    return max(0.0, middle - half), min(1.0, middle + half)


def exact_interval(hits: float, of: float, *, sure: float = SURE) -> tuple[float, float]:
    """Range of a rate without approximation, for few people (Clopper and Pearson 1934): low, high. Raises: NoRate."""
    from scipy.special import betaincinv

    _check(hits, of)
    tail = (1 - sure) / 2
    low = float(betaincinv(hits, of - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, of - hits, 1 - tail)) if hits < of else 1.0
    return low, high


def replay_luck(rate: float, people: int, *, times: int = 10_000, seed: int = 1) -> NDArray[np.float64]:
    """The rates seen in `times` replays in which each of `people` says yes with chance `rate`: an array of shares."""
    _check(rate * people, people)
    return np.random.default_rng(seed).binomial(people, rate, times) / people


def rate_difference(hits: float, of: float, base_hits: float, base_of: float, *, sure: float = SURE) -> pd.Series:
    """How far two rates lie apart: difference, se, low, high, all as shares (0.005 is half a point). Raises: NoRate."""
    _check(hits, of)
    _check(base_hits, base_of)
    one, two = hits / of, base_hits / base_of
    se = math.sqrt(one * (1 - one) / of + two * (1 - two) / base_of)
    gap, reach = one - two, _z(sure) * se
    return pd.Series({"difference": gap, "se": se, "low": gap - reach, "high": gap + reach})


def people_needed(rate: float, better: float, *, sure: float = SURE, power: float = 0.8) -> int:
    """People in each of two groups so that a step from `rate` to `better` shows in `power` of all tests."""
    _check(rate, 1)
    _check(better, 1)
    middle = (rate + better) / 2
    luck = _z(sure) * math.sqrt(2 * middle * (1 - middle))
    luck += NormalDist().inv_cdf(power) * math.sqrt(rate * (1 - rate) + better * (1 - better))
    return math.ceil((luck / (better - rate)) ** 2)


def pooled(table: pd.DataFrame, top: str, below: str, *, by: str | Sequence[str] | None = None) -> float | pd.Series:
    """Add up first, divide once: Σ top ÷ Σ below, of the whole table or for each group of `by`. Raises: MissingColumn."""
    groups = [] if by is None else [by] if isinstance(by, str) else list(by)
    need(table, top, below, *groups)
    if not groups:
        return float(table[top].sum() / table[below].sum())
    sums = table.groupby(groups, observed=True)[[top, below]].sum()
    return (sums[top].astype(float) / sums[below].astype(float)).rename(f"{top} per {below}")


def shrunk(hits: pd.Series, of: pd.Series, *, weight: float, middle: float | None = None) -> pd.Series:
    """Small numbers pulled towards the middle: (weight · middle + hits) ÷ (weight + of).

    weight: as many people (or reviews) as the middle is worth. middle: the pooled rate unless given.
    """
    centre = float(hits.sum() / of.sum()) if middle is None else middle
    return (weight * centre + hits.astype(float)) / (weight + of.astype(float))


def _check(hits: float, of: float) -> None:
    if not (of > 0 and 0 <= hits <= of):
        raise NoRate(hits, of)


def _z(sure: float) -> float:
    return NormalDist().inv_cdf(0.5 + sure / 2)
