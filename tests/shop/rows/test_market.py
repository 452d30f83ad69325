"""The market: rank, levels and prices as the platform publishes them."""

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.checks import check
from toolkit.shop.market import level_cuts
from toolkit.shop.rows import make, market

SOME = settings(deadline=None, max_examples=25)
NAMES = ("market_daily", "level_thresholds", "shop_daily")


def by_category(rows, name):
    return rows[name].reshape(-1, 6)


@given(shops())
@SOME
def test_market_and_levels_keep_the_rules_of_the_data_room(facts):
    broken = check({name: make(name, facts) for name in NAMES[:2]} | {"shop_daily": days_of(facts)})
    assert [str(one) for one in broken if one.table != "shop_daily"] == []


def days_of(facts):
    """The days of the shop, of which only the dates matter here."""
    return make("shop_daily", facts)


@given(shops())
@SOME
def test_the_index_is_the_market_of_the_facts_to_the_hundredth(facts):
    rows = make("market_daily", facts)
    assert np.abs(rows["market_paid_index"] * 100 - facts.daily["market"].ravel()).max() <= 50


@given(shops())
@SOME
def test_every_yuan_paid_belongs_to_one_category(facts):
    assert market.paid_by_category(facts).sum() == facts.orders["paid_fen"][facts.orders["paid"] > 0].sum()


@given(shops())
@SOME
def test_a_rank_is_a_place_among_the_shops_of_the_category(facts):
    rank = make("market_daily", facts)["own_rank"]
    assert rank.min() >= 1
    assert rank.max() <= facts.scenario.raw["rivals"]["shops"]


def test_who_is_paid_more_ranks_better_and_who_stands_still_in_a_growing_market_worse():
    facts, richer, harder = (facts_of(seed=4, per_day=40) for _ in range(3))
    richer.lines["paid_alloc"] = richer.lines["paid_alloc"] * 3
    harder.daily["market"] = harder.daily["market"] * 2
    rank, better, worse = (make("market_daily", one)["own_rank"] for one in (facts, richer, harder))
    assert (better <= rank).all()
    assert better.mean() < rank.mean()
    assert (worse >= rank).all()
    assert worse.mean() > rank.mean()


def test_the_rank_looks_back_seven_days_and_no_further():
    facts, more = facts_of(seed=4), facts_of(seed=4)
    more.lines["paid_alloc"] = more.lines["paid_alloc"] * np.where(more.orders["day"][more.lines["order"]] == 3, 50, 1)
    one, other = (by_category(make("market_daily", shop), "own_rank") for shop in (facts, more))
    changed = (one != other).any(axis=1)
    assert changed[3:10].all()
    assert not changed[:3].any()
    assert not changed[10:].any()


def test_rivals_who_cut_their_prices_are_seen_and_the_largest_gains():
    facts, cut = facts_of(seed=4), facts_of(seed=4)
    cut.daily["rival_price"][5:9, 2] = facts.daily["rival_price"][5:9, 2] * 8 // 10
    one, other = (make("market_daily", shop) for shop in (facts, cut))
    price, top = (
        by_category(other, name) / by_category(one, name) for name in ("rival_price_index", "top1_paid_index")
    )
    assert np.allclose(price[5:9, 2], 0.8, atol=0.001)
    assert (top[5:9, 2] > 1.2).all()
    price[5:9, 2] = top[5:9, 2] = 1
    assert (price == 1).all()
    assert (top == 1).all()


def test_levels_are_the_cut_points_month_by_month_and_the_lowest_asks_for_nothing():
    facts = facts_of(days=100, per_day=1)
    rows = make("level_thresholds", facts)
    asked = rows["min_paid_30d"].reshape(-1, 7)
    assert np.array_equal(asked[:, 1:], level_cuts(facts.scenario, 4))
    assert (asked[:, 0] == 0).all()
    months = rows["month"].reshape(-1, 7)[:, 0].astype("datetime64[D]").astype(str).tolist()
    assert months == ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    assert set(rows["category_id"].values()) == {"home"}
