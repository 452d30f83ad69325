"""What the desk adds to an answer type: the shop to recompute on, the neighbours, and a second look at text."""

import pytest

from tests.exercises.kinds import PLAN, REVIEW, SHOP, evidence, sheet, video
from toolkit.exercises import LessonPlan, Number
from toolkit.exercises.practice import Practice

plan = LessonPlan(slug="desk", number="99", title="At the desk")


@plan.exercise(answer=REVIEW, asks="The sheet", hints=("a", "b"))
def review(shop, case):
    return sheet()


@plan.exercise(answer=PLAN, asks="The plan", hints=("a", "b"))
def budget(shop, case):
    return video(850.0)


@plan.exercise(answer=Number(within=1), asks="Visitor-days", hints=("a", "b"))
def visitor_days(shop, case):
    return shop.shop_daily["uv"].sum() + 34


@plan.exercise(answer=Number(within=1), asks="Paid", hints=("a", "b"))
def paid(shop, case):
    return shop.shop_daily["paid_amount"].sum() + 123


@pytest.fixture
def desk(tmp_path):
    return Practice(plan, SHOP, tmp_path)


def test_a_review_is_recomputed_on_the_lessons_shop(desk):
    assert desk.judge("review", sheet()).outcome == "yes"
    said = desk.judge("review", sheet(causes=[{"cause": "a film", **evidence(number=700)}]))
    assert (said.outcome, "610" in said.words) == ("not quite", True)


def test_a_plan_is_played_in_the_lessons_simulator(desk):
    assert "Regret 1.0%" in desk.judge("budget", video(800.0)).words
    assert desk.judge("budget", video(100.0)).outcome == "not quite"


def test_a_neighbours_answer_is_named_once_its_values_are_there(desk):
    assert desk.judge("paid", 1234).way == "off", "nothing is worked out for a neighbour's sake"
    assert desk.judge("visitor_days", 1234).outcome == "yes"
    verdict = desk.judge("paid", 1234)
    assert (verdict.code, "`visitor_days`" in verdict.words) == ("GEN-NEXT", True)


def test_text_with_the_right_number_is_told_so_once_the_values_are_there(desk):
    assert desk.judge("visitor_days", "1,234").code == ""
    desk.judge("visitor_days", 5)
    assert desk.judge("visitor_days", "1,234").code == "GEN-TEXT"
