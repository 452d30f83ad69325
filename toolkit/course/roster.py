"""A class list: who is in the class, from a plain list or from what Canvas and Moodle give out.

Canvas   Student, ID, SIS User ID, SIS Login ID, Section, one column an assignment
Moodle   Identifier, Full name, ID number, Email address, Grade, … (the offline grading worksheet)
else     an id a line, or a table with a heading (id, student id, 学号, name, 姓名)

Bundles and grades read it alike: the same list gives the same ids, and an id makes the shop.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.course.sheets import BadSheet, read_table

CANVAS, MOODLE, LIST = "canvas", "moodle", "list"
IDS = {
    CANVAS: ("sis user id", "sis login id", "id"),
    MOODLE: ("id number", "username", "email address", "identifier"),
    LIST: ("id", "student", "student id", "student_id", "学号", "工号", "编号"),
}
NAMES = {CANVAS: ("student",), MOODLE: ("full name", "name"), LIST: ("name", "full name", "姓名")}
POSSIBLE = "points possible"


@dataclass
class Student:
    """One student: the id that makes the shop, a name; other texts by which hand-ins name them, the line as it came.

    note: why the line can be no student of its own, where that is so.
    """

    id: str
    name: str = ""
    others: tuple[str, ...] = field(default=(), compare=False)
    row: dict[str, str] = field(default_factory=dict, compare=False)
    line: int = field(default=0, compare=False)
    note: str = ""


@dataclass
class Roster:
    """A class list: its form, its columns and its students in order."""

    form: str
    columns: list[str]
    students: list[Student]


def read_roster(path: Path) -> Roster:
    """Return a class list; a line without an id, or with one that came before, is kept and says so. Raises: BadSheet."""
    lines = read_table(path, "A class list")
    head = lines[0][1] if lines else []
    form, headings = _form([cell.casefold() for cell in head])
    columns = head if headings else ["id", "name"]
    students = [_student(form, columns, line, row) for line, row in lines[headings:] if not _is_points(row)]
    if not students:
        exists = "A class list has one student a line."
        raise BadSheet(given=f"{path.name} holds no student.", exists=exists, do="Write the ids into it.")
    for key, lines_of in _by_id(students).items():
        for one in lines_of[bool(key) :]:
            same = f"the id {one.id} is on lines {lines_of[0].line} and {one.line} of the class list"
            one.note = same if key else f"line {one.line} of the class list has no id"
    return Roster(form, columns, students)


def read_students(path: Path) -> list[Student]:
    """Return the students of a class list without any odd line. Raises: BadSheet, which names every odd line."""
    students = read_roster(path).students
    by_id = _by_id(students)
    empty = ", ".join(str(one.line) for one in by_id.pop("", ()))
    if empty:
        raise BadSheet(
            given=f"{path.name} has no id on line {empty}.",
            exists="Each student has an id: it makes the shop.",
            do="Fill them in, or take the lines out.",
        )
    lines = {key: ", ".join(str(one.line) for one in same) for key, same in by_id.items() if len(same) > 1}
    if lines:
        raise BadSheet(
            given=f"{path.name} has {'; '.join(f'{key} (lines {at})' for key, at in lines.items())} more than once.",
            exists="Each student has an id of their own: it makes the shop.",
            do="Take one out, or tell them apart.",
        )
    return students


def folded(text: str) -> str:
    """Return a text as ids and names are compared: width, case, accents' form and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _by_id(students: list[Student]) -> dict[str, list[Student]]:
    found: dict[str, list[Student]] = {}
    for one in students:
        found.setdefault(folded(one.id), []).append(one)
    return found


def _form(head: list[str]) -> tuple[str, int]:
    """Return the form of a list and how many heading lines it has."""
    if {"student", "id"} <= set(head) and any(cell.startswith("sis ") or cell == "section" for cell in head):
        return CANVAS, 1
    if "full name" in head and {"identifier", "id number", "email address"} & set(head):
        return MOODLE, 1
    return LIST, int(any(cell in (*IDS[LIST], *NAMES[LIST]) for cell in head))


def _student(form: str, columns: list[str], line: int, row: list[str]) -> Student:
    cells = dict(zip((name.casefold() for name in columns), row, strict=False))
    ids = [cells[name] for name in IDS[form] if cells.get(name)]
    if form == LIST and not any(name in cells for name in IDS[LIST]):
        ids = [cells[name] for name in NAMES[LIST] if cells.get(name)]
    name = next((cells[heading] for heading in NAMES[form] if cells.get(heading)), "")
    others = tuple(dict.fromkeys([*ids[1:], *(one.split("@")[0] for one in ids if "@" in one), *_numbers(ids)]))
    return Student(ids[0] if ids else "", name, others, dict(zip(columns, row, strict=False)), line)


def _numbers(ids: list[str]) -> list[str]:
    """Return Moodle's "Participant 4711" as 4711, by which its files are named."""
    return [one.split()[-1] for one in ids if " " in one and one.split()[-1].isdigit()]


def _is_points(row: list[str]) -> bool:
    """Tell Canvas's second line, which holds no student."""
    return any(cell.casefold() == POSSIBLE for cell in row[:2])
