"""Tests that share what is dear run on one worker, one after the other; what takes long begins."""

from types import SimpleNamespace

from tests.shares import in_order, share_of
from toolkit.exercises.practice import written

LESSONS = "tests/exercises/lessons"
IDS = [
    "tests/charts/test_board.py::test_a",
    "tests/course/test_lessons.py::test_runs[goods]",
    f"{LESSONS}/test_every_lesson.py::test_yes[people]",
    f"{LESSONS}/test_every_lesson.py::test_yes[people-goods-place]",
    f"{LESSONS}/test_every_lesson.py::test_slips[people]",
    f"{LESSONS}/test_people.py::test_time",
    "tests/shop/test_keys.py::test_b",
]


def test_all_of_one_lesson_is_one_share_and_ends_before_the_next_begins():
    items = [SimpleNamespace(nodeid=test) for test in IDS]
    assert [item.nodeid for item in in_order(items)] == [IDS[at] for at in (2, 4, 5, 3, 6, 1, 0)]


def test_every_lesson_has_one_share_whatever_file_speaks_of_it():
    for slug in written():
        file = f"{LESSONS}/test_{slug.replace('-', '_')}.py"
        assert share_of(f"{file}::test_x") == share_of(f"{LESSONS}/test_every_lesson.py::test_x[{slug}]")


def test_other_tests_of_a_file_stay_together_but_for_long_ones_with_nothing_in_common():
    assert share_of("tests/shop/test_keys.py::test_b") == share_of("tests/shop/test_keys.py::test_c[1]")
    assert share_of("tests/course/test_lessons.py::t[a]") != share_of("tests/course/test_lessons.py::t[b]")
