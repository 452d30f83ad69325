"""Everything the course owes is asked for somewhere, and the page says where."""

from toolkit.course import coverage


def test_every_item_is_bound_to_an_exercise_that_exists():
    assert coverage.unasked() == []


def test_all_thirty_six_items_are_there_once():
    assert [item.number for item in coverage.items()] == list(range(1, 37))
    assert all(item.exercises for item in coverage.items())


def test_the_page_says_what_is_covered_today():
    page = coverage.PAGE.read_text(encoding="utf-8")
    assert coverage.laid_in(page) == page


def test_the_table_is_laid_in_once_however_often_it_is_built():
    once = coverage.laid_in("# A page\n\nIts words.\n")
    assert coverage.laid_in(once) == once
    assert once.startswith("# A page\n\nIts words.\n\n## What is covered\n\n<!-- coverage")


def test_an_exercise_that_does_not_exist_is_named(monkeypatch, tmp_path):
    data = tmp_path / "coverage.toml"
    data.write_text('[[item]]\nnumber = 1\nowes = "x"\nexercises = ["is-this-normal/nothing", "no-lesson/x"]\n')
    monkeypatch.setattr(coverage, "DATA", data)
    assert coverage.unasked() == [
        "item 1: is-this-normal has no exercise nothing",
        "item 1: there is no lesson no-lesson",
    ]
