"""The prepared tables of lesson 10: four numbers a day, costs by month, the lines of two products."""

import pandas as pd

from toolkit import lens

COSTS = ("purchase", "salary", "ads", "freight", "fee", "rent")
"""Kinds of the ledger that are costs: refunds are taken off already in what is kept, settlements came in."""

PROMISES = ("order_id", "status", "paid_ts", "promise_ship_ts", "ship_ts", "promise_deliver_ts", "deliver_ts")
EARLY = pd.Timedelta(7, "D")
"""An order due on the first day that is looked at was paid less than so many days before."""


def chain(shop, case):
    """One row a day: waiting (s, evening, 90 %), parcels (share late), stars (3 days), conversion (%, 7 days), known."""
    evening = shop.service_daily.query("shift == 'evening'").set_index("date")
    said = shop.reviews["stars_desc"].groupby(shop.reviews["ts"].dt.normalize()).agg(["sum", "size"])
    said = said.rolling(3, min_periods=1).sum()
    daily = shop.shop_daily.merge(shop.calendar, on="date")
    table = pd.DataFrame(
        {
            "date": daily["date"],
            "waiting": daily["date"].map(evening["first_resp_p90_s"].astype(float)),
            "parcels": daily["date"].map(lens.late_by_day(shop.orders).set_index("date")["share"]).fillna(0.0),
            "stars": daily["date"].map(said["sum"] / said["size"]),
            "conversion": 100 * week_of(daily["pay_buyers"]) / week_of(daily["uv"]),
            "known": lens.known_days(daily),
        }
    )
    return table.dropna(ignore_index=True)


def week_of(counts):
    """The sum of each day and the six before it."""
    return counts.rolling(7, min_periods=1).sum()


def orders(shop, case):
    """Orders paid in the weeks around the promotion, with their promises and what became of them."""
    paid = shop.orders["paid_ts"].between(case["before"] - EARLY, case["due_before"])
    return shop.orders.loc[paid, list(PROMISES)].reset_index(drop=True)


def quarter_of(days):
    """The quarter of each day, as 2024 Q4."""
    return days.dt.year.astype(str) + " Q" + days.dt.quarter.astype(str)


def costs(shop, case):
    """What was paid out, one row a month and kind of cost: quarter, month, kind, yuan."""
    ledger = shop.cash_ledger
    out = ledger[ledger["kind"].isin(COSTS)]
    month = out["date"].dt.to_period("M").dt.to_timestamp().rename("month")
    sums = -out["amount"].astype(float).groupby([month, out["kind"].rename("kind")]).sum()
    table = sums.rename("yuan").reset_index()
    table.insert(0, "quarter", quarter_of(table["month"]))
    return table


def kept(shop, case):
    """What was paid in each quarter, and what of it was kept: less the refunds of these very orders."""
    paid = shop.orders[shop.orders["paid_ts"].notna()]
    back = paid["order_id"].map(shop.refunds.groupby("order_id")["amount"].sum()).astype(float).fillna(0.0)
    sums = pd.DataFrame({"paid": paid["paid_amount"].astype(float), "kept": paid["paid_amount"] - back})
    return sums.groupby(quarter_of(paid["paid_ts"]).rename("quarter")).sum().round(2).reset_index()


def lines_of(shop, products):
    """Sold lines of some products with their batch and what came back: one row a line, refunds of one line added up."""
    lines = shop.order_items[shop.order_items["product_id"].isin(products) & shop.order_items["batch_id"].notna()]
    lines = lines.merge(shop.orders[["order_id", "paid_ts"]].dropna(), on="order_id")
    back = shop.refunds[shop.refunds["order_id"].isin(lines["order_id"])]
    broken = back[back["reason"] == "quality"].groupby(["order_id", "line_no"], as_index=False)
    lines = lines.merge(broken.agg(back=("amount", "sum"), asked_on=("requested_ts", "min")), how="left")
    every = back.groupby(["order_id", "line_no"], as_index=False).agg(all_back=("amount", "sum"))
    lines = lines.merge(every, how="left")
    return pd.DataFrame(
        {
            "product_id": lines["product_id"],
            "batch_id": lines["batch_id"],
            "sold_on": lines["paid_ts"].dt.normalize(),
            "sold": 1,
            "quality": lines["back"].notna().astype(int),
            "back": lines["back"].astype(float).fillna(0.0),
            "all_back": lines["all_back"].astype(float).fillna(0.0),
            "asked_on": lines["asked_on"].dt.normalize(),
        }
    ).sort_values("sold_on", kind="stable", ignore_index=True)


def lines(shop, case):
    """The lines of the case's batches, and of the batches of the product that shows the way."""
    table = lines_of(shop, [case["product"], case["worked_product"]])
    return table[table["batch_id"].isin([*case["batches"], *case["worked_batches"]])].reset_index(drop=True)
