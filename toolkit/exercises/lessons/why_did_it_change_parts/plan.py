"""What lesson 05 is about, and the tables that its own cells build before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.why_did_it_change_parts import case as chosen

plan = LessonPlan(
    slug="why-did-it-change",
    number="05",
    title="Why did it change?",
    tables=("shop_daily", "traffic_daily", "orders"),
    minutes=80,
)
plan.case(chosen.choose)


@plan.defines
def tree(shop, case):
    return chosen.tree_of(shop, case)


@plan.defines
def weight(shop, case):
    people = chosen.by_door(shop, case, "uv")
    return people / people.sum()


@plan.defines
def rate(shop, case):
    return chosen.by_door(shop, case, "pay_buyers") / chosen.by_door(shop, case, "uv")


@plan.defines
def usual(shop, case):
    return chosen.funnel_of(shop, case, "usual")


@plan.defines
def now(shop, case):
    return chosen.funnel_of(shop, case, "odd")


@plan.defines
def losses(shop, case):
    return chosen.losses_of(shop, case)
