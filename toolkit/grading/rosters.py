"""Who is in the class, from a plain list or from what Canvas and Moodle give out; nobody is lost, odd lines are told.

Canvas   Student, ID, SIS User ID, SIS Login ID, Section, one column an assignment
Moodle   Identifier, Full name, ID number, Email address, Grade, … (the offline grading worksheet)
else     an id a line, or a table with a heading (id, student id, 学号, name, 姓名)
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.course.roster import AS_TEXT, ENCODINGS, ID_HEADINGS, NAME_HEADINGS
from toolkit.grading.errors import GradingError
from toolkit.home import student_id

CANVAS, MOODLE, LIST = "canvas", "moodle", "list"
IDS = {
    CANVAS: ("sis user id", "sis login id", "id"),
    MOODLE: ("id number", "username", "email address", "identifier"),
    LIST: ID_HEADINGS,
}
NAMES = {CANVAS: ("student",), MOODLE: ("full name", "name"), LIST: NAME_HEADINGS}
POSSIBLE, A_LIST = "points possible", "A class list"


@dataclass
class Learner:
    """One learner: the id that makes the shop, a name, other texts by which hand-ins name them, the line as it came."""

    id: str
    name: str = ""
    others: tuple[str, ...] = ()
    row: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass
class Roster:
    """A class list: its form, its columns and its learners in order."""

    form: str
    columns: list[str]
    learners: list[Learner]


def read_roster(path: Path) -> Roster:
    """Return a class list; a line without an id, or with one that came before, is kept and says so. Raises: GradingError."""
    rows = cells_of(path, A_LIST)
    if not rows:
        raise _bad(f"{path.name} holds no learner.", A_LIST)
    form, headings = _form([cell.casefold() for cell in rows[0]])
    columns = rows[0] if headings else ["id", "name"]
    learners = [_learner(form, columns, row) for row in rows[headings:] if not _is_points(row)]
    _tell_odd(learners)
    return Roster(form, columns, learners)


def cells_of(path: Path, what: str) -> list[list[str]]:
    """Return the lines of a table that is not empty, in whatever encoding and with whatever comma. Raises: GradingError."""
    text = _text(path, what)
    comma = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        lines = [[_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=comma)]
    except csv.Error as odd:
        raise _bad(f"{path.name} cannot be read: {odd}.", what) from odd
    return [line for line in lines if any(line)]


def _text(path: Path, what: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as odd:
        raise _bad(f"{path} cannot be read.", what) from odd
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise _bad(f"{path.name} is neither UTF-8 nor GBK text.", what)


def _bad(given: str, what: str) -> GradingError:
    return GradingError(
        given,
        f"{what} is a text file or CSV, one learner a line.",
        "In the spreadsheet choose: save as, CSV UTF-8.",
    )


def _cell(cell: str) -> str:
    kept = AS_TEXT.fullmatch(cell.strip())
    return student_id(kept[1] if kept else cell.lstrip("'") if cell[:2] in ("'=", "'+", "'-", "'@") else cell)


def _form(head: list[str]) -> tuple[str, int]:
    """Return the form of a list and how many heading lines it has."""
    if {"student", "id"} <= set(head) and any(cell.startswith("sis ") or cell == "section" for cell in head):
        return CANVAS, 1
    if "full name" in head and {"identifier", "id number", "email address"} & set(head):
        return MOODLE, 1
    return LIST, int(any(cell in (*ID_HEADINGS, *NAME_HEADINGS) for cell in head))


def _learner(form: str, columns: list[str], row: list[str]) -> Learner:
    cells = dict(zip((name.casefold() for name in columns), row, strict=False))
    ids = [cells[name] for name in IDS[form] if cells.get(name)]
    if form == LIST and not any(name in cells for name in IDS[LIST]):
        ids = [cells[name] for name in NAME_HEADINGS if cells.get(name)] or [row[0]]
    name = next((cells[heading] for heading in NAMES[form] if cells.get(heading)), "")
    others = tuple(dict.fromkeys([*ids[1:], *(one.split("@")[0] for one in ids if "@" in one), *_numbers(ids)]))
    return Learner(ids[0] if ids else "", name, others, dict(zip(columns, row, strict=False)))


def _numbers(ids: list[str]) -> list[str]:
    """Return Moodle's "Participant 4711" as 4711, by which its files are named."""
    return [one.split()[-1] for one in ids if " " in one and one.split()[-1].isdigit()]


def _is_points(row: list[str]) -> bool:
    """Tell Canvas's second line, which holds no learner."""
    return any(cell.casefold() == POSSIBLE for cell in row[:2])


def _tell_odd(learners: list[Learner]) -> None:
    seen: dict[str, int] = {}
    for at, learner in enumerate(learners, 1):
        key = folded(learner.id)
        if not key:
            learner.note = f"line {at} of the class list has no id"
        elif key in seen:
            learner.note = f"the id {learner.id} is on lines {seen[key]} and {at} of the class list"
        seen.setdefault(key, at)


def folded(text: str) -> str:
    """Return a text as ids and names are compared: width, case, accents' form and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
