"""Bridges and moved names: what stands where, and that it adds up."""

import pandas as pd
import pytest

from toolkit.charts.changes import bridge, moved

PARTS = pd.Series({"visitors": 13363.0, "conversion": -8862.0, "value": 3179.0})


def heights(figure):
    return [bar.get_height() for group in figure.axes[0].containers for bar in group]


def test_a_bridge_begins_at_the_whole_before_and_lands_on_the_whole_after():
    figure = bridge(PARTS, 36000, unit="yuan", title="A change")
    first, *steps, last = heights(figure)
    assert (first, last) == (36000, pytest.approx(43680))
    assert steps == pytest.approx(list(PARTS))


def test_each_step_begins_where_the_step_before_it_ended():
    figure = bridge(PARTS, 36000, unit="yuan")
    bars = [bar for group in figure.axes[0].containers for bar in group][1:-1]
    assert [bar.get_y() for bar in bars] == pytest.approx([36000, 49363, 40501])


def test_a_bridge_writes_every_part_with_its_sign_and_names_both_ends():
    figure = bridge(PARTS, 36000, unit="yuan", names=("week 1", "week 2"))
    assert {text.get_text() for text in figure.axes[0].texts} == {"36,000", "43,680", "+13,363", "-8,862", "+3,179"}
    named = [text.get_text() for text in figure.axes[0].get_xticklabels()]
    assert named == ["week 1", "visitors", "conversion", "value", "week 2"]


def test_moved_names_have_two_dots_and_the_larger_share_the_larger_dot():
    doors = pd.DataFrame(
        {"c0": [3.5, 1.0], "c1": [3.6, 0.8], "w0": [0.8, 0.2], "w1": [0.57, 0.43]}, index=["search", "video"]
    )
    figure = moved(doors, "c0", "c1", sizes=("w0", "w1"), unit="%", whole={"before": 3.0, "after": 2.4})
    before, _, after, _ = [each for each in figure.axes[0].collections if hasattr(each, "get_sizes")]
    assert before.get_offsets()[:, 0].tolist() == [3.5, 1.0]
    assert after.get_offsets()[:, 0].tolist() == [3.6, 0.8]
    assert before.get_sizes()[0] > before.get_sizes()[1]
    assert after.get_sizes()[1] > before.get_sizes()[1]
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["search", "video"]
