"""The page of move cards: it asks nothing, so its plan has a name and no exercises."""

from toolkit.exercises import LessonPlan

plan = LessonPlan(
    slug="pandas-for-shopkeepers",
    number="",
    title="pandas for shopkeepers",
    tables=("shop_daily", "orders", "order_items", "products", "channels"),
    minutes=15,
    columns={
        "orders": "order_id customer_id created_ts paid_ts status channel_id campaign_id device region list_amount discount_amount "
        "paid_amount"
    },
)
