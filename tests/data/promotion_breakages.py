"""Ways to break the rules of advertising, journeys and planned tests."""

import pandas as pd

from tests.data.breakages import DAY, Breakage, dated, more, to, where
from toolkit.data.checks import promotion, whole

HOUR = pd.Timedelta(hours=1)
BRAND = where("campaign_id", "brand")


def last_of_ordered(touches: pd.DataFrame) -> pd.Series:
    """Last touches of journeys with an order: those from number 300 on."""
    return (touches["journey_id"] >= 300) & (touches["seq"] == 2)


BREAKAGES = (
    Breakage(whole.counts_are_not_negative, "ads_daily", "spend", to(-0.01)),
    Breakage(whole.pointers_lead_somewhere, "touches", "journey_id", to(5)),
    Breakage(whole.nothing_comes_from_the_future, "touches", "ts", more(90 * DAY)),
    Breakage(promotion.clicks_were_shown, "ads_daily", "clicks", more(10_000)),
    Breakage(promotion.clicks_were_shown, "ads_daily", "avg_position", to(float("nan"))),
    Breakage(promotion.clicks_were_shown, "ads_daily", "attr_orders_15d", to(0)),
    Breakage(promotion.clicks_cost_no_more_than_the_bid, "ads_daily", "avg_bid", to(0.24)),
    Breakage(promotion.clicks_cost_no_more_than_the_bid, "ads_daily", "clicks", to(19)),
    Breakage(promotion.advertisements_add_up_to_the_channel, "ads_daily", "impressions", more()),
    Breakage(
        promotion.advertisements_add_up_to_the_channel, "traffic_daily", "impressions", more(), dated("impressions")
    ),
    Breakage(promotion.advertisements_are_in_the_spend, "ads_daily", "spend", more(20.01)),
    Breakage(promotion.advertisements_are_in_the_spend, "shop_daily", "ad_spend", to(19.99)),
    Breakage(promotion.advertisements_are_billed, "cash_ledger", "amount", to(-19.99), where("kind", "ads")),
    Breakage(promotion.advertisements_are_billed, "cash_ledger", "ref_id", to(41), where("kind", "ads")),
    Breakage(promotion.journeys_end_in_orders, "journeys", "start_ts", more(-31 * DAY)),
    Breakage(promotion.journeys_end_in_orders, "journeys", "end_ts", more(-3 * DAY)),
    Breakage(promotion.journeys_end_in_orders, "journeys", "converted", lambda value: not value),
    Breakage(promotion.journeys_end_in_orders, "journeys", "paid_amount", to(0), where("converted", value=True)),
    Breakage(promotion.journeys_agree_with_orders, "journeys", "paid_amount", more(0.01), dated("order_id")),
    Breakage(promotion.journeys_agree_with_orders, "journeys", "end_ts", more(HOUR), dated("order_id")),
    Breakage(promotion.journeys_agree_with_orders, "orders", "created_ts", more(HOUR), dated("paid_ts")),
    Breakage(promotion.touches_are_in_time, "touches", "seq", more()),
    Breakage(promotion.touches_are_in_time, "touches", "ts", more(6 * HOUR), where("kind", "send")),
    Breakage(promotion.touches_are_in_time, "journeys", "start_ts", more(HOUR)),
    Breakage(promotion.orders_come_by_the_last_touch, "touches", "channel_id", to("affiliate"), last_of_ordered),
    Breakage(promotion.orders_come_by_the_last_touch, "orders", "campaign_id", to("other"), dated("paid_ts")),
    Breakage(promotion.campaigns_run_on_the_channel, "touches", "channel_id", to("crm"), BRAND),
    Breakage(promotion.units_without_orders_have_no_money, "experiments", "paid_amount", to(1), where("exp_id", "lot")),
    Breakage(promotion.units_without_orders_have_no_money, "experiments", "end_date", more(-20 * DAY)),
    Breakage(promotion.tested_customers_exist, "experiments", "unit_id", to("99"), where("exp_id", "lot")),
    Breakage(promotion.tested_products_exist, "experiments", "unit_id", to("P9 2024-01-01"), where("exp_id", "price")),
    Breakage(
        promotion.tested_days_lie_in_their_arm, "experiments", "unit_id", to("2024-03-01"), where("exp_id", "brand")
    ),
    Breakage(
        promotion.tested_days_lie_in_their_arm, "experiments", "start_date", more(9 * DAY), where("exp_id", "price")
    ),
)
"""Beside the first rules, which hold in every table, those of this theme."""
