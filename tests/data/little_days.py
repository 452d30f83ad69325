"""The little shop's days: of the shop, its channels, its products, its stock and its account."""

from __future__ import annotations

import pandas as pd

from tests.data.little_visits import ARRIVING, CHANNELS, DAYS, FIRST, OPENING, PRICES, PRODUCTS, Visit


def shop_row(made: list[Visit], day: int, back: dict[pd.Timestamp, float]) -> dict:
    rows = [one for one in made if one.day == day]
    placed = [one for one in rows if one.basket]
    return {
        **visit_counts(rows),
        "date": FIRST + pd.Timedelta(days=day),
        "new_uv": 1,
        "avg_stay_s": (200 * sum(20 * one.pages for one in rows) + len(rows)) // (2 * len(rows)) / 100,
        "fav_uv": 2,
        "order_buyers": distinct(placed),
        "pay_units": sum(sum(one.basket.values()) for one in rows if one.paid),
        "gmv_placed": sum(one.asked for one in placed) / 100,
        "refund_paid_out": back.get(FIRST + pd.Timedelta(days=day), 0),
        "ad_spend": 30,
        "score_desc": 4.8,
        "score_service": 4.71,
        "score_logistics": 4.69,
    }


def traffic_rows(made: list[Visit]) -> list[dict]:
    cells = [(day, channel, device) for day in range(DAYS) for channel in CHANNELS for device in ("m", "pc")]
    return [
        {
            **visit_counts([one for one in made if (one.day, one.channel, one.device) == cell]),
            "date": FIRST + pd.Timedelta(days=cell[0]),
            "channel_id": cell[1],
            "device": cell[2],
            "impressions": 5000 if cell[1] == "paid_search" else None,
        }
        for cell in cells
    ]


def visit_counts(rows: list[Visit]) -> dict:
    return {
        "uv": distinct(rows),
        "visits": len(rows),
        "pv": sum(one.pages for one in rows),
        "bounce_visits": sum(one.pages == 1 for one in rows),
        "cart_uv": distinct([one for one in rows if one.basket]),
        "pay_buyers": distinct([one for one in rows if one.paid]),
        "pay_orders": sum(one.paid for one in rows),
        "paid_amount": sum(one.asked for one in rows if one.paid) / 100,
    }


def distinct(rows: list[Visit]) -> int:
    return len({one.visitor for one in rows})


def stock_rows(sales: pd.DataFrame, back: dict[tuple[pd.Timestamp, str], int]) -> list[dict]:
    """Stock by day; P2 gets more on the second day, and nothing of P3 can be had on a day without sales of it."""
    rows, stock = [], dict.fromkeys(PRODUCTS, OPENING)
    for day in pd.date_range(FIRST, periods=DAYS):
        for product in PRODUCTS:
            sold = int(sales.loc[(sales["date"] == day) & (sales["product_id"] == product), "units"].sum())
            inbound = ARRIVING if product == "P2" and day == FIRST + pd.Timedelta(days=1) else 0
            returned = back.get((day, product), 0)
            close = stock[product] + inbound + returned - sold
            rows.append(
                {
                    "date": day,
                    "product_id": product,
                    "open_units": stock[product],
                    "inbound_units": inbound,
                    "sold_units": sold,
                    "return_units": returned,
                    "close_units": close,
                    "oos_hours": 0 if sold else 24,
                }
            )
            stock[product] = close
    return rows


def product_rows(items: pd.DataFrame, sales: pd.DataFrame) -> list[dict]:
    rows = []
    for day in pd.date_range(FIRST, periods=DAYS):
        for product in PRODUCTS:
            sold = sales[(sales["date"] == day) & (sales["product_id"] == product)]
            lines = items[items["order_id"].isin(sold["order_id"]) & (items["product_id"] == product)]
            rows.append(
                {
                    "date": day,
                    "product_id": product,
                    "uv": 50,
                    "pv": 80,
                    "cart_uv": 20,
                    "pay_buyers": min(len(sold), 9),
                    "units": sold["units"].sum(),
                    "paid_amount": round(lines["paid_alloc"].sum(), 2),
                    "price": PRICES[product] / 100,
                    "promo_id": "sale" if product == "P1" else None,
                    "featured": False,
                    "rating_avg": None if product == "P3" else 4.5,
                    "rating_n": 0 if product == "P3" else 8,
                    "free_uv": 30,
                    "free_cart_uv": 10,
                    "free_pay_buyers": 0,
                }
            )
    return rows


def ledger_rows(orders: pd.DataFrame, refunds: pd.DataFrame) -> list[dict]:
    """Rent and advertising each day, a purchase, refunds, and settlements on the last day."""
    days = pd.date_range(FIRST, periods=DAYS)
    plain = [("capital", "rent", day, -20.0, None) for day in days] + [("supply", "purchase", days[1], -120.5, 41)]
    plain += [("promotion", "ads", day, -25.0, None) for day in days]
    done = refunds[refunds["completed_ts"].notna()]
    plain += [
        ("service", "refund", moment.normalize(), -amount, order)
        for moment, amount, order in zip(done["completed_ts"], done["amount"], done["order_id"], strict=True)
    ]
    paid = orders[orders["paid_ts"].notna()]
    settled = [
        ("capital", "settlement", days[-1], amount, number)
        for amount, number in zip(paid["paid_amount"], paid["order_id"], strict=True)
    ]
    return [
        {"entry_id": 5000 + place, "part": part, "kind": kind, "date": day, "amount": amount, "ref_id": ref}
        for place, (part, kind, day, amount, ref) in enumerate(plain + settled)
    ]
