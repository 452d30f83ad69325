"""Cutting deals by goods and place: shares add up, 100 is as usual, small cells dance."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import lens

GOODS, PLACES = ("tea", "cups", "spoons"), ("stall", "market", "stream")
DEAL = st.tuples(st.sampled_from(GOODS), st.sampled_from(PLACES), st.integers(1, 3), st.integers(1, 500))


def deals_of(rows):
    return pd.DataFrame(rows, columns=["category", "place", "week", "paid"]).assign(
        paid=lambda table: table["paid"] / 10
    )


def test_twice_the_usual_share_is_200():
    rows = [("tea", "stall", 1, 20), ("cups", "stall", 1, 80), ("cups", "market", 1, 100)]
    cells = lens.cells(deals_of(rows)).set_index("cell")
    assert cells.loc["tea in stall", "tgi"] == pytest.approx(200)
    assert cells.loc["tea in stall", "here"] == pytest.approx(0.2)
    assert cells.loc["tea in stall", "shop"] == pytest.approx(0.1)


@given(st.lists(DEAL, min_size=1, max_size=60))
def test_shares_of_a_place_add_up_and_the_indexes_average_to_as_usual(rows):
    cells = lens.cells(deals_of(rows))
    assert cells.groupby("place")["here"].sum().tolist() == pytest.approx([1.0] * cells["place"].nunique())
    assert cells["deals"].sum() == len(rows)
    weighed = (cells["tgi"] * cells["shop"]).groupby(cells["place"]).sum()
    assert weighed.tolist() == pytest.approx([100.0] * len(weighed))


@given(st.lists(DEAL, min_size=1, max_size=60))
def test_the_order_of_the_deals_changes_nothing(rows):
    there, back = lens.cells(deals_of(rows)), lens.cells(deals_of(rows[::-1]))
    pd.testing.assert_frame_equal(there, back)


def test_a_cell_that_lives_from_one_week_dances_and_a_steady_one_does_not():
    steady = [(goods, "market", week, 100) for goods in GOODS for week in (1, 2, 3)]
    danced = lens.dance(deals_of([*steady, ("tea", "stream", 1, 50), ("cups", "stream", 2, 50)])).set_index("cell")
    assert danced.loc["tea in stream", "low"] == 0.0
    assert danced.loc["tea in stream", "jump"] > 5 * danced.loc["tea in market", "jump"]
    assert (danced["low"] <= danced["high"]).all()


def test_a_missing_column_is_named():
    with pytest.raises(lens.MissingColumn, match="place"):
        lens.cells(pd.DataFrame({"category": ["tea"], "paid": [1.0]}))
