"""Bands of several kinds over the same days, and what each would have told you."""

from __future__ import annotations

import pandas as pd

from toolkit.lens.normal_range import normal_range, outside, plain_range
from toolkit.lens.tables import LensError, need

METHODS = ("days like it", "mean of the last days", "one mean for all days")


class UnknownMethod(LensError):
    """There is no such way to draw a band."""

    def __init__(self, method: str) -> None:
        self.method = method
        super().__init__(f'there is no band called "{method}". Bands: {", ".join(METHODS)}. Take one of these.')


def band_by(
    method: str, daily: pd.DataFrame, column: str, *, width: float = 3.5, window: int = 28, known: str | None = None
) -> pd.DataFrame:
    """The same number's band, drawn in one of three ways (METHODS); the last two know no weekday and no calendar.

    Returns: as normal_range. Raises: UnknownMethod, MissingColumn, TooFewDays.
    """
    if method == METHODS[0]:
        return normal_range(daily, column, width=width, window=window, known=known)
    if method == METHODS[1]:
        return plain_range(daily, column, width=width, window=window)
    if method == METHODS[2]:
        return _flat_range(daily, column, width)
    raise UnknownMethod(method)


def tally(band: pd.DataFrame, column: str, real: pd.DataFrame, *, known: str) -> pd.Series:
    """What a band's rings were worth.

    band: as normal_range returns it. real: a table whose `date` holds the days that really were abnormal.
    Returns: rings, caught, abnormal (how many there were to catch), festive (in the calendar), cried_wolf (neither).
    """
    need(band, "date", known)
    rings = outside(band, column)
    abnormal = band["date"].isin(real["date"])
    caught = abnormal[rings.index]
    festive = ~caught & rings[known].astype(bool)
    counts = {"rings": len(rings), "caught": caught.sum(), "abnormal": abnormal.sum(), "festive": festive.sum()}
    return pd.Series(counts | {"cried_wolf": (~caught & ~festive).sum()})


def days_of(spans: pd.DataFrame) -> pd.DataFrame:
    """Every day between start and end of each row, once. Returns: a table with the column `date`."""
    need(spans, "start", "end")
    days = {day for start, end in zip(spans["start"], spans["end"], strict=True) for day in pd.date_range(start, end)}
    return pd.DataFrame({"date": pd.Series(sorted(days), dtype="datetime64[us]")})


def _flat_range(daily: pd.DataFrame, column: str, width: float) -> pd.DataFrame:
    need(daily, "date", column)
    numbers = daily[column].astype(float)
    middle, ruler = numbers.mean(), numbers.std()
    low, high = max(0.0, middle - width * ruler), middle + width * ruler
    return daily.assign(usual=middle, low=low, high=high, distance=(numbers - middle) / ruler)
