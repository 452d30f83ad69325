"""Every lesson runs to its end in its sealed bundle, for a learner and in the grader's child, and records every answer."""

import pytest

from toolkit.course.build import solution
from toolkit.course.bundle import Bundler
from toolkit.course.classes import open_class
from toolkit.course.notebooks import ROOT, calls, lessons
from toolkit.course.roster import Student
from toolkit.course.run import quiet_home, run
from toolkit.exercises.practice import load
from toolkit.home import JUDGED
from toolkit.shop.books import open_shop

pytestmark = pytest.mark.thorough
LESSONS = lessons(ROOT)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
@pytest.mark.parametrize("judged", ["", "1"], ids=["learner", "judged"])
def test_a_solved_lesson_runs_sealed_and_records_every_answer(lesson, judged, tmp_path, monkeypatch):
    monkeypatch.setenv(JUDGED, judged)
    bundler = Bundler(open_class(tmp_path, make=True), lesson, lambda seed: open_shop(seed=seed))
    (place,) = bundler.personal([Student("007")])
    book = solution(lesson, load(lesson.slug))
    with quiet_home() as home:
        ran = run(book, place, home)
    assert ran.errors() == []
    assert ran.stderr() == []
    for cell, _ in calls(ran.book, "check"):
        assert any(said.startswith("recorded") for said in ran.said(cell.id)), ran.said(cell.id)
