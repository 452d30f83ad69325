"""What lesson 12 is about, and the season that its cells look through."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.run_the_shop_parts import case as chosen
from toolkit.exercises.seasons import Prepared

plan = LessonPlan(slug="run-the-shop", number="12", title="Can you run it for a quarter?", minutes=180, per_game=True)
plan.case(chosen.choose)
for name in chosen.TABLES:
    plan.table(name)(chosen.table_of(name))


@plan.defines
def season(lesson):
    return Prepared(lesson)


@plan.defines
def links(lesson):
    return lesson.table("links").set_index("link")


@plan.defines
def whole(lesson):
    weeks = lesson.table("worth").query("link == 'all'")
    weeks["label"] = "week " + weeks["week"].astype(str)
    return weeks


@plan.defines
def singles(lesson):
    return lesson.table("worth").query("link != 'all'")
