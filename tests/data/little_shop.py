"""A sound shop of a few days, in all sixteen tables: every number is counted from visits and orders made up by chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from random import Random

import pandas as pd

from toolkit.data.schema import TABLES

FIRST = pd.Timestamp("2024-01-01")
DAYS = 5
LOGGED = pd.date_range(FIRST, periods=2)
CHANNELS = ("search_org", "paid_search", "crm")
PRODUCTS = ("P1", "P2", "P3")
PRICES = {"P1": 1999, "P2": 500, "P3": 12_00}
OPENING, ARRIVING = 500, 40
NEVER = pd.NaT


@dataclass
class Visit:
    """One visit, and what was ordered in it: units by product."""

    day: int
    channel: str
    device: str
    visitor: int
    pages: int
    basket: dict[str, int] = field(default_factory=dict)
    paid: bool = False
    customer: int | None = None

    @property
    def date(self):
        return FIRST + pd.Timedelta(days=self.day)

    @property
    def asked(self):
        """Fen asked for the order: list − 1 yuan off + 5 yuan shipping."""
        return sum(PRICES[product] * units for product, units in self.basket.items()) - 100 + 500


def visits(chance: Random) -> list[Visit]:
    """A few visits a day by each channel and device; visitor 1 of a day comes by every channel, and twice."""
    made = []
    for day in range(DAYS):
        for channel in CHANNELS:
            for device in ("m", "pc"):
                own = [day * 1000 + len(made) * 10 + number for number in range(chance.randint(2, 4))]
                made += [visit(chance, day, channel, device, who) for who in [day * 1000 + 999, *own, own[0]]]
    return made


def visit(chance: Random, day: int, channel: str, device: str, visitor: int) -> Visit:
    goods = chance.sample(PRODUCTS, chance.randint(1, 2)) if chance.random() < 0.5 and visitor % 10 == 1 else []
    basket = {product: chance.randint(1, 3) for product in goods}
    pages = 2 + chance.randint(0, 5) if basket else chance.randint(1, 3)
    customer = chance.choice([None, 70, 71, 72]) if basket else None
    return Visit(day, channel, device, visitor, pages, basket, bool(basket) and chance.random() < 0.8, customer)


def little_shop(seed: int) -> dict[str, pd.DataFrame]:
    """All sixteen tables, yours to change."""
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
    stock = frame("inventory_daily", stock_rows(sales))
    return {
        **still_tables(),
        "shop_daily": frame("shop_daily", [shop_row(made, day) for day in range(DAYS)]),
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
        "cash_ledger": frame("cash_ledger", ledger_rows(orders)),
    }


def frame(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as a DataFrame in the types and the order of the schema."""
    dtypes = {
        "money": "float64",
        "rate": "float64",
        "hundredths": "float64",
        "tenths": "float64",
        "date": "datetime64[us]",
        "ts": "datetime64[us]",
        "text": "str",
        "bool": "bool",
    }
    table = TABLES[name]
    made = pd.DataFrame(rows, columns=list(table.names))
    kinds = {column.name: dtypes.get(column.kind, "Int64" if column.null else "int64") for column in table.columns}
    return made.astype(kinds)


def distinct(rows: list[Visit]) -> int:
    return len({one.visitor for one in rows})


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


def shop_row(made: list[Visit], day: int) -> dict:
    rows = [one for one in made if one.day == day]
    placed = [one for one in rows if one.basket]
    return {
        **visit_counts(rows),
        "date": FIRST + pd.Timedelta(days=day),
        "new_uv": 1,
        "avg_stay_s": 31.5,
        "fav_uv": 2,
        "order_buyers": distinct(placed),
        "pay_units": sum(sum(one.basket.values()) for one in rows if one.paid),
        "gmv_placed": sum(one.asked for one in placed) / 100,
        "refund_paid_out": 0,
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


def stock_rows(sales: pd.DataFrame) -> list[dict]:
    """Stock by day; P2 gets more on the second day, and nothing of P3 can be had on a day without sales of it."""
    rows, stock = [], dict.fromkeys(PRODUCTS, OPENING)
    for day in pd.date_range(FIRST, periods=DAYS):
        for product in PRODUCTS:
            sold = int(sales.loc[(sales["date"] == day) & (sales["product_id"] == product), "units"].sum())
            inbound = ARRIVING if product == "P2" and day == FIRST + pd.Timedelta(days=1) else 0
            close = stock[product] + inbound - sold
            rows.append(
                {
                    "date": day,
                    "product_id": product,
                    "open_units": stock[product],
                    "inbound_units": inbound,
                    "sold_units": sold,
                    "return_units": 0,
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


def ledger_rows(orders: pd.DataFrame) -> list[dict]:
    """Rent each day, a purchase, and settlements on the last day."""
    days = pd.date_range(FIRST, periods=DAYS)
    plain = [("capital", "rent", day, -20.0, None) for day in days] + [("supply", "purchase", days[1], -120.5, 41)]
    paid = orders[orders["paid_ts"].notna()]
    settled = [
        ("capital", "settlement", days[-1], amount, number)
        for amount, number in zip(paid["paid_amount"], paid["order_id"], strict=True)
    ]
    return [
        {"entry_id": 5000 + place, "part": part, "kind": kind, "date": day, "amount": amount, "ref_id": ref}
        for place, (part, kind, day, amount, ref) in enumerate(plain + settled)
    ]


def balances(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """The account at the end of each day, opened with 1,000 yuan."""
    moved = tables["cash_ledger"].groupby("date")["amount"].sum()
    return (1000 + moved.cumsum()).round(2)


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
