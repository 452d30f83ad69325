"""When in the day things happen: two bumps, at work (10–16 h) and before bed (20–23 h, peak at 22 h), calm at night."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from toolkit.shop.curves import Curve
from toolkit.shop.keys import Floats, Ints

_BY_HOUR = "2.8 1.4 0.7 0.4 0.4 0.6 1.3 2.4 3.7 4.9 5.8 6.0 5.5 5.5 5.7 5.6 5.2 4.6 4.7 5.6 6.9 7.6 8.0 4.7"
HOUR_WEIGHT: Floats = np.array([float(weight) for weight in _BY_HOUR.split()])
"""Weight of each hour of the day, after orders of open shops [M] and shaped for a phone audience [D]."""
DAY_SECONDS = 86_400
_OF_DAY = Curve(np.append(0.0, np.cumsum(HOUR_WEIGHT)) / HOUR_WEIGHT.sum(), np.linspace(0.0, DAY_SECONDS, 25))
"""Second of the day by the share of the day that lies before it."""


def second_of_day(u: ArrayLike) -> Ints:
    """Second of the day, 0–86,399, from a uniform number: later for a larger one."""
    second = np.floor(np.round(_OF_DAY.at(np.asarray(u, dtype=np.float64)), 6))
    return np.asarray(np.minimum(second.astype(np.int64), DAY_SECONDS - 1))


def microseconds(day_number: ArrayLike, second: ArrayLike) -> Ints:
    """Moment as µs since 1970-01-01 00:00 local time, from a day number and a second of the day (or beyond it)."""
    return np.asarray(
        (np.asarray(day_number, dtype=np.int64) * DAY_SECONDS + np.asarray(second, dtype=np.int64)) * 1_000_000
    )


def at_hours(day_number: ArrayLike, u: ArrayLike, earliest: Ints, latest: Ints) -> Ints:
    """Moment (µs) on a day at the hours people keep, moved between earliest and latest (µs) where it would lie outside.

    Never before earliest, whatever latest is; to the second.
    """
    second = 1_000_000
    moment = microseconds(day_number, second_of_day(u))
    room = np.maximum(latest - earliest, 0) // second
    between = earliest + np.floor(np.round(np.asarray(u) * room, 6)).astype(np.int64) * second
    return np.where((moment < earliest) | (moment > latest), between, moment)
