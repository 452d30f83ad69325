"""A CSV file read back holds what was written, to the second."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from tests.data.strategies import filled_tables
from toolkit.data.checksum import checksum
from toolkit.data.columns import NULL
from toolkit.data.errors import UnreadableFile
from toolkit.data.schema import TABLES
from toolkit.data.spreadsheet import read_csv
from toolkit.data.store import write_csv

SECOND, FAR = 1_000_000, 4_000_000_000


def to_the_second(table, columns):
    """Times in whole seconds of years a spreadsheet knows; amounts of at most 15 digits."""
    found = dict(columns)
    for column in table.columns:
        values = found[column.name]
        if column.kind == "ts":
            found[column.name] = np.where(values == NULL, NULL, values % FAR * SECOND)
        elif column.kind in ("money", "rate", "hundredths", "tenths"):
            found[column.name] = np.where(values == NULL, NULL, values % 10**15)
        elif column.kind == "date":
            low = np.iinfo(np.int32).min
            found[column.name] = np.where(values == low, low, values % 40_000).astype(np.int32)
    return found


@given(filled_tables())
def test_a_table_comes_back_as_it_was_written(made):
    table, columns = made[0], to_the_second(*made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        write_csv(columns, table, path)
        assert checksum(read_csv(path, table), table) == checksum(columns, table)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\xff\xfea,b\n1,2\n", b"order_id\n1\n", b"channel_id,name\nx"]
)
def test_a_file_that_is_no_such_table_is_told(tmp_path, content):
    path = tmp_path / "channels.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match='should hold the table "channels"'):
        read_csv(path, TABLES["channels"])


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="missing"):
        read_csv(tmp_path / "none.csv", TABLES["channels"])
