"""Goods on the way, on the shelf, and sold: the same weeks of a few goods, from the promise to the till."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Collection

WEEK, PACE = 7, 28


def supply_weeks(
    purchase_orders: pd.DataFrame,
    inventory_daily: pd.DataFrame,
    products: Collection[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> pd.DataFrame:
    """Four numbers of a few goods together, day by day from start to end.

    Returns: date; promise (days by which the oldest open order is past its promise, 0 where none is), cover (days that the
    stock lasts at the pace of the last 28), empty (hours without stock, last 7 days, all goods), units (sold in the last 7).
    Raises: MissingColumn.
    """
    need(purchase_orders, "product_id", "order_date", "eta_date", "arrive_date")
    need(inventory_daily, "date", "product_id", "close_units", "sold_units", "oos_hours")
    days = pd.date_range(start, end, name="date")
    ours = inventory_daily[inventory_daily["product_id"].isin(list(products))]
    shelf = ours.groupby("date")[["close_units", "sold_units", "oos_hours"]].sum().astype(float)
    table = pd.DataFrame(
        {
            "promise": overdue(purchase_orders[purchase_orders["product_id"].isin(list(products))], days),
            "cover": shelf["close_units"] / shelf["sold_units"].rolling(PACE).mean(),
            "empty": shelf["oos_hours"].rolling(WEEK).sum(),
            "units": shelf["sold_units"].rolling(WEEK).sum(),
        },
        index=shelf.index.union(days),
    )
    return table.loc[days].rename_axis("date").reset_index()


def overdue(purchase_orders: pd.DataFrame, days: pd.DatetimeIndex) -> pd.Series:
    """Days by which the oldest open order is past its promise on each day; 0 where every open order is in time."""
    late = pd.Series(0, index=days)
    for ordered, promised, arrived in purchase_orders[["order_date", "eta_date", "arrive_date"]].itertuples(
        index=False
    ):
        open_days = days[(days > max(ordered, promised)) & (pd.isna(arrived) | (days < arrived))]
        late.loc[open_days] = late.loc[open_days].clip(lower=pd.Series((open_days - promised).days, index=open_days))
    return late
