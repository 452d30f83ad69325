"""A table as plain arrays of whole numbers: what a simulation makes, what files and checksums keep.

int, money, rate, hundredths, tenths, ts → int64; date → int32; bool → bool; text → Text. Empty values are NULL,
NULL_DATE and, in a Text, NO_WORD.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn, TypeAlias

import numpy as np

from toolkit.data.errors import UnknownColumn, WrongColumn
from toolkit.data.table import Column, Table

NULL: int = int(np.iinfo(np.int64).min)
"""Empty value of an int64 column."""
NULL_DATE: int = int(np.iinfo(np.int32).min)
"""Empty value of a date column."""
NO_WORD = -1
"""Code of an empty text."""

DTYPES = {"date": "int32", "bool": "bool"}
"""Array type by kind where it is not int64; text is a Text."""


@dataclass(frozen=True, eq=False)
class Text:
    """A text column: `codes` (int32, one a row) point into `words`; NO_WORD is an empty value."""

    codes: np.ndarray
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def of(cls, values: Iterable[str | None]) -> Text:
        """Make a Text from single values, None for empty."""
        place: dict[str, int] = {}
        codes = [NO_WORD if value is None else place.setdefault(value, len(place)) for value in values]
        return cls(np.array(codes, np.int32), tuple(place))

    @classmethod
    def stacked(cls, parts: Sequence[Text]) -> Text:
        """Lay texts one behind the other; a word that several have is one word."""
        place: dict[str, int] = {}
        codes = []
        for part in parts:
            moved = [place.setdefault(word, len(place)) for word in part.words]
            codes.append(np.array([*moved, NO_WORD], np.int32)[part.codes])
        return cls(np.concatenate([np.zeros(0, np.int32), *codes]), tuple(place))

    @cached_property
    def letters(self) -> tuple[np.ndarray, bytes]:
        """The words one behind the other in UTF-8, and how many bytes each has."""
        together = "".join(self.words)
        each = self.words if together.isascii() else [word.encode() for word in self.words]
        return np.array([*map(len, each)], np.int32), together.encode()

    def values(self) -> list[str | None]:
        """Spell out the rows; None for empty."""
        return self.pool(None)[self.codes].tolist()

    def pool(self, empty: object) -> np.ndarray:
        """Words as an object array that codes index, with `empty` last, where NO_WORD points."""
        pool = np.empty(len(self.words) + 1, object)
        pool[:-1], pool[-1] = self.words, empty
        return pool


Columns: TypeAlias = dict[str, "np.ndarray | Text"]
"""Columns of a table by name, each of the same length."""


class Arranged(dict[str, "np.ndarray | Text"]):
    """Columns that were checked against a table, so that they need not be once more."""

    def __init__(self, columns: Columns, table: Table) -> None:
        super().__init__(columns)
        self.table = table


def arrange(columns: Mapping[str, np.ndarray | Text], table: Table) -> Arranged:
    """Check columns against the table and put them in its order.

    Raises: UnknownColumn for a name the table lacks, WrongColumn for all else that does not fit the schema.
    """
    if isinstance(columns, Arranged) and columns.table is table:
        return columns
    for name in columns:
        if name not in table.names:
            raise UnknownColumn(table.name, name, table.names)
    arranged: Columns = {column.name: _checked(columns.get(column.name), column, table) for column in table.columns}
    _same_length(arranged, table)
    return Arranged(arranged, table)


def rows_of(columns: Columns) -> int:
    """Count the rows."""
    return len(next(iter(columns.values())))


def take(columns: Columns, rows: np.ndarray | slice) -> Columns:
    """Keep some rows, by position, in the order given."""
    return {
        name: Text(values.codes[rows], values.words) if isinstance(values, Text) else values[rows]
        for name, values in columns.items()
    }


def is_empty(values: np.ndarray | Text) -> np.ndarray:
    """Mark the empty values of a column."""
    whole, empty = _whole(values)
    return np.zeros(len(whole), np.bool_) if empty is None else whole == empty


def has_empty(values: np.ndarray | Text) -> bool:
    """Whether a column has an empty value; that is the least of its kind, so one look for the least tells."""
    whole, empty = _whole(values)
    return empty is not None and len(whole) > 0 and int(whole.min()) == empty


def _whole(values: np.ndarray | Text) -> tuple[np.ndarray, int | None]:
    """The whole numbers of a column, and which of them is empty, if any."""
    if isinstance(values, Text):
        return values.codes, NO_WORD
    if values.dtype == np.bool_:
        return values, None
    return values, NULL_DATE if values.dtype == np.int32 else NULL


def _checked(values: np.ndarray | Text | None, column: Column, table: Table) -> np.ndarray | Text:
    if values is None:
        _refuse(column, table, "is missing", f"Columns: {', '.join(table.names)}", "Make it as well")
    _check_type(values, column, table)
    if isinstance(values, Text):
        _check_words(values, column, table)
    if not column.null and has_empty(values):
        empty = is_empty(values)
        given = f"is empty in {int(empty.sum())} rows, first in row {int(empty.argmax())}"
        _refuse(column, table, given, "The schema has a value in every row", "Fill it, or allow empty values there")
    return values


def _check_type(values: object, column: Column, table: Table) -> None:
    want = "Text" if column.kind == "text" else DTYPES.get(column.kind, "int64")
    if isinstance(values, Text) if want == "Text" else _is_flat(values, want):
        return
    given = f"{values.dtype} of {values.ndim} dimension(s)" if isinstance(values, np.ndarray) else type(values).__name__
    todo = "Spell it as Text(codes, words)" if want == "Text" else f"Convert it with .astype(np.{want})"
    _refuse(column, table, f"is {given}", f"Kind {column.kind} is kept as a flat {want}", todo)


def _is_flat(values: object, want: str) -> bool:
    return isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype == want


def _check_words(text: Text, column: Column, table: Table) -> None:
    codes = text.codes
    if codes.dtype != np.int32 or codes.ndim != 1:
        _refuse(column, table, f"has {codes.dtype} codes", "Codes are a flat int32 array", "Use .astype(np.int32)")
    if len(set(text.words)) < len(text.words):
        _refuse(column, table, "has a word twice", f"It has {len(text.words)} words", "Keep each once")
    if len(codes) and not NO_WORD <= codes.min() <= codes.max() < len(text.words):
        given = f"has codes from {codes.min()} to {codes.max()}"
        _refuse(column, table, given, f"It has {len(text.words)} words", "Point each code at a word, or use NO_WORD")
    if column.words and (strange := _strange(text, column.words)):
        given = f"holds {', '.join(map(repr, strange))}"
        _refuse(column, table, given, f"Words: {', '.join(column.words)}", "Use one of these")


def _strange(text: Text, known: Sequence[str]) -> list[str]:
    """Words in use that the schema does not know."""
    doubtful = [place for place, word in enumerate(text.words) if word not in known]
    return [text.words[place] for place in doubtful if (text.codes == place).any()]


def _same_length(columns: Columns, table: Table) -> None:
    usual = rows_of(columns)
    for name, values in columns.items():
        if len(values) != usual:
            first = table.names[0]
            exists = f"{table.name}.{first} has {usual}"
            raise WrongColumn(
                table.name, name, given=f"has {len(values)} rows", exists=exists, todo="Make all columns equally long"
            )


def _refuse(column: Column, table: Table, given: str, exists: str, todo: str) -> NoReturn:
    raise WrongColumn(table.name, column.name, given=given, exists=exists, todo=todo)
