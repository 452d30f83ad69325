"""What go deeper 09b is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_the_response_curve_parts import case as chosen

plan = LessonPlan(
    slug="deeper-the-response-curve",
    number="09",
    title="What does every budget between return?",
    minutes=30,
)
plan.case(chosen.choose)
plan.table("daily")(chosen.daily)


@plan.defines
def daily(lesson):
    return lesson.table("daily")


@plan.defines
def curve():
    return chosen.curve_of(daily)
