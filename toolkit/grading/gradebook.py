"""Points as tables: one for people, one that Canvas takes back, one that Moodle takes back.

Canvas   the columns of its own export (Student, ID, SIS User ID, SIS Login ID, Section) and one for the assignment; a second
         line "Points Possible"; UTF-8
Moodle   the columns of its offline grading worksheet with Grade, Maximum grade and Feedback comments filled in; UTF-8 with a
         byte-order mark
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.course.roster import CANVAS, MOODLE, Roster, Student
from toolkit.course.sheets import write_table
from toolkit.grading.marking import Marked, Sheet

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE_COLUMNS = ("Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum grade")
FEEDBACK = "Feedback comments"
GRADED, NOT_GRADED = "graded", "not graded"


@dataclass
class Row:
    """One line of the gradebook: a learner (or a file that names nobody), the record, and why there is none."""

    learner: Student | None
    file: str = ""
    record: dict[str, Any] | None = None
    notes: list[str] = field(default_factory=list)
    by_hand: dict[str, Marked] = field(default_factory=dict)
    gradable: bool = False

    @property
    def id(self) -> str:
        """The learner's id, or nothing."""
        return self.learner.id if self.learner else ""

    @property
    def name(self) -> str:
        """The learner's name, else the id, else the file."""
        return (self.learner.name or self.learner.id if self.learner else "") or self.file

    @property
    def total(self) -> float:
        """Points by machine and by hand."""
        return sum(map(self.points, self.marks))

    @property
    def marks(self) -> list[dict[str, Any]]:
        """What the judge said to each exercise."""
        return list((self.record or {}).get("marks", ()))

    @property
    def game(self) -> dict[str, Any]:
        """What came of the season that was handed in, where it was lived again."""
        game: dict[str, Any] = (self.record or {}).get("game", {})
        return game if "total" in game else {}

    def points(self, mark: Mapping[str, Any]) -> float:
        """Return an exercise's points: a person's where one marked it, else the machine's, never above what it is worth."""
        marked, rows = self.by_hand.get(mark["exercise"]), mark.get("by_hand", {}).get("rows", "")
        if marked is None or not rows or not set(rows) <= set(marked.marks):
            return float(min(mark["points"], mark["of"]))
        return round(marked.share(rows) * mark["of"], 2)

    @property
    def reason(self) -> str:
        """What is to be told beside the points, in one line."""
        return "; ".join(self.notes)


def fill_in(rows: Sequence[Row], sheet: Sheet) -> list[str]:
    """Give the rows what a person marked; returns what fits no row. A line that is half filled in is noted in its row."""
    left = dict(sheet)
    for row in rows:
        for mark in row.marks:
            marked = left.pop((row.id, mark["exercise"]), None)
            rows_due = mark.get("by_hand", {}).get("rows", "")
            if marked is None or not rows_due:
                continue
            row.by_hand[mark["exercise"]] = marked
            missing = [each for each in rows_due if each not in marked.marks]
            if marked.marks and missing:
                row.notes.append(f"{mark['exercise']} is marked in part only: {', '.join(missing)} missing")
    return [
        f"the marking sheet has a line for {who or 'nobody'}, {name or 'nothing'}: no such answer" for who, name in left
    ]


def write_all(folder: Path, roster: Roster, rows: Sequence[Row], title: str, most: float) -> list[Path]:
    """Write grades.csv, grades-canvas.csv and grades-moodle.csv; returns their paths."""
    learners = [row for row in rows if row.learner is not None]
    tables: dict[str, list[list[str]]] = {
        "grades.csv": _plain(rows, most),
        "grades-canvas.csv": _canvas(roster, learners, title, most),
        "grades-moodle.csv": _moodle(roster, learners, most),
    }
    return [write_table(folder / name, table) for name, table in tables.items()]


def number(value: float) -> str:
    """Return points as they stand in a table."""
    return f"{value:g}"


def _plain(rows: Sequence[Row], most: float) -> list[list[str]]:
    names = _exercises(rows)
    head = ["id", "name", "points", "of", "state", "reason", "file", *names]
    return [head, *(_line(row, names, most) for row in rows)]


def _exercises(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(mark["exercise"] for row in rows for mark in row.marks))


def _line(row: Row, names: list[str], most: float) -> list[str]:
    marks = {mark["exercise"]: number(row.points(mark)) for mark in row.marks}
    state = GRADED if row.record else NOT_GRADED
    score = [number(row.total) if row.record else "", number(most)]
    return [
        row.id,
        row.name if row.learner else "",
        *score,
        state,
        row.reason,
        row.file,
        *(marks.get(n, "") for n in names),
    ]


def _canvas(roster: Roster, rows: Sequence[Row], title: str, most: float) -> list[list[str]]:
    columns = (
        [name for name in roster.columns if name in CANVAS_COLUMNS] if roster.form == CANVAS else [*CANVAS_COLUMNS]
    )
    known = [name for name in roster.columns if name.rsplit(" (", 1)[0] == title] if roster.form == CANVAS else []
    assignment = known[0] if known else title
    possible = ["    Points Possible", *[""] * (len(columns) - 1), number(most)]
    return [
        [*columns, assignment],
        possible,
        *([*_cells(row, columns, _as_canvas(row)), number(row.total) if row.record else ""] for row in rows),
    ]


def _as_canvas(row: Row) -> Mapping[str, str]:
    return {"Student": row.name, "SIS User ID": row.id, "SIS Login ID": row.id}


def _moodle(roster: Roster, rows: Sequence[Row], most: float) -> list[list[str]]:
    columns = roster.columns if roster.form == MOODLE else [*MOODLE_COLUMNS, FEEDBACK]
    columns = [*columns, *(name for name in ("Grade", "Maximum grade", FEEDBACK) if name not in columns)]
    return [columns, *(_cells(row, columns, _as_moodle(row, most), over=_filled(row, most)) for row in rows)]


def _as_moodle(row: Row, most: float) -> Mapping[str, str]:
    return {"Full name": row.name, "ID number": row.id, "Maximum grade": number(most)}


def _filled(row: Row, most: float) -> Mapping[str, str]:
    grade = f"{row.total:.2f}" if row.record else ""
    return {"Grade": grade, "Maximum grade": f"{most:.2f}", FEEDBACK: row.reason}


def _cells(
    row: Row, columns: Sequence[str], ours: Mapping[str, str], over: Mapping[str, str] | None = None
) -> list[str]:
    """Return a learner's line: what is filled in, else as it came, else what we know."""
    assert row.learner is not None
    return [(over or {}).get(name) or row.learner.row.get(name) or ours.get(name, "") for name in columns]
