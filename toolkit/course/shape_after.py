"""The shape of a shop after the sale: who comes back and when, what goes back, stars, parcels and the desk.

Functions as in `shape`: the books of a shop in, one number out.
"""

from __future__ import annotations

import pandas as pd

from toolkit.course.shape import Books

# --- customers --------------------------------------------------------------------------------


def repeat(books: Books, within: int) -> float:
    """Share of newcomers who order again on a later day, at most `within` days after the first order."""
    orders = books.owned.loc[books.owned["customer_id"].isin(books.newcomers), ["customer_id", "day"]]
    first = orders.groupby("customer_id")["day"].transform("min")
    counted = first < books.paid["day"].max() - pd.Timedelta(within, "D")
    away = (orders["day"] - first).dt.days[counted]
    back = orders.loc[counted, "customer_id"][(away > 0) & (away <= within)].nunique()
    return back / orders.loc[counted, "customer_id"].nunique()


def customers_of(books: Books, orders: int, *, or_more: bool = False) -> float:
    """Share of customers with that many paid orders in these books."""
    count = books.owned["customer_id"].value_counts()
    return float((count >= orders if or_more else count == orders).mean())


def gap(books: Books, what: str) -> float:
    """Days between two orders of one customer, same day left out: `what` is median or mean."""
    away = books.owned.groupby("customer_id")["day"].diff().dt.days
    return float(away[away > 0].agg(what))


# --- refunds, stars, parcels, desk ------------------------------------------------------------


def refund_rate(books: Books) -> float:
    """Refunded ÷ paid, orders of which all refunds are in."""
    return float(books.mature["refunded"].sum() / books.mature["paid_alloc"].sum())


def refund_rate_of(books: Books, category: str) -> float:
    """Refunded ÷ paid of one category, orders of which all refunds are in."""
    sums = books.mature.loc[books.mature["category_id"] == category, ["refunded", "paid_alloc"]].sum()
    return float(sums["refunded"] / sums["paid_alloc"])


def before_dispatch(books: Books) -> float:
    """Share of refunds asked for before the parcel left."""
    return float((books.table("refunds")["kind"] == "unshipped").mean())


def refund_lag(books: Books, share: float) -> float:
    """Days from the order to the request, at that share of the refunds after dispatch; orders of which all are in."""
    refunds = books.table("refunds").merge(books.mature[["order_id", "line_no", "day"]], on=["order_id", "line_no"])
    later = refunds[refunds["kind"] != "unshipped"]
    return float((later["requested_ts"].dt.normalize() - later["day"]).dt.days.quantile(share))


def stars(books: Books, count: int) -> float:
    """Share of reviews with that many stars for the goods."""
    return float((books.table("reviews")["stars_desc"] == count).mean())


def delivery(books: Books, share: float) -> float:
    """Days from payment to the door, at that share of the parcels."""
    orders = books.paid.dropna(subset="deliver_ts")
    return float((orders["deliver_ts"] - orders["paid_ts"]).dt.total_seconds().quantile(share) / 86_400)


def late(books: Books) -> float:
    """Share of parcels that leave later than promised, ordinary days."""
    ordinary = books.daily.loc[~books.daily["known"], "date"]
    orders = books.paid[books.paid["day"].isin(ordinary)].dropna(subset="ship_ts")
    return float((orders["ship_ts"] > orders["promise_ship_ts"]).mean())


def first_reply(books: Books, column: str) -> float:
    """Seconds to the first reply, middle of the shifts: `column` is first_resp_p50_s or first_resp_p90_s."""
    return float(books.table("service_daily")[column].median())
