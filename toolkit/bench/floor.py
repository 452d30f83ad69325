"""The same tables with random columns, written the same way: as many rows and files, no shop behind them.

`python -m toolkit.bench.floor MANIFEST OUT` reads the manifest of a shop and writes its floor.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from toolkit.data.columns import Columns, Text
from toolkit.data.schema import TABLES
from toolkit.data.store import write_parquet
from toolkit.data.table import Column, Table
from toolkit.shop.export.manifest import read

_WORDS = tuple(f"word {number}" for number in range(16))
_SPAN = 100_000


def write(manifest: Path, out: Path) -> None:
    """Write the floor of a shop."""
    chance = np.random.Generator(np.random.PCG64(1))
    for name, entry in read(manifest).tables.items():
        for path, (rows, _, _) in entry.files.items():
            write_parquet(random_rows(TABLES[name], rows, chance), TABLES[name], out / path)


def random_rows(table: Table, rows: int, chance: np.random.Generator) -> Columns:
    """Columns that fit the schema and mean nothing; identifiers and times rise, as in a shop."""
    return {column.name: _values(column, rows, chance) for column in table.columns}


def _values(column: Column, rows: int, chance: np.random.Generator) -> np.ndarray | Text:
    if column.kind == "text":
        words = column.words or _WORDS
        return Text(chance.integers(0, len(words), rows, dtype=np.int32), words)
    if column.kind == "bool":
        return chance.integers(0, 2, rows, dtype=np.int8).astype(np.bool_)
    if column.kind == "date":
        return np.sort(chance.integers(19_700, 20_500, rows, dtype=np.int32))
    values = chance.integers(0, _SPAN, rows)
    return np.cumsum(values) if column.kind == "ts" or column.name.endswith("_id") else values


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
