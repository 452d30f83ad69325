"""A whole class, from a folder to grades: every solution gets its points, and a run that was ended goes on."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from toolkit.course.build import solution
from toolkit.course.notebooks import ROOT, lessons
from toolkit.exercises.practice import load
from toolkit.grading.book import Book, lasting, points
from toolkit.grading.sandbox import kernel

pytestmark = pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only")
SLUG = "start-here"


def hand_ins(folder, count, slug=SLUG):
    (lesson,) = lessons(ROOT, slug)
    solved = json.dumps(solution(lesson, load(slug)))
    (folder / "in").mkdir()
    for at in range(count):
        (folder / "in" / f"s{at:03}.ipynb").write_text(solved, encoding="utf-8")
    (folder / "roster.csv").write_text("id\n" + "".join(f"s{at:03}\n" for at in range(count + 1)), encoding="utf-8")


def started(folder, out, *more, slug=SLUG):
    words = ["grade", folder / "in", "--lesson", slug, "--roster", folder / "roster.csv", "--out", folder / out, *more]
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit", *map(str, words)],
        cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def finished(process):
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    return said


def records(folder, out):
    return {who: lasting(record) for who, record in Book(folder / out).last(SLUG).items()}


def test_a_class_is_graded_and_asked_again_nothing_is_done_twice(tmp_path):
    hand_ins(tmp_path, 2)
    assert "2 of 3 graded" in finished(started(tmp_path, "out"))
    lines = Book(tmp_path / "out").lines(SLUG)
    assert [points(line) for line in lines] == [3, 3]
    assert "s002" in (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig")
    finished(started(tmp_path, "out", "--again", "s001"))
    assert [line["id"] for line in Book(tmp_path / "out").lines(SLUG)] == ["s000", "s001", "s001"]


@pytest.mark.thorough
@pytest.mark.parametrize("slug", [lesson.slug for lesson in lessons(ROOT)])
def test_the_worked_solution_of_every_lesson_gets_all_points(slug, tmp_path):
    if not load(slug).exercises:
        pytest.skip("no exercises")
    hand_ins(tmp_path, 1, slug)
    finished(started(tmp_path, "out", slug=slug))
    (record,) = Book(tmp_path / "out").last(slug).values()
    assert points(record) == sum(exercise.points for exercise in load(slug).exercises.values())
    assert record["said"] == {}


@pytest.mark.thorough
@pytest.mark.parametrize("more", [["--jobs", "2"], ["--engine", "dask", "--jobs", "2"]], ids=["two jobs", "dask"])
def test_any_number_of_workers_gives_the_same_records(more, tmp_path):
    hand_ins(tmp_path, 5)
    finished(started(tmp_path, "one"))
    finished(started(tmp_path, "many", *more))
    assert records(tmp_path, "many") == records(tmp_path, "one")


@pytest.mark.thorough
def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_records(tmp_path):
    hand_ins(tmp_path, 12)
    finished(started(tmp_path, "quiet"))
    for seconds in (3.0, 5.0, 7.0, 9.0, 11.0):
        process = started(tmp_path, "killed")
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    finished(started(tmp_path, "killed"))
    assert records(tmp_path, "killed") == records(tmp_path, "quiet")


def test_a_shop_that_cannot_be_made_costs_its_learner_a_note_and_nobody_the_run(tmp_path):
    from toolkit.grading.worker import Part, close_all, grade

    try:
        record = grade(Part("s001", "m", SLUG, ("x = 1",), "no seed at all", str(tmp_path / "prepared")))
    finally:
        close_all()
    assert record["end"] == "not run"
    assert record["odd"]
    assert record["marks"] == []
