"""Deals as the lens makes them from a shop's own tables."""

from types import SimpleNamespace

import pandas as pd
import pytest

from toolkit import lens

AT = pd.Timestamp("2025-09-01 10:00")


@pytest.fixture
def shop():
    """Four orders: a first one, its buyer's second by a live show, a guest's, and one never paid."""
    orders = pd.DataFrame(
        {
            "order_id": [1, 2, 3, 4],
            "customer_id": pd.array([7, 7, None, 8], dtype="Int64"),
            "paid_ts": [AT, AT + pd.Timedelta(days=8), AT, pd.NaT],
            "channel_id": ["search_org", "video", "video", "search_org"],
            "campaign_id": [None, "live", "video", None],
            "device": "m",
        }
    )
    items = pd.DataFrame(
        {"order_id": [1, 1, 2, 3, 4], "line_no": [1, 2, 1, 1, 1], "product_id": ["A", "B", "A", "B", "A"]}
    )
    items = items.assign(
        qty=[1, 2, 1, 1, 1], paid_alloc=[10.0, 40.0, 9.0, 20.0, 0.0], unit_cost=[4.0, 10.0, 4.0, 10.0, 4.0]
    )
    products = pd.DataFrame({"product_id": ["A", "B"], "category_id": ["tea", "cups"]})
    channels = pd.DataFrame(
        {"channel_id": ["search_org", "video"], "place_platform": ["marketplace", "content platform"]}
    )
    return SimpleNamespace(orders=orders, order_items=items, products=products, channels=channels)


def test_a_paid_line_is_a_deal_and_an_unpaid_one_is_none(shop):
    deals = lens.deals(shop, "2025-09-01", "2025-09-30")
    assert deals["paid"].sum() == 79.0
    assert len(deals) == 4


def test_the_second_order_returns_and_a_guest_is_nobody_we_know(shop):
    deals = lens.deals(shop, "2025-09-01", "2025-09-30")
    assert deals.groupby("who")["paid"].sum().to_dict() == {"guest": 20.0, "new": 50.0, "returning": 9.0}


def test_live_stands_apart_from_short_video_on_the_same_platform(shop):
    deals = lens.deals(shop, "2025-09-01", "2025-09-30")
    assert deals.groupby("place")["paid"].sum().to_dict() == {"live": 9.0, "search_org": 50.0, "video": 20.0}
    assert set(deals.query("place == 'live'")["platform"]) == {"content platform"}


def test_the_last_day_counts_and_weeks_begin_with_the_first(shop):
    deals = lens.deals(shop, "2025-09-01", "2025-09-09")
    assert deals["week"].tolist() == [1, 1, 1, 2]
    assert len(lens.deals(shop, "2025-09-01", "2025-09-08")) == 3


def test_margin_is_what_is_paid_less_what_the_goods_cost(shop):
    deals = lens.deals(shop, "2025-09-01", "2025-09-30")
    assert deals["margin"].sum() == 79.0 - 4 - 20 - 4 - 10
