"""Lessons and solutions as files: where they are, how they are read, and the one form in which they are written."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.exercises.course_map import DEEPER_FOLDER, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
LESSONS = "lessons"
SOLUTIONS = "solutions"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}


@dataclass(frozen=True)
class LessonFile:
    """One lesson notebook in a checkout: its folder tree, its slug, and where its solution belongs."""

    path: Path
    root: Path

    @property
    def name(self) -> str:
        """The path a reader would type, from the checkout, with forward slashes."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def solution(self) -> Path:
        """The same place in the tree of solutions."""
        return self.root / SOLUTIONS / self.path.relative_to(self.root / LESSONS)

    @property
    def slug(self) -> str:
        """The file name without number and suffix; optional lessons get ``deeper-`` in front."""
        return slug_of(self.name)

    @property
    def optional(self) -> bool:
        """Whether it belongs to the folder that the core does without."""
        return self.path.parent.name == DEEPER_FOLDER

    @property
    def number(self) -> str:
        """What a reader calls it: "04", or "deeper-04" for the optional lesson beyond it."""
        digits = self.path.stem.split("-")[0]
        return f"deeper-{digits}" if self.optional else digits


def lessons(root: Path = ROOT, *names: str) -> list[LessonFile]:
    """All lesson notebooks in reading order, or those whose slug, number or file name is asked for.

    Raises: LessonNotFoundError.
    """
    found = [LessonFile(path, root) for path in sorted((root / LESSONS).rglob("*.ipynb")) if _is_source(path)]
    for name in names:
        if not any(_answers_to(name, lesson) for lesson in found):
            raise LessonNotFoundError(name, [lesson.slug for lesson in found])
    return [lesson for lesson in found if not names or any(_answers_to(name, lesson) for name in names)]


class LessonNotFoundError(LookupError):
    """There is no such lesson notebook."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        super().__init__(
            f'there is no lesson "{name}". Lessons: {", ".join(known) or "none yet"}. '
            "Give one of these, or no name for all."
        )


def _is_source(path: Path) -> bool:
    return ".ipynb_checkpoints" not in path.parts


def _answers_to(name: str, lesson: LessonFile) -> bool:
    return name in (lesson.slug, lesson.path.stem, lesson.number, lesson.name)


def _node(value: Any) -> Any:
    """Return plain JSON as nbformat's nodes; it is imported here, since its first import costs a second."""
    import nbformat

    return nbformat.from_dict(value)  # type: ignore[no-untyped-call]


def read(path: Path) -> Any:
    """A notebook as nbformat 4 gives it; ids that are missing in the file stay missing."""
    from nbformat.v4.rwbase import rejoin_lines

    book = _node(json.loads(path.read_text(encoding="utf-8")))
    return rejoin_lines(book)  # type: ignore[no-untyped-call]


def write(book: Any, path: Path) -> None:
    """Write a notebook as JupyterLab does: one space of indent, characters as they are, a newline at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    import nbformat

    text: str = nbformat.writes(book, version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    fresh.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    fresh.replace(path)


def new_cell(name: str, kind: str, source: str) -> Any:
    """Make a cell of kind "code" or "markdown" with an id of our own."""
    cell: dict[str, Any] = {"id": name, "cell_type": kind, "metadata": {}, "source": source}
    more: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return _node(cell | more)


def new_book(*cells: Any) -> Any:
    """Make a notebook for our kernel."""
    book = {"cells": list(cells), "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return _node(book)


def code_cells(book: Any) -> Iterator[Any]:
    """The cells that a kernel runs."""
    return (cell for cell in book.cells if cell.cell_type == "code")


def prose_cells(book: Any) -> Iterator[Any]:
    """The cells that a reader reads."""
    return (cell for cell in book.cells if cell.cell_type == "markdown")


def tree(source: str) -> ast.Module | None:
    """The syntax tree of a cell, or None for a cell that is not plain Python."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def calls(book: Any, verb: str) -> Iterator[tuple[Any, ast.Call]]:
    """Every ``lesson.<verb>(…)`` or ``<verb>(…)`` call of a notebook, with its cell."""
    for cell in code_cells(book):
        for node in ast.walk(tree(cell.source) or ast.Module([], [])):
            if isinstance(node, ast.Call) and _called(node) == verb:
                yield cell, node


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def first_text(node: ast.Call) -> str | None:
    """The first argument of a call when it is a text written out, else None."""
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
