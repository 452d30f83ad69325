"""Building what is committed but never written by hand: worked solutions, data dictionary, a shop's card and small tables.

A solution is its lesson with every blank filled by the exercise's own reference, run from top to bottom.
"""

from __future__ import annotations

import copy
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from toolkit.course import catalogues, coverage, datasets, glossary
from toolkit.course.bars import progress_bar
from toolkit.course.blanks import fill_in
from toolkit.course.links import moved
from toolkit.course.notebooks import (
    LESSONS,
    ROOT,
    SOLUTIONS,
    LessonFile,
    LessonNotFoundError,
    lessons,
    new_book,
    new_cell,
    read,
    write,
)
from toolkit.course.run import quiet_home, run
from toolkit.course.settle import settle
from toolkit.data import dictionary
from toolkit.exercises.errors import BadDefinition
from toolkit.exercises.practice import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.exercises.exercise import LessonPlan

NOTE = "worked-solution"


class SolutionFailedError(RuntimeError):
    """A worked solution stops with an error."""

    def __init__(self, lesson: LessonFile, cell: str, error: str) -> None:
        self.lesson, self.cell, self.error = lesson, cell, error
        super().__init__(
            f"{lesson.name}: the cell {cell} of its solution says {error}. "
            "The exercise definitions and the lesson's own cells must run together. Mend either, then build again."
        )


def solution(lesson: LessonFile, plan: LessonPlan) -> Any:
    """Return the solution of a lesson as a notebook that has not been run."""
    book = copy.deepcopy(read(lesson.path))
    answers = {name: exercise.solution() for name, exercise in plan.exercises.items()}
    home = (lesson.root / LESSONS).resolve()
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.source = fill_in(cell.source, answers)
        else:
            cell.source = moved(cell.source, lesson.path.parent, lesson.solution.parent, partial(_is_lesson, home))
    book.cells.insert(1, _note(lesson))
    book.metadata = new_book().metadata
    return book


def _note(lesson: LessonFile) -> Any:
    way = moved(
        f"[{lesson.path.stem}]({lesson.path.name})", lesson.path.parent, lesson.solution.parent, lambda _: False
    )
    text = f"*The worked solution of {way}. It is built by `python3 -m toolkit build`: mend the lesson, not this file.*"
    return new_cell(NOTE, "markdown", text)


def _is_lesson(home: Path, file: Path) -> bool:
    """Tell whether a file has its place in both trees; one that was left out of a checkout counts as well."""
    return file.suffix == ".ipynb" and file.is_relative_to(home)


def source_of(book: Any) -> list[tuple[str, str, str]]:
    """Return what of a notebook was written rather than computed: (id, type, source) of each cell."""
    return [(cell.get("id", ""), cell.cell_type, cell.source) for cell in book.cells]


def is_stale(lesson: LessonFile, plan: LessonPlan) -> bool:
    """Tell whether the committed solution is missing or not the build of its lesson; outputs are not compared."""
    if not lesson.solution.exists():
        return True
    return source_of(read(lesson.solution)) != source_of(solution(lesson, plan))


def build_solution(lesson: LessonFile, place: Path, tick: Callable[[], None] | None = None) -> Path:
    """Make, run and write the solution of one lesson. Raises: SolutionFailedError; then nothing is written."""
    book = solution(lesson, load(lesson.slug))
    lesson.solution.parent.mkdir(parents=True, exist_ok=True)
    ran = run(book, lesson.solution.parent, place, tick=tick)
    for cell, error in ran.errors():
        raise SolutionFailedError(lesson, cell, error)
    write(settle(ran.book), lesson.solution)
    return lesson.solution


def orphans(root: Path = ROOT) -> list[Path]:
    """List built solutions whose lesson is gone; the teacher's own notes are not notebooks and stay."""
    built = {lesson.solution for lesson in lessons(root)}
    found = sorted((root / SOLUTIONS).rglob("*.ipynb"))
    return [path for path in found if path not in built and ".ipynb_checkpoints" not in path.parts]


def build_dictionary() -> Path:
    """Write datasets/README.md from the schema."""
    path = ROOT / "datasets" / "README.md"
    path.write_text(dictionary.text(), encoding="utf-8", newline="\n")
    return path


@click.command(epilog="Example: python3 -m toolkit build is-this-normal")
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help="Build nothing; say what is stale and end with 1.")
@click.option(
    "--pages",
    is_flag=True,
    help="Build only what needs no run: dictionary, coverage, glossary, misconceptions, sentences.",
)
def command(names: tuple[str, ...], *, check: bool, pages: bool) -> None:
    """Build the worked solutions (all, or the lessons NAMES) and the pages; all: the shop's card and CSV files too."""
    console = Console()
    try:
        chosen = lessons(ROOT, *names)
        stale = [lesson for lesson in chosen if is_stale(lesson, load(lesson.slug))] if check else []
        if not check:
            _build([] if pages else chosen, console, whole=not names and not pages)
    except (LessonNotFoundError, SolutionFailedError, BadDefinition) as error:
        raise click.ClickException(str(error)) from error
    for lesson in stale:
        console.print(f"{lesson.name}: its solution is stale. Run: python3 -m toolkit build {lesson.slug}")
    old = [f"{file} of the shop" for file in datasets.stale()] if check and not names else []
    old += [path.relative_to(ROOT).as_posix() for path in catalogues.stale()] if check else []
    for file in old:
        console.print(f"{file} is stale. Run: python3 -m toolkit build")
    raise SystemExit(1 if stale or old else 0)


def _build(chosen: list[LessonFile], console: Console, *, whole: bool) -> None:
    pages = (
        build_dictionary(),
        coverage.build(),
        glossary.build(),
        catalogues.build_misconceptions(),
        catalogues.build_sentences(),
    )
    for path in (*pages, *(datasets.build() if whole else ())):
        console.print(f"wrote {path.relative_to(ROOT).as_posix()}", highlight=False)
    with progress_bar(console) as bar:
        for lesson in chosen:
            cells = sum(cell.cell_type == "code" for cell in read(lesson.path).cells)
            task = bar.add_task(lesson.slug, total=cells)
            with quiet_home() as place:  # one each: a solution never tells of other lessons' progress
                path = build_solution(lesson, place, partial(bar.advance, task))
            console.print(f"wrote {path.relative_to(ROOT).as_posix()}", highlight=False)
