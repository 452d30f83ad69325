"""The data dictionary is built from the schema, and nothing in the schema is left out."""

from pathlib import Path

from hypothesis import given

from tests.data.strategies import filled_tables
from toolkit.data import dictionary
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES

COMMITTED = Path(__file__).parents[2] / "datasets" / "README.md"


def test_the_committed_dictionary_is_what_the_schema_gives():
    assert COMMITTED.read_text(encoding="utf-8") == dictionary.text(), "stale: run python3 -m toolkit build"


def test_every_column_has_a_row_in_both_languages():
    lines = dictionary.text().splitlines()
    for table in TABLES.values():
        section = lines[lines.index(f"## {table.name}") :]
        for column in table.columns:
            assert any(line.endswith(f"| {column.en} | {column.zh} |") for line in section), column.name


def test_every_row_has_as_many_cells_as_its_heading():
    lines = dictionary.text().splitlines()
    cells = {line.count("|") for line in lines if line.startswith("|") and line.count("|") > 5}
    assert cells == {7}


def test_it_names_the_licence_and_the_units():
    text = dictionary.text()
    assert "CC0" in text
    assert "| money | fen, the hundredth part of a yuan (CNY) | float64, yuan | ÷ 100 |" in text


def test_a_table_is_described_column_by_column():
    orders = dictionary.describe(TABLES["orders"])
    assert list(orders.index) == list(TABLES["orders"].names)
    assert orders.loc["paid_amount", ["type", "unit", "may be empty"]].tolist() == ["float64", "CNY", False]
    assert orders.loc["device", "words"] == "m, pc"
    assert orders.index[orders["key"]].tolist() == ["order_id"]


@given(filled_tables())
def test_the_type_described_is_the_type_shown(made):
    table, columns = made
    assert dictionary.describe(table)["type"].tolist() == [str(dtype) for dtype in to_frame(columns, table).dtypes]
