"""What came after the little shop's orders: refunds, reviews, and what they move."""

from __future__ import annotations

import pandas as pd

from tests.data.little_visits import DAYS, FIRST, NEVER

LAST_NIGHT = FIRST + pd.Timedelta(days=DAYS) - pd.Timedelta(hours=1)
PAID_BACK = FIRST + pd.Timedelta(days=DAYS - 1, hours=11)


def refund_rows(orders: pd.DataFrame, items: pd.DataFrame) -> list[dict]:
    """The first order that arrived comes back whole and is paid back; one line of the second is asked for on the last night."""
    arrived = orders[orders["deliver_ts"].notna()].sort_values(["deliver_ts", "order_id"]).iloc[:2]
    rows = []
    for place, (order, there) in enumerate(zip(arrived["order_id"], arrived["deliver_ts"], strict=True)):
        lines = items[items["order_id"] == order] if place == 0 else items[items["order_id"] == order].iloc[:1]
        for _, line in lines.iterrows():
            rows.append(
                {
                    "refund_id": 3000 + len(rows),
                    "order_id": order,
                    "line_no": line["line_no"],
                    "kind": "refund_only" if place else "return_refund",
                    "reason": "size" if place else "mind",
                    "requested_ts": LAST_NIGHT if place else there + pd.Timedelta(hours=10),
                    "completed_ts": NEVER if place else PAID_BACK,
                    "qty": line["qty"],
                    "amount": line["paid_alloc"],
                    "goods_back": not place,
                }
            )
    return rows


def review_rows(orders: pd.DataFrame, items: pd.DataFrame) -> list[dict]:
    """Every line that arrived is reviewed two hours later, each by other stars."""
    lines = items.merge(orders.loc[orders["deliver_ts"].notna(), ["order_id", "deliver_ts"]], on="order_id")
    return [
        {
            "review_id": 7000 + place,
            "order_id": line["order_id"],
            "line_no": line["line_no"],
            "ts": line["deliver_ts"] + pd.Timedelta(hours=2),
            "stars_desc": 1 + place % 5,
            "stars_service": 5 - place % 3,
            "stars_logistics": 5,
            "tag": "bright" if place % 5 > 2 else "late",
        }
        for place, (_, line) in enumerate(lines.iterrows())
    ]


def units_back(refunds: pd.DataFrame, items: pd.DataFrame) -> dict[tuple[pd.Timestamp, str], int]:
    """Units put back into stock, by day and product."""
    done = refunds[refunds["completed_ts"].notna() & refunds["goods_back"]].merge(items, on=["order_id", "line_no"])
    units = done.groupby([done["completed_ts"].dt.normalize(), "product_id"])["qty_x"].sum()
    return {cell: int(many) for cell, many in units.items()}


def paid_back(refunds: pd.DataFrame) -> dict[pd.Timestamp, float]:
    """Yuan paid back, by day."""
    done = refunds[refunds["completed_ts"].notna()]
    return done.groupby(done["completed_ts"].dt.normalize())["amount"].sum().round(2).to_dict()
