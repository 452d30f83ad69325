"""Tables in files: Parquet keeps the storage units exactly, CSV is for spreadsheets.

A file is written under another name and then renamed, so that nobody ever reads half of it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from toolkit.data.columns import NULL, NULL_DATE, Columns, Text, arrange, is_empty
from toolkit.data.errors import ForeignFile, UnknownColumn, UnreadableFile
from toolkit.data.frames import PER_UNIT, to_dictionary, to_frame
from toolkit.data.schema import DATA_VERSION
from toolkit.data.table import Column, Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_REMEDY = "The file was left as it is; delete it and make the table again"


def write_parquet(columns: Columns, table: Table, path: Path, *, version: str = DATA_VERSION) -> None:
    """Write a table in storage units, all of it or nothing.

    Raises: UnknownColumn, WrongColumn if the columns do not fit the schema; OSError if the disk refuses.
    """
    from pyarrow import parquet

    arrow = _to_arrow(arrange(columns, table), table, version)
    texts = [column.name for column in table.columns if column.kind == "text"]
    packed = [column.name for column in table.columns if column.kind not in ("text", "bool")]
    with _replacing(path) as temporary:
        parquet.write_table(
            arrow,
            temporary,
            compression="zstd",
            use_dictionary=texts,
            column_encoding=dict.fromkeys(packed, "DELTA_BINARY_PACKED"),
            write_page_checksum=True,
        )


def read_parquet(
    path: Path, table: Table, columns: Sequence[str] | None = None, *, version: str = DATA_VERSION
) -> Columns:
    """Read a table, or some of its columns, in storage units.

    Raises: UnknownColumn for a column the table lacks, UnreadableFile if the file is missing or damaged, ForeignFile
    if it holds another table or version.
    """
    chosen = _chosen(table, columns)
    arrow = _read_arrow(path, table, [column.name for column in chosen], version)
    return {column.name: _from_arrow(arrow.column(column.name), column) for column in chosen}


def read_frame(
    path: Path, table: Table, columns: Sequence[str] | None = None, *, version: str = DATA_VERSION
) -> pd.DataFrame:
    """Read a table, or some of its columns, as a DataFrame in everyday units; errors as read_parquet."""
    return to_frame(read_parquet(path, table, columns, version=version), table)


def write_csv(columns: Columns, table: Table, path: Path) -> None:
    """Write a table for spreadsheets: UTF-8 with BOM, everyday units, times to the second.

    Raises: UnknownColumn, WrongColumn if the columns do not fit the schema; OSError if the disk refuses.
    """
    import pyarrow as pa
    from pyarrow import csv

    arranged = arrange(columns, table)
    everyday = pa.table({column.name: _everyday(arranged[column.name], column) for column in table.columns})
    with _replacing(path) as temporary, temporary.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        csv.write_csv(everyday, file)


def _to_arrow(columns: Columns, table: Table, version: str) -> pa.Table:
    import pyarrow as pa

    arrays = [_array(columns[column.name], column) for column in table.columns]
    names = {"table": table.name, "data_version": version}
    return pa.Table.from_arrays(arrays, list(table.names)).replace_schema_metadata(names)


def _array(values: np.ndarray | Text, column: Column) -> pa.Array:
    """One column as Arrow; empty values become nulls, so that other programs see them as such."""
    import pyarrow as pa

    if isinstance(values, Text):
        return to_dictionary(values)
    kinds = {"date": pa.date32(), "ts": pa.timestamp("us"), "bool": pa.bool_()}
    mask = is_empty(values) if column.null else None
    return pa.array(values, mask=mask).view(kinds.get(column.kind, pa.int64()))


def _everyday(values: np.ndarray | Text, column: Column) -> pa.Array:
    """One column as a spreadsheet shows it; decimals, not floats, so that 0.1 is 0.1."""
    import decimal

    import pyarrow as pa
    import pyarrow.compute as pc

    array = _array(values, column)
    if column.kind == "ts":
        return array.cast(pa.timestamp("s"), safe=False)
    if column.kind not in PER_UNIT:
        return array
    unit = decimal.Decimal(1) / PER_UNIT[column.kind]
    return pc.multiply(array.cast(pa.decimal128(19, 0)), pa.scalar(unit))


def _read_arrow(path: Path, table: Table, names: list[str], version: str) -> pa.Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            _check_plan(path, file.schema_arrow, table, version)
            return file.read(names)
    except FileNotFoundError as error:
        raise _unreadable(path, "does not exist", table) from error
    except (pa.ArrowException, OSError, MemoryError, UnicodeDecodeError) as error:
        raise _unreadable(path, "is damaged or not a Parquet file", table) from error


def _unreadable(path: Path, given: str, table: Table) -> UnreadableFile:
    return UnreadableFile(path, given=given, exists=f'It should hold the table "{table.name}"', todo=_REMEDY)


def _check_plan(path: Path, schema: pa.Schema, table: Table, version: str) -> None:
    found = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    name, made = found.get("table", "unknown"), found.get("data_version", "unknown")
    if (name, made) != (table.name, version):
        given = f'holds the table "{name}" of data version {made}'
        wanted = f'Wanted is "{table.name}" of data version {version}'
        raise ForeignFile(path, given=given, exists=wanted, todo=_REMEDY)
    if tuple(schema.names) != table.names:
        given = f'holds "{name}" with the columns {", ".join(schema.names)}'
        raise ForeignFile(path, given=given, exists=f"The schema has {', '.join(table.names)}", todo=_REMEDY)


def _chosen(table: Table, names: Sequence[str] | None) -> list[Column]:
    for name in names or ():
        if name not in table.names:
            raise UnknownColumn(table.name, name, table.names)
    return [column for column in table.columns if names is None or column.name in names]


def _from_arrow(chunked: pa.ChunkedArray, column: Column) -> np.ndarray | Text:
    import pyarrow as pa

    if column.kind == "text":
        return _text(chunked)
    if column.kind == "bool":
        return chunked.to_numpy()
    stored, empty = (pa.int32(), NULL_DATE) if column.kind == "date" else (pa.int64(), NULL)
    whole = chunked.cast(stored)
    return (whole.fill_null(empty) if column.null else whole).to_numpy()


def _text(chunked: pa.ChunkedArray) -> Text:
    import pyarrow as pa

    codes = [chunk.indices.cast(pa.int32()).fill_null(-1) for chunk in chunked.unify_dictionaries().chunks]
    words = chunked.unify_dictionaries().chunk(0).dictionary.to_pylist() if codes else []
    return Text(pa.chunked_array(codes, pa.int32()).to_numpy(), tuple(words))


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
