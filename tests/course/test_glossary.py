"""The glossary is built: every term with its unit from the schema and the lesson that works with it."""

import re

import pytest

from toolkit.course import glossary
from toolkit.course.glossary import Term
from toolkit.course.notebooks import read
from toolkit.exercises.course_map import COURSE, LESSONS
from toolkit.exercises.errors import BadDefinition

TERMS = [term for terms in glossary.parts().values() for term in terms]
HAN = re.compile(r"[\u4e00-\u9fff]+")


def a_term(**more):
    return Term(
        **{"english": "tip", "chinese": "小费", "says": "a gift", "unit": "yuan", "trap": "", "lesson": "03"} | more
    )


def test_the_committed_page_is_the_one_that_is_built():
    assert glossary.PAGE.read_text(encoding="utf-8") == glossary.text(), "run: python3 -m toolkit build --pages"


def test_every_term_stands_once_and_says_what_it_is():
    assert len({term.english for term in TERMS}) == len({term.chinese for term in TERMS}) == len(TERMS)
    assert all(term.says for term in TERMS)


def test_most_terms_say_how_they_mislead():
    assert sum(bool(term.trap) for term in TERMS) > 0.8 * len(TERMS)


def test_every_term_is_met_in_chinese_in_a_core_lesson_no_later_than_the_page_says():
    written = [
        (stop.number, "".join(cell.source for cell in read(LESSONS / f"{stop.file}.ipynb").cells)) for stop in COURSE
    ]
    for term in TERMS:
        met = [number for number, text in written if any(word in text for word in HAN.findall(term.chinese))]
        assert met, f"{term.english}: no core lesson writes {term.chinese}"
        assert min(met) <= term.lesson, f"{term.english}: first written in {min(met)}, not {term.lesson}"


def test_the_unit_of_a_column_comes_from_the_schema():
    assert "| people · [`shop_daily.uv`](../datasets/README.md#shop_daily) |" in a_term(unit="shop_daily.uv").row()
    assert "| [03](2-data-reading/03-reading-the-numbers.ipynb) |" in a_term().row()


@pytest.mark.parametrize(
    ("more", "named"), [({"unit": "shop_daily.tips"}, "shop_daily.tips"), ({"lesson": "13"}, "lesson 13")]
)
def test_a_column_or_lesson_that_is_not_there_is_named(more, named):
    with pytest.raises(BadDefinition, match=named):
        a_term(**more).row()


def test_a_line_without_six_cells_is_shown(monkeypatch, tmp_path):
    data = tmp_path / "odd.toml"
    data.write_text('[[part]]\ntitle = "x"\nterms = ["a | b"]\n', encoding="utf-8")
    monkeypatch.setattr(glossary, "DATA", data)
    with pytest.raises(BadDefinition, match="2 cells"):
        glossary.parts()
