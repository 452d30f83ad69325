"""Advertising by product: shared out to the last fen, and credited to itself."""

import dataclasses

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.columns import NULL
from toolkit.shop.facts import SOURCES
from toolkit.shop.rows import ids, make
from toolkit.shop.rows.ads import ADVERTISED
from toolkit.shop.rows.shares import shared

SOME = settings(deadline=None, max_examples=20)
BRAND = SOURCES.index("paid_search_brand")


def by_campaign_day(facts, name):
    """A column of ads_daily added up, [D, source]."""
    rows = make("ads_daily", facts)
    source = np.array([SOURCES.index(word) for word in rows["campaign_id"].words])[rows["campaign_id"].codes]
    total = np.zeros((facts.days, len(SOURCES)), dtype=np.int64)
    np.add.at(total, (rows["date"] - ids.first_day(facts), source), rows[name])
    return total


def with_daily(facts, **daily):
    return dataclasses.replace(facts, daily=facts.daily | daily)


@given(shops())
@SOME
def test_products_add_up_to_the_campaigns_day(facts):
    for name in ("impressions", "clicks", "spend"):
        told = np.where(np.isin(np.arange(len(SOURCES)), ADVERTISED), facts.daily[name], 0)
        assert (by_campaign_day(facts, name) == told).all(), name


@given(shops())
@SOME
def test_only_products_on_sale_are_advertised_and_each_once(facts):
    rows = make("ads_daily", facts)
    sku = np.array([ids.product_words(facts).index(word) for word in rows["product_id"].words])[
        rows["product_id"].codes
    ]
    assert (facts.daily["listed"][rows["date"] - ids.first_day(facts), sku] > 0).all()
    keys = set(zip(rows["date"], rows["campaign_id"].codes, sku, strict=True))
    assert len(keys) == len(rows["date"])


@given(shops())
@SOME
def test_a_place_is_known_exactly_where_something_was_shown(facts):
    rows = make("ads_daily", facts)
    assert ((rows["avg_position"] != NULL) == (rows["impressions"] > 0)).all()
    placed = rows["avg_position"][rows["avg_position"] != NULL]
    assert ((placed >= 100) & (placed <= 1200)).all()


def test_a_campaign_keeps_its_products_for_weeks():
    facts = facts_of(seed=3, skus=30)
    rows = make("ads_daily", facts)
    mine = rows["campaign_id"].codes == rows["campaign_id"].codes[0]
    sets = {}
    for date, product in zip(rows["date"][mine], rows["product_id"].codes[mine], strict=True):
        sets.setdefault(date, set()).add(product)
    assert all(12 <= len(goods) <= 20 for goods in sets.values())
    days = sorted(sets)
    assert sets[days[0]] == sets[days[10]]


def test_a_higher_bid_takes_a_better_place():
    facts = with_daily(facts_of(seed=4), spend=np.zeros((30, len(SOURCES)), dtype=np.int64))
    bold = facts.daily["bid"].copy()
    bold[:, ADVERTISED[0]] *= 2
    plain, bolder = (make("ads_daily", one) for one in (facts, with_daily(facts, bid=bold)))
    mine = plain["campaign_id"].codes == plain["campaign_id"].words.index(SOURCES[ADVERTISED[0]])
    shown = mine & (plain["avg_position"] != NULL)
    assert (bolder["avg_bid"][mine] >= 2 * plain["avg_bid"][mine] - 1).all()
    assert (bolder["avg_position"][shown] <= plain["avg_position"][shown]).all()
    assert bolder["avg_position"][shown].mean() < 0.6 * plain["avg_position"][shown].mean()
    assert (bolder["avg_position"][~mine] == plain["avg_position"][~mine]).all()


@given(shops())
@SOME
def test_a_click_costs_no_more_than_was_bid(facts):
    rows = make("ads_daily", facts)
    clicked = rows["clicks"] > 0
    assert (rows["spend"][clicked] <= rows["clicks"][clicked] * rows["avg_bid"][clicked]).all()


def test_a_campaign_that_is_switched_off_has_no_rows_on_those_days():
    facts = facts_of(seed=5)
    off = {name: facts.daily[name].copy() for name in ("spend", "clicks", "impressions")}
    for column in off.values():
        column[10:17, BRAND] = 0
    rows = make("ads_daily", with_daily(facts, **off))
    brand = rows["campaign_id"].codes == rows["campaign_id"].words.index("paid_search_brand")
    days = set((rows["date"][brand] - ids.first_day(facts)).tolist())
    assert days == set(range(facts.days)) - set(range(10, 17))


def test_dashboards_credit_themselves_with_more_than_was_sold_by_last_touch():
    facts = facts_of(seed=6, days=40)
    facts.daily["tracked"] = np.full_like(facts.daily["tracked"], 1_000_000)
    credited = by_campaign_day(facts, "attr_paid_15d").sum(axis=0)
    last = np.bincount(facts.orders["cell"] // 2, weights=facts.orders["paid_fen"], minlength=len(SOURCES))
    assert (credited[list(ADVERTISED)] >= last[list(ADVERTISED)]).all()
    assert credited.sum() > 1.2 * last[list(ADVERTISED)].sum()


@given(st.lists(st.tuples(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), min_size=3, max_size=3)), min_size=1))
@SOME
def test_shares_add_up_and_no_part_is_a_whole_one_off(rows):
    whole = np.array([row[0] for row in rows])
    weight = np.array([row[1] for row in rows])
    part = shared(whole, weight)
    some = weight.sum(axis=1) > 0
    assert (part.sum(axis=1) == np.where(some, whole, 0)).all()
    fair = weight * whole[:, None] / np.maximum(weight.sum(axis=1), 1)[:, None]
    assert (np.abs(part - fair) < 1).all()
    assert (part[weight == 0] == 0).all()
