"""A fast order is the same order: by one number, then by another, then as the rows stand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toolkit.shop.rows.sorting import by, distinct, firsts, numbered

FEW = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 2)), max_size=40)


@given(FEW)
def test_rows_come_by_both_numbers_and_then_as_they_stand(pairs):
    number, then = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    assert by(number, then).tolist() == np.lexsort((then, number)).tolist()


@given(FEW)
def test_rows_with_equal_numbers_stay_as_they_stand(pairs):
    number = np.array(pairs, dtype=np.int64).reshape(-1, 2)[:, 0]
    assert by(number).tolist() == np.argsort(number, kind="stable").tolist()


@given(FEW)
def test_what_differs_is_what_numpy_finds(pairs):
    number = np.array(pairs, dtype=np.int64).reshape(-1, 2)[:, 0]
    different, first, place = np.unique(number, return_index=True, return_inverse=True)
    assert distinct(number).tolist() == different.tolist()
    assert firsts(number).tolist() == first.tolist()
    assert [each.tolist() for each in numbered(number)] == [different.tolist(), place.tolist()]
