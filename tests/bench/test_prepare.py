"""The bench prepares real shops in one judge and says of every lesson whether its figures were reached."""

import pytest
from click.testing import CliRunner

from toolkit.bench import prepare, prepare_page
from toolkit.bench.command import command
from toolkit.bench.cost import BenchFailed
from toolkit.bench.prepare import Prepared


def lesson(slug="goods", what="", cpu=2.0, size=1_000_000):
    return Prepared(slug, what, 3.5, (cpu - 0.5, cpu, cpu + 0.1), (size,) * 4)


def test_one_lesson_that_is_dear_or_large_is_enough_to_miss_a_goal():
    assert [reached for *_, reached in prepare_page.goals([lesson(), lesson("people")])] == [True, True]
    assert [reached for *_, reached in prepare_page.goals([lesson(), lesson("people", cpu=3.01)])] == [False, True]
    assert [reached for *_, reached in prepare_page.goals([lesson(), lesson("people", size=5_000_001)])] == [
        True,
        False,
    ]


def test_the_page_has_a_row_for_every_lesson_and_names_the_dearest(tmp_path):
    found = [lesson(), lesson("run-the-shop", prepare.SEASON, cpu=4.0)]
    prepare_page.write(found, tmp_path / "prepare.md")
    text = (tmp_path / "prepare.md").read_text(encoding="utf-8")
    assert "| goods | 2.00 | 1.50 | 2.10 | 3.50 | yes | 1.00 | yes |" in text
    assert "| run-the-shop, a season handed in | 4.00 | 3.50 | 4.10 | 3.50 | not yet | 1.00 | yes |" in text
    assert "1 of 2; most 4.00 (run-the-shop)" in text


def test_a_real_judge_prepares_the_shops_of_the_smallest_lesson():
    found = prepare.measure("start-here", 1)
    assert found.first > 0
    assert 0 < found.cpu < found.first + 5
    assert 1_000 < found.size < 1_000_000


def test_what_cannot_be_prepared_is_said(tmp_path):
    with pytest.raises(BenchFailed, match="Ask the judge"):
        prepare._bytes(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("asked", "written"), [([], 1), (["--lesson", "goods"], 0), (["--lesson", "goods", "--page", "own.md"], 1)]
)
def test_a_look_at_one_lesson_leaves_the_page_of_all_lessons_alone(monkeypatch, asked, written):
    pages = []
    monkeypatch.setattr(prepare, "all_of", lambda *_: [lesson()])
    monkeypatch.setattr(prepare_page, "write", lambda found, page: pages.append(page))
    assert CliRunner().invoke(command, ["prepare", *asked]).exit_code == 0
    assert len(pages) == written


def test_help_shows_what_is_measured():
    assert "prepare.md" in CliRunner().invoke(command, ["prepare", "--help"]).output
