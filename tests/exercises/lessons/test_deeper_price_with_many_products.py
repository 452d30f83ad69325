"""What go deeper 06 promises on every shop: a response near the truth, an order point with both kinds of luck, four cells."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.deeper_price_with_many_products_parts import case as chosen

SLUG = "deeper-price-with-many-products"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def test_two_years_of_prices_come_near_the_truth(desks):
    far = [at for at in desks if abs(known(at, "family_answer").ref - known(at, "family_answer").true) > 0.3]
    assert len(far) <= 0.05 * len(desks)


def test_a_family_answers_less_than_a_product_alone_and_more_than_the_cloud_shows(desks):
    for at in desks:
        values = known(at, "family_answer")
        assert values.mistakes["a_product_alone"] < values.ref < values.mistakes["one_dot_a_product"] < 0


def test_whatever_lies_within_three_tenths_is_a_way_that_works_too(desks):
    at = desks[0]
    assert told(at, "family_answer", known(at, "family_answer").ref - 0.1).outcome == "yes"


def test_the_product_to_order_sells_enough_to_have_a_pace_and_was_out_at_times(desks):
    for at in desks:
        mine = chosen.shelf_of(at.shop).query("product_id == @at.case.product and not known")
        assert mine[mine["shelf"] == 1]["units"].mean() >= chosen.SOLD
        assert mine["shelf"].min() < 1


def test_luck_of_the_wait_and_luck_of_the_day_both_ask_for_a_buffer(desks):
    for at in desks:
        values = known(at, "order_point")
        half, steady = values.mistakes["no_buffer"], values.mistakes["supplier_on_time"]
        assert half < steady < values.ref


def test_the_supplier_is_that_of_the_product(desks):
    for at in desks:
        homes = at.shop.products.set_index("product_id")["supplier_id"]
        assert homes[at.case.product] == at.case.supplier
        assert homes[at.case.worked] == at.case.worked_supplier
        assert at.case.worked != at.case.product


def test_six_categories_lie_in_three_cells_or_more(desks):
    for at in desks:
        values = known(at, "four_cells")
        assert sorted(values.ref) == list(at.case.categories)
        assert len(set(values.ref.values())) >= 3
        assert all(values.ref != slip for slip in values.mistakes.values())


def test_the_four_cells_follow_the_market_and_the_rivals():
    days = pd.date_range("2025-01-01", periods=4)
    market = pd.DataFrame(
        {"date": days, "category_id": "tea", "market_paid_index": [100, 100, 110, 130], "own_rank": [9, 8, 7, 5]}
    )
    own = pd.DataFrame({"date": days, "category_id": "tea", "paid_amount": [10.0, 10.0, 30.0, 30.0]})
    row = lens.bcg(own, market, start=days[2], end=days[3], back=2).loc["tea"]
    assert row["market_growth"] == pytest.approx(0.2)
    assert row["own_growth"] == pytest.approx(2.0)
    assert (row["place"], row["shop_share"]) == (6.0, 1.0)


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    blanks = {"four_cells": dict.fromkeys(at.case.categories, ...)}
    for name in at.plan.exercises:
        assert at.judge(name, blanks.get(name, ...)).way == "untouched"
