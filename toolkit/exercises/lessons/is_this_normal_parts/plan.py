"""What lesson 04 is about, and the tables that its own cells build before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.is_this_normal_parts import case

plan = LessonPlan(
    slug="is-this-normal",
    number="04",
    title="Is this normal?",
    tables=("shop_daily", "calendar", "traffic_daily"),
    minutes=80,
)
plan.case(case.choose)
plan.table("quiet")(case.quiet_days)
plan.table("forty")(case.forty_numbers)


@plan.defines
def daily(shop):
    return case.built(shop)


@plan.defines
def band(shop):
    return case.band_of(shop)


@plan.defines
def quiet(shop, lesson):
    return lens.ring(case.built(shop), "uv", known="known").merge(lesson.table("quiet"), on="date")


@plan.defines
def forty(lesson):
    return lesson.table("forty")
