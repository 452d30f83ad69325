"""What lesson 06 is about, and the names that its own cells define before they are asked about."""

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.goods_parts import case, pricing, tables

plan = LessonPlan(
    slug="goods",
    number="06",
    title="What sells, at what price, from which shelf?",
    tables=("product_daily", "inventory_daily", "products", "purchase_orders"),
    minutes=100,
)
plan.case(case.choose)
plan.table("goods_money")(tables.goods_money)
plan.table("six")(tables.six_goods)
plan.table("launches")(tables.launches)
plan.table("voices")(tables.voices)
plan.table("test_days")(tables.test_days)
plan.table("deal_days")(tables.deal_days)


@plan.defines
def goods(lesson):
    return lesson.table("goods_money")


@plan.defines
def six(lesson):
    return lesson.table("six")


@plan.defines
def launches(lesson):
    return lesson.table("launches")


@plan.defines
def voices(lesson):
    return lesson.table("voices")


@plan.defines
def shelf(shop):
    return lens.on_the_shelf(shop.product_daily, shop.inventory_daily)


@plan.defines
def own(shop, case):
    table = lens.on_the_shelf(shop.product_daily, shop.inventory_daily)
    return table.query("product_id == @case.hit")


@plan.defines
def sisters(shop, case):
    table = lens.on_the_shelf(shop.product_daily, shop.inventory_daily).merge(
        shop.products[["product_id", "family_id"]], on="product_id"
    )
    return table.query("family_id == @case.family and product_id != @case.hit")


@plan.defines
def usual(shop, case):
    calm = shop.product_daily.query("product_id == @case.hit and @case.before <= date < @case.empty_from")
    hours = shop.inventory_daily.query("product_id == @case.hit and oos_hours == 0")["date"]
    return calm[calm["date"].isin(hours)]["units"].mean()


@plan.defines
def days(case):
    return (case.empty_to - case.empty_from).days + 1


@plan.defines
def test(lesson):
    return lesson.table("test_days")


@plan.defines
def pieces(lesson, shop):
    return pricing.family_today(lesson.table("test_days"), shop.products)[0]


@plan.defines
def price(lesson, shop):
    return pricing.family_today(lesson.table("test_days"), shop.products)[1]


@plan.defines
def cost(lesson, shop):
    return pricing.family_today(lesson.table("test_days"), shop.products)[2]


@plan.defines
def ratios():
    return list(pricing.RATIOS)


@plan.defines
def deal(lesson):
    return lesson.table("deal_days")


@plan.defines
def past(shop, case):
    table = lens.on_the_shelf(shop.product_daily, shop.inventory_daily)
    return table.query("date <= @case.empty_to and date != @case.slip")


@plan.defines
def lead(shop, case):
    return int(lens.lead_times(shop.purchase_orders, case.supplier).median())


@plan.defines
def pace(lesson):
    calm = lesson.table("test_days").query("not promoted")
    sold = calm.pivot_table(index="group", columns="block", values="units", aggfunc="sum")
    there = calm.pivot_table(index="group", columns="block", values="shelf", aggfunc="sum")
    return sold / there


@plan.defines
def spans(lesson):
    return lesson.table("deal_days").groupby("when")["date"].nunique()
