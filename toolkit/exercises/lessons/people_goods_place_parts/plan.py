"""What lesson 02 is about, and the names that its own cells define before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.people_goods_place_parts import case, tables

plan = LessonPlan(
    slug="people-goods-place",
    number="02",
    title="Which goods, for whom, where?",
    tables=("shop_daily", "channels", "products", "orders", "order_items", "sessions"),
    columns=dict.fromkeys(("orders", "order_items", "sessions"), ""),
    minutes=60,
)
plan.case(case.choose)
plan.table("deals")(tables.deals)
plan.table("visits_by_cell")(tables.visits_by_cell)


@plan.defines
def deals(lesson):
    return lesson.table("deals")


@plan.defines
def known(lesson):
    return lesson.table("deals").query("who != 'guest'")


@plan.defines
def cells(lesson):
    return lens.cells(lesson.table("deals"))


@plan.defines
def visits_by_cell(lesson):
    return lesson.table("visits_by_cell")
