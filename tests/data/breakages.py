"""For each rule, ways to break a sound shop so that the rule is broken: table, column, new value of one row.

A new value is a function of the row's present value; the row is one of those chosen by the last argument.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pandas as pd

from tests.data.little_shop import LOGGED
from toolkit.data.checks import aftersales, desk, goods, office, outside, people, trade, whole
from toolkit.data.checks.rule import Rule

DAY = pd.Timedelta(days=1)
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Breakage:
    """One way to break a rule."""

    rule: Rule
    table: str
    column: str
    change: Callable[[object], object]
    rows: Callable[[pd.DataFrame], pd.Series] | None = None

    def apply(self, tables: Tables, chance: Random) -> Tables:
        """The tables with one value changed; the ones given stay as they are."""
        frame = tables[self.table].copy()
        mask = self.rows(frame) if self.rows else pd.Series(data=True, index=frame.index)
        row = chance.choice(frame.index[mask].tolist())
        frame.loc[row, self.column] = self.change(frame.loc[row, self.column])
        return {**tables, self.table: frame}

    def __str__(self) -> str:
        return f"{self.table}.{self.column} against: {self.rule.says}"


def more(by: float = 1) -> Callable:
    return lambda value: value + by


def to(value: object) -> Callable:
    return lambda _: value


def where(column: str, value: object = None) -> Callable:
    """Rows with that value, or with any at all."""
    return lambda frame: frame[column].notna() if value is None else frame[column] == value


def logged(frame: pd.DataFrame) -> pd.Series:
    return (frame["date"] if "date" in frame else frame["start_ts"].dt.normalize()).isin(LOGGED)


def logged_regular(frame: pd.DataFrame) -> pd.Series:
    """Logged visits of those who came by every channel that day, so that one visit less still leaves them."""
    return logged(frame) & (frame["visitor_id"] % 1000 == 999)


def dated(column: str) -> Callable:
    return lambda frame: frame[column].notna()


def where_ordered(days: pd.DataFrame) -> pd.Series:
    return days["pay_buyers"] > 0


PAID = dated("paid_ts")
BREAKAGES = (
    Breakage(whole.keys_are_unique, "products", "product_id", to("P1"), where("product_id", "P2")),
    Breakage(whole.keys_are_unique, "inventory_daily", "product_id", to("P1"), where("product_id", "P3")),
    Breakage(whole.values_are_there, "orders", "region", to(None)),
    Breakage(whole.values_are_there, "shop_daily", "paid_amount", to(float("nan"))),
    Breakage(whole.words_are_known, "orders", "status", to("lost")),
    Breakage(whole.words_are_known, "traffic_daily", "device", to("tv")),
    Breakage(whole.pointers_lead_somewhere, "sessions", "order_id", to(5)),
    Breakage(whole.pointers_lead_somewhere, "order_items", "product_id", to("P9")),
    Breakage(whole.pointers_lead_somewhere, "orders", "customer_id", to(5)),
    Breakage(whole.nothing_comes_from_the_future, "orders", "deliver_ts", more(90 * DAY), dated("deliver_ts")),
    Breakage(whole.nothing_comes_from_the_future, "cash_ledger", "date", more(90 * DAY)),
    Breakage(whole.counts_are_not_negative, "product_daily", "uv", to(-1)),
    Breakage(whole.counts_are_not_negative, "orders", "discount_amount", to(-0.01)),
    Breakage(whole.no_day_is_missing, "shop_daily", "date", more(90 * DAY)),
    Breakage(whole.calendar_covers_the_shop, "shop_daily", "date", more(-90 * DAY)),
    Breakage(whole.weekdays_are_right, "calendar", "dow", lambda dow: dow % 7 + 1),
    Breakage(whole.promotions_name_products, "promotions", "product_ids", to("P1 P9")),
    Breakage(trade.lines_add_up_to_the_order, "order_items", "paid_alloc", more(0.01)),
    Breakage(trade.lines_add_up_to_the_order, "orders", "paid_amount", more(-0.01), PAID),
    Breakage(trade.lines_add_up_to_the_list_amount, "order_items", "qty", more()),
    Breakage(trade.lines_are_numbered, "order_items", "line_no", more(2)),
    Breakage(trade.lines_are_numbered, "order_items", "order_id", to(5), where("line_no", 1)),
    Breakage(trade.paid_is_what_was_asked, "orders", "shipping_fee", more(0.01), PAID),
    Breakage(trade.paid_is_what_was_asked, "orders", "paid_ts", to(pd.NaT), PAID),
    Breakage(trade.times_are_in_order, "orders", "ship_ts", more(-30 * DAY), dated("ship_ts")),
    Breakage(trade.times_are_in_order, "orders", "paid_ts", to(pd.NaT), dated("ship_ts")),
    Breakage(trade.status_agrees, "orders", "status", to("unpaid"), PAID),
    Breakage(trade.status_agrees, "orders", "status", to("cancelled"), dated("ship_ts")),
    Breakage(trade.paid_lines_have_a_batch, "order_items", "batch_id", to(None), dated("batch_id")),
    Breakage(trade.batches_are_of_the_product, "order_items", "batch_id", to("B-9"), dated("batch_id")),
    Breakage(trade.batches_are_of_the_product, "order_items", "batch_id", to("B-P1"), where("batch_id", "B-P2")),
    Breakage(trade.paid_amount_by_day, "shop_daily", "paid_amount", more(0.01)),
    Breakage(trade.paid_amount_by_day, "orders", "paid_ts", more(DAY), PAID),
    Breakage(trade.paid_orders_by_day, "shop_daily", "pay_orders", more()),
    Breakage(trade.paid_units_by_day, "shop_daily", "pay_units", more()),
    Breakage(trade.placed_by_day, "shop_daily", "gmv_placed", more(-0.01)),
    Breakage(trade.placed_by_day, "orders", "created_ts", more(-DAY)),
    Breakage(trade.buyers_fit_the_orders, "shop_daily", "pay_buyers", more(50)),
    Breakage(people.buyers_are_visitors, "shop_daily", "order_buyers", to(0), where_ordered),
    Breakage(people.buyers_are_visitors, "shop_daily", "order_buyers", more(5000)),
    Breakage(people.buyers_are_visitors, "shop_daily", "cart_uv", more(5000)),
    Breakage(people.buyers_are_visitors, "shop_daily", "cart_uv", to(0), where_ordered),
    Breakage(people.doers_are_visitors, "shop_daily", "new_uv", more(5000)),
    Breakage(people.orders_come_from_carts, "sessions", "cart", to(value=False), dated("order_id")),
    Breakage(people.stay_is_the_mean_of_visits, "shop_daily", "avg_stay_s", more(0.01), logged),
    Breakage(people.visits_have_pages, "shop_daily", "bounce_visits", more(5000)),
    Breakage(people.visits_have_pages, "shop_daily", "pv", to(0)),
    Breakage(people.channel_visits_have_pages, "traffic_daily", "uv", more(500)),
    Breakage(people.scores_are_stars, "shop_daily", "score_service", to(5.01)),
    Breakage(people.visitors_lie_between, "shop_daily", "uv", to(1)),
    Breakage(people.visitors_lie_between, "shop_daily", "uv", more(500)),
    Breakage(people.visits_add_up, "traffic_daily", "visits", more()),
    Breakage(people.visits_add_up, "shop_daily", "pv", more(-1)),
    Breakage(people.credit_adds_up, "traffic_daily", "paid_amount", more(0.01)),
    Breakage(people.credit_adds_up, "orders", "device", lambda device: "pc" if device == "m" else "m", PAID),
    Breakage(people.channel_buyers_fit_the_orders, "traffic_daily", "pay_buyers", more(50)),
    Breakage(people.bounces_have_one_page, "sessions", "pv", to(1), where("is_bounce", value=False)),
    Breakage(people.bounces_have_one_page, "sessions", "is_bounce", to(value=False), where("is_bounce", value=True)),
    Breakage(people.orders_came_by_the_visit, "sessions", "channel_id", to("affiliate"), dated("order_id")),
    Breakage(people.visits_add_up_to_the_shop, "sessions", "pv", more(), logged),
    Breakage(people.visits_add_up_to_the_shop, "sessions", "visitor_id", to(5), logged_regular),
    Breakage(people.visits_add_up_to_the_shop, "shop_daily", "cart_uv", more(), logged),
    Breakage(people.visits_add_up_to_the_channel, "sessions", "channel_id", to("affiliate"), logged),
    Breakage(people.visits_add_up_to_the_channel, "traffic_daily", "bounce_visits", more(), logged),
    Breakage(goods.stock_adds_up, "inventory_daily", "sold_units", more()),
    Breakage(goods.stock_adds_up, "inventory_daily", "return_units", more()),
    Breakage(
        goods.stock_is_carried_over, "inventory_daily", "open_units", more(), lambda days: days["date"].dt.day > 1
    ),
    Breakage(goods.nothing_is_sold_out_of_stock, "inventory_daily", "oos_hours", to(24.1)),
    Breakage(goods.nothing_is_sold_out_of_stock, "inventory_daily", "sold_units", to(1), where("oos_hours", 24)),
    Breakage(goods.stock_leaves_by_paid_lines, "order_items", "qty", more(), dated("batch_id")),
    Breakage(goods.stock_leaves_by_paid_lines, "inventory_daily", "sold_units", more()),
    Breakage(goods.product_days_add_up, "product_daily", "units", more()),
    Breakage(goods.product_days_add_up, "order_items", "paid_alloc", more(0.01), dated("batch_id")),
    Breakage(goods.free_is_part_of_all, "product_daily", "free_cart_uv", more(5000)),
    Breakage(goods.product_pages_fit, "product_daily", "cart_uv", more(5000)),
    Breakage(goods.product_pages_fit, "product_daily", "pv", to(1)),
    Breakage(goods.ratings_are_stars, "product_daily", "rating_avg", to(0.5), dated("rating_avg")),
    Breakage(goods.ratings_are_stars, "product_daily", "rating_n", to(0), dated("rating_avg")),
    Breakage(goods.stock_comes_by_purchases, "inventory_daily", "inbound_units", more()),
    Breakage(goods.stock_comes_by_purchases, "purchase_orders", "units", more(), where("po_id", 41)),
    Breakage(goods.batches_are_single, "purchase_orders", "batch_id", to("B-2"), where("po_id", 42)),
    Breakage(goods.batches_are_single, "purchase_orders", "order_date", more(90 * DAY), dated("arrive_date")),
    Breakage(office.money_flows_the_right_way, "cash_ledger", "amount", to(20.0), where("kind", "rent")),
    Breakage(office.money_flows_the_right_way, "cash_ledger", "amount", to(-20.0), where("kind", "settlement")),
    Breakage(office.settlements_are_for_orders, "cash_ledger", "ref_id", to(5), where("kind", "settlement")),
    Breakage(office.purchases_are_for_purchase_orders, "cash_ledger", "ref_id", to(None), where("kind", "purchase")),
    Breakage(aftersales.refunds_fit_the_line, "refunds", "amount", more(0.01)),
    Breakage(aftersales.refunds_fit_the_line, "refunds", "qty", more()),
    Breakage(aftersales.refunds_fit_the_line, "refunds", "line_no", more(5)),
    Breakage(aftersales.refunds_are_asked_in_time, "refunds", "requested_ts", more(-9 * DAY)),
    Breakage(aftersales.refunds_are_asked_in_time, "refunds", "kind", to("unshipped")),
    Breakage(aftersales.refunds_come_to_an_end, "refunds", "completed_ts", more(-9 * DAY), dated("completed_ts")),
    Breakage(aftersales.refunds_come_to_an_end, "refunds", "kind", to("refund_only"), where("kind", "return_refund")),
    Breakage(aftersales.cancelled_orders_were_called_off, "orders", "status", to("cancelled"), PAID),
    Breakage(aftersales.refunds_by_day, "shop_daily", "refund_paid_out", more(0.01)),
    Breakage(aftersales.refunds_by_day, "refunds", "completed_ts", more(-DAY), dated("completed_ts")),
    Breakage(aftersales.refunds_are_in_the_ledger, "cash_ledger", "amount", more(0.01), where("kind", "refund")),
    Breakage(aftersales.goods_come_back_by_refunds, "inventory_daily", "return_units", more()),
    Breakage(
        aftersales.goods_come_back_by_refunds, "refunds", "goods_back", to(value=False), where("goods_back", value=True)
    ),
    Breakage(aftersales.reviews_fit_the_line, "reviews", "stars_service", to(6)),
    Breakage(aftersales.reviews_fit_the_line, "reviews", "line_no", more(5)),
    Breakage(aftersales.reviews_come_after_delivery, "reviews", "ts", more(-DAY)),
    Breakage(desk.no_shift_is_missing, "service_daily", "shift", to("night"), where("shift", "morning")),
    Breakage(desk.desk_counts_fit, "service_daily", "trainees", to(3)),
    Breakage(desk.desk_counts_fit, "service_daily", "unanswered", to(99)),
    Breakage(desk.replies_fit, "service_daily", "first_resp_p50_s", to(5000), where("chats")),
    Breakage(desk.replies_fit, "service_daily", "chats", to(0), lambda shifts: shifts["chats"] > 0),
    Breakage(desk.open_cases_add_up, "service_daily", "tickets_open", more()),
    Breakage(desk.open_cases_add_up, "refunds", "requested_ts", more(-DAY), where("kind", "return_refund")),
    Breakage(outside.no_market_day_is_missing, "market_daily", "date", more(90 * DAY)),
    Breakage(outside.no_market_day_is_missing, "market_daily", "own_rank", to(0)),
    Breakage(outside.levels_rise, "level_thresholds", "min_paid_30d", to(10_000_000.0), where("level", 3)),
    Breakage(outside.levels_rise, "level_thresholds", "level", to(9), where("level", 7)),
    Breakage(outside.no_target_is_missing, "targets", "metric", to("uv"), where("metric", "ad_spend")),
    Breakage(outside.targets_can_be_met, "targets", "target", to(0.0)),
    Breakage(outside.targets_can_be_met, "targets", "target", to(9000.01), where("metric", "kept_revenue")),
    Breakage(office.cash_adds_up, "cash_ledger", "amount", more(0.01), lambda entries: entries["date"].dt.day > 1),
)
