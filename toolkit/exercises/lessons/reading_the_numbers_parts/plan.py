"""What lesson 03 is about, and the names that its own cells define before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.reading_the_numbers_parts import case as chosen
from toolkit.exercises.lessons.reading_the_numbers_parts import tables

plan = LessonPlan(
    slug="reading-the-numbers",
    number="03",
    title="What exactly does three per cent mean?",
    tables=(
        "shop_daily",
        "calendar",
        "traffic_daily",
        "orders",
        "order_items",
        "refunds",
        "cash_ledger",
        "sessions",
    ),
    minutes=90,
    columns={
        "orders": "order_id customer_id created_ts paid_ts status channel_id device paid_amount",
        "order_items": "order_id line_no product_id qty unit_cost",
        "cash_ledger": "",
        "sessions": "",
    },
)
plan.case(chosen.choose)
plan.table("log")(tables.log)
plan.table("ledger")(tables.ledger)


@plan.defines
def week(shop, case):
    return tables.between(shop.shop_daily, case.week_start, case.week_end)


@plan.defines
def paid_orders(shop):
    return tables.paid_orders(shop)


@plan.defines
def bought(shop, case):
    return tables.between(tables.paid_orders(shop), case.week_start, case.week_end, day="day")


@plan.defines
def log(lesson):
    return lesson.table("log")


@plan.defines
def back(shop):
    return tables.back_of(shop)


@plan.defines
def costs(shop, case, lesson):
    of_month = tables.between(tables.paid_orders(shop), case.month_start, case.month_end, day="day")
    money = lens.contribution(of_month, shop.order_items, shop.refunds, lesson.table("ledger"))
    return money.drop(columns="contribution")


@plan.defines
def came(shop, case):
    return tables.between(shop.traffic_daily, case.week_start, case.week_end)


@plan.defines
def phones(shop, case):
    return tables.by_device(shop, case, "m")
