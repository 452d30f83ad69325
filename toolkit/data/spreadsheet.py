"""A CSV file that `write_csv` wrote, read back into storage units: fen, ppm, days, microseconds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.data.arrow import from_arrow
from toolkit.data.columns import Columns, arrange
from toolkit.data.errors import UnreadableFile
from toolkit.data.table import PER_UNIT, Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

_WHOLE, _PLACES = 38, 6


def read_csv(path: Path, table: Table) -> Columns:
    """Read a whole table back; texts, numbers and times (to the second) are what was written.

    Raises: UnreadableFile if the file is missing, damaged or holds other columns; WrongColumn for a value the schema refuses.
    """
    import pyarrow as pa
    from pyarrow import csv

    types = {column.name: _read_as(column) for column in table.columns}
    convert = csv.ConvertOptions(column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False)
    try:
        arrow = csv.read_csv(
            path, csv.ReadOptions(use_threads=False), csv.ParseOptions(newlines_in_values=True), convert
        )
        if tuple(arrow.column_names) != table.names:
            raise _unreadable(path, f"holds the columns {', '.join(arrow.column_names)}", table)
        return arrange(
            {one.name: from_arrow(_stored(arrow.column(one.name), one), one) for one in table.columns}, table
        )
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, "is missing or damaged", table) from error


def _read_as(column: Column) -> pa.DataType:
    import pyarrow as pa

    if column.kind in PER_UNIT:
        return pa.decimal128(_WHOLE, _PLACES)
    types = {"date": pa.date32(), "ts": pa.timestamp("s"), "bool": pa.bool_(), "text": pa.string()}
    return types.get(column.kind, pa.int64())


def _stored(values: pa.ChunkedArray, column: Column) -> pa.ChunkedArray:
    """Everyday values in storage units, as from_arrow takes them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.kind in PER_UNIT:
        per_unit = pa.scalar(PER_UNIT[column.kind], pa.decimal128(7, 0))
        return pc.multiply(values.cast(pa.decimal128(25, _PLACES)), per_unit).cast(pa.int64())
    if column.kind == "ts":
        return values.cast(pa.timestamp("us"))
    if column.kind == "text":
        codes = values.dictionary_encode()
        return codes.cast(pa.dictionary(pa.int32(), pa.string()))
    return values


def _unreadable(path: Path, given: str, table: Table) -> UnreadableFile:
    todo = "The file was left as it is; delete it and make the table again"
    return UnreadableFile(path, given=given, exists=f'It should hold the table "{table.name}"', todo=todo)
