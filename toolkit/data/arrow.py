"""Columns as Arrow arrays and back: what files are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from toolkit.data.columns import NULL, NULL_DATE, Columns, Text, has_empty, is_empty
from toolkit.data.table import PER_UNIT, Column, Table

if TYPE_CHECKING:
    import pyarrow as pa


def to_arrow(columns: Columns, table: Table) -> pa.Table:
    """Give arranged columns as an Arrow table in storage units; empty values become nulls, as other programs expect."""
    import pyarrow as pa

    return pa.table({column.name: _array(columns[column.name], column) for column in table.columns})


def to_everyday(columns: Columns, table: Table) -> pa.Table:
    """Give arranged columns as a spreadsheet shows them: everyday units in decimals (0.1 is 0.1), times in seconds."""
    import pyarrow as pa

    return pa.table({column.name: _everyday(_array(columns[column.name], column), column) for column in table.columns})


def from_arrow(chunked: pa.ChunkedArray, column: Column) -> np.ndarray | Text:
    """Read a column of `to_arrow` back; arrays may be read-only."""
    import pyarrow as pa

    if column.kind == "text":
        return _text(chunked)
    if column.kind == "bool":
        return chunked.to_numpy()
    stored, empty = (pa.int32(), NULL_DATE) if column.kind == "date" else (pa.int64(), NULL)
    whole = chunked.cast(stored)
    return (whole.fill_null(empty) if column.null else whole).to_numpy()


def to_dictionary(text: Text) -> pa.DictionaryArray:
    """Give a text column as an Arrow dictionary array."""
    import pyarrow as pa

    codes = _numbers(text.codes, pa.int32(), _empty(text))
    return pa.DictionaryArray.from_arrays(codes, spelt(*text.letters).view(pa.string()))


def spelt(lengths: np.ndarray, letters: bytes) -> pa.Array:
    """Words as an Arrow array of bytes, from the length of each and all their bytes."""
    import pyarrow as pa

    ends = np.append(0, np.cumsum(lengths)).astype(np.int32)
    return pa.Array.from_buffers(pa.binary(), len(lengths), [None, pa.py_buffer(ends), pa.py_buffer(letters)])


def types_of(table: Table) -> dict[str, pa.DataType]:
    """Arrow types of a table's columns by name."""
    return {column.name: _type(column) for column in table.columns}


def _type(column: Column) -> pa.DataType:
    import pyarrow as pa

    text = pa.dictionary(pa.int32(), pa.string())
    types = {"date": pa.date32(), "ts": pa.timestamp("us"), "bool": pa.bool_(), "text": text}
    return types.get(column.kind, pa.int64())


def _array(values: np.ndarray | Text, column: Column) -> pa.Array:
    import pyarrow as pa

    if isinstance(values, Text):
        return to_dictionary(values)
    if values.dtype == np.bool_:
        return pa.Array.from_buffers(pa.bool_(), len(values), [None, _bits(values)])
    return _numbers(values, _type(column), _empty(values) if column.null else None)


def _empty(values: np.ndarray | Text) -> np.ndarray | None:
    return is_empty(values) if has_empty(values) else None


def whole_numbers(values: np.ndarray) -> pa.Array:
    """Numbers as an Arrow array, without a copy."""
    import pyarrow as pa

    return _numbers(values, pa.int64())


def _numbers(values: np.ndarray, kind: pa.DataType, empty: np.ndarray | None = None) -> pa.Array:
    """Whole numbers as they lie in memory: `pa.array` would import pandas first, to see whether they are its own."""
    import pyarrow as pa

    there = None if empty is None else _bits(~empty)
    return pa.Array.from_buffers(kind, len(values), [there, pa.py_buffer(np.ascontiguousarray(values))])


def _bits(flags: np.ndarray) -> pa.Buffer:
    import pyarrow as pa

    return pa.py_buffer(np.packbits(flags, bitorder="little"))


def _everyday(array: pa.Array, column: Column) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.kind == "ts":
        return array.cast(pa.timestamp("s"), safe=False)
    if column.kind not in PER_UNIT:
        return array
    unit = Decimal(1) / PER_UNIT[column.kind]
    return pc.multiply(array.cast(pa.decimal128(19, 0)), pa.scalar(unit))


def _text(chunked: pa.ChunkedArray) -> Text:
    import pyarrow as pa

    chunks = chunked.unify_dictionaries().chunks
    codes = [chunk.indices.cast(pa.int32()).fill_null(-1) for chunk in chunks]
    words = chunks[0].dictionary.to_pylist() if chunks else []
    return Text(pa.chunked_array(codes, pa.int32()).to_numpy(), tuple(words))
