"""What can be wrong with a table. Every message says what you gave, what exists and what to do.

TableError
├── UnknownShop
├── UnknownTable
├── UnknownColumn
├── WrongColumn
└── UnreadableFile
    └── ForeignFile
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TableError(Exception):
    """Something is wrong with a table."""


class UnknownTable(TableError):
    """There is no table of that name."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f'There is no table "{name}". {_choices("Tables", name, known)}')


class UnknownColumn(TableError):
    """The table has no column of that name."""

    def __init__(self, table: str, name: object, known: Iterable[str]) -> None:
        self.table, self.name = table, name
        super().__init__(f'Table "{table}" has no column "{name}". {_choices("Columns", name, known)}')


class WrongColumn(TableError):
    """A column does not hold what the schema says."""

    def __init__(self, table: str, name: str, *, given: str, exists: str, todo: str) -> None:
        self.table, self.name = table, name
        super().__init__(f"{table}.{name} {given}. {exists}. {todo}.")


class UnknownShop(TableError):
    """There is no shop of that name."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f'There is no shop "{name}". {_choices("Shops", name, known)}')


class UnreadableFile(TableError):
    """The file cannot be read as a table; it was left as it is."""

    def __init__(self, path: object, *, given: str, exists: str, todo: str) -> None:
        self.path = path
        super().__init__(f"{path} {given}. {exists}. {todo}.")


class ForeignFile(UnreadableFile):
    """The file holds another table, or one made to another plan."""


def _choices(what: str, name: object, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(str(name), names, n=1)
    advice = f'Did you mean "{near[0]}"?' if near else "Choose one of these."
    return f"{what}: {', '.join(names)}. {advice}"
