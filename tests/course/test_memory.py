"""A lesson's kernel stays within what a small machine has, on the first day and on any later one."""

import sys

import pytest

from toolkit.course.build import solution
from toolkit.course.notebooks import lessons, new_cell, read
from toolkit.course.run import quiet_home, run
from toolkit.exercises.practice import load

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the most that a kernel held is read from /proc"),
]
MOST = 600  # MiB
PEAK = 'from pathlib import Path\nprint(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])'
PULLED = """
import asyncio
import ipywidgets as widgets
from ipywidgets.widgets.widget import _instances

for turn in range(2):
    for box in list(_instances.values()):
        ends = ()
        if isinstance(box, (widgets.BoundedIntText, widgets.BoundedFloatText)):
            ends = (box.min, box.max, type(box.value)((box.min + box.max) / 2))
        elif isinstance(box, (widgets.Dropdown, widgets.Checkbox)):
            ends = getattr(box, "options", (True, False))[:4]
        for end in ends:
            box.value = end
            await asyncio.sleep(0.7)
"""
LESSONS = [pytest.param(lesson, id=lesson.slug) for lesson in lessons()]


def peak(book, lesson, place):
    """MiB that the kernel held at most when it had run the whole notebook."""
    book.cells.append(new_cell("peak", "code", PEAK))
    ran = run(book, lesson.path.parent, place)
    assert ran.errors() == []
    return int(ran.said("peak")[0]) / 1024


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_opened_for_the_first_time_stays_within_six_hundred_mebibytes(lesson, tmp_path):
    assert peak(solution(lesson, load(lesson.slug)), lesson, tmp_path) <= MOST


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_whose_tables_are_there_stays_within_six_hundred_mebibytes(lesson):
    with quiet_home() as place:
        assert peak(solution(lesson, load(lesson.slug)), lesson, place) <= MOST
        assert peak(read(lesson.path), lesson, place) <= MOST


@pytest.mark.parametrize("lesson", [one for one in LESSONS if "charts.pull(" in one.values[0].path.read_text("utf-8")])
def test_a_lesson_whose_levers_are_pulled_from_end_to_end_stays_within_six_hundred_mebibytes(lesson):
    book = read(lesson.path)
    book.cells.append(new_cell("pulled", "code", PULLED))
    with quiet_home() as place:
        assert peak(book, lesson, place) <= MOST
