"""What go deeper 06 is about, and the names that its own cells define before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.deeper_price_with_many_products_parts import case as chosen

plan = LessonPlan(
    slug="deeper-price-with-many-products",
    number="06",
    title="What do two years of prices say?",
    tables=("product_daily", "inventory_daily", "products", "purchase_orders", "market_daily", "calendar"),
    minutes=30,
)
plan.case(chosen.choose)


@plan.table("own")
def own(shop, case):
    return chosen.own(shop)


@plan.defines
def shelf(shop):
    return chosen.shelf_of(shop)


@plan.defines
def families(shop):
    return chosen.families(shop)


@plan.defines
def six(shop, case, lesson):
    days = {"start": case["from"], "end": case.to, "back": case.back}
    return lens.bcg(lesson.table("own"), shop.market_daily, **days)
