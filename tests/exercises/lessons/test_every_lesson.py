"""What every lesson's exercises promise, on real shops: the right way is told yes, each slip is told by its name."""

import re

import pytest

from tests.exercises.lessons.desks import answer, desk, known, told
from toolkit.exercises.compare import is_named
from toolkit.exercises.numbers import Number
from toolkit.exercises.practice import load, written

LESSONS = written()
SHAME = re.compile(r"\b(wrong|incorrect|simply|just|obviously|should have)\b", re.IGNORECASE)
APART, SHARE = 5, 0.95


@pytest.fixture(params=LESSONS)
def desks(request, seeds):
    return [desk(request.param, seed) for seed in seeds(3, 50)]


def slips(desks):
    """(desk, exercise, mistake) for all there are."""
    return [
        (at, exercise, mistake)
        for at in desks
        for exercise in at.plan.exercises.values()
        for mistake in exercise.mistakes
    ]


def test_the_worked_solution_is_told_yes(desks):
    for at in desks:
        for name in at.plan.exercises:
            said = told(at, name, known(at, name).ref)
            assert said.way == "right", (at.shop.id, name, said)
            assert "…" not in said.words
            assert "{" not in said.words


def test_every_other_right_way_is_told_yes(desks):
    for at in desks:
        for name, exercise in at.plan.exercises.items():
            for also in exercise.alsos:
                said = told(at, name, known(at, name).also[also.label])
                assert said.outcome == "yes", (at.shop.id, name, also.label)


def test_the_truth_is_told_yes(desks):
    for at in desks:
        for name, exercise in at.plan.exercises.items():
            if exercise.truth_is:
                assert told(at, name, known(at, name).true).outcome == "yes", (at.shop.id, name)


def test_a_slip_is_told_by_its_name_in_its_own_words(desks):
    misses = []
    for at, exercise, mistake in slips(desks):
        value = known(at, exercise.name).mistakes.get(mistake.name)
        said = None if value is None else told(at, exercise.name, value)
        if said is None or said.mistake is not mistake:
            misses.append((at.shop.id, exercise.name, mistake.name))
        else:
            assert "{" not in said.words
            assert "…" not in said.words
    assert len(misses) <= (1 - SHARE) * len(slips(desks)), misses


def test_a_slip_lies_five_tolerances_from_right_wherever_there_is_a_tolerance(desks):
    near = {}
    for at, exercise, mistake in slips(desks):
        kind, values = answer(at, exercise.name), known(at, exercise.name)
        if isinstance(kind, Number) and kind.within and mistake.name in values.mistakes:
            apart = min(kind.apart(values.mistakes[mistake.name], right) for right in values.rights())
            near.setdefault(f"{exercise.name}/{mistake.name}", []).append(apart < APART)
    for name, counted in near.items():
        assert sum(counted) <= (1 - SHARE) * len(counted) + (len(counted) < 20), (name, counted)


def test_two_slips_of_one_exercise_are_not_taken_for_each_other(desks):
    crossed = []
    for at, exercise, mistake in slips(desks):
        values = known(at, exercise.name)
        value = values.mistakes.get(mistake.name)
        if value is not None and is_named(answer(at, exercise.name), value, values):
            named = told(at, exercise.name, value).mistake
            crossed += [(at.shop.id, mistake.name, named)] if named is not mistake else []
    assert len(crossed) <= (1 - SHARE) * len(slips(desks)), crossed


@pytest.mark.parametrize("slug", LESSONS)
def test_words_are_few_kind_and_end_on_a_move(slug):
    for exercise in load(slug).exercises.values():
        assert len(exercise.mistakes) >= 2
        for mistake in exercise.mistakes:
            assert len(mistake.words.split()) <= 30, mistake.name
            assert not SHAME.search(mistake.words), mistake.name
            assert mistake.words.rstrip("`").endswith((".", "?")), mistake.name
        assert not any(SHAME.search(text) for text in (exercise.asks, *exercise.hints))


@pytest.mark.parametrize("slug", LESSONS)
def test_two_shops_have_two_answers(slug):
    first, second = desk(slug, 1), desk(slug, 2)
    numbers = [name for name in first.plan.exercises if isinstance(answer(first, name), Number)]
    shared = [name for name in numbers if answer(first, name).off(known(second, name).ref, known(first, name).ref) <= 1]
    assert len(shared) <= 0.25 * len(numbers) or slug == "start-here", shared
