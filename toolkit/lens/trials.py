"""Planned tests: two lots that differ by chance only, on and off weeks, budgets in blocks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.rates import rate_difference
from toolkit.lens.tables import LensError, need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WEEK = 7


class NoSuchArm(LensError):
    """A test has no such arm."""

    def __init__(self, arm: str, arms: list[str]) -> None:
        super().__init__(f'this test has no arm "{arm}". Its arms: {", ".join(arms)}. Name one of these.')


def holdout_lift(test: pd.DataFrame, treated: str, control: str, *, by: str | None = None) -> pd.DataFrame:
    """What a message caused: rate of one lot less that of the other, whole lots, read or not (intention to treat).

    test: rows of experiments (one a customer) with arm, converted and cm. by: a column of bands.
    Returns: a row a band (or "all"): people, control_people, rate, control_rate, lift, se, low, high (95 %), and
    gain, gain_se: extra contribution in yuan for each person of the treated lot. Raises: NoSuchArm.
    """
    need(test, "arm", "converted", "cm")
    for arm in (treated, control):
        if not (test["arm"] == arm).any():
            raise NoSuchArm(arm, sorted(test["arm"].dropna().unique()))
    bands = [("all", test)] if by is None else list(test.groupby(by, observed=True))
    return pd.DataFrame({name: _lift(rows, treated, control) for name, rows in bands}).T


def switchback(daily: pd.DataFrame, *, ad: str, organic: str, off: str, control: str | None = None) -> pd.Series:
    """Share of an ad's visits that came anyway when it was off: −Δ organic ÷ Δ ad, whole weeks against whole weeks.

    daily: whole weeks in order of time: date, the visits by the ad and by the organic channel, and off (True/False).
    control: a column that the switch cannot touch; organic is measured against it, so that the season drops out.
    Returns: share, se, low, high (95 %, by Student's t: weeks are few), ad_on, ad_off, organic_on, organic_off (visits a day).
    """
    from scipy.special import stdtrit

    need(daily, "date", ad, organic, off)
    scale = 1.0 if control is None else daily[control].astype(float) / daily[control].astype(float).mean()
    week = pd.Series(np.arange(len(daily)) // WEEK, index=daily.index)
    table = pd.DataFrame(
        {
            "ad": daily[ad].astype(float),
            "organic": daily[organic].astype(float) / scale,
            "off": daily[off].astype(float),
        }
    )
    weeks = table.groupby(week).mean()
    on, out = weeks[weeks["off"] < 0.5], weeks[weeks["off"] >= 0.5]
    fewer, more = on["ad"].mean() - out["ad"].mean(), out["organic"].mean() - on["organic"].mean()
    se = math.sqrt(on["organic"].var(ddof=1) / len(on) + out["organic"].var(ddof=1) / len(out)) / abs(fewer)
    share, reach = more / fewer, se * float(stdtrit(len(weeks) - 2, 0.975))
    return pd.Series(
        {
            "share": share,
            "se": se,
            "low": share - reach,
            "high": share + reach,
            "ad_on": on["ad"].mean(),
            "ad_off": out["ad"].mean(),
            "organic_on": on["organic"].mean(),
            "organic_off": out["organic"].mean(),
        }
    )


def block_levels(
    daily: pd.DataFrame,
    blocks: pd.DataFrame,
    *,
    spend: str,
    outcome: str,
    settle: int = WEEK,
    control: str | None = None,
) -> pd.DataFrame:
    """Mean daily spend and outcome at each planned level, the first week of every block set aside (old ads still work).

    blocks: start, end, level. control: a column that the blocks cannot touch, divided out. Returns: by level; spend,
    outcome, days, in order of spend.
    """
    need(daily, "date", spend, outcome)
    need(blocks, "start", "end", "level")
    usual = 1.0 if control is None else daily[control].astype(float).mean()
    rows = []
    for start, end, level in zip(blocks["start"], blocks["end"], blocks["level"], strict=True):
        inside = daily[daily["date"].between(start + pd.Timedelta(settle, "D"), end)]
        scale = 1.0 if control is None else inside[control].astype(float) / usual
        result = inside[outcome].astype(float) / scale
        rows.append(pd.DataFrame({"level": level, "spend": inside[spend].astype(float), "outcome": result}))
    groups = pd.concat(rows).groupby("level")
    return groups[["spend", "outcome"]].mean().assign(days=groups.size()).sort_values("spend")


def next_yuan(levels: pd.DataFrame, *, worth: float) -> pd.DataFrame:
    """What each further yuan returned between one level and the next: extra outcome ÷ extra spend × worth of one.

    levels: as block_levels. Returns: one row a step: from, to, extra_spend, extra_outcome, next_yuan, average (at `to`).
    """
    need(levels, "spend", "outcome")
    spend, outcome, names = levels["spend"].to_numpy(), levels["outcome"].to_numpy(), list(levels.index)
    more, gain = np.diff(spend), np.diff(outcome)
    return pd.DataFrame(
        {
            "from": names[:-1],
            "to": names[1:],
            "extra_spend": more,
            "extra_outcome": gain,
            "next_yuan": gain / more * worth,
            "average": outcome[1:] / spend[1:] * worth,
        }
    )


def split_budget(
    returns: Mapping[str, Callable[[float], float]],
    total: float,
    *,
    step: float,
    most: Mapping[str, float] | None = None,
    least: float = 1.0,
) -> pd.Series:
    """A budget given out step by step to whoever returns most for the next one, until it is spent or no step pays.

    returns: channel → what a budget returns (contribution, in yuan). most: limits by channel. least: what a yuan must
    return to be spent. Returns: budget by channel.
    """
    given, limit = dict.fromkeys(returns, 0.0), dict(most or {})
    while sum(given.values()) + step <= total + 1e-9:
        open_ = [name for name in given if given[name] + step <= limit.get(name, math.inf) + 1e-9]
        gains = {name: returns[name](given[name] + step) - returns[name](given[name]) for name in open_}
        best = max(gains, key=lambda name: gains[name], default=None)
        if best is None or gains[best] < least * step:
            break
        given[best] += step
    return pd.Series(given)


def next_steps(brings: pd.DataFrame, split: Mapping[str, float]) -> pd.Series:
    """What each channel's next step of budget would bring, given what it has already; 0 where its table ends.

    brings: budget reached (index, rising), channels (columns), what the step up to it brings. split: channel → budget.
    """
    offers = {name: brings[name][brings.index > split.get(name, 0)] for name in brings.columns}
    return pd.Series({name: float(above.iloc[0]) if len(above) else 0.0 for name, above in offers.items()})


def _lift(rows: pd.DataFrame, treated: str, control: str) -> pd.Series:
    one, two = rows[rows["arm"] == treated], rows[rows["arm"] == control]
    gap = rate_difference(int(one["converted"].sum()), len(one), int(two["converted"].sum()), len(two))
    gain = one["cm"].astype(float).mean() - two["cm"].astype(float).mean()
    luck = math.sqrt(one["cm"].astype(float).var() / len(one) + two["cm"].astype(float).var() / len(two))
    head = {
        "people": len(one),
        "control_people": len(two),
        "rate": one["converted"].mean(),
        "control_rate": two["converted"].mean(),
    }
    return pd.Series(
        head | {"lift": gap["difference"]} | gap[["se", "low", "high"]].to_dict() | {"gain": gain, "gain_se": luck}
    )
