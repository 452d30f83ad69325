"""Tables full of anything the schema allows, for claims that must hold whatever a table holds."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from toolkit.data.columns import NO_WORD, NULL, NULL_DATE, Columns, Text
from toolkit.data.schema import TABLES
from toolkit.data.table import Column, Table

BOUNDS = {"date": (-40_000, 60_000), "ts": (-(2**50), 2**51)}
"""Values by kind; of whole numbers, those that a float can hold."""


@st.composite
def filled_tables(draw: st.DrawFn, min_rows: int = 0, max_rows: int = 6) -> tuple[Table, Columns]:
    """A table of the schema with some rows."""
    table = draw(st.sampled_from(list(TABLES.values())))
    rows = draw(st.integers(min_rows, max_rows))
    return table, {column.name: draw(values_of(column, rows)) for column in table.columns}


def values_of(column: Column, rows: int) -> st.SearchStrategy[np.ndarray | Text]:
    """That many values of a column."""
    if column.kind == "text":
        return texts(column, rows)
    if column.kind == "bool":
        return _lists(st.booleans(), rows).map(lambda values: np.array(values, np.bool_))
    empty, dtype = (NULL_DATE, np.int32) if column.kind == "date" else (NULL, np.int64)
    value = st.integers(*BOUNDS.get(column.kind, (-(2**52), 2**52)))
    return _lists(value | st.just(empty) if column.null else value, rows).map(lambda values: np.array(values, dtype))


@st.composite
def texts(draw: st.DrawFn, column: Column, rows: int) -> Text:
    """That many words, in a pool with some that no row uses."""
    word = st.sampled_from(column.words) if column.words else st.text(max_size=5)
    pool = draw(st.lists(word, min_size=1, max_size=4, unique=True))
    codes = draw(_lists(st.integers(NO_WORD if column.null else 0, len(pool) - 1), rows))
    return Text(np.array(codes, np.int32), tuple(pool))


def _lists(value: st.SearchStrategy, rows: int) -> st.SearchStrategy[list]:
    return st.lists(value, min_size=rows, max_size=rows)


def spelt(columns: Columns) -> dict[str, list]:
    """Columns as plain lists, which can be compared."""
    return {name: values.values() if isinstance(values, Text) else values.tolist() for name, values in columns.items()}
