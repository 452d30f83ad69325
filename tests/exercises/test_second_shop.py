"""A lesson's second shop: of the learner's own, sealed with the rest, and refused where a lesson has none."""

import json

import pytest

from tests.exercises.little_shop import little_shop
from tests.exercises.little_shop import plan as one_shop
from toolkit.course.bundle import seal
from toolkit.exercises import LessonPlan, Review
from toolkit.exercises.errors import NoSecondShop, SealedShop
from toolkit.exercises.practice import Practice
from toolkit.exercises.sealed import Sealed
from toolkit.exercises.stand_in import StandIn
from toolkit.lesson import Lesson
from toolkit.progress import Progress
from toolkit.shop.books import open_shop
from toolkit.shop.decisions import Decisions, times

plan = LessonPlan(
    slug="two-shops", number="99", title="Two shops", tables=("calendar",), unseen=("calendar", "market_daily")
)


@plan.exercise(answer=Review(tables=plan.unseen, unseen=True), asks="The sheet", hints=("a", "b"))
def sheet(unseen, lesson):
    piece = lesson.evidence("market_daily", "category_id == 'home'", "mean(own_rank)", of=unseen)
    cause = {**piece, "cause": "a place among others"}
    step = {"action": "look", "owner": "us", "date": "2025-10-06"}
    return {"goal": "to rank", "result": {**piece, "says": "we rank"}, "causes": [cause], "rule": "look", "next": step}


@pytest.fixture(scope="module")
def shop():
    return open_shop(seed="7")


def test_the_stranger_goes_with_the_learner_and_is_another_for_each(shop):
    stranger = shop.stranger("luyang-unseen")
    assert stranger.id == open_shop(seed="7").stranger("luyang-unseen").id
    assert stranger.id != open_shop(seed="8").stranger("luyang-unseen").id
    assert stranger.id != open_shop("luyang-unseen", seed="7").id


def test_evidence_is_looked_up_in_the_shop_that_the_sheet_is_about(shop, tmp_path):
    desk = Practice(plan, shop, tmp_path)
    value = sheet(desk.unseen, desk)
    assert desk.judge("sheet", value).outcome == "yes"
    value["causes"][0]["number"] += 1
    assert desk.judge("sheet", value).outcome == "not quite"


def test_a_sealed_lesson_holds_the_strangers_tables_and_nothing_that_made_them(shop, tmp_path):
    folder = tmp_path / "sealed"
    seal(plan, shop, folder)
    told = json.loads((folder / "lesson.json").read_text(encoding="utf-8"))
    assert told["unseen"]["name"].startswith("Shushan House")
    assert {path.name for path in (folder / "unseen").iterdir()} == {"calendar.parquet", "market_daily.parquet"}
    lesson = Lesson(Sealed(folder, quiet=False), Progress(tmp_path / "me.jsonl"))
    assert lesson.unseen.market_daily.equals(shop.stranger("luyang-unseen").market_daily)
    assert lesson.evidence("market_daily", "", "rows", of=lesson.unseen)["number"] == len(lesson.unseen.market_daily)
    with pytest.raises(SealedShop):
        lesson.unseen.table("orders")
    assert isinstance(lesson.reveal("incidents", unseen=True), StandIn)
    assert isinstance(lesson.unseen.what_if(), StandIn)


def test_a_lesson_about_one_shop_says_so(tmp_path):
    with pytest.raises(NoSecondShop, match=r"lesson\.shop"):
        _ = Practice(one_shop, little_shop(), tmp_path).unseen


def test_more_days_change_nothing_of_those_before_and_a_plan_nothing_before_its_first():
    shop = open_shop("luyang-unseen", seed="practice-2")
    longer = shop.lived_on(28)
    assert longer.shop_daily.head(shop.days).equals(shop.shop_daily)
    planned = longer.from_day(shop.days, Decisions(budgets={"video": times(0.5)}))
    change = planned.compare(longer)
    assert (change.iloc[: shop.days] == 0).all(axis=None)
    assert change["ad_spend"].iloc[shop.days :].sum() < 0
