"""The shop looks like a real one: its numbers lie where data of real shops put them, and all misses are told at once."""

import numpy as np
import pandas as pd
import pytest

from tests.shop.worlds import world
from toolkit.course import shape, shape_after
from toolkit.course.calibration import BOUNDS, EXPLAINED, Bound, books_of, measure, misses, shop_books

DAYS = 731


@pytest.fixture(scope="module")
def books():
    return books_of(world("classroom", scale=1.0, days=DAYS))


def a_bound(low, high, name="pieces an order"):
    return Bound(name, shape.pieces, low, high, 1.5, ".2f", "published")


def test_every_number_of_the_classroom_shop_lies_within_its_bounds_or_is_explained(books):
    missed = misses(measure(books))
    unexplained = [line for name, line in missed.items() if name not in EXPLAINED]
    assert not unexplained, "\n".join(unexplained)


def test_nothing_is_explained_that_lies_within_its_bounds(books):
    assert EXPLAINED.keys() <= misses(measure(books)).keys()


@pytest.mark.thorough
def test_the_acceptance_numbers_hold_on_every_seed(seeds):
    missed = [
        f"seed {seed}: {line}"
        for seed in seeds()
        for line in misses(pair for pair in measure(shop_books(str(seed))) if pair[0].accepted).values()
    ]
    assert not missed, "\n".join(missed)


def test_every_miss_is_named_with_what_it_is_and_what_it_may_be():
    measured = [(a_bound(1.4, 1.6, "pieces"), 1.7), (a_bound(1.4, 1.6, "fine"), 1.5), (a_bound(2, 3, "few"), 1.5)]
    assert list(misses(measured).values()) == ["pieces: 1.70, not 1.40 to 1.60", "few: 1.50, not 2.00 to 3.00"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1.39, 1.61])
def test_a_number_outside_its_bounds_or_none_at_all_is_a_miss(value):
    assert misses([(a_bound(1.4, 1.6), value)])


def test_every_row_says_where_its_bounds_come_from_and_leaves_room():
    assert [one.name for one in BOUNDS if not one.published or not one.low < one.high] == []
    assert len({one.name for one in BOUNDS}) == len(BOUNDS)


def test_the_best_fifth_counts_those_that_bring_nothing():
    money = pd.Series([60.0, 20.0, 10.0, 10.0])
    assert shape.top_fifth(money, of=10) == pytest.approx(0.8)
    assert shape.top_fifth(money, of=5) == pytest.approx(0.6)


def days_of_orders(*bought):
    """Books of orders: (customer, day, CNY), each paid on the day it was placed."""
    rows = pd.DataFrame(bought, columns=["customer_id", "day", "paid_amount"]).astype({"customer_id": "Int64"})
    placed = pd.Timestamp("2024-01-01 12:00") + pd.to_timedelta(rows["day"], unit="D")
    orders = rows.assign(order_id=np.arange(len(rows)), created_ts=placed, paid_ts=placed)
    items = pd.DataFrame({"order_id": orders["order_id"], "qty": 1})
    return shape.Books({"orders": orders, "order_items": items}.__getitem__, pd.Index([1, 2, 3]))


def test_back_within_a_month_is_another_day_and_not_later_than_that():
    bought = [(1, 0, 10), (1, 30, 10), (2, 0, 10), (2, 0, 10), (3, 0, 10), (3, 31, 10), (None, 5, 10), (9, 0, 10)]
    books = days_of_orders(*bought, (9, 90, 10))
    assert shape_after.repeat(books, 30) == pytest.approx(1 / 3)
    assert shape_after.repeat(books, 31) == pytest.approx(2 / 3)


def test_newcomers_of_the_last_days_are_not_asked_whether_they_came_back():
    books = days_of_orders((1, 0, 10), (1, 5, 10), (2, 35, 10), (9, 40, 10))
    assert shape_after.repeat(books, 30) == 1


def test_the_gap_between_orders_leaves_the_same_day_out():
    books = days_of_orders((1, 0, 10), (1, 0, 10), (1, 10, 10), (2, 0, 10), (2, 40, 10))
    assert shape_after.gap(books, "mean") == pytest.approx(25)


def test_guests_are_nobody():
    books = days_of_orders((None, 0, 900), (None, 1, 900), (1, 0, 60), (2, 0, 10), (3, 0, 10), (4, 0, 10), (5, 0, 10))
    assert shape.top_customers(books) == pytest.approx(0.6)
    assert shape_after.customers_of(books, 1) == 1
