"""The prepared tables of lesson 11: own money by category, a festival's days, tests of a forecast, the stranger's weeks."""

import numpy as np
import pandas as pd

from toolkit.lens.remembered import once

DAY = pd.Timedelta(days=1)
YEAR, MONTH = 364, 28
TESTS, STEP = 8, 14
BEFORE, AFTER = 28, 14
FEE, PARCEL = 0.05, 7.5
"""What the platform takes of what was paid, and what a parcel costs."""


def category_days(shop, case):
    """What the shop was paid in each category on each day."""
    return _category_days(shop)


@once
def _category_days(shop):
    goods = shop.products[["product_id", "category_id"]]
    sold = shop.product_daily[["date", "product_id", "paid_amount"]].merge(goods, on="product_id")
    return sold.groupby(["date", "category_id"], as_index=False)["paid_amount"].sum()


# --- a festival, judged to the fortnight after -----------------------------------------------------------


def promo_days(shop, case):
    """The days around the festival: paid, kept, what it left before ads, ads, buyers who never bought here before."""
    first, last = pd.Timestamp(case["usual_start"]), pd.Timestamp(case["promo_end"])
    books = shop.aside()
    table = account(books)[first:last]
    back = went_back(books).reindex(table.index, fill_value=0.0)
    new = books.customers["first_order_date"].value_counts().reindex(table.index).fillna(0).astype(int)
    table = table.assign(kept=table["paid"] - back, left=table["left"] + table["ads"] - back)
    table = table[["paid", "kept", "left", "ads"]].round(2).assign(new_buyers=new)
    table["when"] = [when(date, case) for date in table.index]
    return table.rename_axis("date").reset_index()


def went_back(shop):
    """What was refunded of each day's orders, by the day on which they were paid."""
    day = shop.orders.set_index("order_id")["paid_ts"].dt.normalize()
    return shop.refunds["amount"].astype(float).groupby(shop.refunds["order_id"].map(day)).sum()


def when(date, case):
    """Which part of a festival a day belongs to."""
    edges = (("usual_end", "before"), ("eve", "warm-up"), ("promo_day", "the day"))
    return next((name for edge, name in edges if date <= pd.Timestamp(case[edge])), "after")


# --- the same weeks last year, at today's pace ----------------------------------------------------------


def ratios(daily, day):
    """How each of the last 28 days stands to its own day of last year."""
    paid = daily.set_index("date")["paid_amount"].astype(float)
    now = paid[day - (MONTH - 1) * DAY : day]
    return now.to_numpy() / paid.reindex(now.index - YEAR * DAY).to_numpy()


def said(daily, day):
    """The forecast of the four weeks after a day: the same weeks last year × how we run now."""
    paid = daily.set_index("date")["paid_amount"].astype(float)
    then = paid[day + DAY - YEAR * DAY : day + (MONTH - YEAR) * DAY].sum()
    return float(then * np.median(ratios(daily, day)))


def tests_before(daily, day):
    """The same rule on eight earlier days of which the four weeks after are known: said and came."""
    paid = daily.set_index("date")["paid_amount"].astype(float)
    days = [day - (MONTH + STEP * step) * DAY for step in range(TESTS)][::-1]
    came = [float(paid[one + DAY : one + MONTH * DAY].sum()) for one in days]
    return pd.DataFrame({"on": days, "said": [round(said(daily, one)) for one in days], "came": np.round(came)})


def rule_before(shop, case):
    """Eight earlier forecasts by the rule of this step, and what came."""
    return tests_before(shop.shop_daily, pd.Timestamp(case["today"]))


# --- the stranger's weeks -------------------------------------------------------------------------------


def account(shop):
    """One row a day: paid, ads, and what was left of it after fee, goods, parcels and ads."""
    daily, goods = shop.shop_daily.set_index("date"), shop.products[["product_id", "unit_cost"]]
    sold = shop.product_daily[["date", "product_id", "units"]].merge(goods, on="product_id")
    cost = (sold["units"] * sold["unit_cost"]).groupby(sold["date"]).sum()
    paid, ads, parcels = (daily[name].astype(float) for name in ("paid_amount", "ad_spend", "pay_orders"))
    left = (1 - FEE) * paid - cost.reindex(daily.index, fill_value=0.0) - PARCEL * parcels - ads
    return pd.DataFrame({"paid": paid, "ads": ads, "left": left})


def her_weeks(unseen, case):
    """The stranger's whole weeks, the last of them ending with her books: paid, ads, left, and the lowest cash."""
    days = account(unseen)
    cash = unseen.aside().cash_ledger.groupby("date")["amount"].sum().reindex(days.index, fill_value=0.0).cumsum()
    week = (days.index[::-1] - days.index[-1]).days // -7
    table = days.assign(cash=cash).groupby(week[::-1]).agg(
        week_to=("paid", lambda part: part.index[-1]), days=("paid", "size"), paid=("paid", "sum"), ads=("ads", "sum"),
        left=("left", "sum"), cash_low=("cash", "min"),
    )  # fmt: skip
    whole = table[table["days"] == 7].sort_values("week_to", ignore_index=True)
    money = ["paid", "ads", "left", "cash_low"]
    return whole[["week_to", *money]].assign(**whole[money].round(0))
