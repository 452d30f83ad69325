"""A class list: who is in the class, read from whatever a school's system or a spreadsheet gave out.

One student a line, or a table with a heading; UTF-8, with a byte-order mark or without, or GBK. Ids are text: NFKC, trimmed,
leading zeros kept.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from toolkit.home import student_id

ENCODINGS = ("utf-8-sig", "gb18030")
ID_HEADINGS = ("id", "student", "student id", "student_id", "学号", "工号", "编号")
NAME_HEADINGS = ("name", "full name", "姓名")
AS_TEXT = re.compile(r'="(.*)"')
"""How spreadsheets keep the zeros of an id: ="0012"."""
RUNS = ("=", "+", "-", "@", "\t", "\r")


class BadRoster(Exception):
    """A class list cannot be used as it is."""

    def __init__(self, *, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given} {exists} {do}")


@dataclass(frozen=True)
class Student:
    """One student: the id that makes the shop, and a name where the list has one."""

    id: str
    name: str = ""


def read_roster(path: Path) -> list[Student]:
    """Return the students of a class list, in its order. Raises: BadRoster, which names every odd line."""
    rows = [(line, row) for line, row in _rows(_text(path)) if any(cell.strip() for cell in row)]
    if not rows:
        raise BadRoster(
            given=f"{path.name} holds no student.",
            exists="A class list has one student a line.",
            do="Write the ids into it.",
        )
    at_id, at_name, first = _columns([cell.strip().casefold() for cell in rows[0][1]])
    found = [(line, Student(_cell(row, at_id), _cell(row, at_name))) for line, row in rows[first:]]
    _refuse_empty(path, found)
    _refuse_twice(path, found)
    return [student for _, student in found]


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as odd:
        raise BadRoster(
            given=f"{path} cannot be read.",
            exists="A class list is a text file or CSV, one student a line.",
            do="Give its path after --roster.",
        ) from odd
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRoster(
        given=f"{path.name} is neither UTF-8 nor GBK text.",
        exists="A class list is a text file or CSV, one student a line.",
        do="In the spreadsheet choose: save as, CSV UTF-8.",
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    head = text.split("\n", 1)[0]
    comma = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    return [(reader.line_num, row) for row in reader]


def _columns(head: list[str]) -> tuple[int, int, int]:
    """Return where id and name stand, and the first line that is a student."""
    ids = [at for at, cell in enumerate(head) if cell in ID_HEADINGS]
    names = [at for at, cell in enumerate(head) if cell in NAME_HEADINGS]
    if ids or names:
        return (ids or names)[0], names[0] if names else -1, 1
    return 0, 1 if len(head) > 1 else -1, 0


def _cell(row: list[str], at: int) -> str:
    text = row[at].strip() if 0 <= at < len(row) else ""
    kept = AS_TEXT.fullmatch(text)
    return student_id(kept[1] if kept else text)


def _refuse_empty(path: Path, found: list[tuple[int, Student]]) -> None:
    empty = [str(line) for line, student in found if not student.id]
    if empty:
        raise BadRoster(
            given=f"{path.name} has no id on line {', '.join(empty)}.",
            exists="Each student has an id: it makes the shop.",
            do="Fill them in, or take the lines out.",
        )


def _refuse_twice(path: Path, found: list[tuple[int, Student]]) -> None:
    lines: dict[str, list[str]] = {}
    for line, student in found:
        lines.setdefault(student.id.casefold(), []).append(str(line))  # folders on some systems ignore case
    twice = [f"{ident} (lines {', '.join(at)})" for ident, at in lines.items() if len(at) > 1]
    if twice:
        raise BadRoster(
            given=f"{path.name} has {'; '.join(twice)} more than once.",
            exists="Each student has an id of their own: it makes the shop.",
            do="Take one out, or tell them apart.",
        )


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and never runs as a formula."""
    return f"'{cell}" if cell.startswith(RUNS) else cell
