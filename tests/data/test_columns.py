"""Columns are let in only if they are what the schema says."""

import numpy as np
import pytest
from hypothesis import given

from tests.data.strategies import filled_tables, spelt
from toolkit.data.columns import NO_WORD, NULL, Text, arrange, is_empty, rows_of, take
from toolkit.data.errors import TableError, UnknownColumn, WrongColumn
from toolkit.data.schema import TABLES

LEDGER = TABLES["cash_ledger"]


def ledger(**changes):
    """Two sound entries of the cash ledger, with some columns changed."""
    columns = {
        "entry_id": np.array([1, 2], np.int64),
        "date": np.array([19_723, 19_724], np.int32),
        "part": Text.of(["supply", "team"]),
        "kind": Text.of(["purchase", "salary"]),
        "amount": np.array([-5_00, -9_00], np.int64),
        "ref_id": np.array([7, NULL], np.int64),
    }
    return {name: values for name, values in {**columns, **changes}.items() if values is not None}


@given(filled_tables())
def test_what_the_schema_allows_is_let_in_unchanged(made):
    table, columns = made
    assert spelt(arrange(columns, table)) == spelt(columns)


def test_columns_are_put_in_the_order_of_the_schema():
    backwards = dict(reversed(ledger().items()))
    assert tuple(arrange(backwards, LEDGER)) == LEDGER.names


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"amount": None}, r"cash_ledger\.amount is missing\. Columns: entry_id, .*\. Make it as well\."),
        ({"amount": np.array([1.5, 2.0])}, r"is float64 .*kept as a flat int64\. Convert it with \.astype"),
        ({"date": np.array([1, 2], np.int64)}, r"is int64 .*kept as a flat int32"),
        ({"amount": np.zeros((2, 1), np.int64)}, r"int64 of 2 dimension"),
        ({"amount": [1, 2]}, r"is list\. .*flat int64"),
        ({"part": np.array(["supply", "team"])}, r"Spell it as Text\(codes, words\)"),
        ({"amount": np.array([1, 2, 3], np.int64)}, r"has 3 rows\. cash_ledger\.entry_id has 2"),
        ({"amount": np.array([1, NULL], np.int64)}, r"is empty in 1 rows, first in row 1"),
        ({"kind": Text.of(["purchase", None])}, r"is empty in 1 rows, first in row 1"),
        ({"kind": Text.of(["purchase", "tips"])}, r"holds 'tips'\. Words: settlement, .*Use one of these"),
        ({"kind": Text(np.array([0, 1], np.int32), ("fee",))}, r"codes from 0 to 1\. It has 1 words"),
        ({"kind": Text(np.array([0, 0], np.int32), ("fee", "fee"))}, r"has a word twice"),
        ({"kind": Text(np.array([0, 0]), ("fee",))}, r"has int64 codes\. Codes are a flat int32"),
    ],
)
def test_what_does_not_fit_is_refused_in_three_parts(changes, message):
    with pytest.raises(WrongColumn, match=message) as caught:
        arrange(ledger(**changes), LEDGER)
    assert (caught.value.table, caught.value.name) == ("cash_ledger", next(iter(changes)))


def test_a_mistyped_column_gets_a_suggestion():
    with pytest.raises(UnknownColumn, match=r'no column "amuont"\. Columns: .*Did you mean "amount"\?'):
        arrange(ledger(amuont=np.array([1, 2], np.int64)), LEDGER)


def test_every_error_is_an_error_of_a_table():
    assert issubclass(UnknownColumn, TableError)
    assert issubclass(WrongColumn, TableError)


def test_a_word_that_no_row_uses_does_no_harm():
    arrange(ledger(kind=Text(np.array([0, 0], np.int32), ("fee", "tips"))), LEDGER)


def test_a_text_gives_back_what_it_was_made_of():
    assert Text.of(["b", None, "a", "b"]).values() == ["b", None, "a", "b"]
    assert Text.of(["b", None, "a", "b"]).codes.tolist() == [0, NO_WORD, 1, 0]


@given(filled_tables(min_rows=1))
def test_taking_rows_takes_the_same_rows_of_each_column(made):
    _, columns = made
    last_first = np.arange(rows_of(columns))[::-1]
    assert spelt(take(columns, last_first)) == {name: values[::-1] for name, values in spelt(columns).items()}


@given(filled_tables())
def test_only_columns_that_may_be_empty_have_empty_values(made):
    table, columns = made
    assert all(column.null or not is_empty(columns[column.name]).any() for column in table.columns)


def test_texts_laid_behind_each_other_spell_what_they_spelt():
    first, then = Text.of(["fee", None, "ads"]), Text(np.array([1, -1, 0], np.int32), ("rent", "ads"))
    both = Text.stacked([first, then])
    assert both.values() == [*first.values(), *then.values()]
    assert len(set(both.words)) == len(both.words)
    assert len(Text.stacked([])) == 0
