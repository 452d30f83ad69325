"""The little shop's advertising, ways to an order and planned tests; what must agree with the rest is counted from it."""

from __future__ import annotations

import pandas as pd

from tests.data.little_visits import DAYS, FIRST, frame

ADVERTISED = ("P1", "P3")
SHOWN = {"P1": 7000, "P3": 3000}
DAY, HOUR = pd.Timedelta(days=1), pd.Timedelta(hours=1)


def way_tables(orders: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """ads_daily, journeys, touches and experiments of a shop with these orders."""
    ways = [*_converted(orders), *_strays()]
    touches = [
        {"journey_id": way["journey_id"], "seq": seq, "kind": "click", **touch}
        for way in ways
        for seq, touch in enumerate(way["touches"], start=1)
    ]
    return {
        "ads_daily": frame("ads_daily", _ads()),
        "journeys": frame("journeys", [_journey(way) for way in ways]),
        "touches": frame("touches", sorted(touches, key=lambda touch: (touch["channel_id"], touch["ts"]))),
        "experiments": frame("experiments", _lot(orders) + _brand_days() + _price_days()),
    }


def _converted(orders: pd.DataFrame) -> list[dict]:
    """Every paid order ends a way: a film or a message in between, and the channel of the order last."""
    paid = orders[orders["paid_ts"].notna()]
    return [
        {
            "journey_id": 300 + place,
            "order_id": row.order_id,
            "end_ts": row.created_ts,
            "paid_amount": row.paid_amount,
            "touches": [
                {"ts": row.created_ts - 5 * HOUR, "channel_id": "crm", "campaign_id": None, "kind": "send"},
                {"ts": row.created_ts - HOUR, "channel_id": row.channel_id, "campaign_id": row.campaign_id},
            ],
        }
        for place, row in enumerate(paid.astype({"campaign_id": object}).itertuples())
    ]


def _strays() -> list[dict]:
    """Visitors who searched, clicked the brand's advertisement and went."""
    touches = [
        {"ts": FIRST + 9 * HOUR, "channel_id": "search_org", "campaign_id": None},
        {"ts": FIRST + DAY, "channel_id": "paid_search", "campaign_id": "brand"},
    ]
    return [
        {"journey_id": 100 + place, "end_ts": touches[-1]["ts"], "paid_amount": 0, "touches": touches}
        for place in range(3)
    ]


def _journey(way: dict) -> dict:
    return {
        "journey_id": way["journey_id"],
        "visitor_id": 1,
        "start_ts": way["touches"][0]["ts"],
        "end_ts": way["end_ts"],
        "converted": "order_id" in way,
        "order_id": way.get("order_id"),
        "paid_amount": way["paid_amount"],
    }


def _ads() -> list[dict]:
    """The brand campaign shows two products every day; both devices of its channel show 5,000 each."""
    return [
        {
            "date": FIRST + day * DAY,
            "campaign_id": "brand",
            "product_id": product,
            "impressions": SHOWN[product],
            "clicks": 40,
            "spend": 10,
            "avg_bid": 0.5,
            "avg_position": 2.5,
            "attr_orders_15d": 2,
            "attr_paid_15d": 55,
        }
        for day in range(DAYS)
        for product in ADVERTISED
    ]


def _unit(test: str, unit: str, kind: str, arm: str, first: pd.Timestamp, days: int) -> dict:
    ends = {"start_date": first, "end_date": first + (days - 1) * DAY}
    money = {"converted": True, "paid_amount": 20, "cm": -3.5}
    return {"exp_id": test, "unit_id": unit, "unit_kind": kind, "arm": arm, **ends, "exposed": arm == "x0", **money}


def _lot(orders: pd.DataFrame) -> list[dict]:
    """Three customers, one held out, who did not order."""
    quiet = {"converted": False, "paid_amount": 0, "cm": 0}
    arms = {70: "written", 71: "written", 72: "held out"}
    return [_unit("lot", str(who), "customer", arm, FIRST, DAYS + 3) | quiet for who, arm in arms.items()]


def _brand_days() -> list[dict]:
    return [_day_unit("brand", "day", f"{FIRST + day * DAY:%Y-%m-%d}", day) for day in range(4)]


def _price_days() -> list[dict]:
    return [_day_unit("price", "product_day", f"P2 {FIRST + day * DAY:%Y-%m-%d}", day) for day in range(4)]


def _day_unit(test: str, kind: str, unit: str, day: int) -> dict:
    """Two days as usual, two in the other arm."""
    return _unit(test, unit, kind, "x1" if day < 2 else "x0", FIRST + (0 if day < 2 else 2) * DAY, 2)
