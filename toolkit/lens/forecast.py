"""Weeks to come, day by day: ordinary days by season, promotions taken out of the base and put back by plan.

One place a fact: the ordinary line is what a day brings when no promotion stands on it; the lift of a promotion's days
is what they brought ÷ that line; a forecast is level × season × lift.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.normal_range import known_days
from toolkit.lens.tables import TooFewDays, need, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS = 56
YEAR = pd.Timedelta(364, "D")
"""52 whole weeks back: the same weekday of last year."""
LOOK_BACK = pd.Timedelta(380, "D")
"""How far back a promotion of the same name is looked for: last year's, even where it stood a fortnight earlier."""


def ordinary_line(daily: pd.DataFrame, calendar: pd.DataFrame, column: str, *, width: int = DAYS + 1) -> pd.Series:
    """What an ordinary day brings: days of a promotion bridged, then the mean of the days around each.

    daily: date and `column`. calendar: date, event_phase, cny_offset_days. Returns: Series by date.
    """
    return _line(_by_day(daily, calendar, column), width)


def festival_lift(daily: pd.DataFrame, calendar: pd.DataFrame, column: str) -> pd.Series:
    """What a day of each promotion and phase brought in the last year of `daily`, ÷ the ordinary line: 3.1 is 3.1 times.

    Returns: Series by event_name and event_phase.
    """
    base = _by_day(daily, calendar, column)
    return _lift(base, _line(base))


def days_ahead(
    daily: pd.DataFrame, calendar: pd.DataFrame, column: str, today: pd.Timestamp, *, days: int = DAYS
) -> pd.DataFrame:
    """The days after today by what was known that evening: last year's way from then to then, and the plan's promotions.

    calendar: holds the days to come too; promotions stand in it before they begin. Returns: date, week (1 is the
    first), promotion (empty on ordinary days), season (last year's ordinary line on that weekday ÷ its mean over the
    `days` before), lift (1 on ordinary days). Raises: MissingColumn, TooFewDays.
    """
    seen = daily[daily["date"] <= today]
    base = _by_day(seen, calendar, column)
    line = _line(base)
    coming = pd.date_range(today + pd.Timedelta(1, "D"), periods=days)
    before = line[today - pd.Timedelta(days - 1, "D") - YEAR : today - YEAR]
    if len(before) < days:
        raise TooFewDays(len(seen), YEAR.days + days)
    plan = calendar.set_index("date").reindex(coming)
    lift = _lift_of(plan, _lift(base, line))
    season = line.reindex(coming - YEAR).to_numpy() / before.mean()
    week = pd.RangeIndex(days) // 7 + 1
    table = {"date": coming, "week": week, "promotion": plan["event_name"].fillna("").to_numpy(), "season": season}
    return pd.DataFrame(table | {"lift": lift})


def level_now(
    daily: pd.DataFrame, calendar: pd.DataFrame, column: str, today: pd.Timestamp, *, days: int = DAYS
) -> float:
    """The mean ordinary day of the last `days` up to today."""
    base = _by_day(daily, calendar, column)[today - pd.Timedelta(days - 1, "D") : today]
    return float(base["amount"][~base["known"]].mean())


def rolling_backtest(
    daily: pd.DataFrame, calendar: pd.DataFrame, column: str, origins: Iterable[pd.Timestamp], *, days: int = DAYS
) -> pd.DataFrame:
    """Play the forecast on earlier evenings, each with what was known on it; rules to compare stand beside it.

    Returns: one row an origin and week: on, week, came, said (level × season × lift), again (the last `days` once more),
    last_year (the same weeks last year × the pace of the last `days`). Raises: MissingColumn, TooFewDays.
    """
    paid = pd.Series(numbers(daily, column), index=pd.DatetimeIndex(daily["date"]))
    one = [_played(daily, calendar, column, paid, pd.Timestamp(on), days) for on in origins]
    return pd.concat(one, ignore_index=True)


def _played(
    daily: pd.DataFrame, calendar: pd.DataFrame, column: str, paid: pd.Series, on: pd.Timestamp, days: int
) -> pd.DataFrame:
    ahead = days_ahead(daily, calendar, column, on, days=days)
    first, coming = on - pd.Timedelta(days - 1, "D"), pd.DatetimeIndex(ahead["date"])
    lately = paid[first:on]
    pace = lately.sum() / paid[first - YEAR : on - YEAR].sum()
    table = ahead[["week"]].assign(
        came=paid.reindex(coming).to_numpy(),
        said=level_now(daily, calendar, column, on, days=days) * ahead["season"] * ahead["lift"],
        again=lately.to_numpy(),
        last_year=paid.reindex(coming - YEAR).to_numpy() * pace,
    )
    return table.groupby("week").sum().reset_index().assign(on=on)[["on", "week", "came", "said", "again", "last_year"]]


def _line(base: pd.DataFrame, width: int = DAYS + 1) -> pd.Series:
    """The ordinary line of `_by_day`'s rows."""
    bridged = base["amount"].where(~base["known"]).interpolate(limit_direction="both")
    return bridged.rolling(width, center=True, min_periods=1).mean().rename("ordinary")


def _lift(base: pd.DataFrame, line: pd.Series) -> pd.Series:
    """The festival lift of `_by_day`'s rows over their ordinary line."""
    lift = base["amount"] / line
    lately = (base["event_phase"] != "none") & (base.index > base.index.max() - LOOK_BACK)
    return lift[lately].groupby([base["event_name"][lately], base["event_phase"][lately]]).mean().rename("lift")


def _lift_of(plan: pd.DataFrame, lifts: pd.Series) -> list[float]:
    """The lift of each planned day; 1 where no promotion stands, or none of that name ever stood."""
    named = zip(plan["event_name"], plan["event_phase"], strict=True)
    return [float(lifts.get(pair, 1.0)) if pair[1] != "none" else 1.0 for pair in named]


def _by_day(daily: pd.DataFrame, calendar: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row a day of `daily`: amount, the calendar's words, and whether it explains the day."""
    need(daily, "date", column)
    need(calendar, "date", "event_name")
    table = daily[["date"]].assign(amount=numbers(daily, column)).merge(calendar, on="date")
    return table.assign(known=known_days(table)).set_index("date")
