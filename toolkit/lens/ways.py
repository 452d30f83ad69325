"""One week, many conversions: who stands on top, what stands below, over which days."""

from __future__ import annotations

from itertools import product

import pandas as pd

from toolkit.lens.tables import need

TOPS = ("buyers", "orders")
BELOWS = ("visitors", "visits", "pages")
OVER = ("day by day, added up", "the mean of the days", "all days as one")
ADDED, MEAN, ONE = OVER
COLUMNS = {"buyers": "pay_buyers", "orders": "pay_orders", "visitors": "uv", "visits": "visits", "pages": "pv"}
NOBODY = "nobody should use this"


def readings(daily: pd.DataFrame, log: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Every way to divide buyers or orders by visitors, visits or pages, each over the same days in three ways.

    daily: date, uv, visits, pv, pay_buyers, pay_orders of these days. log: their visits, with visitor_id and order_id.
    orders: order_id and paid_ts. Returns: top, below, over, rate (0 to 1), name (what the trade calls it, or a warning).
    """
    need(daily, *COLUMNS.values())
    need(log, "visitor_id", "order_id")
    need(orders, "order_id", "paid_ts")
    sums = daily[list(COLUMNS.values())].sum()
    paid = log["order_id"].isin(orders.loc[orders["paid_ts"].notna(), "order_id"])
    people = {"uv": log["visitor_id"].nunique(), "pay_buyers": log.loc[paid, "visitor_id"].nunique()}
    as_one = sums.to_dict() | people
    rows = []
    for top, below, over in product(TOPS, BELOWS, OVER):
        up, down = COLUMNS[top], COLUMNS[below]
        if over == MEAN:
            rate = float((daily[up] / daily[down]).mean())
        else:
            counts = as_one if over == ONE else sums
            rate = float(counts[up] / counts[down])
        rows.append((top, below, over, rate, _name(top, below, over)))
    return pd.DataFrame(rows, columns=["top", "below", "over", "rate", "name"])


def _name(top: str, below: str, over: str) -> str:
    """What a reading is called; most have no honest name, and the reason is said."""
    if below == "pages":
        return f"{NOBODY}: pages are turned, they do not decide"
    if over == MEAN:
        return f"{NOBODY}: a quiet day speaks as loudly as the big one"
    if (top, below) == ("orders", "visits"):
        return "orders per visit, which some web reports call conversion"
    if below == "visits":
        return f"{NOBODY}: people above the line, doors below"
    if top == "orders":
        return f"{NOBODY}: somebody who orders twice stands on top twice and below once"
    return "daily conversion, pooled (visitor-days below)" if over == ADDED else "week conversion (different people)"
