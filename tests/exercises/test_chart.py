"""A chart is judged by what it shows and by whether a reader can read it, however it was drawn."""

import subprocess
import sys

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns

from tests.exercises.kinds import figure
from toolkit.exercises import Chart
from toolkit.exercises.answer import Misread, Untouched
from toolkit.exercises.compare import Known, judge
from toolkit.exercises.exercise import LessonPlan

DAILY = pd.DataFrame(
    {"date": pd.date_range("2025-06-01", periods=6), "uv": [10, 50, 30, 40, 20, 60.0], "who": list("ababab")}
)


@pytest.fixture(autouse=True)
def no_figure_stays_open():
    yield
    plt.close("all")


@pytest.fixture
def paper():
    return plt.subplots()[1]


def labelled(axes, y="visitors"):
    axes.set_ylabel(y)
    return axes


def told(answer, right, value, mistakes=()):
    own = LessonPlan(slug="charts", number="99", title="")

    @own.exercise(answer=answer, asks="?", hints=("a", "b"))
    def asked(shop, case):
        return right

    for code, _ in mistakes:
        asked.mistake(code)(_named(code))
    known = Known(answer.read(right), mistakes={code: answer.read(bad) for code, bad in mistakes})
    verdict = judge(asked, value, known, answer)
    said = answer.nudge(verdict.given, known.ref) if verdict.way == "off" else verdict.words
    return verdict, said


def _named(code):
    def bad(shop, case):
        "A modelled chart. Draw it again."

    bad.__name__ = code
    return bad


def line(axes, table=DAILY):
    axes.plot(table["date"], table["uv"])
    return labelled(axes)


def test_the_same_course_by_four_ways_of_drawing_is_the_same_chart():
    right = line(plt.subplots()[1])
    ways = [
        labelled(sns.lineplot(DAILY, x="date", y="uv", ax=plt.subplots()[1])),
        labelled(DAILY.set_index("date")["uv"].plot(ax=plt.subplots()[1])),
        labelled(sns.scatterplot(DAILY, x="date", y="uv", ax=plt.subplots()[1])),
        line(plt.subplots()[1], DAILY.sample(frac=1, random_state=1)),
        line(plt.subplots()[1]).figure,
        sns.relplot(DAILY, x="date", y="uv", kind="line"),
    ]
    assert [told(Chart(), right, way)[0].outcome for way in ways] == ["yes"] * len(ways)


def test_bars_may_stand_or_lie_and_come_in_any_order():
    sums = DAILY.groupby("who")["uv"].sum()
    right = labelled(sums.plot.bar(ax=plt.subplots()[1]))
    lying = sums.sort_values(ascending=False).plot.barh(ax=plt.subplots()[1])
    lying.set_xlabel("visitors")
    ways = [lying, labelled(sns.barplot(sums.reset_index(), x="who", y="uv", errorbar=None, ax=plt.subplots()[1]))]
    assert [told(Chart(), right, way)[0].outcome for way in ways] == ["yes", "yes"]
    swapped = labelled(sums.set_axis(["b", "a"]).plot.bar(ax=plt.subplots()[1]))
    assert told(Chart(), right, swapped)[0].outcome == "not quite"


def test_guides_and_whiskers_are_not_data(paper):
    guided = line(paper)
    guided.axhline(35)
    guided.axvline(DAILY["date"].iloc[2])
    assert told(Chart(), line(plt.subplots()[1]), guided)[0].outcome == "yes"
    whiskers = sns.barplot(DAILY, x="who", y="uv", ax=plt.subplots()[1])
    bare = sns.barplot(DAILY, x="who", y="uv", errorbar=None, ax=plt.subplots()[1])
    assert told(Chart(), bare, whiskers)[0].outcome == "yes"


def test_a_heat_map_is_read_cell_by_cell():
    cells = pd.DataFrame([[1.0, 2], [3, np.nan]])
    right = sns.heatmap(cells, ax=plt.subplots()[1])
    assert told(Chart(), right, sns.heatmap(cells, ax=plt.subplots()[1]).figure)[0].outcome == "yes"
    assert told(Chart(), right, sns.heatmap(cells + 1, ax=plt.subplots()[1]))[0].outcome == "not quite"


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (lambda: figure(start=2.5), "bars start at 2.5"),
        (lambda: figure(label=""), "value axis has no words"),
        (lambda: figure(label="paid"), 'says "paid", without its unit'),
        (lambda: figure((3, 5, 4.5)), "runs from 3 to 5"),
        (lambda: figure((3, 5), names=("a", "b")), "has 2 values"),
        (lambda: figure(kind="plot"), "You drew a line, and here bars"),
    ],
)
def test_a_chart_that_is_off_is_told_what_a_reader_misses(drawn, said):
    verdict, words = told(Chart(unit=("yuan",)), figure(), drawn())
    assert verdict.outcome == "not quite"
    assert said in words


def test_several_lines_need_names_in_a_legend_or_at_their_ends():
    def two(names):
        axes = plt.subplots()[1]
        for who, own in DAILY.groupby("who"):
            axes.plot(own["date"], own["uv"], label=who if names == "legend" else None)
            if names == "ends":
                axes.text(own["date"].iloc[-1], own["uv"].iloc[-1], who)
        if names == "legend":
            axes.legend()
        return labelled(axes)

    right = labelled(sns.lineplot(DAILY, x="date", y="uv", hue="who", ax=plt.subplots()[1]))
    grid = sns.relplot(DAILY, x="date", y="uv", hue="who", kind="line")
    assert [told(Chart(), right, way)[0].outcome for way in (two("legend"), two("ends"), grid)] == ["yes"] * 3
    verdict, words = told(Chart(), right, two("none"))
    assert verdict.outcome == "not quite"
    assert "legend" in words


def test_a_modelled_bad_chart_is_named_by_its_flaw_or_its_data():
    bad = [("BARS-CUT", figure(start=2.5)), ("OTHER-ROWS", figure((1, 1, 1)))]
    assert told(Chart(unit=("yuan",)), figure(), figure(start=1.0), bad)[0].code == "BARS-CUT"
    assert told(Chart(unit=("yuan",)), figure(), figure((1, 1, 1)), bad)[0].code == "OTHER-ROWS"
    assert told(Chart(unit=("yuan",)), figure(), figure(label=""), bad)[0].way == "off"


def test_one_value_a_tolerance_and_a_half_away_is_never_right():
    assert told(Chart(unit=("yuan",)), figure(), figure((3, 5, 4 + 0.9 * 0.005 * 5)))[0].outcome == "yes"
    assert told(Chart(unit=("yuan",)), figure(), figure((3, 5, 4 + 1.5 * 0.005 * 5)))[0].outcome == "not quite"


@pytest.mark.parametrize("value", [plt, [], [1, 2], np.array([1.0]), "chart", None, plt.subplots, object()])
def test_what_is_no_chart_is_told_to_keep_what_the_drawing_hands_back(value):
    with pytest.raises(Misread, match=r"chart|None"):
        Chart().read(value)


def test_empty_axes_and_dots_have_their_own_replies(paper):
    with pytest.raises(Misread, match="axes are empty"):
        Chart().read(paper)
    with pytest.raises(Untouched):
        Chart().read(...)


def test_the_engine_never_imports_matplotlib_by_itself():
    code = (
        "import sys, toolkit.exercises as e\n"
        "try: e.Chart().read(5)\n"
        "except Exception as odd: assert 'chart' in str(odd), odd\n"
        "assert not {'matplotlib', 'seaborn'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr == ""
