"""A folder looked through: is every file as it was written, do the values have their checksums, do the shop's rules hold.

The parts of a shop that lie together and are all there become one shop here: their checksums are taken, one manifest
takes the place of theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toolkit.data.checks import check
from toolkit.data.checksum import Checksum
from toolkit.data.columns import Columns, Text, rows_of
from toolkit.data.errors import TableError
from toolkit.data.schema import TABLES
from toolkit.data.spreadsheet import read_csv
from toolkit.data.store import read_parquet
from toolkit.shop.export.errors import Unsound
from toolkit.shop.export.manifest import MANIFEST, Entry, Manifest, parts_of, read

Tick = Callable[[int], None]

_READ = {"parquet": read_parquet, "csv": read_csv}
_CHUNK = 1 << 20
MOST_ROWS = 40_000_000
"""Rules look at all tables at once; above so many rows only files and checksums are looked at."""


@dataclass(frozen=True)
class Verdict:
    """A sound folder: its tables with rows and checksums, and whether the rules were looked at too."""

    manifest: Manifest
    rules: bool

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(entry.rows for entry in self.manifest.tables.values())


def verify(folder: Path, tick: Tick | None = None) -> Verdict:
    """Look a folder through, all of it.

    Args: tick, called after each file with its rows. Raises: Unsound.
    """
    there = _complete(folder)
    rules = sum(entry.rows for entry in there.tables.values()) <= MOST_ROWS
    tables = {name: _table(folder, name, entry, there.form, rules, tick) for name, entry in there.tables.items()}
    if rules and (broken := check({name: columns for name, columns in tables.items() if columns is not None})):
        raise _unsound(f"{folder} breaks {len(broken)} rules of a sound shop, the first: {broken[0]}")
    if not (folder / MANIFEST).exists():
        _join_parts(folder, there)
    return Verdict(there, rules)


def _complete(folder: Path) -> Manifest:
    """The manifest of a folder; that of all parts where it holds parts."""
    if (folder / MANIFEST).exists():
        return read(folder / MANIFEST)
    parts = parts_of(folder)
    if not parts:
        raise Unsound(
            f"{folder} is no complete shop.",
            "A complete shop has a manifest.json; this folder has none, so its making was interrupted or never begun.",
            "Give the command that makes it again: it starts afresh and finishes.",
        )
    first = parts[0]
    missing = sorted(set(range(1, first.parts + 1)) - {one.part for one in parts})
    if missing or any((one.shop, one.form, one.parts) != (first.shop, first.form, first.parts) for one in parts):
        lacks = ", ".join(f"{part}/{first.parts}" for part in missing) or "parts of one and the same shop"
        raise Unsound(
            f"{folder} lacks {lacks}.",
            f"It holds {', '.join(f'{one.part}/{one.parts}' for one in parts)}.",
            "Make what is missing with --part, copy it here, and verify again.",
        )
    joined = {name: _joined([one.tables[name] for one in parts if name in one.tables]) for name in TABLES}
    return Manifest(first.shop, first.form, 1, 1, {name: entry for name, entry in joined.items() if entry.files})


def _joined(entries: list[Entry]) -> Entry:
    return Entry(
        sum(one.rows for one in entries), None, {path: told for one in entries for path, told in one.files.items()}
    )


def _table(folder: Path, name: str, entry: Entry, form: str, keep: bool, tick: Tick | None) -> Columns | None:
    """Look at the files of a table; its rows where they are to be kept."""
    total, kept = Checksum(TABLES[name]), []
    for path, (count, size, digest) in entry.files.items():
        columns = _file(folder / path, name, form, size, digest)
        if rows_of(columns) != count:
            raise _unsound(f"{folder / path} has {rows_of(columns):,} rows, and {count:,} were written.")
        total.add(columns)
        if keep:
            kept.append(columns)
        if tick:
            tick(count)
    if entry.checksum is not None and total.hexdigest() != entry.checksum:
        raise _unsound(f'The values of "{name}" in {folder} are not those that were written.')
    entry.checksum = total.hexdigest()
    return _stacked(kept) if keep else None


def _file(path: Path, name: str, form: str, size: int, digest: str) -> Columns:
    if not path.exists():
        raise _unsound(f"{path} is missing.")
    if path.stat().st_size != size or _sha256(path) != digest:
        raise _unsound(f"{path} is not the file that was written ({path.stat().st_size:,} bytes, written {size:,}).")
    try:
        return _READ[form](path, TABLES[name])
    except TableError as error:
        raise _unsound(f"{path} cannot be read: {error}") from error


def _sha256(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            total.update(block)
    return total.hexdigest()


def _stacked(blocks: list[Columns]) -> Columns:
    return {name: _column([block[name] for block in blocks]) for name in blocks[0]}


def _column(parts: list[np.ndarray | Text]) -> np.ndarray | Text:
    if isinstance(parts[0], Text):
        return Text.stacked([part for part in parts if isinstance(part, Text)])
    return np.concatenate([part for part in parts if not isinstance(part, Text)])


def _join_parts(folder: Path, whole: Manifest) -> None:
    """Write one manifest for all parts, then remove theirs."""
    temporary = folder / f"unfinished-{MANIFEST}"
    temporary.write_text(whole.text(), encoding="utf-8")
    temporary.replace(folder / MANIFEST)
    for path in folder.glob("part-*-of-*.json"):
        path.unlink()


def _unsound(given: str) -> Unsound:
    return Unsound(
        given,
        "The files were left as they are.",
        "Remove the folder and make the shop again: the same seed gives the same shop.",
    )
