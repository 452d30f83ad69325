"""Ranges beside what came: full where they held it, hatched where they missed, and 1 is what came."""

import pandas as pd
import pytest

from toolkit.charts.guessed import guessed

BOOK = pd.DataFrame(
    {"what": ["a", "b", "c", "d"], "low": [80, 10, 1, 5], "high": [120, 20, 2, 6], "came": [100, 40, None, 0]}
)


@pytest.fixture(scope="module")
def axes():
    return guessed(BOOK, unit="range ÷ what came", title="Ranges").axes[0]


def test_what_has_no_fact_yet_or_none_to_divide_by_is_left_out(axes):
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]


def test_a_range_that_held_crosses_one_and_one_that_missed_is_hatched(axes):
    held, missed = (bar for group in axes.containers for bar in group)
    assert held.get_x() < 1 < held.get_x() + held.get_width()
    assert missed.get_x() + missed.get_width() < 1
    assert missed.get_hatch()
    assert not held.get_hatch()
    assert axes.get_xlabel() == "range ÷ what came"
