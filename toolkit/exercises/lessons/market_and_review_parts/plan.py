"""What lesson 11 is about, and the names that its own cells define before they are asked about."""

import numpy as np
import pandas as pd

from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.market_and_review_parts import case as chosen
from toolkit.exercises.lessons.market_and_review_parts import key as of_search
from toolkit.exercises.lessons.market_and_review_parts import tables

plan = LessonPlan(
    slug="market-and-review",
    number="11",
    title="Was it us or the market?",
    tables=("shop_daily", "calendar", "level_thresholds", "market_daily", "promotions", "targets", "ops_log"),
    minutes=140,
    unseen=(
        "calendar", "products", "promotions", "campaigns", "channels", "shop_daily", "traffic_daily", "ads_daily", "product_daily",
        "inventory_daily", "orders", "service_daily", "market_daily", "level_thresholds", "targets", "ops_log",
    ),
)  # fmt: skip
plan.case(chosen.choose)
for prepared in (tables.category_days, tables.promo_days, tables.rule_before, tables.her_weeks):
    plan.table(prepared.__name__)(prepared)


@plan.table("key")
def key_of_search(shop, case):
    return of_search.key()


@plan.defines
def sides(shop, case):
    ours = tables.category_days(shop, case).query("category_id == @case.season")
    everyone = shop.market_daily.query("category_id == @case.season")
    spans = {"before": (case.before_start, case.before_end), "after": (case.season_start, case.season_end)}
    sums = {
        when: [
            ours.loc[ours["date"].between(*span), "paid_amount"].sum(),
            everyone.loc[everyone["date"].between(*span), "market_paid_index"].sum(),
        ]
        for when, span in spans.items()
    }
    return pd.DataFrame(sums, index=["own", "everyone"])


@plan.defines
def pace(shop, case):
    return float(np.median(tables.ratios(shop.shop_daily, case.today)))


@plan.defines
def tests(shop, case):
    return tables.rule_before(shop, case)


@plan.defines
def off():
    return tests["came"] / tests["said"]


@plan.defines
def cuts(shop, case):
    return shop.level_thresholds.query("month == @case.level_month")["min_paid_30d"]


@plan.defines
def days(lesson):
    return lesson.table("promo_days")


@plan.defines
def stranger(unseen):
    return unseen


@plan.defines
def key(shop):
    return of_search.key()


@plan.defines
def weeks(lesson):
    return lesson.table("her_weeks")


@plan.defines
def span():
    return days.query("when != 'before'")


@plan.defines
def after():
    return days.query("when == 'after'")


@plan.defines
def month(case):
    return f"'{case.her_month:%Y-%m-%d}' <= date <= '{case.her_month_end:%Y-%m-%d}'"


@plan.defines
def her_result(lesson):
    return lesson.evidence("shop_daily", month, "sum(paid_amount)", of=stranger)


@plan.defines
def her_target(case):
    targets = stranger.targets.query("month == @case.her_month and metric == 'paid_amount'")
    return float(targets["target"].iloc[0])
