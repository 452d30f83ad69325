"""The deals (成交) of a shop: every paid line of an order, with who bought, what, and where.

Retail ends in a deal, so this is the table that people, goods and place (人货场) are three cuts of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable

WEEK = 7
COLUMNS: list[Hashable] = [
    "date", "week", "who", "category", "product", "place", "platform", "device", "units", "paid", "margin",
]  # fmt: skip


def deals(shop: Any, first: object, last: object) -> pd.DataFrame:
    """One row a deal, a line of an order paid from first to last (last day included), by time of payment.

    shop: anything with the tables orders, order_items, products and channels. Returns: date, week (1 is the first), who
    (new, returning, guest), category, product, place (the channel, live apart from short video), platform, device, units,
    paid (CNY, before refunds), margin (CNY, paid less what the goods cost).
    """
    start, end = pd.Timestamp(first), pd.Timestamp(last)  # type: ignore[arg-type]
    orders = shop.orders.assign(date=shop.orders["paid_ts"].dt.normalize(), who=who(shop.orders))
    orders = placed(orders[orders["date"].between(start, end)], shop.channels)
    lines = shop.order_items
    lines = lines[lines["order_id"].isin(orders["order_id"])]
    lines = lines.merge(shop.products[["product_id", "category_id"]], on="product_id")
    table = lines.merge(orders[["order_id", "date", "who", "place", "platform", "device"]], on="order_id")
    table = table.rename(columns={"category_id": "category", "product_id": "product", "qty": "units"})
    table["paid"] = table["paid_alloc"].round(2)
    table["margin"] = (table["paid_alloc"] - table["units"] * table["unit_cost"]).round(2)
    table["week"] = (table["date"] - start).dt.days // WEEK + 1
    return table.sort_values(["date", "order_id", "line_no"])[COLUMNS].reset_index(drop=True)


def who(orders: pd.DataFrame) -> pd.Series:
    """Who bought: new (the first order in these books), returning (a later one), guest (nobody knows)."""
    first = orders.dropna(subset="customer_id").drop_duplicates("customer_id")["order_id"]
    known = orders["order_id"].isin(first).map({True: "new", False: "returning"})
    return known.mask(orders["customer_id"].isna(), "guest")


def placed(table: pd.DataFrame, channels: pd.DataFrame) -> pd.DataFrame:
    """A table of orders or visits with its place (the channel, live apart from short video) and its platform."""
    platform = channels.set_index("channel_id")["place_platform"]
    place = table["channel_id"].mask(table["campaign_id"] == "live", "live")
    return table.assign(place=place, platform=table["channel_id"].map(platform))
