"""Slow leaks and many bells: what a daily band does not hear, and how many alarms of forty are real.

Sources: Page, Continuous inspection schemes (1954); Lucas and Saccucci, EWMA control schemes (1990); Benjamini and
Hochberg, Controlling the false discovery rate (1995). Days remember: limits for independent days ring far too often,
so both charts look at what each day adds to its memory of the day before (AR(1) innovations).
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.normal_range import MAD_TO_SD, even_out
from toolkit.lens.tables import TooFewDays, need

if TYPE_CHECKING:
    from toolkit.lens.tables import Floats

QUIET = 84
SMOOTH, REACH = 0.2, 3.0
SLACK, LIMIT = 0.5, 9.0


def innovations(daily: pd.DataFrame, column: str, *, quiet: int = QUIET, known: str | None = None) -> pd.DataFrame:
    """What each day brings that its weekday and yesterday did not, in usual distances; level and memory of the first days.

    quiet: first ordinary days, which say what is usual. Returns: date, distance (from the quiet level), innovation,
    memory (AR(1), the same in every row); known days carry no innovation.
    """
    logs = np.log(even_out(daily, column, known=known).clip(lower=1e-9))
    ordinary = pd.Series(data=True, index=daily.index) if known is None else ~daily[known].astype(bool)
    base = logs[ordinary].iloc[:quiet]
    if len(base) < quiet:
        raise TooFewDays(len(base), quiet)
    gap = (logs - base.median()).where(ordinary)
    early = gap.loc[base.index].to_numpy()
    memory = float(np.clip(early[1:] @ early[:-1] / (early[:-1] @ early[:-1]), 0.0, 0.9))
    fresh = gap - memory * gap.shift(1).fillna(0.0)
    ruler = MAD_TO_SD * fresh.loc[base.index].abs().median()
    spread = MAD_TO_SD * gap.loc[base.index].abs().median()
    # a level that stays shifted by s moves every innovation by (1 − memory) · s
    return pd.DataFrame(
        {"date": daily["date"], "distance": gap / spread, "innovation": fresh / ruler, "memory": memory}
    )


def ewma(steps: pd.DataFrame, *, smooth: float = SMOOTH, reach: float = REACH) -> pd.DataFrame:
    """Exponentially weighted innovations with their limits ±reach · √(smooth ÷ (2 − smooth)): date, ewma, limit, rings."""
    need(steps, "date", "innovation")
    smoothed = steps["innovation"].fillna(0.0).ewm(alpha=smooth, adjust=False).mean()
    limit = reach * math.sqrt(smooth / (2 - smooth))
    return pd.DataFrame({"date": steps["date"], "ewma": smoothed, "limit": limit, "rings": smoothed.abs() > limit})


def drift_start(steps: pd.DataFrame, *, slack: float = SLACK, limit: float = LIMIT) -> pd.Series:
    """Where a slow drift began: CUSUM of the innovations, the last day it stood at 0 before it passed the limit.

    Returns: start (first day of the drift), rang (day it passed), direction ("down", "up"); empty where it never did.
    """
    need(steps, "date", "innovation")
    fresh = steps["innovation"].fillna(0.0).to_numpy(dtype=np.float64)
    found = []
    for sign, direction in ((-1, "down"), (1, "up")):
        rang, start = _cusum(sign * fresh - slack, limit)
        if rang is not None:
            found.append((rang, start, direction))
    if not found:
        return pd.Series({"start": pd.NaT, "rang": pd.NaT, "direction": None}, dtype="object")
    rang, start, direction = min(found)
    dates = steps["date"].to_numpy()
    return pd.Series(
        {"start": pd.Timestamp(dates[start]), "rang": pd.Timestamp(dates[rang]), "direction": direction}, dtype="object"
    )


def by_luck(distances: pd.Series) -> pd.Series:
    """How often luck alone takes a number at least so far from its middle, up or down: 0.05 is one ordinary day in twenty.

    distances: in usual distances; luck is taken to be bell-shaped.
    """
    return distances.abs().map(lambda z: 2 * NormalDist().cdf(-z)).rename("luck")


def real_alarms(distances: pd.Series, *, false_share: float = 0.10) -> pd.Series:
    """Which of many numbers really ring today (Benjamini–Hochberg): of those named, at most `false_share` are luck.

    distances: each number's usual distance today. Returns: True/False by number.
    """
    ordered = by_luck(distances).sort_values()
    line = false_share * np.arange(1, len(ordered) + 1) / len(ordered)
    below = np.flatnonzero(ordered.to_numpy() <= line)
    named = set(ordered.index[: below[-1] + 1]) if len(below) else set()
    return pd.Series([name in named for name in distances.index], index=distances.index)


def _cusum(steps: Floats, limit: float) -> tuple[int | None, int]:
    total, start = 0.0, 0
    for day, step in enumerate(steps):
        if total == 0.0:
            start = day
        total = max(0.0, total + step)
        if total > limit:
            return day, start
    return None, 0
