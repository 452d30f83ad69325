"""The little shop's papers, in which nothing moves: catalogue, calendar, campaigns, purchases."""

from __future__ import annotations

import pandas as pd

from tests.data.little_visits import ARRIVING, CHANNELS, DAYS, FIRST, NEVER, OPENING, PRICES, PRODUCTS, frame


def still_tables() -> dict[str, pd.DataFrame]:
    """The tables in which nothing moves."""
    days = pd.date_range(FIRST, periods=DAYS + 30)
    calendar = [
        {
            "date": day,
            "dow": day.day_of_week + 1,
            "is_holiday": False,
            "event_phase": "none",
            "cny_offset_days": -40 + place,
        }
        for place, day in enumerate(days)
    ]
    channel = {"place_platform": "marketplace", "kind": "free", "billing": "none", "fee_rate": 0}
    campaign = {
        "campaign_id": "brand",
        "channel_id": "paid_search",
        "name": "Brand",
        "objective": "sales",
        "is_brand_kw": True,
        "start_date": FIRST,
        "daily_budget": 50,
    }
    product = {
        "family_id": "F1",
        "category_id": "C1",
        "category_en": "Lamps",
        "category_zh": "灯具",
        "title": "Lamp",
        "unit_cost": 2.5,
        "weight_g": 800,
        "launch_date": FIRST,
        "supplier_id": "S1",
        "page_claim": "bright",
    }
    promo = {
        "promo_id": "sale",
        "name": "Sale",
        "kind": "discount",
        "start_ts": FIRST,
        "end_ts": days[-1],
        "product_ids": "P1 P3",
        "depth": 0.2,
        "funded_by": "shop",
        "target_paid": 900,
    }
    note = {
        "log_id": 1,
        "ts": FIRST + pd.Timedelta(hours=10),
        "actor_role": "buyer",
        "text_en": "Ordered lamps.",
        "text_zh": "订了灯。",
    }
    person = {"first_seen_date": FIRST, "region": "East", "age_band": "25-34", "is_member": True}
    return {
        "calendar": frame("calendar", calendar),
        "channels": frame(
            "channels", [{**channel, "channel_id": name, "name_en": name, "name_zh": name} for name in CHANNELS]
        ),
        "campaigns": frame("campaigns", [campaign]),
        "products": frame(
            "products", [{**product, "product_id": name, "list_price": PRICES[name] / 100} for name in PRODUCTS]
        ),
        "promotions": frame("promotions", [promo]),
        "customers": frame("customers", [{**person, "customer_id": number} for number in (70, 71, 72)]),
        "ops_log": frame("ops_log", [note]),
        "purchase_orders": frame("purchase_orders", purchase_rows()),
    }


def purchase_rows() -> list[dict]:
    """The opening stock, a batch that arrives on the second day, and one still on its way at the end."""
    usual = {
        "order_date": FIRST - pd.Timedelta(days=20),
        "eta_date": FIRST,
        "unit_cost": 2.5,
        "deposit_paid": 0,
        "balance_paid": 0,
        "supplier_id": "S1",
    }
    opening = [
        {
            **usual,
            "po_id": 40,
            "line_no": line,
            "product_id": name,
            "batch_id": f"B-{name}",
            "arrive_date": FIRST - pd.Timedelta(days=1),
            "units": OPENING,
        }
        for line, name in enumerate(PRODUCTS, start=1)
    ]
    second = {
        **usual,
        "po_id": 41,
        "line_no": 1,
        "product_id": "P2",
        "batch_id": "B-2",
        "arrive_date": FIRST + pd.Timedelta(days=1),
        "units": ARRIVING,
    }
    coming = {**second, "po_id": 42, "batch_id": "B-3", "arrive_date": NEVER, "eta_date": FIRST + pd.Timedelta(days=60)}
    return [*opening, second, coming]
