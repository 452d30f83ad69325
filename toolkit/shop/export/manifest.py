"""What a folder says of itself: which shop, which tables, which files. It is written last, so where it stands all stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.data.checksum import Checksum
from toolkit.data.columns import Columns
from toolkit.data.schema import TABLES
from toolkit.shop.export.errors import Unsound
from toolkit.shop.export.pieces import File
from toolkit.shop.export.plan import Plan

MANIFEST = "manifest.json"


@dataclass
class Entry:
    """A table: its rows, its checksum (None in a part of a shop), and of each file path → (rows, bytes, SHA-256)."""

    rows: int = 0
    checksum: str | None = None
    files: dict[str, tuple[int, int, str]] = field(default_factory=dict)


@dataclass
class Manifest:
    """A shop, or a part of one, as it lies in a folder."""

    shop: dict[str, Any]
    form: str
    part: int
    parts: int
    tables: dict[str, Entry]

    def text(self) -> str:
        """As it stands in the file."""
        tables = {name: vars(entry) for name, entry in self.tables.items()}
        told = {"shop": self.shop, "form": self.form, "part": [self.part, self.parts], "tables": tables}
        return json.dumps(told, indent=1) + "\n"


class Tally:
    """Counts files as they are written, in order, into the manifest of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.manifest = Manifest(plan.mark, plan.form, plan.part, plan.parts, {})
        self._sums: dict[str, Checksum] = {}

    def add(self, file: File, columns: Columns) -> None:
        """Count one more file of a table, with its rows in storage units."""
        entry = self.manifest.tables.setdefault(file.table, Entry())
        entry.rows += file.rows
        entry.files[file.path] = (file.rows, len(file.data), file.sha256)
        if self.manifest.parts == 1:
            self._sums.setdefault(file.table, Checksum(TABLES[file.table])).add(columns)

    def close(self) -> Manifest:
        """Give the manifest, with the tables in the order of the schema."""
        for name, total in self._sums.items():
            self.manifest.tables[name].checksum = total.hexdigest()
        found = self.manifest.tables
        self.manifest.tables = {name: found[name] for name in TABLES if name in found}
        return self.manifest


def name_of(plan: Plan) -> str:
    """Name of the manifest of a plan: manifest.json, or that of a part."""
    return MANIFEST if plan.parts == 1 else f"part-{plan.part}-of-{plan.parts}.json"


def read(path: Path) -> Manifest:
    """Read a manifest. Raises: Unsound if it is damaged, FileNotFoundError."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        tables = {name: Entry(**entry) for name, entry in told["tables"].items()}
        part, parts = told["part"]
        return Manifest(told["shop"], told["form"], part, parts, tables)
    except (ValueError, KeyError, TypeError) as error:
        raise Unsound(
            f"{path} is damaged.",
            "It should list the tables of a shop and their files.",
            "Remove the folder and make the shop again: the same seed gives the same shop.",
        ) from error


def parts_of(folder: Path, shop: dict[str, Any] | None = None) -> list[Manifest]:
    """Manifests of the parts that lie in a folder, those of one shop where given, by number."""
    chosen: Callable[[Manifest], bool] = lambda one: shop is None or one.shop == shop  # noqa: E731
    return sorted(filter(chosen, map(read, folder.glob("part-*-of-*.json"))), key=lambda one: one.part)
