"""What lesson 10 is about, and the names that its own cells define before they are asked about."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.service_supply_capital_parts import case as chosen
from toolkit.exercises.lessons.service_supply_capital_parts import sheet as fang
from toolkit.exercises.lessons.service_supply_capital_parts import tables

plan = LessonPlan(
    slug="service-supply-capital",
    number="10",
    title="What did the promise cost?",
    tables=("service_daily", "calendar"),
    minutes=80,
)
plan.case(chosen.choose)
plan.table("chain")(tables.chain)
plan.table("orders")(tables.orders)
plan.table("costs")(tables.costs)
plan.table("kept")(tables.kept)
plan.table("lines")(tables.lines)
plan.table("promo_plan")(fang.sheet)


@plan.defines
def orders(lesson):
    return lesson.table("orders").query("status != 'cancelled'")


@plan.defines
def shifts(shop):
    return chosen.loads(shop)


@plan.defines
def table(lesson):
    return lesson.table("costs").pivot_table(index="kind", columns="quarter", values="yuan", aggfunc="sum")


@plan.defines
def kept(lesson):
    return lesson.table("kept").set_index("quarter")["kept"]


@plan.defines
def after(lesson, case):
    four = lens.witnesses(lesson.table("chain"), ["waiting", "parcels", "stars", "conversion"], known="known")
    after = four.query("@case.promo <= date <= @case.until")
    return after.assign(day=(after["date"] - case.promo).dt.days)


@plan.defines
def lines(lesson, case):
    lines = lesson.table("lines")
    lines["first"] = lines.groupby("batch_id")["sold_on"].transform("min")
    return lines.assign(age=(lines["sold_on"] - lines["first"]).dt.days)


@plan.defines
def sheet(lesson):
    return lesson.table("promo_plan")


@plan.defines
def hire_by(case):
    return case.next_promo.day - pd.Timedelta(days=chosen.LEARNING)
