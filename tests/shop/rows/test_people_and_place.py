"""Customers, calendar, channels, campaigns, promotions."""

import datetime as dt

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.columns import NULL, NULL_DATE
from toolkit.shop.facts import CHANNELS
from toolkit.shop.rows import ids, make, place
from toolkit.shop.rows.clock import second_of_day

SOME = settings(deadline=None, max_examples=25)


@given(shops())
@SOME
def test_customers_are_exactly_those_who_ordered(facts):
    people, orders = make("customers", facts), make("orders", facts)
    assert set(people["customer_id"]) == set(orders["customer_id"]) - {NULL}
    assert len(set(people["customer_id"])) == len(people["customer_id"])


@given(shops())
@SOME
def test_a_customer_is_first_seen_in_this_book_and_not_after_the_first_order(facts):
    people, orders = make("customers", facts), make("orders", facts)
    start = ids.first_day(facts)
    assert (people["first_seen_date"] >= start).all()
    assert (people["first_seen_date"] <= people["first_order_date"]).all()
    day = orders["created_ts"] // 86_400_000_000
    for customer, first in zip(people["customer_id"][:20], people["first_order_date"][:20], strict=True):
        assert day[orders["customer_id"] == customer].min() == first


def test_a_customer_orders_from_one_region_only():
    facts = facts_of(seed=7)
    people, orders = make("customers", facts), make("orders", facts)
    home = dict(zip(people["customer_id"], people["region"].values(), strict=True))
    for customer, region in zip(orders["customer_id"], orders["region"].values(), strict=True):
        assert customer == NULL or home[customer] == region


def test_the_calendar_runs_to_the_end_of_2026_and_knows_11_11():
    rows = make("calendar", facts_of())
    days = rows["date"].astype("datetime64[D]")
    assert days[-1] == np.datetime64("2026-12-31")
    phase = np.array(rows["event_phase"].values())
    for year in (2024, 2025, 2026):
        on = int(np.flatnonzero(days == np.datetime64(f"{year}-11-11"))[0])
        assert rows["event_name"].values()[on] == "11.11"
        assert phase[on] == "burst"
        assert (phase[on - 7 : on] == "preheat").all()
        assert (phase[on + 1 : on + 6] == "after").all()
    assert [dt.date.fromisoformat(str(day)).isoweekday() for day in days[:9]] == rows["dow"][:9].tolist()


def test_a_day_has_an_event_name_exactly_when_it_has_a_phase():
    rows = make("calendar", facts_of())
    named = np.array([name is not None for name in rows["event_name"].values()])
    assert (named == (np.array(rows["event_phase"].values()) != "none")).all()


def test_new_year_of_the_moon_is_day_nought():
    rows = make("calendar", facts_of())
    at_zero = rows["date"][rows["cny_offset_days"] == 0].astype("datetime64[D]").astype(str).tolist()
    assert at_zero == ["2024-02-10", "2025-01-29", "2026-02-17"]
    holiday = np.array(rows["holiday_name"].values(), dtype=object)
    assert all("春节" in name for name in holiday[rows["cny_offset_days"] == 0])


def test_there_are_nine_channels_and_only_affiliates_take_a_share():
    rows = make("channels", facts_of())
    assert rows["channel_id"].values() == list(CHANNELS)
    share = dict(zip(CHANNELS, rows["fee_rate"], strict=True))
    assert share.pop("affiliate") == 120_000
    assert set(share.values()) == {0}


def test_every_campaign_of_an_order_runs_on_the_channel_of_that_order():
    facts = facts_of(seed=2)
    runs_on = dict(
        zip(*(make("campaigns", facts)[name].values() for name in ("campaign_id", "channel_id")), strict=True)
    )
    orders = make("orders", facts)
    pairs = set(zip(orders["campaign_id"].values(), orders["channel_id"].values(), strict=True))
    assert all(campaign is None or runs_on[campaign] == channel for campaign, channel in pairs)
    assert {campaign for campaign, _ in pairs} - {None} == set(runs_on)


def test_campaigns_have_no_end_while_they_run():
    assert (make("campaigns", facts_of())["end_date"] == NULL_DATE).all()


@given(shops())
@SOME
def test_a_promotion_names_goods_of_the_catalogue_and_ends_after_it_begins(facts):
    rows = make("promotions", facts)
    known = set(ids.product_words(facts))
    assert all(set(names.split()) <= known for names in rows["product_ids"].values())
    assert (rows["end_ts"] > rows["start_ts"]).all()
    assert len(set(rows["promo_id"].values())) == len(facts.promos)


def test_carts_fill_faster_before_a_big_festival_and_never_slower():
    facts = facts_of(days=366, per_day=1)
    factor = place.cart_factor(facts)
    first = np.datetime64("2024-11-11") - np.datetime64("2024-01-01")
    assert factor[int(first.astype(int)) - 3] > 1.5
    assert (factor >= 1).all()
    assert np.median(factor) == 1


def test_people_order_at_work_and_before_bed_and_hardly_at_night():
    second = second_of_day((np.arange(100_000) + 0.5) / 100_000)
    share = np.bincount(second // 3600, minlength=24) / 1000
    assert share.argmax() == 22
    assert 7 < share[22] < 9
    assert share[2:6].max() < 1
    assert second.min() >= 0
    assert second.max() < 86_400
