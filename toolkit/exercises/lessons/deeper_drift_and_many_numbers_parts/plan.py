"""What go deeper 04 is about, and the names that its own cells define before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_drift_and_many_numbers_parts import case as chosen

plan = LessonPlan(
    slug="deeper-drift-and-many-numbers",
    number="04",
    title="Which of forty numbers really moved?",
    tables=("shop_daily", "calendar", "traffic_daily", "product_daily", "products"),
    minutes=30,
)
plan.case(chosen.choose)
plan.table("share")(chosen.share)
plan.table("forty")(chosen.forty)


@plan.defines
def share(lesson):
    return lesson.table("share")


@plan.defines
def morning(lesson, case):
    table = lesson.table("forty").query("date == @case.morning")
    return table.assign(luck=lens.by_luck(table["distance"]))


@plan.defines
def band(shop):
    return chosen.orders_band(shop)


@plan.defines
def lifts(shop):
    return chosen.lifts(shop)


@plan.defines
def usual(shop, case):
    return chosen.usual_of(shop, case)
