"""Ladders laid flat: each rung where its number is, the last one loud, a line at nought where it is crossed."""

import pandas as pd

from toolkit.charts.rungs import rungs

LADDER = pd.DataFrame(
    {"paid": [300.0, 120.0], "left": [110.0, 40.0], "after ads": [110.0, -60.0]}, index=["search", "film"]
)


def marks(figure):
    return {each.get_label(): each for each in figure.axes[0].collections if not each.get_label().startswith("_")}


def test_every_rung_stands_at_its_number_in_its_row():
    found = marks(rungs(LADDER, unit="yuan of 100 visitors"))
    assert list(found) == ["paid", "left", "after ads"]
    assert found["after ads"].get_offsets().tolist() == [[110.0, 0.0], [-60.0, 1.0]]


def test_the_last_rung_is_filled_and_has_its_number():
    figure = rungs(LADDER, unit="yuan", shown="+,.0f")
    assert {text.get_text() for text in figure.axes[0].texts} == {"+110", "-60"}
    assert marks(figure)["paid"].get_facecolor().tolist() != marks(figure)["after ads"].get_facecolor().tolist()


def test_a_line_marks_nought_only_where_a_ladder_goes_below_it():
    crossed, above = rungs(LADDER, unit="yuan"), rungs(LADDER[["paid", "left"]], unit="yuan")
    assert len(crossed.axes[0].lines) == 1
    assert not above.axes[0].lines


def test_rows_are_named_from_the_top_and_axes_say_what_they_measure():
    axes = rungs(LADDER, unit="yuan of 100 visitors", x_unit="channel").axes[0]
    assert [name.get_text() for name in axes.get_yticklabels()] == ["search", "film"]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("yuan of 100 visitors", "channel")


def test_a_stroke_is_a_level_to_be_reached():
    table = pd.DataFrame({"break-even": [2.9], "ROAS": [1.4]}, index=["keywords"])
    found = marks(rungs(table, unit="yuan for a yuan", strokes=["break-even"]))
    assert found["break-even"].get_paths()[0].vertices.shape != found["ROAS"].get_paths()[0].vertices.shape
