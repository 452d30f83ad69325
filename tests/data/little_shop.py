"""A sound shop of a few days, in all tables."""

from __future__ import annotations

from functools import cache
from random import Random

import pandas as pd

from tests.data.little_after import paid_back, refund_rows, review_rows, units_back
from tests.data.little_days import ledger_rows, product_rows, shop_row, stock_rows, traffic_rows
from tests.data.little_outside import desk_rows, level_rows, market_rows, target_rows
from tests.data.little_papers import still_tables
from tests.data.little_visits import DAYS, FIRST, NEVER, PRICES, Visit, frame, visits
from tests.data.little_ways import way_tables

LOGGED = pd.date_range(FIRST, periods=2)


def little_shop(seed: int) -> dict[str, pd.DataFrame]:
    """All tables, yours to change."""
    return {name: frame.copy() for name, frame in _little_shop(seed).items()}


@cache
def _little_shop(seed: int) -> dict[str, pd.DataFrame]:
    chance = Random(seed)
    made = visits(chance)
    buying = [one for one in made if one.basket]
    numbers = {id(one): 240_101 * 1000 + place for place, one in enumerate(buying)}
    sales = pd.DataFrame(
        [
            (one.date, product, units, numbers[id(one)])
            for one in buying
            if one.paid
            for product, units in one.basket.items()
        ],
        columns=["date", "product_id", "units", "order_id"],
    )
    orders = frame("orders", [order_row(one, numbers[id(one)]) for one in buying])
    items = frame("order_items", [row for one in buying for row in item_rows(one, numbers[id(one)])])
    refunds = frame("refunds", refund_rows(orders, items))
    stock = frame("inventory_daily", stock_rows(sales, units_back(refunds, items)))
    return {
        **still_tables(),
        **way_tables(orders),
        "shop_daily": frame("shop_daily", [shop_row(made, day, paid_back(refunds)) for day in range(DAYS)]),
        "traffic_daily": frame("traffic_daily", traffic_rows(made)),
        "sessions": frame(
            "sessions",
            [
                session_row(one, place, numbers)
                for place, one in enumerate(made)
                if one.date in LOGGED or one.visitor % 7 == 0
            ],
        ),
        "product_daily": frame("product_daily", product_rows(items, sales)),
        "inventory_daily": stock,
        "orders": orders,
        "order_items": items,
        "refunds": refunds,
        "reviews": frame("reviews", review_rows(orders, items)),
        "service_daily": frame("service_daily", desk_rows(chance, refunds)),
        "cash_ledger": frame("cash_ledger", ledger_rows(orders, refunds)),
        "market_daily": frame("market_daily", market_rows(chance)),
        "level_thresholds": frame("level_thresholds", level_rows()),
        "targets": frame("targets", target_rows()),
    }


def session_row(one: Visit, place: int, numbers: dict[int, int]) -> dict:
    return {
        "session_id": 9000 + place,
        "visitor_id": one.visitor,
        "customer_id": one.customer,
        "start_ts": one.date + pd.Timedelta(hours=9),
        "channel_id": one.channel,
        "campaign_id": "brand" if one.channel == "paid_search" else None,
        "device": one.device,
        "region": "East",
        "landing_product_id": "P1",
        "pv": one.pages,
        "duration_s": 20 * one.pages,
        "is_bounce": one.pages == 1,
        "cart": bool(one.basket),
        "order_id": numbers.get(id(one)),
    }


def order_row(one: Visit, number: int) -> dict:
    hours = {
        name: one.date + pd.Timedelta(hours=value)
        for name, value in {"created_ts": 9, "paid_ts": 10, "ship_ts": 33, "deliver_ts": 60}.items()
    }
    end = FIRST + pd.Timedelta(days=DAYS)
    times = {
        name: moment if (one.paid or name == "created_ts") and moment < end else NEVER for name, moment in hours.items()
    }
    steps = sum(moment is not NEVER for moment in times.values())
    promise = {
        "promise_ship_ts": hours["paid_ts"] + pd.Timedelta(days=2),
        "promise_deliver_ts": hours["paid_ts"] + pd.Timedelta(days=5),
    }
    return {
        "order_id": number,
        "customer_id": one.customer,
        **times,
        **(promise if one.paid else {}),
        "status": ("unpaid", "paid", "shipped", "delivered")[steps - 1],
        "channel_id": one.channel,
        "campaign_id": "brand" if one.channel == "paid_search" else None,
        "device": one.device,
        "region": "East",
        "list_amount": (one.asked - 400) / 100,
        "discount_amount": 1,
        "shipping_fee": 5,
        "paid_amount": one.asked / 100 if one.paid else 0,
    }


def item_rows(one: Visit, number: int) -> list[dict]:
    """The order's lines; the last bears what discount and shipping leave."""
    rows, left = [], one.asked if one.paid else 0
    for line, (product, units) in enumerate(one.basket.items(), start=1):
        share = left if line == len(one.basket) else min(left, PRICES[product] * units)
        left -= share
        rows.append(
            {
                "order_id": number,
                "line_no": line,
                "product_id": product,
                "batch_id": f"B-{product}" if one.paid else None,
                "qty": units,
                "list_price": PRICES[product] / 100,
                "unit_price": PRICES[product] / 100,
                "paid_alloc": share / 100,
                "unit_cost": 2.5,
            }
        )
    return rows


def balances(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """The account at the end of each day, opened with 1,000 yuan."""
    moved = tables["cash_ledger"].groupby("date")["amount"].sum()
    return (1000 + moved.cumsum()).round(2)
