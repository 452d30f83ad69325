"""What go deeper 11 is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_forecasting_with_intervals_parts import case as chosen

plan = LessonPlan(
    slug="deeper-forecasting-with-intervals",
    number="11",
    title="How sure is the forecast?",
    tables=("shop_daily", "calendar"),
    minutes=30,
)
plan.case(chosen.choose)
plan.table("backtests")(chosen.backtests)
plan.table("last_year")(chosen.last_year)
plan.table("came")(chosen.came)


@plan.defines
def each(lesson):
    return chosen.by_evening(lesson.table("backtests"))


@plan.defines
def off():
    return each["came"] / each["said"]


@plan.defines
def said(shop, case):
    level, ahead = chosen.parts(shop, case.today)
    return level * (ahead["season"] * ahead["lift"]).sum()
