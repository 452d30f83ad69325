"""What a table and a column are, and the short notation the schema is written in.

A column is one line of five cells, parted by bars:

    name | kind, with ? if it may be empty, {words} it may hold, > table it points to | unit | English | 中文
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from toolkit.data.errors import UnknownColumn

KINDS = {
    "int": "whole number",
    "money": "fen, the hundredth part of a yuan (CNY)",
    "rate": "millionths (ppm)",
    "hundredths": "hundredths",
    "tenths": "tenths",
    "date": "days since 1970-01-01",
    "ts": "microseconds since 1970-01-01 00:00, local time (UTC+8)",
    "text": "text",
    "bool": "true or false",
}
"""Each kind of column and the unit its values are kept in."""

PER_UNIT = {"money": 100, "rate": 1_000_000, "hundredths": 100, "tenths": 10}
"""How many storage units make one everyday unit, where they differ."""

_KIND = re.compile(r"(?P<kind>\w+)(?P<null>\?)?(?:\{(?P<words>[^}]*)\})?(?: > (?P<points>\w+))?")


@dataclass(frozen=True)
class Column:
    """One column: its kind, unit and meaning; `points_to` names the table whose key it repeats."""

    name: str
    kind: str
    unit: str
    en: str
    zh: str
    null: bool = False
    words: tuple[str, ...] = ()
    points_to: str = ""


@dataclass(frozen=True)
class Table:
    """One table: what a row is (grain), what tells rows apart (keys), and its columns in order."""

    name: str
    grain_en: str
    grain_zh: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    en: str
    zh: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Find the column of that name.

        Raises: KeyError for a name the table does not have.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def chosen(self, names: Any) -> list[Column]:
        """The columns of these names (one name, or several), in the table's order. Raises: UnknownColumn."""
        asked = several(names)
        for name in asked:
            if not isinstance(name, str) or name not in self.names:
                raise UnknownColumn(self.name, name, self.names)
        return [column for column in self.columns if column.name in asked]

    def part(self, names: Collection[str]) -> Table:
        """Return the table with these columns only, in its own order. Raises: UnknownColumn."""
        return replace(self, columns=tuple(self.chosen(names)))


def several(names: Any) -> list[Any]:
    """Names as a list: one name alone, or what is no name at all, is a list of one."""
    return list(names) if isinstance(names, Iterable) and not isinstance(names, (str, bytes)) else [names]


def parse_column(line: str) -> Column:
    """Read one line of the notation above.

    Raises: ValueError if the line has not five cells or its kind is unknown.
    """
    cells = [cell.strip() for cell in line.split("|")]
    found = _KIND.fullmatch(cells[1]) if len(cells) == 5 else None
    if found is None or found["kind"] not in KINDS:
        message = (
            f"Not a column: {line!r}. A line has five cells, name | kind | unit | English | 中文, "
            f"and its kind is one of {', '.join(KINDS)}. Write the line so."
        )
        raise ValueError(message)
    words = tuple(found["words"].split(",")) if found["words"] else ()
    name, _, unit, en, zh = cells
    return Column(name, found["kind"], unit, en, zh, bool(found["null"]), words, found["points"] or "")


def define(name: str, *, keys: str, grain: tuple[str, str], means: tuple[str, str], columns: str) -> Table:
    """Put a table together; `grain` and `means` are pairs (English, Chinese)."""
    parsed = tuple(parse_column(line) for line in columns.strip().splitlines())
    return Table(name, grain[0], grain[1], tuple(keys.split()), parsed, means[0], means[1])
