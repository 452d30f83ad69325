"""Identifiers: one to one, and nothing can be read from them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shop.rows.strategies import facts_of
from toolkit.shop.keys import Keys
from toolkit.shop.rows import ids, make


@given(st.integers(0, 2**63), st.sampled_from([2, 4]))
@settings(deadline=None)
def test_opaque_numbers_are_a_shuffle_of_all_numbers(process, digits):
    numbers = ids.opaque(np.uint64(process), np.arange(10**digits), digits)
    assert (np.sort(numbers) == np.arange(10**digits)).all()


@pytest.mark.parametrize("seed", range(5))
def test_neighbours_end_up_anywhere(seed):
    shuffled = ids.opaque(Keys(bytes([seed])).process("test"), np.arange(20_000), 8)
    ranks = np.argsort(np.argsort(shuffled))
    assert abs(np.corrcoef(ranks, np.arange(20_000))[0, 1]) < 0.03
    assert abs(np.corrcoef(shuffled[1:], shuffled[:-1])[0, 1]) < 0.03
    last_digit = np.bincount(shuffled % 10, minlength=10)
    assert abs(last_digit - 2000).max() < 200


def test_an_order_id_does_not_tell_when_in_the_day_the_order_came():
    orders = make("orders", facts_of(seed=5, days=6, per_day=900))
    day = orders["created_ts"] // 86_400_000_000
    for one in np.unique(day):
        rows = day == one
        assert abs(np.corrcoef(orders["order_id"][rows], orders["created_ts"][rows])[0, 1]) < 0.15


def test_a_number_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="Give more digits"):
        ids.opaque(np.uint64(1), [100], 2)


def test_days_are_written_as_six_digits():
    days = np.array(["2024-02-29", "2025-12-31", "2024-01-01"], "datetime64[D]").astype(np.int64)
    assert ids.yymmdd(days).tolist() == [240229, 251231, 240101]


def test_two_seeds_give_a_product_different_names():
    one, two = (ids.product_words(facts_of(seed=seed)) for seed in (1, 2))
    assert len(set(one)) == len(one)
    assert one != two
