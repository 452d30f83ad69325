"""What finders and alarms share: days compared with their own usual, and days that lie together made into spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.normal_range import WEEK, known_days
from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ["start", "end", "entity", "size"]
WINDOW = 28
STEP, STEP_BACK = 0.08, 42


def usual(table: pd.DataFrame, *, window: int = WINDOW) -> pd.DataFrame:
    """What each column (one row a day) usually is: median of the same weekdays of the last weeks, today left out.

    Same weekday weighs the week; the window is in days. The first days are empty.
    """
    weeks = max(3, window // WEEK)
    same = pd.concat([table.shift(WEEK * back) for back in range(1, weeks + 1)], keys=range(weeks))
    return same.groupby(level=1).median().where(table.shift(WEEK * 3).notna())


def walking(table: pd.DataFrame, *, window: int = WINDOW) -> pd.DataFrame:
    """The median of the last `window` days of each column, today left out."""
    return table.rolling(window, min_periods=window // 2).median().shift(1)


def spans(ringing: pd.Series, *, entity: str, size: pd.Series, least: int = 1, gap: int = 0) -> pd.DataFrame:
    """Ringing days (index dates) put together where at most `gap` quiet days lie between; shorter than `least` left out.

    Returns: start, end, entity, size (median of `size` over the ringing days).
    """
    days = ringing.index[ringing.fillna(False).astype(bool)]
    if not len(days):
        return nothing()
    breaks = np.diff(days.to_numpy()) > np.timedelta64(gap + 1, "D")
    group = np.concatenate([[0], np.cumsum(breaks)])
    rows = []
    for one in range(group[-1] + 1):
        inside = days[group == one]
        if len(inside) >= least:
            rows.append((inside[0], inside[-1], entity, float(size.reindex(inside).astype(float).median())))
    return pd.DataFrame(rows, columns=COLUMNS)


def stepped(series: pd.Series, *, least: float = STEP, within: int = STEP_BACK) -> pd.Series:
    """How far a smooth series (in logs) stands above the eve of a step up, until it steps down again; 0 elsewhere.

    least: the size of a step. within: days in which it has to step down; without a step down it stands to the end.
    """
    change, high = series.diff(), pd.Series(0.0, index=series.index)
    for day in change.index[change > least]:
        after = change[day + pd.Timedelta(1, "D") : day + pd.Timedelta(within, "D")]
        down = after.index[after < -least]
        last = down[0] - pd.Timedelta(1, "D") if len(down) else after.index.max() if len(after) else day
        if len(down) or last == series.index.max():
            high[day:last] = series[day:last] - series[day - pd.Timedelta(1, "D")]
    return high


def together(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several findings as one table in order of time."""
    some = [one for one in found if len(one)]
    if not some:
        return nothing()
    return pd.concat(some, ignore_index=True).sort_values(["start", "entity"], kind="stable", ignore_index=True)


def nothing() -> pd.DataFrame:
    """An empty finding."""
    return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})


def festive(calendar: pd.DataFrame, days: pd.Index) -> pd.Series:
    """Whether the calendar explains these days (lens.known_days)."""
    known = pd.Series(known_days(calendar).to_numpy(dtype=bool), index=pd.DatetimeIndex(calendar["date"]))
    return known.reindex(days, fill_value=False)


def by_day(table: pd.DataFrame, key: str, value: str) -> pd.DataFrame:
    """Σ value by day and key, one column a key, days without rows as 0."""
    need(table, "date", key, value)
    sums = table.pivot_table(index="date", columns=key, values=value, aggfunc="sum", observed=True)
    days = pd.date_range(sums.index.min(), sums.index.max())
    return sums.reindex(days).fillna(0.0).astype(float)
