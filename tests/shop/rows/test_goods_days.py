"""Products by day: whoever bought looked, stock adds up, only goods on sale have a row."""

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.columns import NULL
from toolkit.shop.rows import make

SLOW = settings(deadline=None, max_examples=25)


@given(shops())
@SLOW
def test_whoever_paid_had_it_in_the_cart_and_whoever_had_it_in_the_cart_looked(facts):
    rows = make("product_daily", facts)
    assert (rows["pay_buyers"] <= rows["cart_uv"]).all()
    assert (rows["cart_uv"] <= rows["uv"]).all()
    assert (rows["uv"] <= rows["pv"]).all()
    assert (rows["units"] >= rows["pay_buyers"]).all()


@given(shops())
@SLOW
def test_free_visitors_are_a_part_of_all_visitors(facts):
    rows = make("product_daily", facts)
    assert (rows["free_pay_buyers"] <= rows["free_cart_uv"]).all()
    assert (rows["free_cart_uv"] <= rows["free_uv"]).all()
    for name in ("uv", "cart_uv", "pay_buyers"):
        assert (rows[f"free_{name}"] <= rows[name]).all()


@given(shops())
@SLOW
def test_product_days_add_up_to_what_all_orders_were_paid(facts):
    rows, orders = make("product_daily", facts), make("orders", facts)
    listed_only = facts.daily["listed"].all()
    total = orders["paid_amount"].sum()
    assert rows["paid_amount"].sum() == total if listed_only else rows["paid_amount"].sum() <= total


@given(shops())
@SLOW
def test_stock_at_night_is_stock_in_the_morning_plus_and_minus_the_moves(facts):
    rows = make("inventory_daily", facts)
    moved = rows["inbound_units"] + rows["return_units"] - rows["sold_units"]
    assert (rows["open_units"] + moved == rows["close_units"]).all()
    assert (rows["close_units"] >= 0).all()
    assert (rows["sold_units"][rows["oos_hours"] == 240] == 0).all()


@given(shops())
@SLOW
def test_units_sold_are_the_same_in_both_tables(facts):
    sold, stock = make("product_daily", facts), make("inventory_daily", facts)
    by_day = dict(zip(keys(stock), stock["sold_units"], strict=True))
    assert all(by_day[key] == units for key, units in zip(keys(sold), sold["units"], strict=True))


@given(shops())
@SLOW
def test_only_goods_on_sale_have_a_day(facts):
    assert len(make("product_daily", facts)["date"]) == facts.daily["listed"].sum()


def test_a_product_without_reviews_has_no_rating():
    facts = facts_of(seed=3)
    rows = make("product_daily", facts)
    assert ((rows["rating_avg"] == NULL) == (rows["rating_n"] == 0)).all()
    rated = rows["rating_avg"] != NULL
    assert ((rows["rating_avg"][rated] >= 100) & (rows["rating_avg"][rated] <= 500)).all()


def test_interest_twice_as_high_brings_about_twice_as_many_visitors_of_the_page():
    facts = facts_of(seed=4, days=40, skus=10, per_day=0)
    before = make("product_daily", facts)["uv"].sum()
    facts.daily["people"] *= 2
    assert 1.9 < make("product_daily", facts)["uv"].sum() / before < 2.1


def test_an_outage_of_the_tracker_hides_looks_but_no_sales():
    facts = facts_of(seed=6, days=20)
    facts.daily["tracked"][:] = 1_000_000
    whole = make("product_daily", facts)
    facts.daily["tracked"][10:12] = 400_000
    hidden = make("product_daily", facts)
    out = (whole["date"] >= whole["date"].min() + 10) & (whole["date"] < whole["date"].min() + 12)
    assert hidden["uv"][out].sum() < 0.6 * whole["uv"][out].sum()
    for name in whole:
        if name not in ("uv", "pv", "cart_uv", "free_uv", "free_cart_uv"):
            assert np.array_equal(plain(whole[name]), plain(hidden[name])), name
    assert np.array_equal(whole["uv"][~out], hidden["uv"][~out])


def plain(column):
    return getattr(column, "codes", column)


def keys(rows):
    return zip(rows["date"], rows["product_id"].codes, strict=True)
