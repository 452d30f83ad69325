"""What lesson 09 is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.credit_cause_plan_parts import case, tables

plan = LessonPlan(
    slug="credit-cause-plan",
    number="09",
    title="What would have happened anyway?",
    tables=("experiments", "traffic_daily", "ops_log"),
    minutes=80,
)
plan.case(case.choose)
plan.table("touches")(tables.touches)
plan.table("switch")(tables.switch)
plan.table("blocks")(tables.blocks)
plan.table("doors")(tables.doors)
plan.table("planner")(tables.planner)


@plan.defines
def touches(lesson):
    return lesson.table("touches")


@plan.defines
def lot(shop):
    return shop.experiments.query("unit_kind == 'customer'")


@plan.defines
def days(shop, lesson):
    return case.days_of_switch(shop, lesson.table("switch"))


@plan.defines
def blocks(lesson):
    return lesson.table("blocks")


@plan.defines
def level():
    return case.levels_of(blocks)


@plan.defines
def each():
    return case.left_by_a_visitor(blocks)


@plan.defines
def books(lesson):
    return case.books_of(lesson.table("touches"))


@plan.defines
def caused():
    return case.caused_of(books, lot, days, blocks)


@plan.defines
def steps(lesson):
    return case.steps_of(lesson.table("doors"), lesson.table("planner"), days, blocks)
