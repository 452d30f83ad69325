"""The two tables of lesson 02: every deal of six logged weeks, and the same weeks' visits by goods and place."""

import pandas as pd

from toolkit.lens.sold import deals as deals_of
from toolkit.lens.sold import placed

ELSEWHERE = "elsewhere"
LOGGED = 0.5
"""A day is in the full log where more than half of its visits stand in the table of visits."""


def season(shop):
    """First and last day of the full log of visits."""
    logged = shop.sessions["start_ts"].dt.normalize().value_counts()
    counted = shop.shop_daily.set_index("date")["visits"]
    days = counted.index[logged.reindex(counted.index, fill_value=0) > LOGGED * counted]
    return days.min(), days.max()


def deals(shop, case):
    """One row a deal of the season: when, who, what, where, how much."""
    return deals_of(shop, case["start"], case["end"]).drop(columns="margin")


def visits_by_cell(shop, case):
    """One row a cell: visits that began on a page of the category in that place, and the deals and money of these visits."""
    day = shop.sessions["start_ts"].dt.normalize()
    visits = shop.sessions[day.between(pd.Timestamp(case["start"]), pd.Timestamp(case["end"]))]
    visits = placed(visits, shop.channels)
    category = shop.products.set_index("product_id")["category_id"]
    visits["category"] = visits["landing_product_id"].map(category).fillna(ELSEWHERE)
    lines = shop.order_items.query("paid_alloc > 0").groupby("order_id")["paid_alloc"].agg(deals="size", paid="sum")
    visits = visits.merge(lines, left_on="order_id", right_index=True, how="left")
    cell = visits.groupby(["category", "place", "platform"])
    table = cell.agg(visits=("session_id", "size"), deals=("deals", "sum"), paid=("paid", "sum")).reset_index()
    return table.assign(deals=table["deals"].astype(int), paid=table["paid"].round(2))
