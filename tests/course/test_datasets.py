"""The card and the small CSV files of the classroom shop are what the shop gives, and say it plainly."""

import re
import shutil

import pandas as pd
import pytest
from click.testing import CliRunner

from tests.shop.worlds import world
from toolkit.course import build, datasets
from toolkit.course.calibration import Bound, bounds
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.shop import rows


@pytest.fixture(scope="module")
def facts():
    """A small shop of two whole years."""
    return world(scale=0.1, days=731)


@pytest.fixture(scope="module")
def built(facts, tmp_path_factory):
    place = tmp_path_factory.mktemp("datasets")
    datasets.build(facts, place)
    return place


@pytest.fixture(scope="module")
def card(facts):
    return datasets.card(facts)


def test_the_committed_files_are_what_the_classroom_shop_gives():
    stale = datasets.stale(world("classroom", scale=1.0, days=731))
    assert stale == [], "run python3 -m toolkit build"


def test_nothing_is_stale_right_after_building(facts, built):
    assert datasets.stale(facts, built) == []


def test_a_file_that_was_changed_lost_or_left_over_is_stale(facts, built, tmp_path):
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    (tmp_path / "channels.csv").write_bytes(b"channel_id\n")
    (tmp_path / "calendar.csv").unlink()
    (tmp_path / "sales.csv").write_bytes(b"date\n")
    assert datasets.stale(facts, tmp_path) == ["calendar.csv", "channels.csv", "sales.csv"]


@pytest.mark.parametrize("name", datasets.small())
def test_a_spreadsheet_opens_each_csv_with_the_numbers_of_the_table(facts, built, name):
    assert (built / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    table = TABLES[name]
    texts = [column.name for column in table.columns if column.kind == "text"]
    wanted = to_frame(rows.make(name, facts), table)
    read = pd.read_csv(built / f"{name}.csv", encoding="utf-8-sig", dtype=dict.fromkeys(texts, str))
    assert list(read.columns) == list(wanted.columns)
    for column in table.columns:
        if column.kind in ("money", "rate", "hundredths", "tenths"):
            pd.testing.assert_series_equal(read[column.name], wanted[column.name])
        elif column.kind in ("int", "bool", "text"):
            assert read[column.name].dropna().tolist() == wanted[column.name].dropna().tolist(), column.name
        else:
            assert pd.to_datetime(read[column.name]).dropna().tolist() == wanted[column.name].dropna().tolist()


def test_the_card_tells_how_many_rows_each_table_has(facts, card):
    for name in TABLES:
        line = next(line for line in card.splitlines() if line.startswith((f"| {name} |", f"| [{name}]({name}.csv) |")))
        assert line.endswith(f" {len(to_frame(rows.make(name, facts), TABLES[name])):,} |")


def test_the_card_has_a_row_for_every_number_with_its_bounds_and_where_they_come_from(card):
    for one in bounds([2024, 2025]):
        line = next(line for line in card.splitlines() if line.startswith(f"| {one.name} |"))
        assert line.count("|") == 7
        assert one.published in line
        assert ("**" in line) is one.accepted


def test_the_card_names_the_licence_the_way_to_make_it_and_its_limits(card):
    for words in ("CC0 1.0", "python3 -m toolkit lab", "## What this shop is not", "checksums.toml"):
        assert words in card


def test_every_source_the_card_cites_is_listed_at_its_end(card):
    body, sources = card.split("## Sources")
    cited, listed = (set(re.findall(r"S\d+", part)) for part in (body, sources))
    assert cited | {"S37"} == listed, "S36–S38 means the one between too"


def test_a_number_outside_its_bounds_is_marked_and_explained(facts, monkeypatch):
    off = Bound("days of rain", lambda books: 9.0, 1, 2, 3, ".0f", "almanac")
    monkeypatch.setattr(datasets, "measure", lambda books: [(off, 9.0)])
    monkeypatch.setitem(datasets.EXPLAINED, "days of rain", "It rained.")
    card = datasets.card(facts)
    assert "| days of rain | 9 ✗ | 1 – 2 | 3 | 3.00 | almanac |" in card
    assert "✗ Outside its bounds: 1 of 1 numbers.\n- *days of rain*: It rained.\n" in card


def said_by_build(monkeypatch, *arguments):
    """Exit code and words of the verb on a course without lessons, of whose data sets the card is stale."""
    built = []
    monkeypatch.setattr(build, "lessons", lambda root, *names: [])
    page = build.ROOT / "datasets" / "README.md"
    monkeypatch.setattr(build, "build_dictionary", lambda: page)
    monkeypatch.setattr(build.coverage, "build", lambda: page)
    monkeypatch.setattr(build.glossary, "build", lambda: page)
    monkeypatch.setattr(build.catalogues, "build_misconceptions", lambda: page)
    monkeypatch.setattr(build.catalogues, "build_sentences", lambda: page)
    monkeypatch.setattr(datasets, "stale", lambda: ["CARD.md"])
    monkeypatch.setattr(datasets, "build", lambda: built.append("card") or [datasets.FOLDER / "CARD.md"])
    result = CliRunner().invoke(build.command, arguments)
    return result.exit_code, result.output, built


def test_build_makes_the_card_and_a_look_only_tells_that_it_is_stale(monkeypatch):
    code, said, built = said_by_build(monkeypatch)
    assert (code, built) == (0, ["card"])
    assert "wrote datasets/luyang-living/CARD.md" in said
    code, said, built = said_by_build(monkeypatch, "--check")
    assert (code, built) == (1, [])
    assert "CARD.md of the shop is stale. Run: python3 -m toolkit build" in said


@pytest.mark.parametrize("look", [(), ("--check",)])
def test_building_one_lesson_leaves_the_data_sets_alone(monkeypatch, look):
    code, said, built = said_by_build(monkeypatch, *look, "is-this-normal")
    assert (code, built) == (0, [])
    assert "CARD" not in said
