"""A DataFrame shows everyday units and loses nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from tests.data.strategies import filled_tables
from toolkit.data.columns import NULL, NULL_DATE, Text, is_empty, rows_of
from toolkit.data.frames import to_frame
from toolkit.data.table import PER_UNIT, Table, parse_column

SHOWN = {"int": "int64", "date": "datetime64[us]", "ts": "datetime64[us]", "text": "str", "bool": "bool"}


def one(kind, values):
    """A frame with one column v of that kind."""
    column = parse_column(f"v | {kind} | | V | 值")
    return to_frame({"v": values}, Table("t", "", "", ("v",), (column,), "", ""))["v"]


@given(filled_tables())
def test_each_kind_has_its_type_however_few_the_rows(made):
    table, columns = made
    frame = to_frame(columns, table)
    assert tuple(frame.columns) == table.names
    for column in table.columns:
        usual = "Int64" if column.kind == "int" and column.null else SHOWN.get(column.kind, "float64")
        assert str(frame[column.name].dtype) == usual, column


@given(filled_tables())
def test_empty_stays_empty_and_full_stays_full(made):
    table, columns = made
    frame = to_frame(columns, table)
    for column in table.columns:
        assert frame[column.name].isna().tolist() == is_empty(columns[column.name]).tolist()


@given(filled_tables())
def test_stored_numbers_can_be_had_back(made):
    table, columns = made
    frame = to_frame(columns, table)
    for column in table.columns:
        if column.kind in PER_UNIT:
            full = ~is_empty(columns[column.name])
            back = np.rint(frame[column.name].to_numpy()[full] * PER_UNIT[column.kind]).astype(np.int64)
            assert np.abs(back - columns[column.name][full]).max(initial=0) <= 1e-15 * 2**52


@pytest.mark.parametrize(
    ("kind", "stored", "shown"),
    [("money", 1234, 12.34), ("rate", 50_000, 0.05), ("hundredths", 472, 4.72), ("tenths", 235, 23.5)],
)
def test_units_are_everyday_ones(kind, stored, shown):
    assert one(kind, np.array([stored], np.int64)).tolist() == [shown]


def test_a_day_is_a_midnight_and_a_moment_local_time():
    days = one("date?", np.array([19_723, NULL_DATE], np.int32))
    assert days.tolist() == [pd.Timestamp("2024-01-01"), pd.NaT]
    moments = one("ts?", np.array([19_723 * 86_400_000_000 + 1, NULL]))
    assert moments.tolist() == [pd.Timestamp("2024-01-01 00:00:00.000001"), pd.NaT]


def test_an_identifier_stays_whole_beside_an_empty_one():
    ids = one("int?", np.array([24_010_112_345_678, NULL]))
    assert ids.iloc[0] == 24_010_112_345_678
    assert ids.iloc[1] is pd.NA


def test_words_are_spelt_out():
    assert one("text?", Text.of(["茶", None, "tea", "茶"])).fillna("–").tolist() == ["茶", "–", "tea", "茶"]


def test_some_columns_come_in_the_order_of_the_table():
    table = Table("t", "", "", ("a",), (parse_column("a | int | | A | 甲"), parse_column("b | int | | B | 乙")), "", "")
    values = np.array([1])
    assert list(to_frame({"b": values, "a": values}, table).columns) == ["a", "b"]
    assert list(to_frame({"b": values}, table).columns) == ["b"]


@given(filled_tables(min_rows=1))
def test_writing_into_a_frame_does_not_touch_the_columns(made):
    table, columns = made
    before = {name: values.copy() for name, values in columns.items() if not isinstance(values, Text)}
    for values in columns.values():
        if not isinstance(values, Text):
            values.flags.writeable = False  # as they come from a file
    frame = to_frame(columns, table)
    for column in table.columns:
        frame.loc[0, column.name] = frame[column.name].iloc[-1]
    assert len(frame) == rows_of(columns)
    assert all((columns[name] == values).all() for name, values in before.items())
