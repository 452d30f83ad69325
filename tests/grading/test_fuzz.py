"""Hand-ins mangled in every way: none stops a run, each learner has one row, and each row points or a reason."""

import copy
import csv
import json
import shutil
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.conftest import HONEST, SLUG
from tests.grading.conftest import LITTLE
from toolkit.course.notebooks import ROOT, lessons
from toolkit.course.roster import read_roster
from toolkit.grading.gradebook import write_all
from toolkit.grading.report.class_page import write_class_page
from toolkit.grading.report.learner_page import write_learner_pages
from toolkit.grading.sandbox import kernel
from toolkit.grading.sandbox.confine import LAYERS
from toolkit.grading.session import Session

pytestmark = pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only")
BATCH = 20
MARKDOWN = {"cell_type": "markdown", "source": "# A heading", "metadata": {}}
BOOK = {
    "nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [MARKDOWN, *({"cell_type": "code", "source": source, "outputs": [], "metadata": {}} for source in HONEST)],
}  # fmt: skip
ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just([]) | st.just({})
LINES = st.sampled_from(
    [
        "1/0", "(", "\0", "%matplotlib inline", "!ls", "await x", "raise SystemExit", "exit()", "quit", "%%bash\nls",
        "import os; os._exit(3)", "lesson.check('visitors', ...)", "lesson.check('nothing', 1)", "lesson = None",
        "visitors = 1", "del lesson", "lesson.check", "import sys; sys.exit(2)", "class A: pass", "\ud800", "é" * 2000,
        "lesson.check('visitors', object())", "lesson.check('visitors', float('nan'))", "print('x' * 10_000_000)",
    ]
)  # fmt: skip
SPOTS = st.floats(0, 1, exclude_max=True)


def places(value, path=()):
    """Yield the paths of everything inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from places(each, (*path, key))


def put(book, where, what):
    """Set one place of a notebook to something, or leave the place out."""
    paths = list(places(book))
    path = paths[int(where * len(paths))]
    inside = book
    for key in path[:-1]:
        inside = inside[key]
    if what is ...:
        del inside[path[-1]]
    else:
        inside[path[-1]] = what


@st.composite
def notebooks(draw):
    book = copy.deepcopy(BOOK)
    for _ in range(draw(st.integers(0, 3))):
        cells = book["cells"] if isinstance(book.get("cells"), list) else []
        how = draw(st.sampled_from(["cell", "again", "order", "value", "gone", "old"]))
        if how == "cell":
            cells.insert(int(draw(SPOTS) * (len(cells) + 1)), {"cell_type": "code", "source": draw(LINES)})
        elif how == "again" and cells:
            cells.append(copy.deepcopy(cells[int(draw(SPOTS) * len(cells))]))
        elif how == "order":
            cells.reverse()
        elif how == "old":
            book = {"nbformat": 3, "worksheets": [{"cells": cells}]}
        elif any(True for _ in places(book)):
            put(book, draw(SPOTS), draw(ODD) if how == "value" else ...)
    return json.dumps(book).encode()


@st.composite
def mangled(draw):
    """Return a notebook's bytes, some of them changed, cut off, or put in another encoding."""
    raw = bytearray(draw(notebooks()))
    how = draw(st.sampled_from(["whole", "whole", "cut", "bytes", "utf-16", "twice"]))
    if how == "cut":
        del raw[int(draw(SPOTS) * len(raw)) :]
    elif how == "bytes":
        for _ in range(draw(st.integers(1, 8))):
            raw[int(draw(SPOTS) * len(raw))] = draw(st.integers(0, 255))
    elif how == "utf-16":
        raw = raw.decode().encode("utf-16")
    elif how == "twice":
        raw = raw * 2
    return bytes(raw)


@st.composite
def hand_ins(draw):
    """Return a file's ending and bytes: a notebook, a zip around one, perhaps damaged."""
    raw, ending = draw(mangled()), draw(st.sampled_from(["ipynb", "ipynb", "ipynb", "zip", "py", "txt", "IPYNB"]))
    return ending, raw, draw(st.integers(0, 40)) if ending == "zip" else 0


def write(folder, at, hand_in):
    ending, raw, damage = hand_in
    path = folder / f"s{at:02}.{ending}"
    if ending != "zip":
        path.write_bytes(raw)
        return
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"../{at}.ipynb", raw)
    whole = bytearray(path.read_bytes())
    for step in range(damage if damage > 30 else 0):
        whole[(step * 7919 + damage) % len(whole)] ^= 0xFF
    path.write_bytes(bytes(whole))


def run(folder, batch, place):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "in").mkdir(parents=True)
    for at, hand_in in enumerate(batch):
        write(folder / "in", at, hand_in)
    (folder / "roster.csv").write_text("".join(f"s{at:02}\n" for at in range(len(batch))), encoding="utf-8")
    (lesson,) = lessons(ROOT, SLUG)
    session = Session(lesson, read_roster(folder / "roster.csv"), folder / "out", LITTLE)
    session._place = lambda *_: str(place)
    rows = session.run(session.gather(folder / "in"), lambda: None)
    write_all(folder, session.roster, rows, "Lesson", 3)
    write_class_page(folder, rows, "Lesson", 3, LAYERS)
    write_learner_pages(folder, rows, "Lesson", LAYERS)
    return rows


def test_no_mangled_hand_in_stops_a_run_or_is_lost(tmp_path, prepared, thorough):
    @settings(
        max_examples=250 if thorough else 5, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(hand_ins(), min_size=BATCH, max_size=BATCH))
    def claim(batch):
        rows = run(tmp_path / "run", batch, prepared)
        assert [row.id for row in rows] == [f"s{at:02}" for at in range(BATCH)]
        assert all(row.record or row.reason for row in rows)
        assert not any("by hand" in row.reason for row in rows)
        with (tmp_path / "run" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == BATCH

    claim()
