"""Tables that people make in spreadsheets: read in whatever encoding and with whatever comma, written so that nothing runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.home import student_id

ENCODINGS = ("utf-8-sig", "gb18030")
AS_TEXT = re.compile(r'="(.*)"')
"""How spreadsheets keep the zeros of an id: ="0012"."""
RUNS = ("=", "+", "-", "@", "\t", "\r")


class BadSheet(Exception):
    """A table cannot be used as it is."""

    def __init__(self, *, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given} {exists} {do}")


def read_table(path: Path, what: str) -> list[tuple[int, list[str]]]:
    """Return the lines that are not empty, each with its number in the spreadsheet; cells are NFKC and trimmed. Raises: BadSheet."""
    text = _text(path, what)
    comma = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        lines = [(number, list(map(_cell, row))) for number, row in enumerate(reader, 1)]
    except csv.Error as odd:
        raise _bad(f"{path.name} cannot be read: {odd}.", what) from odd
    return [(number, row) for number, row in lines if any(row)]


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write a table whole or not at all: UTF-8 with a byte-order mark, every cell harmless to a spreadsheet."""
    draft = path.with_name(f".{path.name}")
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(map(harmless, row) for row in rows)
    draft.replace(path)
    return path


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and never runs as a formula."""
    return f"'{cell}" if cell.startswith(RUNS) else cell


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


def _bad(given: str, what: str) -> BadSheet:
    exists = f"{what} is a text file or CSV, one student a line."
    return BadSheet(given=given, exists=exists, do="In the spreadsheet choose: save as, CSV UTF-8.")


def _cell(cell: str) -> str:
    """Return what a cell says: an id kept as text, or what `harmless` wrote, without what was put before it."""
    kept = AS_TEXT.fullmatch(cell.strip())
    return student_id(kept[1] if kept else cell.removeprefix("'") if cell[1:].startswith(RUNS) else cell)
