"""Bells in the order of search, and what a part of the shop would have taken had it run like the rest."""

import numpy as np
import pandas as pd
import pytest

from toolkit import lens
from toolkit.lens.alarms import DRAWERS
from toolkit.lens.spans import stepped
from toolkit.lens.without import NoSuchPart
from toolkit.shop.books import open_shop
from toolkit.shop.truth import Truth

DATES = pd.date_range("2025-01-01", periods=180)
CALENDAR = pd.DataFrame({"date": DATES, "event_phase": "none", "cny_offset_days": 99})


@pytest.fixture(scope="module")
def shop():
    return open_shop("luyang-unseen", seed="practice-2")


def test_bells_come_in_the_order_of_search(shop):
    bells = lens.alarms(shop)
    order = bells["drawer"].map(DRAWERS.index)
    assert order.is_monotonic_increasing
    assert (bells["start"] <= bells["end"]).all()


def test_every_incident_rings_and_quiet_days_hardly_do(shop):
    bells, happened = lens.alarms(shop), Truth(shop).incidents()
    rang = [((bells["start"] <= one.end) & (bells["end"] >= one.start)) for one in happened.itertuples()]
    assert all(each.any() for each in rang)
    assert (~pd.concat(rang, axis=1).any(axis=1)).sum() <= 12


def test_no_bell_rings_on_a_day_that_the_calendar_explains(shop):
    festive = set(shop.calendar.query("event_phase != 'none'")["date"])
    bells = lens.alarms(shop)
    assert not {day for one in bells.itertuples() if one.days == 1 for day in [one.start]} & festive


def test_a_step_up_and_down_is_seen_and_a_slope_is_not():
    level = pd.Series(0.0, index=DATES)
    level.iloc[100:121] = 0.25
    high = stepped(level)
    assert list(high.index[high > 0]) == list(DATES[100:121])
    assert (stepped(pd.Series(np.linspace(0, 2, 180), index=DATES)) == 0).all()


def test_a_step_without_a_step_down_stands_to_the_end_or_was_none():
    level = pd.Series(0.0, index=DATES)
    level.iloc[170:] = 0.25
    assert (stepped(level).iloc[170:] > 0).all()
    level.iloc[20:] = 0.25
    assert (stepped(level) == 0).all()


def money(loss=0.0, growth=1.0):
    luck = np.random.default_rng(7).normal(1, 0.02, (2, 180))
    pace = np.linspace(1, growth, 180)
    part = 100 * pace * luck[0]
    part[120:127] -= loss
    return pd.DataFrame({"date": DATES, "part": part, "rest": 900 * pace * luck[1]})


def test_what_a_part_lost_is_found_however_the_shop_grew():
    for growth in (0.5, 1.0, 2.0):
        found = lens.without_it(money(40, growth), DATES[120], DATES[126], CALENDAR, after=0)
        assert found["more"] == pytest.approx(-280, abs=40)
        assert found["low"] - 20 <= -280 <= found["high"] + 20
        assert found["took"] - found["usual"] == pytest.approx(found["more"])


def test_where_nothing_happened_the_range_holds_nothing():
    found = lens.without_it(money(), DATES[120], DATES[126], CALENDAR)
    assert found["low"] < 0 < found["high"]


def test_a_part_and_the_rest_are_the_whole(shop):
    paid = shop.traffic_daily.groupby("date")["paid_amount"].sum()
    for where in (("pc",), ("video", "search_org")):
        both = lens.part_and_rest(shop, *where).set_index("date")
        assert (both["part"] + both["rest"]).to_numpy() == pytest.approx(paid.to_numpy())
    product = shop.products["product_id"].iloc[0]
    assert (lens.part_and_rest(shop, product)["part"] >= 0).all()


def test_a_part_that_is_not_there_is_refused_by_name(shop):
    with pytest.raises(NoSuchPart, match="nowhere"):
        lens.part_and_rest(shop, "nowhere")
