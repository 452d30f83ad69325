"""What a reading of the lessons found: where, what, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.course.notebooks import LessonFile
    from toolkit.exercises.exercise import LessonPlan


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend, printed as file · cell · what · what to do."""

    file: str
    cell: str
    what: str
    todo: str

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.file, self.cell, self.what, self.todo)))


@dataclass(frozen=True)
class Material:
    """A lesson as the rules read it: its file, its cells, its exercises."""

    file: LessonFile
    book: Any
    plan: LessonPlan

    def finding(self, cell: Any, what: str, todo: str) -> Finding:
        """Return a finding in a cell of this lesson (or in the whole file, when cell is None)."""
        place = "" if cell is None else cell if isinstance(cell, str) else cell.get("id", "?")
        return Finding(self.file.name, place, what, todo)
