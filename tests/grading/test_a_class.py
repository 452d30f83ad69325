"""A whole class, from a folder to grades: every solution gets its points, and a run that was ended goes on."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.course.build import solution
from toolkit.course.notebooks import ROOT, lessons
from toolkit.exercises.practice import load
from toolkit.grading.book import Book, lasting, points
from toolkit.grading.sandbox import kernel
from toolkit.grading.worker import How, Part, close_all, grade

pytestmark = pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only")
SLUG = "start-here"


def hand_ins(folder, count, slug=SLUG):
    """Write hand-ins that deserve all points, each handled in another way by who handed it in."""
    (lesson,) = lessons(ROOT, slug)
    solved = solution(lesson, load(slug))
    cells = [{"cell_type": cell["cell_type"], "source": cell["source"]} for cell in solved["cells"]]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    old = [{"cell_type": "code", "input": cell["source"]} for cell in code]
    variants = [
        solved, {"cells": cells}, {"cells": cells + code}, {"cells": code[:1] + code[:0:-1]},
        {"cells": [cell | {"outputs": ["x" * 1_000_000]} for cell in code]}, {"worksheets": [{"cells": old}]},
        {"cells": [{"cell_type": "code", "source": "1/0"}, *cells]},
    ]  # fmt: skip
    (folder / "in").mkdir()
    for at, notebook in zip(range(count), itertools.cycle(map(json.dumps, variants))):
        (folder / "in" / f"s{at:03}.ipynb").write_text(notebook, encoding="utf-8")
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


def test_a_run_that_is_interrupted_goes_on_and_says_what_changed_where_it_was_asked_again(tmp_path):
    hand_ins(tmp_path, 8)
    book = Book(tmp_path / "out")
    process = started(tmp_path, "out")
    while process.poll() is None and len(book.lines(SLUG)) < 2:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert "same command" in said
    assert gone(process.pid)
    first, second, *more = book.lines(SLUG)
    assert len(more) < 6
    marks = [second["marks"][0] | {"points": 0}, *second["marks"][1:]]
    book.add(second | {"stamp": "an earlier one", "marks": marks})
    said = finished(started(tmp_path, "out", "--again", first["id"], "--mended"))
    assert "8 of 9 graded" in said
    assert f"changed: {marks[0]['exercise']}, 0 → 1: 1 learner" in said
    lines = book.lines(SLUG)
    assert {points(line) for line in lines if line["stamp"] == first["stamp"]} == {3}
    twice = [first["id"], second["id"], second["id"]]
    assert sorted(line["id"] for line in lines) == sorted([*twice, *(f"s{at:03}" for at in range(8))])
    assert book.last(SLUG)["s006"]["said"] == {"0": "ZeroDivisionError: division by zero"}
    assert "s008" in (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig")


@pytest.fixture(scope="module")
def tools():
    yield How()
    close_all()


@pytest.mark.thorough
@pytest.mark.parametrize("slug", [lesson.slug for lesson in lessons(ROOT)])
def test_the_worked_solution_of_every_lesson_gets_all_points(slug, tools, tmp_path):
    (lesson,) = lessons(ROOT, slug)
    plan = load(slug)
    if not plan.exercises:
        pytest.skip("no exercises")
    cells = [cell["source"] for cell in solution(lesson, plan)["cells"] if cell["cell_type"] == "code"]
    record = grade(Part("s001", "m", slug, tuple(cells), "classroom", str(tmp_path / "prepared"), tools))
    assert {mark["exercise"]: mark["words"] for mark in record["marks"] if mark["points"] < mark["of"]} == {}
    assert record["said"] == {}
    assert record["whole"]


@pytest.mark.thorough
@pytest.mark.parametrize("more", [["--jobs", "2"], ["--engine", "dask", "--jobs", "2"]], ids=["two jobs", "dask"])
def test_any_number_of_workers_gives_the_same_records(more, tmp_path):
    hand_ins(tmp_path, 5)
    finished(started(tmp_path, "one"))
    finished(started(tmp_path, "many", *more))
    assert records(tmp_path, "many") == records(tmp_path, "one")


@pytest.mark.thorough
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_leaves_no_process_and_ends_with_the_same_records(jobs, tmp_path):
    hand_ins(tmp_path, 12)
    finished(started(tmp_path, "quiet"))
    for seconds in (2.0, 5.0, 8.0, 11.0, 14.0):
        process = started(tmp_path, "killed", "--jobs", jobs)
        time.sleep(seconds)
        process.kill()
        process.communicate()
        assert gone(process.pid)
    finished(started(tmp_path, "killed", "--jobs", jobs))
    assert records(tmp_path, "killed") == records(tmp_path, "quiet")


def gone(session, patience=30):
    """Tell whether every process of a session ends by itself."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not any(_session(folder) == session for folder in Path("/proc").iterdir() if folder.name.isdigit()):
            return True
        time.sleep(0.2)
    return False


def _session(folder):
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3])
    except OSError:
        return 0


def test_a_full_disk_is_told_and_what_was_graded_stays(tmp_path):
    book = Book(tmp_path)
    book.add({"id": "s001", "lesson": SLUG})
    size = book.path.stat().st_size
    act = f"import resource, signal; from pathlib import Path; from toolkit.grading.book import Book; \
signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 10},) * 2); \
Book(Path({str(tmp_path)!r})).add(dict(id='s002', lesson={SLUG!r}, more='x' * 100))"
    done = subprocess.run([sys.executable, "-c", act], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "disk may be full" in done.stderr
    book.add({"id": "s003", "lesson": SLUG})
    assert list(book.last(SLUG)) == ["s001", "s003"]


def test_a_shop_that_cannot_be_made_costs_its_learner_a_note_and_nobody_the_run(tmp_path):
    try:
        record = grade(Part("s001", "m", SLUG, ("x = 1",), "no seed at all", str(tmp_path / "prepared")))
    finally:
        close_all()
    assert record["end"] == "not run"
    assert record["odd"]
    assert record["marks"] == []
