"""The tables of lesson 08: what each order left, what each channel cost, the money ladder by category, and visits one by one."""

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once

NEVER_SENT = "unshipped"


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def sales(shop, case):
    """One row a paid order: who bought, by which channel and campaign, what was paid, what was kept and what it left."""
    return _sales(shop)


@once
def _sales(shop):
    orders = shop.orders[shop.orders["paid_ts"].notna()].sort_values(["paid_ts", "order_id"])
    money = lens.contribution(orders, shop.order_items, shop.refunds, shop.cash_ledger).set_index("order_id")
    guest = orders["customer_id"].isna()
    table = orders[["order_id", "customer_id", "paid_ts", "channel_id", "campaign_id"]].copy()
    table.insert(2, "who", guest.map({True: "guest", False: "known"}))
    table.insert(3, "person", orders["customer_id"].fillna(-orders["order_id"]))
    table.insert(5, "day", orders["paid_ts"].dt.normalize())
    paid = orders["paid_amount"].astype(float)
    kept, left = (orders["order_id"].map(money[name]).round(2) for name in ("kept", "contribution"))
    return table.assign(paid=paid, kept=kept, left=left).reset_index(drop=True)


def with_first(table):
    """The orders as the lesson's own cell extends them: each person's first day and channel, and the age at each order."""
    table = table.copy()
    table["first"] = table.groupby("person")["day"].transform("min")
    table["age"] = (table["day"] - table["first"]).dt.days
    table["came_by"] = table.groupby("person")["channel_id"].transform("first")
    return table


def doors_of(shop, sales, bills, case):
    """Visitors, yuan left within thirty days and bills of the channels that meet strangers, in the won days."""
    came = shop.traffic_daily.query("@case.won_from <= date <= @case.won_to and channel_id in @case.strangers")
    won = sales.query("@case.won_from <= first <= @case.won_to and age <= 30")
    billed = bills.query("@case.won_from <= date <= @case.won_to")
    table = came.groupby("channel_id")[["uv"]].sum()
    table["left"] = won.groupby("came_by")["left"].sum()
    table["spent"] = billed.groupby("channel_id")["spent"].sum()
    return table.fillna(0)


def bills(shop, case):
    """One row a day, channel and kind of bill: advertising, commissions of that day's orders, messages sent."""
    return _bills(shop)


@once
def _bills(shop):
    ads = shop.ads_daily.merge(shop.campaigns[["campaign_id", "channel_id"]], on="campaign_id")
    by_channel = ads.groupby(["date", "channel_id"], observed=True)["spend"].sum().reset_index(name="spent")
    parts = [by_channel.assign(what="ads"), _commissions(shop), _messages(shop, ads)]
    table = pd.concat(parts, ignore_index=True)[["date", "channel_id", "what", "spent"]]
    table["spent"] = table["spent"].astype(float).round(2)
    return table[table["spent"] > 0].sort_values(["date", "channel_id"]).reset_index(drop=True)


def _commissions(shop):
    """What partners got, on the day on which the order was paid."""
    ledger = shop.cash_ledger
    entries = ledger[(ledger["kind"] == "ads") & ledger["ref_id"].notna()]
    orders = shop.orders.set_index("order_id")
    table = pd.DataFrame(
        {
            "date": entries["ref_id"].map(orders["paid_ts"]).dt.normalize(),
            "channel_id": entries["ref_id"].map(orders["channel_id"]).astype(str),
            "spent": -entries["amount"].astype(float),
        }
    )
    return table.groupby(["date", "channel_id"])["spent"].sum().reset_index().assign(what="commission")


def _messages(shop, ads):
    """What messages cost: the ledger's bills for promotion that belong to no order and to no campaign of the ad table."""
    ledger = shop.cash_ledger
    entries = ledger[(ledger["kind"] == "ads") & ledger["ref_id"].isna()]
    billed = -entries.groupby("date")["amount"].sum().astype(float)
    rest = (billed - ads.groupby("date")["spend"].sum().astype(float)).round(2).rename("spent")
    return rest.rename_axis("date").reset_index().assign(channel_id="crm", what="messages")


# --- the money ladder of each category --------------------------------------------------------------------


def ladder(shop, case):
    """One row a category, orders of the won days: paid, refunded, goods sold and back, fee, parcels; in yuan."""
    return _ladder(shop, case["won_from"], case["won_to"])


@once
def _ladder(shop, won_from, won_to):
    orders = shop.orders[shop.orders["paid_ts"].notna()]
    orders = orders[orders["paid_ts"].dt.normalize().between(won_from, won_to)]
    lines = shop.order_items.merge(orders[["order_id", "paid_amount"]], on="order_id")
    lines = lines.merge(shop.products[["product_id", "category_id"]], on="product_id")
    paid = lines["paid_alloc"].astype(float)
    share = (paid / lines["paid_amount"].where(lines["paid_amount"] > 0)).astype(float).fillna(0.0)
    back = _back(lines, shop.refunds)
    cost = lines["unit_cost"].astype(float)
    table = pd.DataFrame(
        {
            "category_id": lines["category_id"],
            "paid": paid,
            "refunded": back["amount"],
            "goods": cost * lines["qty"],
            "goods_back": cost * back["home"],
        }
    )
    for name, entries in _by_order(shop.cash_ledger).items():
        table[name] = share * lines["order_id"].map(entries).astype(float).fillna(0.0)
    return table.groupby("category_id").sum().round(2).reset_index()


def _back(lines, refunds):
    """Of each line: yuan paid back, and pieces that came back whole or never left."""
    key = ["order_id", "line_no"]
    refunds = refunds[refunds["order_id"].isin(lines["order_id"])]
    home = refunds["qty"].where(refunds["goods_back"].astype(bool), 0)
    never = refunds["qty"].where(refunds["kind"] == NEVER_SENT, 0)
    sums = refunds.assign(amount=refunds["amount"].astype(float), home=home, never=never)
    sums = sums.groupby(key)[["amount", "home", "never"]].sum().reset_index()
    table = lines[key].merge(sums, on=key, how="left").fillna(0.0)
    return table.assign(home=np.maximum(table["home"], table["never"]).astype(float))


def _by_order(ledger):
    """The ledger's entries that belong to an order, by order: fee and fee given back, parcels out and back, as costs."""
    entries = ledger[ledger["ref_id"].notna() & ledger["kind"].isin(["fee", "freight"])]
    fee, service, back = entries["kind"] == "fee", entries["part"] == "service", entries["amount"] > 0
    kinds = {"fee": fee & ~back, "fee_back": fee & back, "parcels": ~fee & ~service, "parcels_back": ~fee & service}
    return {
        name: entries[rows].groupby("ref_id")["amount"].sum().astype(float).abs().rename_axis(None)
        for name, rows in kinds.items()
    }


# --- visits one by one ------------------------------------------------------------------------------------


def visits(shop, case):
    """Visits of a sample of visitors in the two stretches: when, by which channel, from where, pages, seconds, cart."""
    start = shop.sessions["start_ts"].dt.normalize()
    first = start.between(case["first_from"], case["first_to"])
    second = start.between(case["second_from"], case["second_to"])
    seen = shop.sessions[first | second]
    table = seen[["channel_id", "device", "region", "pv", "duration_s", "is_bounce", "cart"]].copy()
    table.insert(0, "day", start[first | second])
    table.insert(1, "hour", seen["start_ts"].dt.hour)
    return table.reset_index(drop=True)


# --- the clicks of one campaign ---------------------------------------------------------------------------


def daily_of(shop, campaign):
    """One row a day of a campaign: clicks, spend, price of a click, place, and what both usually are."""
    ads = shop.ads_daily[shop.ads_daily["campaign_id"] == campaign]
    ads = ads.assign(steps=ads["avg_position"] * ads["impressions"])
    table = ads.groupby("date")[["impressions", "clicks", "spend", "steps"]].sum().reset_index()
    table = table.assign(price=table["spend"] / table["clicks"], place=table["steps"] / table["impressions"])
    usual = table[["price", "place"]].rolling(28).median().shift(1)
    return table.assign(usual_price=usual["price"], usual_place=usual["place"])
