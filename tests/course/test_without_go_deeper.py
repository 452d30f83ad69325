"""No core lesson needs anything of the optional ones: a checkout without them reads, builds and counts as it did."""

import os
import shutil
import subprocess
import sys

import pytest

from toolkit.course import coverage
from toolkit.course.notebooks import ROOT, lessons
from toolkit.exercises import course_map
from toolkit.exercises.practice import load, written

OPTIONAL = [slug for slug in written() if load(slug).optional]
CORE = [lesson for lesson in lessons() if not lesson.optional]
TREES = ("toolkit", "lessons", "solutions", "datasets")
LEFT_OUT = ("go-deeper", "deeper_*", "deeper-*", "__pycache__", ".ipynb_checkpoints")


@pytest.fixture(scope="module")
def core_alone(tmp_path_factory):
    """A copy of the checkout without the optional notebooks, their definitions, their solutions and notes."""
    place = tmp_path_factory.mktemp("core")
    for tree in TREES:
        shutil.copytree(ROOT / tree, place / tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for page in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / page, place / page)
    return place


def said(place, *args):
    """How a command ends in that checkout, and what it says; kernels find that checkout's toolkit too."""
    code = "import sys; from toolkit.cli.verbs import run; sys.exit(run(sys.argv[1:]))"
    there = os.environ | {"PYTHONPATH": str(place)}
    got = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=place, env=there, capture_output=True, text=True, check=False
    )
    return got.returncode, got.stdout + got.stderr


def test_every_optional_notebook_has_its_place_on_the_map_below_a_core_lesson():
    numbers = {stop.number for stop in course_map.COURSE}
    assert {stop.slug for stop in course_map.DEEPER} >= set(OPTIONAL)
    assert {stop.number for stop in course_map.DEEPER} <= numbers
    assert all(load(stop.slug).title == stop.question for stop in course_map.DEEPER if stop.slug in OPTIONAL)


def test_no_item_of_what_the_core_owes_rests_on_an_optional_notebook():
    assert not [place for item in coverage.items() for place in item.exercises if place.startswith("deeper-")]


def test_a_core_lesson_reads_the_same_and_its_solution_is_as_fresh_without_the_folder(core_alone):
    assert not (core_alone / "lessons" / "go-deeper").exists()
    code, told = said(core_alone, "check-lessons", "--no-run", *[lesson.slug for lesson in CORE])
    assert code == 0, told  # with the folder it is the same: test_a_lesson_reads_well
    assert f"{len(CORE)} lessons read" in told


def test_the_pages_are_built_without_the_folder(core_alone):
    code, told = said(core_alone, "build", "--pages")
    assert code == 0, told
    assert "deeper-" not in (core_alone / "solutions" / "misconceptions.md").read_text(encoding="utf-8")


def test_the_map_shows_no_row_for_what_is_not_there(core_alone, monkeypatch):
    monkeypatch.setattr(course_map, "LESSONS", core_alone / "lessons")
    assert course_map.stops() == list(course_map.COURSE)
    assert "go deeper" not in course_map.as_text({}, "start-here")


@pytest.mark.thorough
@pytest.mark.parametrize("lesson", CORE, ids=lambda lesson: lesson.slug)
def test_a_core_lesson_runs_untouched_and_solved_without_the_folder(lesson, core_alone):
    code, told = said(core_alone, "check-lessons", "--seeds", "0", lesson.slug)
    assert code == 0, told


@pytest.mark.parametrize(
    ("file", "slug"),
    [
        ("00-start-here.ipynb", "start-here"),
        ("lessons/2-data-reading/04-is-this-normal.ipynb", "is-this-normal"),
        ("go-deeper/04-drift-and-many-numbers.ipynb", "deeper-drift-and-many-numbers"),
        ("lessons/go-deeper/09a-credit-models.ipynb", "deeper-credit-models"),
    ],
)
def test_an_optional_notebook_is_opened_by_its_file_name_with_deeper_in_front(file, slug):
    assert course_map.slug_of(file) == slug


def test_a_number_alone_means_the_core_lesson(tmp_path):
    for folder in ("2-data-reading/04-is-this-normal", "go-deeper/04-drift-and-many-numbers"):
        file = tmp_path / "lessons" / f"{folder}.ipynb"
        file.parent.mkdir(parents=True)
        file.touch()
    assert [lesson.slug for lesson in lessons(tmp_path, "04")] == ["is-this-normal"]
    assert [lesson.slug for lesson in lessons(tmp_path, "deeper-04")] == ["deeper-drift-and-many-numbers"]


def test_the_map_has_an_optional_notebook_below_its_lesson_and_counts_it_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(course_map, "LESSONS", tmp_path)
    deeper = next(stop for stop in course_map.DEEPER if stop.number == "04")
    (tmp_path / "go-deeper").mkdir()
    (tmp_path / f"{deeper.file}.ipynb").touch()
    states = {"is-this-normal": {"a": course_map.OWN}, deeper.slug: {"b": course_map.OPEN, "c": course_map.HELPED}}
    rows = course_map.as_text(states, "is-this-normal").splitlines()
    at = next(number for number, row in enumerate(rows) if row.startswith("04"))
    assert rows[at].endswith("(you are here, 1 of 1)")
    assert rows[at + 1].endswith(f"{deeper.question} (go deeper, 1 of 2)")
    assert f'href="../{deeper.file}.ipynb"' in course_map.as_html(states, "is-this-normal")
