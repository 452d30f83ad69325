"""Tables in files: Parquet keeps the storage units exactly, CSV is for spreadsheets.

A file is written under another name and then renamed, so that nobody ever reads half of it. A Parquet file carries its
table's name, its data version, and a seal over its values (length and CRC-32), so that damage does not go unnoticed.
"""

from __future__ import annotations

import os
import secrets
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from toolkit.data.arrow import from_arrow, to_arrow, to_everyday, types_of
from toolkit.data.columns import Columns, arrange, rows_of
from toolkit.data.errors import ForeignFile, UnreadableFile
from toolkit.data.frames import to_frame
from toolkit.data.schema import DATA_VERSION
from toolkit.data.table import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from pyarrow import parquet

_REMEDY = "The file was left as it is; delete it and make the table again"
_BLOCK = 1 << 20
PRESSED = 3
"""How hard zstd presses: above it bytes hardly become fewer."""


def write_parquet(
    columns: Columns, table: Table, path: Path, *, version: str = DATA_VERSION, small: bool = False
) -> None:
    """Write a table in storage units, all of it or nothing; small: in fewer bytes, and more slowly.

    Raises: UnknownColumn, WrongColumn if the columns do not fit the schema; OSError if the disk refuses.
    """
    with _replacing(path) as temporary, temporary.open("w+b") as file:
        parquet_into(file, columns, table, version=version, small=small)


def parquet_into(
    file: IO[bytes], columns: Columns, table: Table, *, version: str = DATA_VERSION, small: bool = False
) -> None:
    """Write a table in storage units into an open file, which can also be read; errors as write_parquet."""
    arranged = arrange(columns, table)
    about = {"table": table.name, "data_version": version, "rows": str(rows_of(arranged))}
    with (_small_writer if small else _writer)(file, table) as writer:
        writer.write_table(to_arrow(arranged, table))
        length = file.tell()
        writer.add_key_value_metadata({**about, "seal": f"{length}:{_crc(file, length)}"})


def read_parquet(
    path: Path, table: Table, columns: Sequence[str] | None = None, *, version: str = DATA_VERSION
) -> Columns:
    """Read a table, or some of its columns, in storage units; arrays may be read-only.

    Raises: UnknownColumn for a column the table lacks, UnreadableFile if the file is missing or damaged, ForeignFile
    if it holds another table or version.
    """
    chosen = list(table.columns) if columns is None else table.chosen(columns)
    arrow = _read_arrow(path, table, [column.name for column in chosen], version)
    return {column.name: from_arrow(arrow.column(column.name), column) for column in chosen}


def read_frame(
    path: Path, table: Table, columns: Sequence[str] | None = None, *, version: str = DATA_VERSION
) -> pd.DataFrame:
    """Read a table, or some of its columns, as a DataFrame in everyday units; errors as read_parquet."""
    return to_frame(read_parquet(path, table, columns, version=version), table)


def write_csv(columns: Columns, table: Table, path: Path) -> None:
    """Write a table for spreadsheets: UTF-8 with BOM, everyday units, times to the second.

    Raises: UnknownColumn, WrongColumn if the columns do not fit the schema; OSError if the disk refuses.
    """
    with _replacing(path) as temporary, temporary.open("wb") as file:
        csv_into(file, columns, table)


def csv_into(file: IO[bytes], columns: Columns, table: Table) -> None:
    """Write a table for spreadsheets into an open file; form and errors as write_csv."""
    from pyarrow import csv

    everyday = to_everyday(arrange(columns, table), table)
    file.write(b"\xef\xbb\xbf")
    csv.write_csv(everyday, file)


def _writer(file: IO[bytes], table: Table) -> parquet.ParquetWriter:
    """A writer that packs numbers by their differences, after which pressing gains little; texts have a dictionary."""
    import pyarrow as pa
    from pyarrow import parquet

    packed = [column.name for column in table.columns if column.kind not in ("text", "bool")]
    return parquet.ParquetWriter(
        file,
        pa.schema(types_of(table)),
        compression="none",
        write_statistics=False,
        use_dictionary=[column.name for column in table.columns if column.kind == "text"],
        column_encoding=dict.fromkeys(packed, "DELTA_BINARY_PACKED"),
    )


def _small_writer(file: IO[bytes], table: Table) -> parquet.ParquetWriter:
    """A writer that keeps what repeats in a dictionary, and moments and keys by their differences; all of it pressed."""
    import pyarrow as pa
    from pyarrow import parquet

    grows = [
        one.name for one in table.columns if one.kind == "ts" or (one.kind == "int" and one.name in table.keys[:1])
    ]
    return parquet.ParquetWriter(
        file,
        pa.schema(types_of(table)),
        compression="zstd",
        compression_level=PRESSED,
        write_statistics=False,
        use_dictionary=[name for name in table.names if name not in grows],
        column_encoding=dict.fromkeys(grows, "DELTA_BINARY_PACKED"),
    )


def _read_arrow(path: Path, table: Table, names: list[str], version: str) -> pa.Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        # Arrow's own file: a Python one would need Python from Arrow's threads, which abort a process on its way out
        with pa.OSFile(str(path)) as raw, parquet.ParquetFile(raw) as file:
            about = _about(file)
            _check_plan(path, about, file.schema_arrow, table, version)
            arrow = file.read(names, use_threads=False) if _is_sealed(raw, about) else None
    except FileNotFoundError as error:
        raise _unreadable(path, "does not exist", table) from error
    except (pa.ArrowException, OSError, MemoryError, UnicodeDecodeError) as error:
        raise _unreadable(path, "is damaged or not a Parquet file", table) from error
    if arrow is None or str(arrow.num_rows) != about.get("rows"):
        raise _unreadable(path, "is damaged: its values are not those that were written", table)
    return arrow


def _about(file: parquet.ParquetFile) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (file.metadata.metadata or {}).items()}


def _check_plan(path: Path, about: dict[str, str], schema: pa.Schema, table: Table, version: str) -> None:
    name, made = about.get("table", "unknown"), about.get("data_version", "unknown")
    if (name, made) != (table.name, version):
        given = f'holds the table "{name}" of data version {made}'
        exists = f'Wanted is "{table.name}" of data version {version}'
        raise ForeignFile(path, given=given, exists=exists, todo=_REMEDY)
    wanted, there = types_of(table), dict(zip(schema.names, schema.types, strict=True))
    if there != wanted:
        given = f'holds "{name}" with the columns {_listed(there)}'
        raise ForeignFile(path, given=given, exists=f"The schema has {_listed(wanted)}", todo=_REMEDY)


def _is_sealed(raw: IO[bytes] | pa.NativeFile, about: dict[str, str]) -> bool:
    length, _, crc = about.get("seal", "").partition(":")
    return length.isdecimal() and str(_crc(raw, int(length))) == crc


def _crc(file: IO[bytes] | pa.NativeFile, length: int) -> int:
    """CRC-32 of the first bytes of a file."""
    file.seek(0)
    crc = 0
    for start in range(0, length, _BLOCK):
        crc = zlib.crc32(file.read(min(_BLOCK, length - start)), crc)
    return crc


def _unreadable(path: Path, given: str, table: Table) -> UnreadableFile:
    return UnreadableFile(path, given=given, exists=f'It should hold the table "{table.name}"', todo=_REMEDY)


def _listed(types: dict[str, pa.DataType]) -> str:
    return ", ".join(f"{name} ({kind})" for name, kind in types.items())


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a name to write under; on success it takes the place of `path`, else it is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
