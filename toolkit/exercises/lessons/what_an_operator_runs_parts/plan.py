"""What lesson 01 is about, and the names that its own cells define before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.what_an_operator_runs_parts import case

plan = LessonPlan(
    slug="what-an-operator-runs",
    number="01",
    title="Whose number is this?",
    tables=("shop_daily", "targets", "ops_log", "purchase_orders", "inventory_daily"),
    minutes=60,
)
plan.case(case.choose)
plan.table("months")(case.months)
plan.table("notes")(case.log_notes)
plan.table("deliveries")(case.deliveries)
plan.table("weeks")(case.weeks_of)


@plan.defines
def month(shop, case):
    return shop.shop_daily[shop.shop_daily["date"].between(case.month, case.month_end)]


@plan.defines
def target(shop, case):
    own = shop.targets[(shop.targets["month"] == case.month) & (shop.targets["metric"] == "paid_amount")]
    return own["target"].sum()


@plan.defines
def weeks(lesson):
    return lesson.table("weeks")


@plan.defines
def now(lesson, case):
    table = lesson.table("weeks")
    return table[table["date"] >= case.start]


@plan.defines
def deliveries(lesson):
    return lesson.table("deliveries")
