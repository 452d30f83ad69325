"""How often customers come back and when they stop: BG/NBD and Gamma-Gamma, fitted by maximum likelihood.

Sources: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way (2005); Fader and Hardie, The Gamma-Gamma Model
(2013). Time is in weeks. A clock (operational time of each day, 1 is an ordinary one) stretches the calendar where
season, reputation or promotions speed customers up or slow them down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.cohorts import TRUNCATED, buying_days, new_customers
from toolkit.lens.tables import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from toolkit.lens.tables import Floats

WEEK = 7
LIMITS = (-7.0, 9.0)
"""Smallest and largest logarithm that a parameter may take while it is sought."""


@dataclass(frozen=True)
class BuyingClock:
    """BG/NBD: buying rates are Gamma(r, alpha) a week; the chance to stop after an order is Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


@dataclass(frozen=True)
class Spending:
    """Gamma-Gamma: a customer's mean order value varies around a mean that itself varies by Gamma(q, v)."""

    p: float
    q: float
    v: float


def purchase_history(
    orders: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    clock: pd.Series | None = None,
    truncated: int = TRUNCATED,
    since: pd.Timestamp | None = None,
    known: Collection[str] = (),
) -> pd.DataFrame:
    """New customers as BG/NBD sees them: x (repeat buying days), t_x (weeks to the last one), T (weeks watched).

    clock: operational time by date; without it every day counts one. since: only customers won from that day on.
    known: channels that bring back old customers only (messages, favourites): who first comes by one of these was a
    customer before the book began, and is left out.
    Returns: index customer_id; x, t_x, T, channel_id (of the first order).
    """
    as_of = pd.Timestamp(as_of)
    won = new_customers(orders, truncated=truncated)
    won = won[(won["first"] <= as_of) & (won["first"] >= (since or won["first"].min()))]
    won = won[~won["channel_id"].isin(list(known))]
    days = buying_days(orders)
    days = days[(days["day"] <= as_of) & days["customer_id"].isin(won["customer_id"])]
    last = days.groupby("customer_id")["day"].agg(["max", "size"]).loc[won["customer_id"]]
    at = _clock_reader(clock, orders)
    begin = at(won["first"])
    return pd.DataFrame(
        {
            "x": last["size"].to_numpy() - 1,
            "t_x": at(last["max"]) - begin,
            "T": at(pd.Series([as_of] * len(won))) - begin,
            "channel_id": won["channel_id"].to_numpy(),
        },
        index=pd.Index(won["customer_id"], name="customer_id"),
    )


def operational_weeks(clock: pd.Series | None, start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Weeks of operational time from the day after `start` to `end`; calendar weeks without a clock."""
    if clock is None:
        return (pd.Timestamp(end) - pd.Timestamp(start)).days / WEEK
    inside = (clock.index > pd.Timestamp(start)) & (clock.index <= pd.Timestamp(end))
    return float(clock[inside].sum() / WEEK)


def fit_buying_clock(history: pd.DataFrame) -> BuyingClock:
    """The BG/NBD parameters under which these histories are most likely. history: x, t_x, T in weeks."""
    x, t_x, t = (numbers(history, name) for name in ("x", "t_x", "T"))
    rows, weight = np.unique(np.column_stack([x, np.round(t_x, 6), np.round(t, 6)]), axis=0, return_counts=True)
    # not weight @ …: linear algebra in several threads adds in another order each time, and slopes by difference feel it
    logs = _most_likely(lambda p: -float((weight * _bgnbd(p, *rows.T)).sum()), start=(-1.4, 2.0, -0.2, 0.9))
    return BuyingClock(*(float(number) for number in np.exp(logs)))


def fit_spending(x: pd.Series, mean_value: pd.Series) -> Spending:
    """The Gamma-Gamma parameters of customers with x > 0 repeat orders of this mean value."""
    some = numbers(pd.DataFrame({"x": x, "m": mean_value})[x > 0], "x")
    mean = numbers(pd.DataFrame({"x": x, "m": mean_value})[x > 0], "m")
    unit = float(np.median(mean))
    logs = _most_likely(lambda p: -float(_gamma_gamma(p, some, mean / unit).sum()), start=(1.5, 1.2, 0.0))
    p, q, v = np.exp(logs)
    return Spending(float(p), float(q), float(v * unit))


def expected_orders(model: BuyingClock, history: pd.DataFrame, weeks: float) -> pd.Series:
    """Orders to expect from each customer in the next `weeks` (of operational time), given what they did so far."""
    from scipy.special import hyp2f1

    x, t_x, t = (numbers(history, name) for name in ("x", "t_x", "T"))
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    shrink = ((alpha + t) / (alpha + t + weeks)) ** (r + x)
    reach = hyp2f1(r + x, b + x, a + b + x - 1, weeks / (alpha + t + weeks))
    dead = np.where(x > 0, a / np.maximum(b + x - 1, 1e-9) * ((alpha + t) / (alpha + t_x)) ** (r + x), 0.0)
    return pd.Series((a + b + x - 1) / (a - 1) * (1 - shrink * reach) / (1 + dead), index=history.index)


def expected_of_new(model: BuyingClock, weeks: float) -> float:
    """Repeat orders to expect from one new customer within `weeks` of the first order."""
    blank = pd.DataFrame({"x": [0], "t_x": [0.0], "T": [0.0]})
    return float(expected_orders(model, blank, weeks).iloc[0])


def repeat_share(model: BuyingClock, weeks: float) -> float:
    """Share of new customers who buy again within `weeks`: 1 − (alpha ÷ (alpha + weeks))^r."""
    return float(1 - (model.alpha / (model.alpha + weeks)) ** model.r)


def expected_spend(model: Spending, x: pd.Series, mean_value: pd.Series) -> pd.Series:
    """Mean order value to expect of each customer: their own mean pulled to everybody's, less so the more they bought."""
    return model.p * (model.v + x * mean_value.where(x > 0, 0.0)) / (model.p * x + model.q - 1)


def _clock_reader(clock: pd.Series | None, orders: pd.DataFrame) -> Callable[[pd.Series], Floats]:
    origin = orders["paid_ts"].min().normalize()
    if clock is None:
        return lambda days: ((days - origin).dt.days / WEEK).to_numpy(dtype=float)
    total = clock.sort_index().cumsum() / WEEK
    return lambda days: total.reindex(pd.DatetimeIndex(days)).to_numpy(dtype=float)


def _most_likely(loss: Callable[[Floats], float], start: tuple[float, ...]) -> Floats:
    from scipy.optimize import minimize

    found = minimize(loss, np.array(start), method="L-BFGS-B", bounds=[LIMITS] * len(start), options={"maxiter": 500})
    return np.asarray(found.x, dtype=np.float64)


def _bgnbd(logs: Floats, x: Floats, t_x: Floats, t: Floats) -> Floats:
    from scipy.special import gammaln

    r, alpha, a, b = np.exp(logs)
    rate = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    stay = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    alive = -(r + x) * np.log(alpha + t)
    left = np.log(a) - np.log(np.maximum(b + x - 1, 1e-12)) - (r + x) * np.log(alpha + t_x)
    return rate + stay + np.logaddexp(alive, np.where(x > 0, left, -np.inf))


def _gamma_gamma(logs: Floats, x: Floats, mean: Floats) -> Floats:
    from scipy.special import gammaln

    p, q, v = np.exp(logs)
    whole = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
    return whole + (p * x - 1) * np.log(mean) + p * x * np.log(x) - (p * x + q) * np.log(v + x * mean)
