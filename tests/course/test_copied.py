"""Another learner's right answers are worth little on one's own shop."""

from types import SimpleNamespace

import pytest

from tests.exercises.little_shop import DAYS, VISITORS
from tests.exercises.little_shop import plan as little
from toolkit.course.copied import by_copying, is_personal
from toolkit.exercises import Choice, Count, LessonPlan, Number, Sorting
from toolkit.exercises.practice import Practice, load, written
from toolkit.lesson import practice_seed
from toolkit.shop.books import open_shop

MOST = 0.25
SAME_FOR_ALL = {"start-here"}
"""Lesson 00 has three answers, and one of them is how long the books are: a third, by design."""


def plan_of(answer, value):
    plan = LessonPlan(slug="own", number="99", title="Own")

    @plan.exercise(answer=answer, asks="?", hints=("a", "b"), points=3)
    def asked(shop):
        return value(shop)

    @plan.exercise(answer=Count(), asks="?", hints=("a", "b"))
    def days(shop):
        return len(shop.shop_daily)

    return plan


def desks(plan, tmp_path, *sizes):
    shops = [SimpleNamespace(id=str(size), size=size, shop_daily=DAYS) for size in sizes]
    return [Practice(plan, shop, tmp_path / shop.id) for shop in shops]


def test_points_that_fall_on_everybody_alike_are_counted_as_copied(tmp_path):
    told = by_copying(desks(plan_of(Number(within=1), lambda shop: shop.size), tmp_path, 10, 10.5, 70))
    assert told.shares == {"asked": pytest.approx(1 / 3), "days": 1.0}
    assert told.share == pytest.approx((3 / 3 + 1) / 4)


def test_a_question_about_how_shops_work_is_left_out():
    kinds = {
        "fixed": Choice("act", "leave"),
        "own": Choice("case.rules"),
        "sorted": Sorting(drawers=("a", "b"), items=("x", "y")),
        "own mornings": Sorting(drawers=("a", "b"), items=("case.rules",)),
        "number": Number(within=1),
    }
    personal = [name for name, answer in kinds.items() if is_personal(plan_of(answer, len).exercises["asked"])]
    assert personal == ["own", "own mornings", "number"]
    assert len(VISITORS) == len(DAYS)
    assert is_personal(little.exercises["odd_days"])


@pytest.mark.thorough
@pytest.mark.parametrize("slug", sorted(set(written()) - SAME_FOR_ALL))
def test_copying_earns_at_most_a_quarter_of_a_lessons_points(slug, tmp_path):
    plan = load(slug)
    shops = [open_shop(seed=practice_seed(f"copied-{number}")) for number in range(5)]
    told = by_copying([Practice(plan, shop, tmp_path / shop.id) for shop in shops])
    assert told.share <= MOST, told.shares
