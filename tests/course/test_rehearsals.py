"""What only a run can tell is told by a run: stderr, errors, verdicts, pictures without words."""

import copy

import pytest

from tests.course.small import material, plan
from toolkit.course.rehearse import Rehearsal, for_student, is_answer
from toolkit.course.run import run


def untouched(lesson, place):
    return [(finding.cell, finding.what) for finding in Rehearsal(lesson).untouched(place)]


def solved(lesson, place):
    return [(finding.cell, finding.what) for finding in Rehearsal(lesson).solved(place)]


def test_a_good_lesson_says_not_yet_and_its_solution_yes(tmp_path):
    lesson = material(tmp_path)
    assert untouched(lesson, tmp_path) == []
    assert solved(lesson, tmp_path) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("1 / 0", "on the classroom shop it stops: ZeroDivisionError: division by zero"),
        ("import warnings; warnings.warn('old')", "on the classroom shop it writes on stderr"),
        ("import os; _ = os.write(2, b'from below')", "on the classroom shop the kernel writes on stderr: from below"),
        ("import matplotlib.pyplot as plt; _ = plt.plot([1, 2])", "a picture without its sentence"),
        ("import numpy as np; np.float64(0.5)", "it shows np.float64(0.5)"),
    ],
)
def test_noise_and_bare_pictures_are_found(tmp_path, source, what):
    ((_, found),) = untouched(material(tmp_path, ("noise", "code", source)), tmp_path)
    assert what in found


def test_a_check_that_is_silent_or_too_early_is_found(tmp_path):
    early = ("early", "code", 'lesson.check("week", 7)')
    late = ("late", "code", 'week = 8\nlesson.check("week", week)')
    found = dict(untouched(material(tmp_path, early, late), tmp_path))
    assert found["early"] == "on the classroom shop 1 checks say ['yes'], not \"not yet\""
    assert "not quite" in found["late"]


def test_a_reference_that_gets_no_yes_is_found(tmp_path):
    lesson = material(tmp_path, ("again", "code", 'lesson.check("week", 6)'))
    assert "not quite" in dict(solved(lesson, tmp_path))["again"]


def test_both_runs_in_one_kernel_find_what_each_finds_in_its_own(tmp_path):
    lesson = material(tmp_path, ("again", "code", 'lesson.check("week", 6)'))
    both = [(finding.cell, finding.what) for finding in Rehearsal(lesson).both(tmp_path)]
    assert both == [*untouched(lesson, tmp_path), *solved(lesson, tmp_path)]
    assert len(both) == 2


def test_a_lesson_is_opened_on_the_shop_of_a_student(tmp_path):
    opening = 'from toolkit import open_lesson\nlesson = open_lesson("small-talk")'
    lesson = material(tmp_path, ("open", "code", opening))
    book = for_student(lesson.book, "rehearsal-1")
    assert 'open_lesson("small-talk", student="rehearsal-1")' in book.cells[-1].source
    assert for_student(lesson.book, None).cells[-1].source == opening


def test_a_run_leaves_the_notebook_it_was_given_alone(tmp_path):
    lesson = material(tmp_path)
    ran = run(lesson.book, tmp_path, tmp_path)
    assert ran.said("week-check") == ["not yet\n"]
    assert all(not cell.get("outputs") for cell in lesson.book.cells)
    assert plan.exercises["week"].solution().endswith("week = len(days)")


@pytest.mark.parametrize(
    ("literal", "answer", "told"),
    [("4310", 4310.2, True), ("0.0312", 0.03123, True), ("28", 28.0, False), ("1.5", 1.5, False), ("431", 4310, False)],
)
def test_an_answer_is_known_by_three_digits(literal, answer, told):
    assert is_answer(literal, answer) is told


def many_days(shop, case):
    return 700 + 77


def test_an_answer_that_stands_in_the_lesson_is_found(tmp_path):
    exercise = copy.copy(plan.exercises["week"])
    exercise.reference = many_days
    lesson = material(tmp_path, ("tell", "markdown", "It is 777 or so."), exercises={"week": exercise})
    assert ("tell", 'the answer to "week" stands here') in solved(lesson, tmp_path)


def test_a_kernel_is_heard_until_its_last_cell_has_run(tmp_path):
    cell = "import atexit, os\n_ = atexit.register(os.write, 2, b'closing'), os.write(2, b'from below')"
    lesson = material(tmp_path, ("noise", "code", cell))
    assert run(lesson.book, tmp_path, tmp_path).kernel_said == "from below"
