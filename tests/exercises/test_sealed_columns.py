"""A lesson whose sealed tables hold fewer columns holds all that its worked solutions and modelled mistakes read."""

import pytest

from toolkit.course.bundle import seal
from toolkit.exercises.papers import value_of
from toolkit.exercises.practice import Practice, load, written
from toolkit.exercises.sealed import Sealed
from toolkit.shop.books import open_shop

FEWER = [slug for slug in written() if load(slug).columns and load(slug).exercises]
NARROW = [slug for slug in FEWER if any(load(slug).columns.values())]


def cases():
    """Lessons with parts of tables always, those that leave whole tables out with the thorough tests."""
    return [slug if slug in NARROW else pytest.param(slug, marks=pytest.mark.thorough) for slug in FEWER]


@pytest.mark.parametrize("slug", cases())
def test_all_that_is_asked_can_be_answered_from_the_sealed_columns(slug, tmp_path):
    plan = load(slug)
    whole = seal(plan, open_shop(seed="sealed-1"), tmp_path / "shop", tmp_path / "papers")
    part = Practice(plan, Sealed(tmp_path / "shop").shop, tmp_path / "papers", tables=tmp_path / "shop")
    for exercise in plan.exercises.values():
        answer, ask = exercise.answer.on(whole.case), part.papers.ask
        ref = whole.papers.known(exercise)
        assert answer.read(ask(exercise.reference)) == ref.ref, exercise.name
        for mistake in exercise.mistakes:
            value = value_of(mistake, answer, ask, ref.ref)
            assert value == ref.mistakes.get(mistake.name), f"{exercise.name}: {mistake.name}"
