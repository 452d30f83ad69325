"""The heap of replays: every replay is in it, and its marks are written."""

import numpy as np
import pytest

from toolkit.charts.replays import replays

VALUES = np.linspace(2.0, 4.0, 1000)
UNITS = {"unit": "buyers of 100", "count_unit": "replays"}


def heights(figure):
    return [bar.get_height() for group in figure.axes[0].containers for bar in group]


def test_the_bars_hold_every_replay():
    figure = replays(VALUES, **UNITS)
    assert sum(heights(figure)) == pytest.approx(len(VALUES))
    assert (figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()) == ("buyers of 100", "replays")


def test_a_mark_is_a_line_with_its_words_on_the_roomier_side():
    figure = replays(VALUES, marks={3.9: "our week", 2.1: "last week"}, **UNITS)
    words = {text.get_text(): text for text in figure.axes[0].texts}
    assert set(words) == {"our week", "last week"}
    assert words["our week"].get_ha() == "right"
    assert words["last week"].get_ha() == "left"
    assert sorted(line.get_xdata()[0] for line in figure.axes[0].lines) == [2.1, 3.9]


def test_the_range_is_shaded_only_where_both_ends_are_given():
    bare, shaded = replays(VALUES, low=2.5, **UNITS), replays(VALUES, low=2.5, high=3.5, **UNITS)
    assert len(shaded.axes[0].patches) == len(bare.axes[0].patches) + 1
