"""What go deeper 09a is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_credit_models_parts import case as chosen

plan = LessonPlan(
    slug="deeper-credit-models",
    number="09",
    title="Can a model share the credit?",
    minutes=30,
)
plan.case(chosen.choose)
plan.table("ways")(chosen.ways)
plan.table("tested")(chosen.tested)


@plan.defines
def paths(lesson):
    return chosen.paths_of(lesson.table("ways"))


@plan.defines
def books():
    return chosen.books_of(paths)


@plan.defines
def caused(lesson):
    return lesson.table("tested").set_index("door")["caused"]
