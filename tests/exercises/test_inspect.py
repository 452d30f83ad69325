"""What an author sees of an exercise: every value, its distance from right, and what breaks."""

import os
import re
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.exercises.little_shop import little_shop, plan
from toolkit.exercises import beside, inspect
from toolkit.exercises.errors import UnknownExercise
from toolkit.exercises.practice import Practice, load


@pytest.fixture
def rows(tmp_path):
    desk = Practice(plan, little_shop(), tmp_path)
    return {row.what: row for row in inspect.rows(plan.exercises["usual_visitors"], desk)}


def test_every_value_stands_there_with_its_distance_in_tolerances(rows):
    assert rows["reference"].value == "545"
    assert rows["AVG-MEAN the_mean"].tolerances == pytest.approx(646.43 - 580.77, abs=0.01)
    assert rows["ANOM-DOD the_last_day"].tolerances == pytest.approx(710 - 580.77, abs=0.01)


def test_a_mistake_too_near_to_be_named_is_marked(rows):
    assert rows["NEAR all_but_the_same"].remark == "never named here"


def test_what_breaks_is_told_to_the_author(rows):
    assert rows["ODD breaks_on_this_shop"].remark.startswith("ZeroDivisionError")


def test_words_that_cannot_be_made_are_told_to_the_author(tmp_path, monkeypatch):
    exercise = plan.exercises["usual_visitors"]

    def broken(shop):
        raise LookupError("no such day")

    monkeypatch.setattr(exercise, "yes_says", broken)
    reference = next(inspect.rows(exercise, Practice(plan, little_shop(), tmp_path)))
    assert "[broken raised LookupError" in reference.says


def test_an_exercise_is_found_by_its_bare_name_where_only_one_lesson_has_it():
    assert inspect.find("usual_visitors") == inspect.find("is-this-normal/usual_visitors")
    with pytest.raises(UnknownExercise, match='Did you mean "usual_visitors"'):
        inspect.find("is-this-normal/usual_vistors")


def test_a_name_that_two_lessons_have_asks_which(monkeypatch):
    monkeypatch.setattr(inspect, "load", lambda slug: load("start-here"))
    with pytest.raises(UnknownExercise, match="Say which one"):
        inspect.find("visitors")


# --- beside the editor ------------------------------------------------------------------------------------

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"


def test_the_exercise_of_the_guide_works_as_it_is_written_in_ten_lines(tmp_path):
    code = re.search(r"```python\n(@plan.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    file = tmp_path / "guide.py"
    file.write_text(f"from toolkit.exercises import LessonPlan, Number\nplan = LessonPlan('guide', '99', 'G')\n{code}")
    told = runpy.run_path(str(file))["plan"]
    shop = little_shop()
    shop.shop_daily["pay_buyers"], shop.shop_daily["pay_orders"] = 10, 14
    rows = list(inspect.rows(told.exercises["buyers"], Practice(told, shop, tmp_path)))
    assert [(row.value, row.remark) for row in rows] == [("10", ""), ("14", "")]
    assert list(inspect.advice(told.exercises["buyers"])) == [
        "guide/buyers has 1 modelled mistakes; 2 or more are due."
    ]


def test_the_view_comes_again_whenever_a_file_is_saved(tmp_path):
    file, waits = tmp_path / "a.py", []
    file.write_text("1")

    def wait(_):
        waits.append(1)
        if len(waits) == 3:
            os.utime(file, (1, 1))
        if len(waits) == 5:
            file.unlink()

    views = beside.saved([file], wait)
    after = []
    for _ in range(3):
        next(views)
        after.append(len(waits))
    assert after == [0, 3, 5]


def test_a_lesson_forgotten_is_read_from_its_files_again():
    before = load("is-this-normal")
    files = {file.name for file in beside.files_of(before)}
    assert {"first_sitting.py", "second_sitting.py", "case.py"} <= files
    beside.forget("is-this-normal")
    try:
        assert load("is-this-normal") is not before
    finally:
        sys.modules.pop("toolkit.exercises.lessons.is_this_normal", None)


def test_while_it_is_being_written_what_cannot_be_read_is_said_and_the_view_stays(monkeypatch):
    told = []
    console = SimpleNamespace(print=lambda text, **_: told.append(text))
    inspect.view("is-this-normal/no_such", "is-this-normal", [], console, gently=True)
    assert "UnknownExercise" in told[0]
    with pytest.raises(UnknownExercise):
        inspect.view("is-this-normal/no_such", "is-this-normal", [], console, gently=False)


def test_an_author_is_told_of_new_codes_and_long_words(monkeypatch):
    told = list(inspect.advice(plan.exercises["usual_visitors"]))
    assert any(line.startswith("NEAR is a new code") for line in told)
    monkeypatch.setattr(inspect, "WORDS", 10)
    assert any("the_mean says 15 words" in line for line in inspect.advice(plan.exercises["usual_visitors"]))
