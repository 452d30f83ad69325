"""Four rules of the trade for "something is up", and how often each of them rings.

yesterday   10 % or more away from the day before
last_week   15 % or more away from the same weekday a week before
tight       outside a narrow normal range, two usual distances
band        outside the normal range, three and a half usual distances
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.normal_range import WEEK, normal_range
from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = ("yesterday", "last_week", "tight", "band")
STEP, WEEK_STEP, TIGHT, WIDE = 0.10, 0.15, 2.0, 3.5


def ring(daily: pd.DataFrame, column: str, *, known: str | None = None) -> pd.DataFrame:
    """On which days each of the four rules rings.

    Returns: daily with one True/False column for each rule. Raises: MissingColumn, TooFewDays.
    """
    need(daily, column)
    numbers = daily[column].astype(float)
    distance = normal_range(daily, column, known=known)["distance"].abs()
    return daily.assign(
        yesterday=(numbers / numbers.shift(1) - 1).abs() >= STEP,
        last_week=(numbers / numbers.shift(WEEK) - 1).abs() >= WEEK_STEP,
        tight=distance > TIGHT,
        band=distance > WIDE,
    )


def per_100(rings: pd.DataFrame, rules: Sequence[str] = RULES) -> pd.Series:
    """Rings for every 100 days of this table, the quietest rule first (ties in the order of the rules)."""
    need(rings, *rules)
    return (100 * rings[list(rules)].mean()).sort_values(kind="stable").rename("per 100 days")


def price(rings: pd.DataFrame, quiet: pd.DataFrame, real: pd.DataFrame, rules: Sequence[str] = RULES) -> pd.DataFrame:
    """What each rule costs: false alarms on quiet days, and misses on days that really were abnormal.

    rings: one row a day with a True/False column for each rule. quiet, real: tables with those days in `date`.
    Returns: rule, per_100 (false alarms on 100 quiet days), missed and of (abnormal days), the quietest first.
    """
    need(rings, "date", *rules)
    false = per_100(rings[rings["date"].isin(quiet["date"])], rules)
    abnormal = rings.loc[rings["date"].isin(real["date"]), list(rules)]
    missed = (~abnormal).sum().reindex(false.index)
    return pd.DataFrame(
        {"rule": false.index, "per_100": false.to_numpy(), "missed": missed.to_numpy(), "of": len(abnormal)}
    )
