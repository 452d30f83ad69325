"""Every lesson of the course is read and rehearsed as `check-lessons` does it."""

import pytest

from toolkit.course.check_lessons import material, read_through
from toolkit.course.notebooks import ROOT, code_cells, lessons, read
from toolkit.course.prose import pages_lead_somewhere
from toolkit.course.rehearse import Rehearsal
from toolkit.course.run import Ran, quiet_home, run
from toolkit.course.settle import settle

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
            found = [*rehearsal.untouched(place), *rehearsal.solved(place)]
            assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_solution_still_says_what_it_said_when_it_was_built(lesson):
    built = read(lesson.solution)
    with quiet_home() as place:
        ran = run(built, lesson.solution.parent, place)
    then, now = Ran(built, ""), Ran(settle(ran.book), "")
    cells = [cell.id for cell in code_cells(built)]
    assert {cell: now.said(cell) for cell in cells} == {cell: then.said(cell) for cell in cells}


def test_no_page_has_a_dead_link():
    assert [str(finding) for finding in pages_lead_somewhere(ROOT)] == []
