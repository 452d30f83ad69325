"""Rules on the form of a lesson: nothing computed in it, cells that keep their names and are short enough to read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from toolkit.course.links import without_code
from toolkit.course.notebooks import code_cells, prose_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.course.findings import Finding, Material

PROSE_WORDS = 60
CODE_LINES = 12
CELL_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9.]+)*\Z")
DRAWN_BY_LOT = re.compile(r"[0-9a-f]{8}\Z|[0-9a-f]{8}-[0-9a-f]{4}-")
WORD = re.compile(r"[A-Za-z0-9][\w'’-]*|[\u4e00-\u9fff]+")
CELL_METADATA = {"tags"}
FILE_METADATA = {"kernelspec", "language_info"}


def nothing_computed(lesson: Material) -> Iterator[Finding]:
    """Refuse outputs, execution counts and whatever else a run leaves in a lesson."""
    clear = "In JupyterLab: Edit, Clear Outputs of All Cells, save."
    for cell in code_cells(lesson.book):
        if cell.get("outputs"):
            yield lesson.finding(cell, "outputs are stored in the lesson", clear)
        if cell.get("execution_count") is not None:
            yield lesson.finding(cell, "an execution count is stored in the lesson", clear)
    for place, kept in [(cell, CELL_METADATA) for cell in lesson.book.cells] + [(lesson.book, FILE_METADATA)]:
        for key in sorted(set(place.metadata) - kept):
            cell = None if place is lesson.book else place
            yield lesson.finding(cell, f'metadata "{key}"', f"Take it out; a lesson keeps only {sorted(kept)} here.")


def cells_keep_their_names(lesson: Material) -> Iterator[Finding]:
    """Refuse cells without an id, with another cell's id, or with an id drawn by lot."""
    names = Counter(cell.get("id") for cell in lesson.book.cells)
    for cell in lesson.book.cells:
        name = cell.get("id")
        if not name:
            yield lesson.finding(None, f"a cell has no id: {cell.source[:40]!r}", "Give it one that says what it does.")
        elif names[name] > 1:
            yield lesson.finding(cell, f"{names[name]} cells share this id", "Give each cell its own.")
        elif DRAWN_BY_LOT.match(name) or not CELL_NAME.match(name):
            yield lesson.finding(cell, "the id says nothing", "Name it by what it does, such as usual-visitors-check.")


def short_enough(lesson: Material) -> Iterator[Finding]:
    """Refuse prose above the word limit of a cell and code above its line limit."""
    for cell in prose_cells(lesson.book):
        count = words(cell.source)
        if count > PROSE_WORDS:
            yield lesson.finding(cell, f"{count} words in one cell", f"At most {PROSE_WORDS}: cut, or split at a step.")
    for cell in code_cells(lesson.book):
        count = sum(bool(line.strip()) for line in cell.source.splitlines())
        if count > CODE_LINES:
            yield lesson.finding(cell, f"{count} lines in one cell", f"At most {CODE_LINES}: cut, or move to lens.")


def words(prose: str) -> int:
    """Count the words of a markdown cell; code spans, tables' bars and link targets are not words."""
    text = re.sub(r"\]\([^)]*\)", "]", without_code(prose))
    return len(WORD.findall(text))
