"""What go deeper 07 is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_forecasting_each_customer_parts import case as chosen

plan = LessonPlan(
    slug="deeper-forecasting-each-customer",
    number="07",
    title="What will each customer do next?",
    tables=("orders", "order_items", "refunds", "cash_ledger"),
    columns=dict.fromkeys(("orders", "order_items", "refunds", "cash_ledger"), ""),
    minutes=40,
)
plan.case(chosen.choose)
plan.table("histories")(chosen.histories)
plan.table("came")(chosen.came)


@plan.defines
def histories(lesson):
    return chosen.with_spent(lesson.table("histories"))


@plan.defines
def margin(lesson):
    return chosen.margin_of(lesson.table("histories"))


@plan.defines
def blank():
    return chosen.pd.Series([0.0])
