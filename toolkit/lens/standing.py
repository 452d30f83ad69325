"""Where the shop stands: its level in rolling thirty days, the market's part and its own, the weeks to come."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from toolkit.lens.parts import log_split
from toolkit.lens.tables import TooFewDays, need, numbers

DAYS = 30
YEAR = 364
"""52 whole weeks back: the same weekday of last year."""


def level_by_day(daily: pd.DataFrame, thresholds: pd.DataFrame, *, column: str = "paid_amount") -> pd.DataFrame:
    """The shop's level each day: paid of the last thirty days against the cut-points of the month.

    thresholds: level_thresholds of the main category (month, level, min_paid_30d). Returns: date, paid_30d, level,
    next_at (what the next level asks; empty at the top), gap, leaves (paid of the day that leaves the window tomorrow).
    """
    need(daily, "date", column)
    need(thresholds, "month", "level", "min_paid_30d")
    paid = daily[column].astype(float)
    table = pd.DataFrame({"date": daily["date"], "paid_30d": paid.rolling(DAYS).sum(), "leaves": paid.shift(DAYS - 1)})
    month = _months(thresholds["month"])
    cuts = (
        thresholds.assign(month=month).pivot_table(index="month", columns="level", values="min_paid_30d").sort_index()
    )
    at = cuts.reindex(table["date"].dt.to_period("M"), method="ffill").to_numpy(dtype=float)
    names = cuts.columns.to_numpy(dtype=float)
    money = table["paid_30d"].to_numpy()[:, None]
    reached = at <= money
    level = np.where(np.isnan(money[:, 0]), np.nan, np.where(reached, names, 1.0).max(axis=1))
    following = np.where(reached, np.inf, at).min(axis=1)
    table["level"] = level
    table["next_at"] = np.where(np.isinf(following) | np.isnan(level), np.nan, following)
    return table.assign(gap=table["next_at"] - table["paid_30d"])


def days_to_next(
    daily: pd.DataFrame, day: pd.Timestamp, target: float, *, column: str = "paid_amount", pace_days: int = 14
) -> float:
    """Days until thirty days hold `target`, if each coming day brings the mean of the last `pace_days`; inf if they never do.

    The days that will leave the window are known: a festival in it leaves too.
    """
    need(daily, "date", column)
    paid = numbers(daily[daily["date"] <= day], column)
    if len(paid) < DAYS:
        raise TooFewDays(len(paid), DAYS)
    held = paid[-DAYS:].sum() + np.cumsum(paid[-pace_days:].mean() - paid[-DAYS:])
    reached = np.flatnonzero(held >= target)
    return float(reached[0] + 1) if len(reached) else math.inf


def market_and_share(own_before: float, own_after: float, market_before: float, market_after: float) -> pd.Series:
    """Our change split into the market's growth and our share of it, by logs: market, share; adds up to the change."""
    before = {"market": market_before, "share": own_before / market_before}
    after = {"market": market_after, "share": own_after / market_after}
    return log_split(before, after)


def seasonal_index(daily: pd.DataFrame, column: str) -> pd.Series:
    """Each month's mean day ÷ the mean of all months: 1.2 is a fifth above the year. Index 1 … 12."""
    month = daily["date"].dt.month.rename("month")
    means = daily[column].astype(float).groupby(month).mean()
    return means / means.mean()


def seasonal_naive(
    daily: pd.DataFrame,
    column: str,
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    pace_days: int = 28,
    backtests: int = 8,
    sure: float = 0.8,
) -> pd.Series:
    """A sum to come: the same weeks last year × how we run now against last year, with a range from its past errors.

    start, end: days to forecast, after the last day of `daily`. The same rule is played `backtests` times on earlier
    four-week steps where the year before is known; the range holds `sure` of those errors (in logs), mean and all.
    Returns: forecast, low, high, tests, mape. Raises: TooFewDays.
    """
    need(daily, "date", column)
    series = pd.Series(numbers(daily, column), index=pd.DatetimeIndex(daily["date"]))
    length = (end - start).days + 1
    last = series.index.max()
    ahead = (start - last).days
    forecast = _naive(series, last, ahead, length, pace_days)
    errors = []
    for step in range(backtests):
        cut = last - pd.Timedelta(ahead - 1 + length + 14 * step, "D")
        seen = _naive(series[:cut], cut, ahead, length, pace_days)
        first = cut + pd.Timedelta(ahead, "D")
        real = float(series[first : first + pd.Timedelta(length - 1, "D")].sum())
        if math.isfinite(seen) and seen > 0 and real > 0:
            errors.append(math.log(real / seen))
    if not math.isfinite(forecast) or len(errors) < 3:
        raise TooFewDays(len(series), YEAR + pace_days + length)
    # few tests: the quantile of |error| with one step to spare, so that k tests promise no more than k can
    order = min(len(errors), math.ceil((len(errors) + 1) * sure))
    reach = sorted(abs(error) for error in errors)[order - 1]
    mape = float(np.mean([abs(math.expm1(-error)) for error in errors]))
    low, high = forecast * math.exp(-reach), forecast * math.exp(reach)
    return pd.Series({"forecast": forecast, "low": low, "high": high, "tests": len(errors), "mape": mape})


def _naive(series: pd.Series, last: pd.Timestamp, ahead: int, length: int, pace_days: int) -> float:
    year = pd.Timedelta(YEAR, "D")
    first = last + pd.Timedelta(ahead, "D")
    then = series[first - year : first - year + pd.Timedelta(length - 1, "D")]
    now = series[last - pd.Timedelta(pace_days - 1, "D") : last]
    before = series[last - year - pd.Timedelta(pace_days - 1, "D") : last - year]
    if len(then) < length or len(before) < pace_days:
        return math.nan
    # the middle of the daily ratios: one festival that moved does not set the pace
    return float(then.sum() * np.median(now.to_numpy() / before.to_numpy()))


def _months(column: pd.Series) -> pd.PeriodIndex:
    return pd.PeriodIndex(pd.to_datetime(column.astype(str)), freq="M")
