"""What is written comes back; what is not whole is refused, and nothing is lost."""

import csv
import io
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.strategies import filled_tables, spelt
from toolkit.data.checksum import checksum
from toolkit.data.columns import NULL, Text
from toolkit.data.errors import ForeignFile, UnknownColumn, UnreadableFile, WrongColumn
from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.data.store import read_frame, read_parquet, write_csv, write_parquet

LEDGER = TABLES["cash_ledger"]


def ledger(entries=3):
    """A sound cash ledger of so many entries."""
    order = np.arange(entries)
    return {
        "entry_id": order * 7919,
        "date": (19_723 + order).astype(np.int32),
        "part": Text(np.zeros(entries, np.int32), ("supply",)),
        "kind": Text((order % 2).astype(np.int32), ("purchase", "freight")),
        "amount": -5_05 * order,
        "ref_id": np.where(order % 2, NULL, order),
    }


@pytest.fixture
def path(tmp_path):
    """A Parquet file with a sound cash ledger."""
    write_parquet(ledger(), LEDGER, tmp_path / "cash_ledger.parquet")
    return tmp_path / "cash_ledger.parquet"


@given(filled_tables())
def test_what_is_written_comes_back_with_the_same_checksum(made):
    table, columns = made
    with TemporaryDirectory() as folder:
        write_parquet(columns, table, Path(folder) / "t.parquet")
        back = read_parquet(Path(folder) / "t.parquet", table)
    assert spelt(back) == spelt(columns)
    assert checksum(back, table) == checksum(columns, table)


@given(filled_tables(), st.data())
def test_some_columns_can_be_read_alone(made, data):
    table, columns = made
    names = data.draw(st.lists(st.sampled_from(table.names), min_size=1, unique=True))
    with TemporaryDirectory() as folder:
        write_parquet(columns, table, Path(folder) / "t.parquet")
        back = read_parquet(Path(folder) / "t.parquet", table, names)
    assert list(back) == [name for name in table.names if name in names]
    assert spelt(back) == {name: values for name, values in spelt(columns).items() if name in names}


def test_other_programs_read_whole_numbers_and_true_empty_values(path):
    frame = pd.read_parquet(path)
    assert frame["amount"].tolist() == [0, -5_05, -10_10]
    assert frame["ref_id"].isna().tolist() == [False, True, False]
    assert str(frame["date"].iloc[1]) == "2024-01-02"


def test_a_frame_is_read_in_everyday_units(path):
    frame = read_frame(path, LEDGER, ["amount", "date"])
    assert frame["amount"].tolist() == [0, -5.05, -10.1]
    assert list(frame.columns) == ["date", "amount"]


def test_a_mistyped_column_gets_a_suggestion(path):
    with pytest.raises(UnknownColumn, match=r'no column "amont".*Did you mean "amount"'):
        read_parquet(path, LEDGER, ["amont"])


@given(st.integers(0, 2**16))
def test_a_file_cut_short_is_refused_and_kept(cut):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        write_parquet(ledger(), LEDGER, path)
        part = path.read_bytes()[: cut % path.stat().st_size]
        path.write_bytes(part)
        with pytest.raises(UnreadableFile, match=r'It should hold the table "cash_ledger"\. .*make the table again'):
            read_parquet(path, LEDGER)
        assert path.read_bytes() == part


@given(st.integers(0, 2**16), st.integers(1, 255))
def test_a_flipped_byte_never_gives_other_values(place, flip):
    columns = ledger(40)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        write_parquet(columns, LEDGER, path)
        content = bytearray(path.read_bytes())
        content[place % len(content)] ^= flip
        path.write_bytes(content)
        try:
            back = spelt(read_parquet(path, LEDGER))
        except UnreadableFile:
            return
    assert back == spelt(columns)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"date,uv\n2024-01-01,5\n", b"PAR1" + b"\0" * 200 + b"PAR1"])
def test_what_is_no_parquet_file_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="is damaged or not a Parquet file"):
        read_parquet(path, LEDGER)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(UnreadableFile, match="does not exist") as caught:
        read_parquet(tmp_path / "nothing.parquet", LEDGER)
    assert caught.value.path == tmp_path / "nothing.parquet"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile):
        read_parquet(tmp_path, LEDGER)


def test_another_table_is_refused(path):
    with pytest.raises(ForeignFile, match=r'holds the table "cash_ledger".*Wanted is "ops_log"'):
        read_parquet(path, TABLES["ops_log"])


def test_another_data_version_is_refused(tmp_path):
    write_parquet(ledger(), LEDGER, tmp_path / "t.parquet", version="0")
    with pytest.raises(ForeignFile, match=rf"of data version 0\. Wanted is .* of data version {DATA_VERSION}"):
        read_parquet(tmp_path / "t.parquet", LEDGER)
    assert read_parquet(tmp_path / "t.parquet", LEDGER, version="0")


def test_values_changed_behind_the_seal_are_noticed(path):
    from pyarrow import parquet

    table = parquet.read_table(path)
    parquet.write_table(table.slice(1).replace_schema_metadata(parquet.read_metadata(path).metadata), path)
    with pytest.raises(UnreadableFile, match="its values are not those that were written"):
        read_parquet(path, LEDGER)


def test_a_parquet_file_of_somebody_else_is_refused(path):
    pd.DataFrame({"uv": [1]}).to_parquet(path)
    with pytest.raises(ForeignFile, match='holds the table "unknown"'):
        read_parquet(path, LEDGER)


def test_a_file_that_lacks_a_column_names_what_it_has(path):
    from pyarrow import parquet

    smaller = parquet.read_table(path).drop_columns(["amount"])
    parquet.write_table(smaller.replace_schema_metadata({"table": "cash_ledger", "data_version": DATA_VERSION}), path)
    with pytest.raises(ForeignFile, match=r"with the columns entry_id .*, date .*, part .*, kind .*, ref_id"):
        read_parquet(path, LEDGER, ["date"])


def test_a_column_of_another_type_is_refused(path):
    from pyarrow import parquet

    table = parquet.read_table(path)
    other = table.set_column(4, "amount", table["amount"].cast("float64"))
    parquet.write_table(other.replace_schema_metadata({"table": "cash_ledger", "data_version": DATA_VERSION}), path)
    with pytest.raises(ForeignFile, match=r"amount \(double\).*amount \(int64\)"):
        read_parquet(path, LEDGER)


def test_columns_that_do_not_fit_leave_the_old_file_as_it_was(path):
    before = path.read_bytes()
    with pytest.raises(WrongColumn):
        write_parquet({**ledger(), "amount": np.array([1.5, 2, 3])}, LEDGER, path)
    assert path.read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(path, monkeypatch):
    before = path.read_bytes()
    monkeypatch.setattr("pyarrow.parquet.ParquetWriter.write_table", lambda writer, arrow: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_parquet(ledger(), LEDGER, path)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_who_reads_while_others_write_always_reads_a_whole_table(path):
    writers = [threading.Thread(target=lambda: [write_parquet(ledger(), LEDGER, path) for _ in range(5)]) for _ in "ab"]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert spelt(read_parquet(path, LEDGER)) == spelt(ledger())
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_the_same_table_gives_the_same_file(path, tmp_path):
    write_parquet(ledger(), LEDGER, tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == path.read_bytes()


@given(filled_tables())
def test_a_spreadsheet_gets_a_mark_a_heading_and_every_row(made):
    table, columns = made
    with TemporaryDirectory() as folder:
        write_csv(columns, table, Path(folder) / "t.csv")
        content = (Path(folder) / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == table.names
    assert len(rows) - 1 == len(next(iter(columns.values())))
    for place, column in enumerate(table.columns):
        if column.kind == "text":
            assert [row[place] for row in rows[1:]] == [word or "" for word in columns[column.name].values()]


def test_a_spreadsheet_shows_yuan_to_the_fen_and_times_to_the_second(tmp_path):
    write_csv(ledger(), LEDGER, tmp_path / "t.csv")
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[2] == '7919,2024-01-02,"supply","freight",-5.05,'
    moment = np.array([19_723 * 86_400_000_000 + 61_500_000])
    notes = {
        "log_id": np.array([1]),
        "ts": moment,
        **{name: Text.of(["x"]) for name in ("actor_role", "text_en", "text_zh")},
    }
    write_csv(notes, TABLES["ops_log"], tmp_path / "log.csv")
    assert '1,2024-01-01 00:01:01,"x"' in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
