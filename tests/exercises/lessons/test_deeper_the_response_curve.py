"""What go deeper 09b promises on every shop: the curve is near the truth where nobody was, and its top is nearly the best."""

import pytest

from tests.exercises.lessons.desks import desk, known
from toolkit.exercises.lessons.deeper_the_response_curve_parts import case as chosen
from toolkit.exercises.lessons.deeper_the_response_curve_parts import exercises
from toolkit.exercises.levers import from_json
from toolkit.exercises.reveal import truth_of
from toolkit.shop.decisions import Decisions

SLUG = "deeper-the-response-curve"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def nearly_all(told):
    return sum(told) >= 0.95 * len(told)


def test_the_curve_is_within_15_per_cent_of_the_truth_at_budgets_nobody_tried(desks):
    told = []
    for at in desks:
        true = chosen.true_curve(at.table("daily"), at.shop, truth_of(at.shop))
        found = known(at, "three_budgets").ref
        told += [abs(found[name] / true(at.case[name]) - 1) < 0.15 for name in chosen.SPENDS]
    assert nearly_all(told)


def test_budgets_asked_for_lie_between_the_tried_ones_and_beyond(desks):
    for at in desks:
        tried = chosen.means(at.table("daily"))["spend"]
        assert tried["x0.3"] < at.case.between < tried["x1"] < at.case.above < tried["x1.8"] < at.case.beyond


def earned(at, budget):
    return at.papers.ask(exercises.earned, given=Decisions(budgets={"paid_search": budget}))["earned"]


def test_the_top_of_the_fitted_curve_leaves_nearly_the_best(desks):
    told = []
    for at in desks:
        best = at.papers.ask(exercises.best)
        mine = at.papers.ask(exercises.earned, given=from_json(known(at, "best_spend").ref))["earned"]
        told.append(mine >= 0.95 * best)
        assert all(earned(at, budget) <= best + 1e-6 for budget in (0.0, 100.0, 400.0, 900.0, 1500.0))
    assert nearly_all(told)


def test_while_the_average_pays_the_next_yuan_has_long_lost(desks):
    for at in desks:
        average = from_json(known(at, "best_spend").mistakes["while_the_average_pays"]).budgets["paid_search"]
        assert average > 1.5 * from_json(known(at, "best_spend").ref).budgets["paid_search"]
        assert earned(at, average) < 0.5 * at.papers.ask(exercises.best)


def test_a_budget_for_another_door_is_told_so(desks):
    said = desks[0].judge("best_spend", Decisions(budgets={"video": 400.0}))
    assert "nothing else" in said.words
