"""What lesson 08 is about, and the tables that its own cells build before they are asked about."""

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.channels_and_cost_performance_parts import cards, case, tables

plan = LessonPlan(
    slug="channels-and-cost-performance",
    number="08",
    title="Which traffic is worth its price?",
    tables=(
        "ads_daily",
        "calendar",
        "campaigns",
        "cash_ledger",
        "channels",
        "order_items",
        "orders",
        "products",
        "refunds",
        "sessions",
        "shop_daily",
        "traffic_daily",
    ),
    minutes=90,
    columns=dict.fromkeys(("cash_ledger", "order_items", "orders", "refunds", "sessions"), ""),
)
plan.case(case.choose)
plan.table("cards")(cards.cards)
plan.table("jobs")(cards.jobs)
plan.table("sales")(tables.sales)
plan.table("bills")(tables.bills)
plan.table("ladder")(tables.ladder)
plan.table("visits")(tables.visits)


@plan.defines
def ads(shop, case):
    return shop.ads_daily.query("@case.month_from <= date <= @case.month_to")


@plan.defines
def sales(lesson):
    return tables.with_first(lesson.table("sales"))


@plan.defines
def bills(lesson):
    return lesson.table("bills")


@plan.defines
def ladder(lesson):
    return lesson.table("ladder").set_index("category_id")


@plan.defines
def doors(shop, case):
    return tables.doors_of(shop, sales, bills, case)


@plan.defines
def visits(lesson):
    return lesson.table("visits")


@plan.defines
def daily(shop, case):
    return tables.daily_of(shop, case.bidder)


@plan.defines
def calm(case):
    return daily.query("@case.calm_from <= date <= @case.calm_to")
