"""What learners believe is told once a code, with the words of every exercise that meets it."""

import re

import pytest

from tests.exercises.little_shop import plan as little
from toolkit.course import catalogues
from toolkit.exercises import LessonPlan, Number
from toolkit.exercises.errors import BadDefinition
from toolkit.exercises.misconceptions import misconceptions

CODE = re.compile(r"[A-Z]+(-[A-Z0-9]+)*")


def test_every_code_that_an_exercise_uses_is_described():
    assert catalogues.uses(catalogues.all_plans()).keys() <= misconceptions().keys()


@pytest.mark.parametrize("one", misconceptions().values(), ids=lambda one: one.code)
def test_a_code_is_a_family_and_a_word_and_its_belief_is_short(one):
    assert CODE.fullmatch(one.code)
    assert 0 < len(one.belief.split()) <= 12
    assert one.group


def test_the_codes_of_the_field_are_all_there():
    families = {code.partition("-")[0] for code in misconceptions()}
    assert {
        "UNIT",
        "DEN",
        "AVG",
        "ATTR",
        "INC",
        "COH",
        "ELA",
        "STK",
        "SVC",
        "LVL",
        "CASH",
        "FUPAN",
        "TRACK",
    } <= families


def test_a_code_that_nobody_described_is_refused_with_what_to_do():
    with pytest.raises(BadDefinition, match=r'NEAR = "the belief"|ODD = "the belief"'):
        catalogues.uses([little])


def test_the_page_tells_code_belief_lesson_and_words():
    plan = LessonPlan(slug="goods", number="06", title="Goods")

    @plan.exercise(answer=Number(within=1), asks="?", hints=("a", "b"))
    def price(shop):
        return 1

    @price.mistake("ELA-CENS")
    def empty_days(shop):
        """{given} has days
        without stock. Take them out."""
        return 2

    page = catalogues.told([plan])
    assert "### ELA-CENS: stock-out days kept\n\n- goods/price: {given} has days without stock. Take them out." in page
    assert "`ELA-POOL` elasticity across products" in page.split("## In no exercise yet")[1]


def test_stale_pages_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "MISCONCEPTIONS", tmp_path / "misconceptions.md")
    monkeypatch.setattr(catalogues, "SENTENCES", tmp_path / "locale" / "exercises.pot")
    assert catalogues.stale() == [catalogues.MISCONCEPTIONS, catalogues.SENTENCES]
    catalogues.build_misconceptions()
    catalogues.build_sentences()
    assert catalogues.stale() == []
    catalogues.SENTENCES.write_text("")
    assert catalogues.stale() == [catalogues.SENTENCES]
