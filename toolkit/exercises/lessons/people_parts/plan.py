"""What lesson 07 is about, and the names that its own cells define before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.people_parts import case, tables

plan = LessonPlan(
    slug="people",
    number="07",
    title="Who comes back, and what are they worth?",
    tables=("orders", "order_items", "refunds", "customers", "experiments", "cash_ledger", "products"),
    columns=dict.fromkeys(("orders", "order_items", "cash_ledger"), ""),
    minutes=75,
)
plan.case(case.choose)
plan.table("two_lists")(tables.two_lists)
plan.table("buys")(tables.buys)
plan.table("baskets")(tables.baskets)
plan.table("lot")(tables.lot)
plan.table("members")(tables.members)


@plan.defines
def buys(lesson):
    return lesson.table("buys")


@plan.defines
def known(lesson):
    return tables.known_of(lesson.table("buys"))


@plan.defines
def slow(case):
    return known.query("@case.late_from <= first <= @case.late_to")


@plan.defines
def on_time():
    fine = slow.query("not first_late")
    return 100 * fine.query("0 < age <= 90")["customer_id"].nunique() / fine["customer_id"].nunique()


@plan.defines
def cells(lesson):
    return lens.cells(lesson.table("baskets"), place="band")


@plan.defines
def worth(lesson, case):
    return tables.worth_of(lesson.table("lot"), lesson.table("members"), case)
