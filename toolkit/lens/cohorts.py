"""Who comes back: the same time for everybody before anybody is compared.

An order counts on the day it was paid; guests (no customer_id) are many people and are left out. The book begins
one day, its customers do not: buyers first met in its first days are old friends (`truncated`). Who was won a short
while ago has had no time yet: every number here asks for the whole age (matured cohorts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

TRUNCATED = 90
PERIOD = 30
AGES = (0, 30, 60, 90, 120, 150, 180)


def buying_days(orders: pd.DataFrame) -> pd.DataFrame:
    """Every day on which a known customer bought: customer_id, day, first (their first day), age (days since), channel_id.

    orders: the orders table. Several orders of a day count once; the channel is that of the day's first order.
    """
    need(orders, "customer_id", "paid_ts", "channel_id")
    known = orders[orders["paid_ts"].notna() & orders["customer_id"].notna()].sort_values(["paid_ts", "order_id"])
    days = known.assign(day=known["paid_ts"].dt.normalize()).drop_duplicates(["customer_id", "day"])
    days = days[["customer_id", "day", "channel_id"]].reset_index(drop=True)
    days["first"] = days.groupby("customer_id")["day"].transform("min")
    days["age"] = (days["day"] - days["first"]).dt.days
    return days


def new_customers(orders: pd.DataFrame, *, truncated: int = TRUNCATED) -> pd.DataFrame:
    """Customers met for the first time: customer_id, first (day), channel_id (of the first order); the book's first days aside."""
    days = buying_days(orders)
    begin = orders["paid_ts"].min().normalize() + pd.Timedelta(truncated, "D")
    return days[(days["age"] == 0) & (days["first"] >= begin)].drop(columns=["day", "age"]).reset_index(drop=True)


def repurchase_rate(
    orders: pd.DataFrame, *, days: int = 90, as_of: pd.Timestamp | None = None, truncated: int = TRUNCATED
) -> pd.Series:
    """Share of new buyers who bought on another day within `days`, among those who had that long.

    as_of: the last day seen (the book's last paid day unless given). Returns: customers, came_back, rate.
    """
    back = returned(orders, days=days, as_of=as_of, truncated=truncated)
    return pd.Series({"customers": len(back), "came_back": back["back"].sum(), "rate": back["back"].mean()})


def returned(
    orders: pd.DataFrame, *, days: int = 90, as_of: pd.Timestamp | None = None, truncated: int = TRUNCATED
) -> pd.DataFrame:
    """The matured new customers, each with back: bought again within `days`. As new_customers, plus back (True/False)."""
    last = _last(orders, as_of)
    won = new_customers(orders, truncated=truncated)
    won = won[won["first"] + pd.Timedelta(days, "D") <= last]
    again = buying_days(orders).query("0 < age <= @days")["customer_id"]
    return won.assign(back=won["customer_id"].isin(again)).reset_index(drop=True)


def cohort_table(
    orders: pd.DataFrame, *, ages: int = 12, as_of: pd.Timestamp | None = None, truncated: int = TRUNCATED
) -> pd.DataFrame:
    """Share of each month's new customers active at age k: rows months of the first purchase, columns ages 0 … `ages`.

    Age is counted from each customer's own first day in periods of 30 days (age 1 = day 1 to 30); below the line stays
    the whole cohort. Cells that not everybody has reached are empty. The column `customers` holds the size.
    """
    last, days = _last(orders, as_of), buying_days(orders)
    won = new_customers(orders, truncated=truncated).assign(month=lambda t: t["first"].dt.to_period("M"))
    won = won[won["first"] <= last]
    seen = days[days["day"] <= last].merge(won[["customer_id", "month"]], on="customer_id")
    seen["period"] = np.ceil(seen["age"] / PERIOD).astype(int)
    active = seen.drop_duplicates(["customer_id", "period"]).pivot_table(
        index="month", columns="period", values="customer_id", aggfunc="count", fill_value=0
    )
    size, youngest = won.groupby("month").size(), won.groupby("month")["first"].max()
    share = active.reindex(columns=range(ages + 1), fill_value=0).div(size, axis=0)
    whole = pd.DataFrame({age: youngest + pd.Timedelta(age * PERIOD, "D") <= last for age in share.columns})
    return share.where(whole).assign(customers=size)


def value_to_date(
    orders: pd.DataFrame,
    contribution: pd.DataFrame,
    *,
    ages: Sequence[int] = AGES,
    as_of: pd.Timestamp | None = None,
    truncated: int = TRUNCATED,
    by: str = "channel_id",
) -> pd.DataFrame:
    """What a new customer has left up to each age, by first channel, everybody with the whole of the last age.

    contribution: order_id and contribution of each order (lens.contribution). by: a column of new_customers.
    Returns: rows groups, columns ages (yuan a head, running total from the first order on) and customers.
    """
    need(contribution, "order_id", "contribution")
    last, oldest = _last(orders, as_of), max(ages)
    won = new_customers(orders, truncated=truncated)
    won = won[won["first"] + pd.Timedelta(oldest, "D") <= last]
    money = orders[orders["paid_ts"].notna()].merge(contribution[["order_id", "contribution"]], on="order_id")
    money = money[["customer_id", "paid_ts", "contribution"]].merge(won, on="customer_id")
    age = (money["paid_ts"].dt.normalize() - money["first"]).dt.days
    size = won.groupby(by, observed=True).size()
    table = {
        step: money[age <= step].groupby(by, observed=True)["contribution"].sum().reindex(size.index).fillna(0) / size
        for step in ages
    }
    return pd.DataFrame(table).assign(customers=size)


def index_table(
    table: pd.DataFrame, row: str, column: str, value: str, *, least: int = 1, count: str | None = None
) -> pd.DataFrame:
    """Share of each column within its row ÷ the same share in the whole table × 100: 100 is "as usual".

    least: cells with fewer rows (or a smaller Σ `count`) are empty. Returns: rows × columns.
    """
    need(table, row, column, value)
    cells = table.pivot_table(index=row, columns=column, values=value, aggfunc="sum", fill_value=0, observed=True)
    share = cells.div(cells.sum(axis=1), axis=0)
    index = 100 * share.div(cells.sum() / cells.to_numpy().sum(), axis=1)
    counted = table.assign(_n=1 if count is None else table[count])
    size = counted.pivot_table(index=row, columns=column, values="_n", aggfunc="sum", fill_value=0, observed=True)
    return index.where(size.reindex_like(index) >= least)


def _last(orders: pd.DataFrame, as_of: pd.Timestamp | None) -> pd.Timestamp:
    return orders["paid_ts"].max().normalize() if as_of is None else pd.Timestamp(as_of)
