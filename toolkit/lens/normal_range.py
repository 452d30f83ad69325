"""The normal range of a daily number: where days like it stay.

Four moves, each a line of arithmetic: take the weekday out, take logs (so that half and double are equally far),
compare with a middle that walks along, measure in usual distances.
Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): median, MAD and the 3.5 limit.

Every table has one row a day in order of time and a column `date`. `known` names a True/False column: days that
the calendar explains. They are judged like any other, but they never set the standard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import TooFewDays, need

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEK = 7
SPRING_FESTIVAL = (-9, 13)
"""First and last of the days around the lunar new year on which parcels, and so visitors, follow the holiday."""
MAD_TO_SD = 1.4826
"""The middle of the distances times this is the standard deviation, where luck is bell-shaped."""


def known_days(calendar: pd.DataFrame) -> pd.Series:
    """Whether the calendar explains a day: a phase of a shopping festival, or the weeks around Spring Festival.

    calendar: one row a day with event_phase and cny_offset_days. Returns: True/False, in its order.
    """
    need(calendar, "event_phase", "cny_offset_days")
    return (calendar["event_phase"] != "none") | calendar["cny_offset_days"].between(*SPRING_FESTIVAL)


def weekday_index(daily: pd.DataFrame, column: str, *, known: str | None = None) -> pd.Series:
    """A weekday against its own week: the middle of all "day ÷ mean of the seven days around it".

    Returns: Series by day of the week, 1 = Monday … 7 = Sunday; 1.05 means 5 % above the week's middle.
    """
    numbers = _numbers(daily, column) + 1
    share = (numbers / numbers.rolling(WEEK, center=True).mean()).where(_ordinary(daily, known))
    index = share.groupby(_weekday(daily)).median()
    return index.reindex(range(1, WEEK + 1)).rename_axis("dow").rename(column)


def even_out(daily: pd.DataFrame, column: str, *, known: str | None = None) -> pd.Series:
    """The number as it would stand if all weekdays were alike: divided by its weekday's index."""
    index = weekday_index(daily, column, known=known)
    return _numbers(daily, column) / _weekday(daily).map(index)


def usual_distance(gaps: pd.Series) -> float:
    """How far a number usually lies from its middle: 1.4826 × the middle of the distances (MAD).

    gaps: distances from the middle, in logs; empty ones are left out. Returns: in logs, so 0.08 is "about 8 %".
    """
    return float(MAD_TO_SD * gaps.abs().median())


def normal_range(
    daily: pd.DataFrame, column: str, *, width: float = 3.5, window: int = 28, known: str | None = None
) -> pd.DataFrame:
    """The band that a number stays in on days like it.

    width: usual distances on either side of the middle. window: ordinary days that the middle looks back on.
    Returns: daily with usual, low, high (in the number's unit) and distance (in usual distances, + is above);
    empty for the first days, until the window is full. Raises: MissingColumn, TooFewDays.
    """
    logs, weekday = _even_logs(daily, column, known)
    middle = _walking_middle(logs, _ordinary(daily, known), window)
    gap = logs - middle
    ruler = usual_distance(gap[_ordinary(daily, known)])
    return daily.assign(
        usual=np.expm1(middle + weekday),
        low=np.expm1(middle + weekday - width * ruler).clip(lower=0),
        high=np.expm1(middle + weekday + width * ruler),
        distance=gap / ruler,
    )


def plain_range(daily: pd.DataFrame, column: str, *, width: float = 3.5, window: int = 28) -> pd.DataFrame:
    """The band that most dashboards draw: mean of the last days ± width × their standard deviation.

    It knows no weekday, no log and no calendar, and yesterday's madness widens it. Returns: as normal_range.
    """
    numbers = _numbers(daily, column)
    before = numbers.shift(1).rolling(window)
    middle, ruler = before.mean(), before.std()
    return daily.assign(
        usual=middle,
        low=(middle - width * ruler).clip(lower=0),
        high=middle + width * ruler,
        distance=(numbers - middle) / ruler,
    )


def outside(band: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of a band on which the number lies below low or above high."""
    need(band, column, "low", "high")
    return band[(band[column] < band["low"]) | (band[column] > band["high"])]


def witnesses(daily: pd.DataFrame, columns: Sequence[str], *, known: str | None = None) -> pd.DataFrame:
    """Several numbers of the same days side by side, each in usual distances from its own middle.

    Returns: date and one column of distances for each number; 0 is a day like any other, ±3.5 the band's edge.
    """
    distances = {column: normal_range(daily, column, known=known)["distance"] for column in columns}
    return pd.DataFrame({"date": daily["date"], **distances})


def replay_dip(
    daily: pd.DataFrame,
    column: str,
    *,
    share: float,
    days: int,
    width: float = 3.5,
    window: int = 28,
    known: str | None = None,
) -> pd.DataFrame:
    """Plant the same dip on every stretch of days there is, and count on how many of its days the band rings.

    share: what the dip takes away, 0.15 is 15 %. days: how long it lasts; known days are passed over.
    Returns: one row a replay: date (its first day), rang (number of its days that left the band).
    """
    logs, _ = _even_logs(daily, column, known)
    ordinary = _ordinary(daily, known)
    ruler = usual_distance((logs - _walking_middle(logs, ordinary, window))[ordinary])
    quiet, dates = logs[ordinary].to_numpy(), daily.loc[ordinary, "date"]
    if len(quiet) < window + days:
        raise TooFewDays(len(quiet), window + days)
    pieces = np.lib.stride_tricks.sliding_window_view(quiet, window + days).copy()
    pieces[:, window:] += np.log1p(-share)
    rang = np.zeros(len(pieces), dtype=np.int64)
    for day in range(days):
        middle = np.median(pieces[:, day : day + window], axis=1)
        rang += np.abs(pieces[:, day + window] - middle) > width * ruler
    return pd.DataFrame({"date": dates.to_numpy()[window : window + len(pieces)], "rang": rang})


def _numbers(daily: pd.DataFrame, column: str) -> pd.Series:
    need(daily, "date", column)
    return daily[column].astype(float)


def _weekday(daily: pd.DataFrame) -> pd.Series:
    return daily["date"].dt.day_of_week + 1


def _ordinary(daily: pd.DataFrame, known: str | None) -> pd.Series:
    if known is None:
        return pd.Series(data=True, index=daily.index)
    need(daily, known)
    return ~daily[known].astype(bool)


def _even_logs(daily: pd.DataFrame, column: str, known: str | None) -> tuple[pd.Series, pd.Series]:
    """Logs of the number without its weekday, and the weekday's own log."""
    numbers = _numbers(daily, column)
    weekday = np.log(_weekday(daily).map(weekday_index(daily, column, known=known)))
    return np.log1p(numbers) - weekday, weekday


def _walking_middle(logs: pd.Series, ordinary: pd.Series, window: int) -> pd.Series:
    """The median of the ordinary days before each day: today never sits on its own jury."""
    quiet = logs[ordinary]
    if len(quiet) <= window:
        raise TooFewDays(len(quiet), window)
    return quiet.rolling(window).median().reindex(logs.index).ffill().shift(1)
