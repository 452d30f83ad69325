"""A solution is its lesson with the references in the blanks, and nobody can forget to build it."""

import nbformat
import pytest

from tests.course.small import checkout, plan
from toolkit.course import build
from toolkit.course.notebooks import LessonNotFoundError, lessons, new_book, new_cell, read, write
from toolkit.course.settle import UNCOMPARED, settle


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "load", lambda slug: plan)


def sources(book):
    return {cell.id: cell.source for cell in book.cells}


def test_the_blank_becomes_the_reference_and_the_check_stays(tmp_path):
    built = sources(build.solution(checkout(tmp_path), plan))
    assert built["week-check"] == (
        "# Monday to Sunday\ndays = list(range(case.first, case.first + 7))\nweek = len(days)\n"
        'lesson.check("week", week)'
    )


def test_a_solution_says_what_it_is_and_where_its_lesson_is(tmp_path):
    lesson = checkout(tmp_path)
    note = sources(build.solution(lesson, plan))[build.NOTE]
    assert "(../../lessons/1-first/04-small-talk.ipynb)" in note


def test_links_of_a_solution_lead_where_those_of_the_lesson_lead(tmp_path):
    lesson = checkout(tmp_path)
    title = sources(build.solution(lesson, plan))["title"]
    assert "(../../lessons/glossary.md)" in title
    assert "(04-small-talk.ipynb)" in title  # solutions link each other


def test_a_built_solution_keeps_outputs_and_no_trace_of_the_run(small, tmp_path):
    lesson = checkout(tmp_path, ("lever", "code", "import ipywidgets\nipywidgets.IntSlider(description='Days')"))
    book = read(build.build_solution(lesson, tmp_path))
    outputs = {cell.id: cell.outputs for cell in book.cells if cell.cell_type == "code"}
    assert "yes, and so on" in "".join(outputs["week-check"][0].text)
    assert outputs["lever"] == []
    assert set(book.metadata) == {"kernelspec", "language_info"}
    assert {cell.id: cell.metadata for cell in book.cells if cell.metadata} == {"lever": {"tags": [UNCOMPARED]}}
    assert [cell.id for cell in book.cells] == ["title", build.NOTE, "setup", "week-check", "lever"]


def test_what_was_written_in_one_go_is_kept_in_one_piece():
    said = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("paid: 649", " yuan\n")]
    book = new_book(new_cell("paid", "code", "print('paid: 649 yuan')"))
    book.cells[0].outputs = [nbformat.from_dict(out) for out in said]
    assert [out.text for out in settle(book).cells[0].outputs] == ["paid: 649 yuan\n"]


def test_building_twice_writes_the_same_bytes(small, tmp_path):
    lesson = checkout(tmp_path)
    first = build.build_solution(lesson, tmp_path).read_bytes()
    assert build.build_solution(lesson, tmp_path).read_bytes() == first


def test_a_changed_lesson_makes_its_solution_stale(small, tmp_path):
    lesson = checkout(tmp_path)
    assert build.is_stale(lesson, plan)
    build.build_solution(lesson, tmp_path)
    assert not build.is_stale(lesson, plan)
    book = read(lesson.path)
    book.cells[0].source += "\n\nOne more sentence."
    write(book, lesson.path)
    assert build.is_stale(lesson, plan)


def test_a_solution_that_stops_is_not_written(small, tmp_path):
    lesson = checkout(tmp_path, ("broken", "code", "1 / 0"))
    with pytest.raises(build.SolutionFailedError, match=r"broken.*ZeroDivisionError"):
        build.build_solution(lesson, tmp_path)
    assert not lesson.solution.exists()


def test_a_solution_without_a_lesson_is_noticed(tmp_path):
    lesson = checkout(tmp_path)
    lesson.solution.parent.mkdir(parents=True)
    lesson.solution.write_bytes(lesson.path.read_bytes())
    left = lesson.solution.with_name("05-gone.ipynb")
    left.write_bytes(lesson.path.read_bytes())
    assert build.orphans(tmp_path) == [left]


@pytest.mark.parametrize("name", ["small-talk", "04", "04-small-talk", "lessons/1-first/04-small-talk.ipynb"])
def test_a_lesson_answers_to_its_names(tmp_path, name):
    checkout(tmp_path)
    assert [lesson.slug for lesson in lessons(tmp_path, name)] == ["small-talk"]


def test_an_unknown_lesson_is_answered_with_the_known_ones(tmp_path):
    checkout(tmp_path)
    with pytest.raises(LessonNotFoundError, match="small-talk"):
        lessons(tmp_path, "big-talk")


def test_no_notebook_is_heavy():
    files = [file for lesson in lessons(build.ROOT) for file in (lesson.path, lesson.solution)]
    assert {file.name: file.stat().st_size for file in files if file.stat().st_size >= 300_000} == {}


def test_every_committed_solution_is_the_build_of_its_lesson():
    found = lessons()
    assert found
    stale = [lesson.name for lesson in found if build.is_stale(lesson, build.load(lesson.slug))]
    assert stale == []
    assert build.orphans() == []
