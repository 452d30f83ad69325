"""Heat maps, clouds and pairs of bars: what is drawn, and what is left grey."""

import pandas as pd

from toolkit.charts.grids import cloud, heat, pairs

TABLE = pd.DataFrame({"stall": [200.0, 89.0], "stream": [float("nan"), 150.0]}, index=["tea", "cups"])
WORDS = {"unit": "index", "x_unit": "place", "y_unit": "category"}


def written(figure):
    return {text.get_text(): text for text in figure.axes[0].texts}


def test_every_cell_bears_its_number_and_an_empty_one_none():
    figure = heat(TABLE, middle=100, reach=60, **WORDS)
    assert set(written(figure)) == {"200", "89", "150"}
    assert figure.axes[0].get_xlabel() == "place"
    assert figure.axes[0].get_ylabel() == "category"


def test_a_quiet_cell_is_written_small_and_not_coloured():
    quiet = pd.DataFrame({"stall": [False, False], "stream": [True, True]}, index=["tea", "cups"])
    figure = heat(TABLE, quiet=quiet, middle=100, reach=60, **WORDS)
    texts = written(figure)
    assert texts["150"].get_fontsize() < texts["200"].get_fontsize()
    coloured = figure.axes[0].collections[0].get_array()
    assert coloured.mask.sum() == 2


def test_pairs_have_one_bar_for_each_column_of_each_row():
    figure = pairs(
        pd.DataFrame({"new": [40.0, 60.0], "returning": [55.0, 45.0]}, index=["tea", "cups"]), unit="yuan of 100"
    )
    assert set(written(figure)) == {"40", "60", "55", "45"}
    assert [text.get_text() for text in figure.axes[0].get_legend().get_texts()] == ["new", "returning"]
    assert figure.axes[0].get_xlabel() == "yuan of 100"


def test_a_cloud_names_only_the_points_it_is_told_to():
    table = pd.DataFrame({"deals": [3, 80, 900], "jump": [60.0, 20.0, 4.0]}, index=["tea", "cups", "spoons"])
    figure = cloud(
        table,
        "deals",
        "jump",
        x_unit="deals",
        unit="points",
        named={"tea": "tea", "spoons": "spoons"},
        edge=50,
        edge_name="50 deals",
    )
    assert {text.get_text() for text in figure.axes[0].texts} == {"tea", "spoons", "50 deals"}
    assert figure.axes[0].get_xscale() == "log"
    sides = {text.get_text(): text.get_horizontalalignment() for text in figure.axes[0].texts}
    assert (sides["tea"], sides["spoons"]) == ("left", "right")
