"""The shop's day and its channels."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from tests.shop.rows.crowds import OFFSITE_M, SEARCH_M, changed, crowd_of, crowds, more_people
from tests.shop.rows.strategies import START, facts_of
from toolkit.data.checks import check
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.shop.facts import CELLS, CHANNEL_OF, SOURCES
from toolkit.shop.rows import make

TILL = [
    "order_buyers",
    "pay_buyers",
    "pay_orders",
    "pay_units",
    "gmv_placed",
    "paid_amount",
    "refund_paid_out",
    "ad_spend",
]
DESIGN = {  # bounce by channel, the design's table
    "search_org": 0.42,
    "reco_feed": 0.58,
    "paid_search": 0.48,
    "paid_feed": 0.60,
    "video": 0.65,
    "affiliate": 0.45,
    "crm": 0.30,
    "direct": 0.28,
    "offsite": 0.68,
}


def frame(name, facts):
    return to_frame(make(name, facts), TABLES[name])


def unchanged(before, after, but=()):
    """Columns that are not the same in two tables."""
    return [name for name in before if name not in but and not before[name].equals(after[name])]


@pytest.fixture(scope="module")
def ordinary():
    """200 days at the size of the classroom shop without orders, outage or machines."""
    facts = facts_of(5, 200, 20, 0)
    mean = 5000 * facts.scenario.by_source("share")[:, None] * np.array([0.9, 0.1])
    people = np.random.default_rng(5).poisson(mean.ravel(), (facts.days, CELLS))
    return changed(facts, people=people, bots=np.zeros_like(people), tracked=np.full((facts.days, 2), 1_000_000))


@settings(max_examples=25, deadline=None)
@given(crowds())
def test_the_day_and_its_channels_break_no_rule(shape):
    facts = crowd_of(**shape)
    tables = {name: make(name, facts) for name in ("shop_daily", "traffic_daily", "orders", "order_items")}
    dark = (facts.daily["tracked"] < 1_000_000).any(axis=1)
    outage = pd.date_range(START, periods=facts.days)[dark]
    assert check(tables, outage=outage) == []


@settings(max_examples=15, deadline=None)
@given(crowds())
def test_channel_visitors_exceed_the_shop_s_by_those_who_came_twice(shape):
    facts = crowd_of(**shape)
    shop, traffic = frame("shop_daily", facts), frame("traffic_daily", facts)
    twice = traffic.groupby("date")["uv"].sum().to_numpy() - shop["uv"].to_numpy()
    assert (twice >= 0).all()
    assert (twice <= shop["uv"].to_numpy() // 2).all()


def test_a_day_on_which_nobody_comes_is_a_day_of_zeros():
    facts = crowd_of(people=0, per_day=0, machines=0)
    shop = frame("shop_daily", facts).drop(
        columns=["date", "score_desc", "score_service", "score_logistics", "ad_spend"]
    )
    assert len(shop) == facts.days
    assert (shop == 0).all(axis=None)


def test_an_outage_hides_visits_and_leaves_the_till_alone():
    facts = crowd_of(3, days=10, per_day=40, people=400)
    light = changed(facts, tracked=np.full((10, 2), 1_000_000))
    dark = changed(facts, tracked=np.where(np.arange(10)[:, None] == [[4, 11]], 400_000, 1_000_000))
    seen, hidden = frame("shop_daily", light), frame("shop_daily", dark)
    assert seen[TILL].equals(hidden[TILL])
    assert seen.drop(index=4).equals(hidden.drop(index=4))
    by_device = [frame("traffic_daily", facts).groupby(["device", "date"])["visits"].sum() for facts in (light, dark)]
    left = by_device[1] / by_device[0]
    assert 0.35 < left["m"].iloc[4] < 0.45
    assert (left["pc"] == 1).all()


def test_machines_add_visitors_of_one_page_and_nothing_else():
    facts = crowd_of(4, days=10, machines=0)
    facts.daily["tracked"][:] = 1_000_000
    bots = np.zeros_like(facts.daily["bots"])
    bots[6, OFFSITE_M] = 8000
    quiet, spike = frame("shop_daily", facts), frame("shop_daily", changed(facts, bots=bots))
    added = ["uv", "new_uv", "visits", "pv", "bounce_visits"]
    assert ((spike[added] - quiet[added]).loc[6] == 8000).all()
    assert unchanged(quiet, spike, but=[*added, "avg_stay_s"]) == []
    assert quiet.drop(index=6).equals(spike.drop(index=6))


def test_more_people_on_one_day_change_that_day_s_visitors_only():
    facts = crowd_of(6, days=12)
    more = more_people(facts, 5, SEARCH_M, 300)
    for name in ("shop_daily", "traffic_daily"):
        before, after = frame(name, facts), frame(name, more)
        day = before["date"] == pd.Timestamp(START) + pd.Timedelta(days=5)
        assert before[~day].equals(after[~day])
        assert not before[day].equals(after[day])
    assert frame("shop_daily", facts)[TILL].equals(frame("shop_daily", more)[TILL])


def test_the_shop_s_numbers_are_those_of_a_shop_of_its_kind(ordinary):
    total = frame("shop_daily", ordinary).sum(numeric_only=True)
    assert 0.45 <= total["bounce_visits"] / total["visits"] <= 0.50
    assert 4 <= total["pv"] / total["uv"] <= 6
    assert 0.60 <= total["new_uv"] / total["uv"] <= 0.75
    assert 0.05 <= total["cart_uv"] / total["uv"] <= 0.08


def test_channels_bounce_as_designed(ordinary):
    total = frame("traffic_daily", ordinary).groupby("channel_id")[["bounce_visits", "visits"]].sum()
    bounce = total["bounce_visits"] / total["visits"]
    assert (bounce - pd.Series(DESIGN)).abs().max() < 0.035


def test_carts_fill_up_before_a_festival(ordinary):
    days, phases = frame("shop_daily", ordinary).set_index("date"), frame("calendar", ordinary).set_index("date")
    carts = (days["cart_uv"] - days["order_buyers"]) / days["uv"]
    before_618 = carts["2024-06-11":"2024-06-17"]
    assert (phases["event_phase"][before_618.index] == "preheat").all()
    assert before_618.mean() > 1.4 * carts["2024-05-01":"2024-05-31"].mean()


def test_views_are_shared_out_over_devices_and_empty_where_nobody_counts():
    facts = crowd_of(7)
    traffic = frame("traffic_daily", facts)
    shown = traffic.groupby("channel_id")["impressions"].sum(min_count=1)
    assert (
        shown["paid_search"]
        == facts.daily["impressions"][:, [SOURCES.index("paid_search"), SOURCES.index("paid_search_brand")]].sum()
    )
    assert shown[["search_org", "reco_feed", "affiliate", "direct", "offsite"]].isna().all()


def test_there_is_a_row_for_every_channel_device_and_day():
    facts = crowd_of(8, people=0, per_day=0)
    assert len(frame("traffic_daily", facts)) == facts.days * len(set(CHANNEL_OF)) * 2
