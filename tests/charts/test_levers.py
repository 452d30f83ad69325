"""Levers that lessons share: each has a name, parts of a budget keep their sum, and a slow run waits until a lever rests."""

import asyncio

import ipywidgets
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.charts import shared, widgets
from toolkit.charts.levers import Budget, Pick, Slide, Switch, share_out, start_of
from toolkit.home import JUDGED

DAILY = pd.DataFrame({"date": pd.date_range("2025-01-01", periods=30), "uv": range(100, 130)})
DAILY["band"], DAILY["yesterday"] = DAILY["uv"] > 125, DAILY["uv"] % 2 == 0
SPEND = {"video": 2000, "search": 3000, "crm": 1000}

parts_of_a_budget = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 50).map(lambda n: n * 100), min_size=1)


@given(parts_of_a_budget, st.data())
def test_the_parts_of_a_budget_keep_their_sum_and_none_falls_below_zero(parts, data):
    moved = data.draw(st.sampled_from(sorted(parts)))
    amount = data.draw(st.integers(-1000, 40_000))
    shared_out = share_out(parts, moved, amount, 100)
    assert list(shared_out) == list(parts)
    assert sum(shared_out.values()) == pytest.approx(sum(parts.values()))
    assert min(shared_out.values()) >= 0
    if len(parts) > 1:
        assert shared_out[moved] == min(max(amount, 0), sum(parts.values()))


def test_what_one_part_gains_the_others_give_in_proportion():
    assert share_out(SPEND, "crm", 2000, 100) == {"video": 1600, "search": 2400, "crm": 2000}
    assert share_out({"a": 0, "b": 0, "c": 900}, "c", 0, 100) == {"a": 500, "b": 400, "c": 0}
    assert share_out({"a": 700}, "a", 100) == {"a": 700}


def every_control(shown):
    inside = getattr(shown, "children", ())
    return [shown] if not inside else [one for child in inside for one in every_control(child)]


@pytest.mark.parametrize(
    "lever",
    [Slide("Days", 1, 9, 3), Pick("Rule", ("a", "b")), Switch("Film on", start=True), Budget("Spend", SPEND, 100)],
)
def test_every_lever_has_a_name_and_begins_where_it_says(lever):
    held, shown = lever.controls()
    assert held.value == start_of(lever)
    named = [one for one in every_control(shown) if getattr(one, "description", "")]
    assert named
    unnamed = [one for one in every_control(shown) if not getattr(one, "description", "")]
    assert all(isinstance(one, ipywidgets.Label | ipywidgets.IntSlider) for one in unnamed), (
        "a box with a name is beside"
    )


def test_a_budget_moves_all_its_boxes_and_tells_its_parts_once():
    held, shown = Budget("Spend", SPEND, 100).controls()
    seen = []
    held.observe(lambda change: seen.append(change["new"]), names="value")
    box = next(one for one in every_control(shown) if getattr(one, "description", "") == "crm")
    box.value = 2000
    assert seen == [{"video": 1600, "search": 2400, "crm": 2000}]
    assert {
        one.description: one.value for one in every_control(shown) if getattr(one, "min", None) == 0 and one.description
    } == seen[0]
    assert "6,000" in shown.children[0].value


class Place:
    """Where a chart or a sentence is shown."""

    def __init__(self):
        self.said = []

    def update(self, bundle, **_):
        self.said.append(bundle["text/plain"])


def pulled(draw, **levers_of):
    made = widgets._Pulled(draw, levers_of, {key: start_of(lever) for key, lever in levers_of.items()}, slow=True)
    made.chart, made.words = Place(), Place()
    return made


def counting(runs):
    def draw(days):
        runs.append(days)
        return shared.line(DAILY, "date", "uv", unit="visitors"), f"{days} days."

    return draw


def test_a_slow_run_says_running_and_waits_until_the_lever_rests(monkeypatch):
    monkeypatch.setattr(widgets, "REST_SECONDS", 0.02)
    runs = []
    lever = pulled(counting(runs), days=Slide("Days", 1, 9, 3))

    async def drag():
        for days in (4, 5, 6):
            lever.move("days", days)
        assert runs == []
        await asyncio.sleep(0.1)

    asyncio.run(drag())
    assert runs == [6]
    assert lever.words.said == ["running …"] * 3 + ["6 days."]


def test_what_was_drawn_before_is_cleared_away_once_when_the_lever_has_rested(monkeypatch):
    cleared = []
    monkeypatch.setattr(widgets, "CLEAR_SECONDS", 0.02)
    monkeypatch.setattr(widgets, "clear_away", lambda: cleared.append(list(lever.words.said)))
    lever = pulled(counting([]), days=Slide("Days", 1, 9, 3))
    lever.slow = False

    async def drag():
        for days in (4, 5, 6):
            lever.move("days", days)
        assert cleared == []
        await asyncio.sleep(0.1)

    asyncio.run(drag())
    assert cleared == [["4 days.", "5 days.", "6 days."]]


def test_in_the_grader_no_lever_draws_or_shows_anything(monkeypatch, capsys):
    runs = []
    monkeypatch.setenv(JUDGED, "1")
    shared.pull(counting(runs), days=Slide("Days", 1, 9, 3))
    assert (runs, capsys.readouterr().out) == ([], "")
    monkeypatch.delenv(JUDGED)
    shared.pull(counting(runs), days=Slide("Days", 1, 9, 3))
    assert (runs, capsys.readouterr().out) == ([3], "3 days.\n")


def test_without_a_loop_to_wait_in_a_slow_run_is_drawn_at_once():
    runs = []
    lever = pulled(counting(runs), days=Slide("Days", 1, 9, 3))
    lever.move("days", 4)
    assert runs == [4]


@pytest.fixture
def moved(monkeypatch):
    """What `pull` is given, with its draw called as a learner would."""
    given_to = {}
    monkeypatch.setattr(
        shared, "pull", lambda draw, slow=False, **more: given_to.update(draw=draw, slow=slow, levers=more)
    )
    return given_to


def test_a_shop_run_again_stands_beside_the_shop_as_it_was_and_each_setting_runs_once(moved):
    runs = []

    def run(times):
        runs.append(times)
        return DAILY.assign(uv=DAILY["uv"] * times).tail(20)

    shared.see_shop(run, DAILY.tail(20), "date", "uv", unit="visitors a day", times=Slide("Times", 1, 3, 1))
    assert moved["slow"]
    was = int(DAILY["uv"].tail(20).sum())
    for _ in range(2):
        _, says = moved["draw"](times=2)
        assert says == f"In these 20 days: {2 * was:,} visitors in all, against {was:,}; that is +{was:,}."
    assert runs == [2]


def test_a_rule_is_chosen_and_its_alarms_are_counted(moved):
    shared.see_alarms(DAILY, "date", "uv", {"band": "the band", "yesterday": "the day before"}, unit="visitors a day")
    assert moved["levers"]["rule"].options == ["the band", "the day before"]
    figure, says = moved["draw"]("the band")
    assert says == "The rule the band rings on 4 of 30 days."
    assert figure.axes[0].get_ylabel() == "visitors a day"


def test_outside_a_notebook_the_sentence_stands_without_levers(capsys):
    shared.see_alarms(DAILY, "date", "uv", {"band": "the band"}, unit="visitors a day")
    assert capsys.readouterr().out == "The rule the band rings on 4 of 30 days.\n"
