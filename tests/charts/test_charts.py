"""Every chart has a sentence, labelled axes, one look, and nothing to say on stderr."""

import base64
import io
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from toolkit import charts
from toolkit.charts import sentence as shows
from toolkit.charts import style as looks
from toolkit.charts import widgets as levers
from toolkit.charts.levers import start_of

DAYS = pd.date_range("2025-05-20", periods=60)
DAILY = pd.DataFrame(
    {"date": DAYS, "uv": 5000 + 100 * np.sin(np.arange(60)), "usual": 5000.0, "low": 4800.0, "high": 5200.0}
)
RULES = pd.DataFrame({"rule": ["band", "yesterday"], "false": [1.2, 33.0], "missed": [1, 2]})


def every_kind():
    return {
        "line": charts.line(DAILY, "date", "uv", unit="visitors a day", marks={DAYS[3]: "a Friday"}),
        "lines": charts.line(DAILY, "date", ["uv", "usual"], unit="visitors a day", names={"uv": "visitors"}),
        "band": charts.band(
            DAILY,
            "date",
            "uv",
            low="low",
            high="high",
            middle="usual",
            unit="visitors a day",
            out=[DAYS[5]],
            known=[DAYS[9]],
        ),
        "bars": charts.bars(
            pd.Series({"band": 1.2, "yesterday": 33.0}), unit="false alarms on 100 days", loud=["yesterday"]
        ),
        "points": charts.points(
            RULES, "false", "missed", label="rule", x_unit="false alarms on 100 days", unit="days missed"
        ),
    }


KINDS = sorted(every_kind())


@pytest.mark.parametrize("kind", KINDS)
def test_the_axis_that_measures_says_its_unit(kind):
    axes = every_kind()[kind].axes[0]
    measured = axes.get_xlabel() if kind == "bars" else axes.get_ylabel()
    assert measured
    assert kind == "bars" or axes.get_xlabel()


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_fits_on_800_pixels_and_knows_its_words(kind):
    bundle, about = shows.drawn(every_kind()[kind], "Most days bring 5,000.")
    assert about["image/png"]["width"] <= 800
    assert about["image/png"]["alt"] == "Most days bring 5,000."
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.width == 2 * about["image/png"]["width"]
    assert picture.info["Description"] == "Most days bring 5,000."


def test_the_same_chart_is_the_same_bytes():
    first, second = (shows.drawn(every_kind()["band"], "The same.")[0]["image/png"] for _ in range(2))
    assert first == second


def test_a_chart_without_a_sentence_is_refused():
    for says in ("", "  ", None):
        with pytest.raises(shows.NoSentence, match="says="):
            charts.show(every_kind()["line"], says=says)
    with pytest.raises(shows.NotAChart, match="DataFrame"):
        charts.show(DAILY, says="A table.")


def test_the_sentence_is_printed_under_the_chart(capsys):
    charts.show(every_kind()["line"], says="Most days bring 5,000.")
    assert capsys.readouterr() == ("Most days bring 5,000.\n", "")


def test_a_figure_of_pyplot_is_closed_and_axes_and_seaborn_grids_are_charts(capsys):
    import matplotlib as mpl

    mpl.use("agg")
    import seaborn
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    charts.show(axes, says="Nothing yet.")
    assert not pyplot.fignum_exists(figure.number)
    grid = seaborn.relplot(DAILY, x="date", y="uv")
    charts.show(grid, says="Dots.")
    assert not pyplot.get_fignums()


def test_the_words_of_a_mark_keep_out_of_the_way_of_a_running_total():
    running = pd.DataFrame({"goods": [1, 2, 3, 4], "share": [50, 75, 90, 100]})
    figure = charts.line(running, "goods", "share", unit="%", x_unit="goods", marks={2: "two goods"})
    words = next(each for each in figure.axes[0].texts if each.get_text() == "two goods")
    assert (words.get_ha(), words.get_va()) == ("left", "top")


def test_known_days_and_odd_days_differ_by_their_marks_not_only_by_colour():
    dots = [
        one
        for one in every_kind()["band"].axes[0].collections
        if one.get_label() in ("outside the range", "in the calendar")
    ]
    shapes = {len(one.get_paths()[0].vertices) for one in dots}
    assert len(dots) == len(shapes) == 2


@pytest.fixture
def without_chinese(monkeypatch):
    monkeypatch.setattr(looks, "CHINESE", ())
    monkeypatch.setattr(shows, "_told", [])
    looks.fonts.cache_clear()
    looks._settings.cache_clear()
    yield
    looks.fonts.cache_clear()
    looks._settings.cache_clear()


def test_names_of_points_that_lie_together_can_all_be_read():
    together = pd.DataFrame(
        {"rule": ["band", "tight", "last_week", "yesterday"], "false": [0, 4, 4.2, 34], "missed": 0}
    )
    figure = charts.points(together, "false", "missed", label="rule", x_unit="false alarms", unit="missed days")
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) == 4
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])


def test_without_a_chinese_font_labels_are_english_and_boxes_are_said_once(without_chinese, capsys):
    assert charts.label("visitors", "访客") == "visitors"
    for _ in range(2):
        charts.show(charts.line(DAILY, "date", "uv", unit="访客"), says="A line.")
    out, err = capsys.readouterr()
    assert out.count("no Chinese font") == 1
    assert err == ""


def test_with_a_chinese_font_labels_are_in_both_languages(monkeypatch):
    monkeypatch.setattr(looks, "has_chinese", lambda: True)
    assert charts.label("visitors", "访客") == "visitors 访客"


# --- levers -------------------------------------------------------------------------------------------


def draw(days, rule):
    return charts.line(DAILY.tail(days), "date", "uv", unit="visitors a day"), f"{rule}: {days} days."


LEVERS = {"days": charts.Slide("Days shown", 7, 60, start=30), "rule": charts.Pick("Rule", ("band", "yesterday"))}


def test_every_lever_has_a_name_and_a_box_that_keys_can_step():
    for lever in LEVERS.values():
        control, _ = lever.controls()
        assert control.description == lever.name
        assert control.value == start_of(lever)


def test_slider_and_box_move_together():
    box, shown = LEVERS["days"].controls()
    slider = shown.children[1]
    slider.value = 12
    assert box.value == 12


def test_without_a_notebook_the_chart_still_stands(capsys):
    charts.pull(draw, **LEVERS)
    assert capsys.readouterr().out == "band: 30 days.\n"


def test_a_lever_redraws_picture_and_sentence():
    seen = {}

    class Place:
        def __init__(self, name):
            self.name = name

        def update(self, bundle, **_):
            seen[self.name] = bundle

    pulled = levers._Pulled(draw, LEVERS, {"days": 30, "rule": "band"})
    pulled.chart, pulled.words = Place("chart"), Place("words")
    pulled.move("days", 12)
    assert seen["words"]["text/plain"] == "band: 12 days."
    first = seen["chart"]["image/png"]
    pulled.move("days", 40)
    assert seen["chart"]["image/png"] != first


def test_a_lever_at_an_odd_end_writes_no_traceback():
    said = []

    class Place:
        def update(self, bundle, **_):
            said.append(bundle["text/plain"])

    pulled = levers._Pulled(lambda days: 1 / days, {}, {"days": 1})
    pulled.chart = pulled.words = Place()
    pulled.move("days", 0)
    assert "division by zero" in said[0]


def test_charts_know_neither_shop_nor_lens():
    code = "import sys, toolkit.charts; print([name for name in sys.modules if name.startswith(('toolkit.shop', 'toolkit.lens'))])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
