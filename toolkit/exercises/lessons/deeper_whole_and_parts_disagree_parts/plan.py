"""What go deeper 05 is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_whole_and_parts_disagree_parts import case as chosen

plan = LessonPlan(
    slug="deeper-whole-and-parts-disagree",
    number="05",
    title="What if the whole and the parts disagree?",
    tables=("product_daily", "products", "calendar"),
    minutes=20,
)
plan.case(chosen.choose)
plan.table("goods")(chosen.goods)
plan.table("pairs")(chosen.pairs)


@plan.defines
def first(lesson):
    return lesson.table("goods").query("when == 'before'")


@plan.defines
def second(lesson):
    return lesson.table("goods").query("when == 'after'")


@plan.defines
def side(lesson):
    return chosen.rates_of(lesson.table("pairs"))
