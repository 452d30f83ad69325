"""Every lesson of the course is read and rehearsed as `check-lessons` does it."""

import pytest

from toolkit.course.check_lessons import material, read_through
from toolkit.course.notebooks import ROOT, lessons
from toolkit.course.prose import pages_lead_somewhere
from toolkit.course.rehearse import Rehearsal
from toolkit.course.run import quiet_home

LESSONS = [pytest.param(lesson, id=lesson.slug) for lesson in lessons()]


def test_there_are_lessons_to_read():
    assert {lesson.slug for lesson in lessons()} >= {"start-here", "is-this-normal"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_reads_well(lesson):
    assert [str(finding) for finding in read_through(material(lesson))] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_on_other_shops_too(lesson, seeds):
    with quiet_home() as place:
        for number in seeds(1, 20):
            rehearsal = Rehearsal(material(lesson), f"rehearsal-{number}")
            assert [str(finding) for finding in rehearsal.both(place)] == []


def test_no_page_has_a_dead_link():
    assert [str(finding) for finding in pages_lead_somewhere(ROOT)] == []
