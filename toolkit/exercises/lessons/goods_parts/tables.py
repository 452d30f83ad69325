"""The prepared tables of lesson 06: what goods left, launches at two weeks, what buyers say, the family of a discount."""

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.goods_parts import trends
from toolkit.lens.remembered import once

FEE = 0.05
"""The platform's share of what is paid."""
YOUNG, GROWN = 14, 194
"""Days after its launch at which a product is judged, and at which it is known what came of it."""
BEFORE, AFTER = 28, 14
"""Days before and after an event by which it is judged."""
SERVICE = ("fast delivery", "kind service")
"""Praise of somebody else's work: not of the product."""
BLAME = ("broken", "late", "not as described", "small")


@once
def shelf_of(shop):
    """Every listed day of every product with the share of the day it could be bought, its family and its category."""
    goods = shop.products[["product_id", "family_id", "category_id"]]
    return lens.on_the_shelf(shop.product_daily, shop.inventory_daily).merge(goods, on="product_id")


@once
def every_good(shop, start, end):
    """One row a product sold from start to end: units, paid, kept, contribution; refunds of these orders taken off."""
    day = shop.orders["paid_ts"].dt.normalize()
    orders = shop.orders[day.between(pd.Timestamp(start), pd.Timestamp(end))]
    items = shop.order_items[shop.order_items["order_id"].isin(orders["order_id"])]
    refunds = shop.refunds[shop.refunds["order_id"].isin(orders["order_id"])]
    return lens.product_money(items, lens.contribution(orders, items, refunds, per_order(shop)), refunds)


@once
def per_order(shop):
    """The ledger's entries about single orders: the platform's fee and parcels."""
    return shop.cash_ledger[shop.cash_ledger["kind"].isin(["fee", "freight"])]


def goods_money(shop, case):
    """What every product left in the months of the case, beside the days it was listed and could be bought."""
    money = every_good(shop, case["start"], case["end"])
    shelf = shelf_of(shop)
    inside = shelf[shelf["date"].between(pd.Timestamp(case["start"]), pd.Timestamp(case["end"]))]
    days = inside.groupby("product_id").agg(days_listed=("date", "size"), in_stock_days=("shelf", "sum")).reset_index()
    return money.merge(days, on="product_id", how="left").round(2)


@once
def aged(shop):
    """Every day of goods launched inside the books with its age, and what it left by paid, fee and unit cost."""
    goods = shop.products[["product_id", "launch_date", "list_price", "unit_cost"]]
    goods = goods[goods["launch_date"] > shop.product_daily["date"].min()]
    daily = shop.product_daily.merge(goods, on="product_id")
    daily["age"] = (daily["date"] - daily["launch_date"]).dt.days
    daily["left"] = (1 - FEE) * daily["paid_amount"] - daily["units"] * daily["unit_cost"]
    return daily


def young(daily):
    """Launches at two weeks: free visitors and buyers, units of everybody, what a piece leaves at its price."""
    first = daily[daily["age"] < YOUNG]
    table = first.groupby("product_id", as_index=False).agg(
        launch_date=("launch_date", "first"),
        list_price=("list_price", "first"),
        units=("units", "sum"),
        free_visitors=("free_uv", "sum"),
        free_carts=("free_cart_uv", "sum"),
        free_buyers=("free_pay_buyers", "sum"),
        unit_cost=("unit_cost", "first"),
    )
    table["left_each"] = ((1 - FEE) * table["list_price"] - table["unit_cost"]).round(2)
    return table.drop(columns="unit_cost")


def launches(shop, case):
    """The launches of the case, at two weeks."""
    table = young(aged(shop))
    return table[table["product_id"].isin(case["launches"])].reset_index(drop=True)


def came_of_it(shop, case):
    """What the launches of the case left in the half year after those two weeks."""
    daily = aged(shop)
    later = daily[(daily["age"] >= YOUNG) & (daily["age"] < GROWN) & daily["product_id"].isin(case["launches"])]
    table = later.groupby("product_id", as_index=False).agg(units=("units", "sum"), left=("left", "sum"))
    return table.sort_values("left", ascending=False, ignore_index=True).round(2)


@once
def all_voices(shop):
    """One row a review: its day, product, stars and tag."""
    lines = shop.order_items[["order_id", "line_no", "product_id"]]
    said = shop.reviews.merge(lines, on=["order_id", "line_no"])
    return said[["ts", "product_id", "stars_desc", "tag"]].rename(columns={"stars_desc": "stars"})


def voices(shop, case):
    """The reviews of the two products of the case."""
    said = all_voices(shop)
    mine = said["product_id"].isin([case["claim_product"], case["worked_product"]])
    return said[mine].reset_index(drop=True)


def six_goods(shop, case):
    """The six goods of the case, half by half of their twelve weeks."""
    titles = shop.products.set_index("product_id")["title"].str.split(" · ").str[-1]
    return trends.six_goods(shelf_of(shop), titles, case)


def deal_days(shop, case):
    """One row a day and product of the discount's family: units, paid, and what stayed of it after fee and goods."""
    return left_by_day(shelf_of(shop), shop, case["discount"], case["deal_from"], case["deal_to"])


def left_by_day(shelf, shop, product, start, end):
    """The days of a product's family around an event, `role` telling the product from its siblings."""
    family = shop.products.loc[shop.products["product_id"] == product, "family_id"].iloc[0]
    first = pd.Timestamp(start) - pd.Timedelta(BEFORE, "D")
    last = pd.Timestamp(end) + pd.Timedelta(AFTER, "D")
    mine = shelf[(shelf["family_id"] == family) & shelf["date"].between(first, last)]
    mine = mine.merge(shop.products[["product_id", "unit_cost"]], on="product_id")
    mine["left"] = ((1 - FEE) * mine["paid_amount"] - mine["units"] * mine["unit_cost"]).round(2)
    mine["role"] = (mine["product_id"] == product).map({True: "discounted", False: "sibling"})
    mine["when"] = "before"
    mine.loc[mine["date"] >= pd.Timestamp(start), "when"] = "during"
    mine.loc[mine["date"] > pd.Timestamp(end), "when"] = "after"
    columns = ["date", "when", "role", "product_id", "price", "units", "paid_amount", "left"]
    return mine[columns].sort_values(["date", "product_id"], ignore_index=True)


def test_of(shelf, units, tested, sisters):
    """The days of a planned price test: block (today's price or lower), group (tested or sister), units, time on the shelf."""
    arms = units[["start_date", "end_date", "arm"]].drop_duplicates()
    parts = [
        shelf[shelf["date"].between(start, end)].assign(block="today" if arm == "x1" else "lower")
        for start, end, arm in zip(arms["start_date"], arms["end_date"], arms["arm"], strict=True)
    ]
    days = pd.concat(parts)
    group = pd.Series("", index=days.index).mask(days["product_id"].isin(sisters), "sister")
    days["group"] = group.mask(days["product_id"].isin(tested), "tested")
    on_offer = days.loc[(days["group"] == "tested") & days["promo_id"].notna(), "date"]
    days["promoted"] = days["date"].isin(on_offer)
    columns = ["date", "block", "group", "product_id", "price", "units", "shelf", "promoted"]
    return days.loc[days["group"] != "", columns].sort_values(["date", "product_id"], ignore_index=True)


def test_days(shop, case):
    """The days of the case's price test."""
    goods = shop.products
    beside = goods["family_id"] != case["tested_family"]
    if case["beside"] != "all others":
        beside &= goods["category_id"] == case["beside"]
    units = shop.experiments.query("exp_id == 'price test'")
    return test_of(shelf_of(shop), units, list(case["tested"]), list(goods.loc[beside, "product_id"]))
