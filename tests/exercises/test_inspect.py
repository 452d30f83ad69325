"""What an author sees of an exercise: every value, its distance from right, and what breaks."""

import pytest

from tests.exercises.little_shop import little_shop, plan
from toolkit.exercises import inspect
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
