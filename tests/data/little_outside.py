"""The little shop's desk, and what it is measured by: market, levels, targets."""

from __future__ import annotations

from random import Random

import pandas as pd

from tests.data.little_visits import DAYS, FIRST

ENDS = {"morning": 16, "evening": 24, "night": 8}
TARGETS = {"paid_amount": 9000.0, "uv": 3000.0, "pay_conversion": 0.03, "kept_revenue": 8000.0, "ad_spend": 900.0}


def desk_rows(chance: Random, refunds: pd.DataFrame) -> list[dict]:
    """Three shifts a day; nobody writes in the first night."""
    rows = []
    for day in pd.date_range(FIRST, periods=DAYS):
        for shift, hour in ENDS.items():
            end = day + pd.Timedelta(hours=hour)
            chats = 0 if (day, shift) == (FIRST, "night") else chance.randint(5, 40)
            lost = chance.randint(0, 3) if chats else 0
            rows.append(
                {
                    "date": day,
                    "shift": shift,
                    "chats": chats,
                    "staff": 2,
                    "trainees": chance.randint(0, 2),
                    "overtime_h": 1.5,
                    "first_resp_p50_s": 20 + chats if chats else None,
                    "first_resp_p90_s": 60 + chats if chats else None,
                    "unanswered": lost,
                    "chat_to_pay_rate": 0.4 if chats else None,
                    "tickets_open": lost + open_at(refunds, end),
                }
            )
    return rows


def open_at(refunds: pd.DataFrame, end: pd.Timestamp) -> int:
    done = refunds["completed_ts"].notna() & (refunds["completed_ts"] < end)
    return int(((refunds["requested_ts"] < end) & ~done).sum())


def market_rows(chance: Random) -> list[dict]:
    return [
        {
            "date": day,
            "category_id": category,
            "market_paid_index": 100 + chance.randint(-9, 9),
            "own_rank": chance.randint(1, 900),
            "top1_paid_index": 101.5,
            "rival_price_index": 99.5,
        }
        for day in pd.date_range(FIRST, periods=DAYS)
        for category in ("C1", "C2")
    ]


def level_rows() -> list[dict]:
    month = {"month": FIRST, "category_id": "C1"}
    return [{**month, "level": level, "min_paid_30d": 1000.0 * (level - 1) ** 2} for level in range(1, 8)]


def target_rows() -> list[dict]:
    return [{"month": FIRST, "metric": metric, "target": value} for metric, value in TARGETS.items()]
