"""What lesson 01 promises on every shop: a month short of its target, a late supplier, four numbers that follow one another."""

import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit.exercises.lessons.what_an_operator_runs_parts import case as chosen

SLUG = "what-an-operator-runs"
IN_TIME = ["promise", "cover", "shelf", "units"]


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def test_the_month_on_the_table_is_the_one_furthest_below_its_target(desks):
    for at in desks:
        months = at.table("months")
        assert months.loc[months["share"].idxmin(), "month"] == at.case.month
        assert known(at, "attainment").ref == pytest.approx(months["share"].min(), abs=1e-9)
        assert months["share"].min() < 0.95
        assert at.case.worked != at.case.month


def test_the_promise_is_broken_first_and_the_till_hears_of_it_last(desks):
    in_time = [known(at, "moved_first").ref == IN_TIME for at in desks]
    assert sum(in_time) >= 0.8 * len(desks)


def test_every_one_of_the_four_numbers_leaves_its_line_within_the_weeks(desks):
    for at in desks:
        left = chosen.left_on(at.table("weeks"), at.case)
        assert all(at.case.start <= day <= at.case.end for day in left.values()), (at.shop.id, left)


def test_the_supplier_of_the_case_is_the_late_one_and_brings_the_goods(desks):
    for at in desks:
        brought = at.shop.purchase_orders.query("supplier_id == @at.case.supplier")["product_id"]
        assert set(at.case.products) <= set(brought)
        late = at.table("deliveries")["late"]
        assert late.max() >= 14 > late.median()


def test_the_log_has_all_six_entries_and_one_names_the_supplier(desks):
    for at in desks:
        notes = at.table("notes")
        assert set(notes["entry"]) == set(chosen.NOTES)
        mould = notes.set_index("entry").loc["a supplier's mould is broken", "text"]
        assert mould.startswith(at.case.supplier)


def test_the_leaves_multiply_to_what_was_paid(desks):
    for at in desks:
        month = at.shop.shop_daily[at.shop.shop_daily["date"].between(at.case.month, at.case.month_end)]
        needed = month["uv"].sum() + known(at, "missing_visitors").ref
        share = month["uv"].sum() / needed
        assert share == pytest.approx(known(at, "attainment").ref, abs=1e-6)


def test_the_wrong_link_is_answered_even_with_the_right_number(desks):
    for at in desks:
        said = told(at, "first_visit", {"choice": "promotion"})
        assert said.outcome == "not quite"
        assert "empty shelf" in said.words
