"""A block of days as files: what a worker does, wherever it is. It gets a window, and gives back bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import starmap

import numpy as np

from toolkit.data import store
from toolkit.data.columns import Columns, arrange, rows_of
from toolkit.data.schema import TABLES
from toolkit.memory import keep_freed
from toolkit.shop import rows
from toolkit.shop.export.cuts import CUTS, LISTS, pieces, rest
from toolkit.shop.export.plan import Format
from toolkit.shop.export.window import Window, view
from toolkit.shop.facts import Facts

_WRITERS = {"parquet": store.parquet_into, "csv": store.csv_into}


@dataclass(frozen=True)
class Task:
    """A window, or the facts of all days, and the form its tables are wanted in."""

    given: Window | Facts
    form: Format


@dataclass(frozen=True)
class File:
    """One file of a table: its path inside the folder, its bytes, how many rows it has.

    columns: the rows in storage units; None where the file came from elsewhere and can be read as fast as they are sent.
    """

    table: str
    path: str
    data: bytes
    rows: int
    columns: Columns | None

    @property
    def sha256(self) -> str:
        """Fingerprint of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Piece:
    """What comes of a task: files, and the days they hold (0 for the short tables)."""

    files: Iterable[File]
    days: int


def make(task: Task) -> Piece:
    """Make the files of a task, all of them: what a worker sends back."""
    keep_freed()
    piece = begun(task)
    return Piece(
        tuple(replace(file, columns=None) if task.form == "parquet" else file for file in piece.files), piece.days
    )


def begun(task: Task) -> Piece:
    """The files of a task, each made when its turn comes, so that one is held at a time."""
    given = task.given
    days = given.last - given.first if isinstance(given, Window) else 0
    return Piece(starmap(partial(_file, form=task.form), _tables(given)), days)


def _tables(given: Window | Facts) -> Iterator[tuple[str, str, Columns]]:
    """Name, path without ending, and rows of each table."""
    if isinstance(given, Window):
        facts = view(given)
        for name in CUTS:
            for first, columns in pieces(name, facts):
                yield name, f"{name}/{np.datetime64(facts.start) + first}", columns
    else:
        for name, how in CUTS.items():
            if how.rest:
                yield name, f"{name}/without-a-day", rest(name, given)
        for name in LISTS:
            yield name, name, rows.make(name, given)


def _file(table: str, path: str, columns: Columns, form: Format) -> File:
    columns = arrange(columns, TABLES[table])
    with io.BytesIO() as file:
        _WRITERS[form](file, columns, TABLES[table])
        return File(table, f"{path}.{form}", file.getvalue(), rows_of(columns), columns)
