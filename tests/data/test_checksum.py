"""A checksum tells values apart, and nothing else."""

import hashlib
import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.data.strategies import filled_tables
from toolkit.data.checksum import Checksum, checksum
from toolkit.data.columns import NO_WORD, Text, rows_of, take
from toolkit.data.schema import TABLES
from toolkit.data.table import Table, parse_column

TINY = Table("tiny", "", "", ("n",), (parse_column("n | int | | N | 数"), parse_column("t | text? | | T | 文")), "", "")


def in_other_words(text):
    """The same rows with the pool turned round and a word more that none uses."""
    last = len(text.words)
    codes = np.where(text.codes == NO_WORD, NO_WORD, last - text.codes).astype(np.int32)
    unused = next(word for word in ("m", "cpc", "x" * 9) if word not in text.words)
    return Text(codes, (unused, *reversed(text.words)))


@given(filled_tables())
def test_the_order_of_words_changes_nothing(made):
    table, columns = made
    turned = {name: in_other_words(values) if isinstance(values, Text) else values for name, values in columns.items()}
    assert checksum(turned, table) == checksum(columns, table)


@given(filled_tables())
def test_the_order_of_columns_and_the_layout_in_memory_change_nothing(made):
    table, columns = made
    spread = {
        name: values if isinstance(values, Text) else np.repeat(values, 2)[::2]
        for name, values in reversed(columns.items())
    }
    assert checksum(spread, table) == checksum(columns, table)


@given(filled_tables(min_rows=1), st.data())
def test_one_changed_value_changes_it(made, data):
    table, columns = made
    row = data.draw(st.integers(0, rows_of(columns) - 1))
    name = data.draw(st.sampled_from([column.name for column in table.columns if not column.words]))
    assert checksum({**columns, name: changed(columns[name], row)}, table) != checksum(columns, table)


def changed(values, row):
    """The same column with another value in one row."""
    if isinstance(values, Text):
        spelt = values.values()
        return Text.of([*spelt[:row], f"{spelt[row]}!", *spelt[row + 1 :]])
    other = values.copy()
    other[row] = not other[row] if values.dtype == np.bool_ else other[row] ^ 1
    return other


@given(filled_tables(min_rows=2))
def test_two_rows_changing_places_change_it(made):
    table, columns = made
    columns = {**columns, table.names[0]: unlike(columns[table.names[0]])}
    assert checksum(take(columns, np.arange(rows_of(columns))[::-1]), table) != checksum(columns, table)


def unlike(values):
    """A column of the same kind with no value twice."""
    rows = np.arange(len(values))
    return Text.of([f"row {row}" for row in rows]) if isinstance(values, Text) else rows.astype(values.dtype)


@given(filled_tables(min_rows=1), st.data())
def test_blocks_of_rows_give_the_checksum_of_the_whole(made, data):
    table, columns = made
    cut = data.draw(st.integers(0, rows_of(columns)))
    parts = Checksum(table)
    parts.add(take(columns, slice(0, cut)))
    parts.add(take(columns, slice(cut, None)))
    assert parts.hexdigest() == checksum(columns, table)


def test_an_empty_text_is_not_the_word_of_no_letters():
    columns = {"n": np.array([1], np.int64)}
    assert checksum({**columns, "t": Text.of([None])}, TINY) != checksum({**columns, "t": Text.of([""])}, TINY)


def test_letters_do_not_slip_from_row_to_row():
    columns = {"n": np.array([1, 2], np.int64)}
    there, here = Text.of(["ab", "c"]), Text.of(["a", "bc"])
    assert checksum({**columns, "t": there}, TINY) != checksum({**columns, "t": here}, TINY)


def test_it_can_be_worked_out_by_hand():
    numbers = hashlib.sha256((1).to_bytes(8, "little") + (-2).to_bytes(8, "little", signed=True)).digest()
    lengths = hashlib.sha256((3).to_bytes(4, "little") + (-1).to_bytes(4, "little", signed=True)).digest()
    letters = hashlib.sha256("茶".encode()).digest()
    whole = hashlib.sha256(b"\x01n" + numbers + b"\x01t" + lengths + letters).hexdigest()
    assert checksum({"n": np.array([1, -2], np.int64), "t": Text.of(["茶", None])}, TINY) == whole


def test_a_large_table_takes_a_moment():
    rows, table = 200_000, TABLES["orders"]
    columns = {column.name: many(column, rows) for column in table.columns}
    started = time.process_time()
    checksum(columns, table)
    assert time.process_time() - started < 0.5  # 0.06 on the machine it was written on


def many(column, rows):
    if column.kind == "text":
        words = column.words or tuple(f"word {place}" for place in range(50))
        return Text((np.arange(rows) % len(words)).astype(np.int32), words)
    return np.arange(rows)
