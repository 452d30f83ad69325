"""The funnel: arrived → stayed → cart → placed → paid, each step against its own usual, and what a leak costs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = ("arrived", "stayed", "cart", "placed", "paid")


def funnel_counts(traffic: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """The five steps of each day, channel and device, and the money at its end.

    traffic: traffic_daily. orders: placed on the same days. An order belongs to the day it was placed.
    Returns: date, channel_id, device, arrived and stayed (visits), cart (people), placed and paid (orders), paid_amount.
    """
    need(traffic, "date", "channel_id", "device", "visits", "bounce_visits", "cart_uv")
    need(orders, "created_ts", "paid_ts", "channel_id", "device", "paid_amount")
    keys = ["date", "channel_id", "device"]
    counts = traffic[keys].copy()
    counts["arrived"] = traffic["visits"].astype(float)
    counts["stayed"] = (traffic["visits"] - traffic["bounce_visits"]).astype(float)
    counts["cart"] = traffic["cart_uv"].astype(float)
    till = pd.DataFrame(
        {
            "date": orders["created_ts"].dt.normalize(),
            "channel_id": orders["channel_id"],
            "device": orders["device"],
            "placed": 1.0,
            "paid": orders["paid_ts"].notna().astype(float),
            "paid_amount": orders["paid_amount"].astype(float),
        }
    )
    sums = till.groupby(keys, observed=True, as_index=False).sum()
    ends = ["placed", "paid", "paid_amount"]
    return counts.merge(sums, on=keys, how="left", validate="1:1").fillna(dict.fromkeys(ends, 0.0))


def step_rates(counts: pd.DataFrame, by: Sequence[str] = ("device",), steps: Sequence[str] = STEPS) -> pd.DataFrame:
    """Which share of those at a step reached the next: one row for each group of `by`, one column a step after the first."""
    sums = _sums(counts, by, steps)
    return pd.DataFrame({low: sums[low] / sums[high] for high, low in itertools.pairwise(steps)})


def excess_loss(
    usual: pd.DataFrame,
    now: pd.DataFrame,
    by: Sequence[str] = ("device",),
    *,
    steps: Sequence[str] = STEPS,
    money: str = "paid_amount",
) -> pd.DataFrame:
    """Who left at each step beyond those who usually leave there, and what they would have paid.

    usual, now: counts of quiet days and of the days in question. People lost = reached × (usual rate − rate now);
    money lost = people × the usual rates of the steps still to come × usual money for each who reaches the last.
    Returns: by, step, reached, usual, now, lost_people, lost_money, the dearest first; less than usual is negative.
    """
    old, new = _sums(usual, by, [*steps, money]), _sums(now, by, [*steps, money])
    new = new.reindex(old.index, fill_value=0.0)
    worth = old[money] / old[steps[-1]]
    rows = []
    for high, low in reversed(list(itertools.pairwise(steps))):
        before, after = old[low] / old[high], new[low] / new[high]
        people = (new[high] * before - new[low]).fillna(0.0)
        loss = {"step": low, "reached": new[high], "usual": before, "now": after, "lost_people": people}
        rows.append(pd.DataFrame(loss | {"lost_money": (people * worth).fillna(0.0)}))
        worth = worth * before
    table = pd.concat(rows).reset_index()
    return table.sort_values("lost_money", ascending=False, kind="stable", ignore_index=True)


def loss_by_day(
    usual: pd.DataFrame, now: pd.DataFrame, by: Sequence[str] = ("device",), *, steps: Sequence[str] = STEPS
) -> pd.DataFrame:
    """The excess loss of each day of `now`, for a repair after day one: date, by, step, lost_people, lost_money."""
    need(now, "date")
    days = [excess_loss(usual, day, by, steps=steps).assign(date=date) for date, day in now.groupby("date")]
    return pd.concat(days, ignore_index=True)[["date", *by, "step", "lost_people", "lost_money"]]


def _sums(counts: pd.DataFrame, by: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    need(counts, *by, *columns)
    return counts.groupby(list(by), observed=True)[list(columns)].sum().astype(float)
