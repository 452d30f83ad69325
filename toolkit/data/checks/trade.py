"""Rules of orders and their lines, and of the days they add up to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule, unequal, where_any

if TYPE_CHECKING:
    import pandas as pd


@rule("an order's lines add up to what was paid for it", "order_items", "orders")
def lines_add_up_to_the_order(book: Book) -> pd.DataFrame:
    """Orders whose lines' paid_alloc do not sum to paid_amount."""
    return unequal(_by_order(book, "paid_alloc"), book.orders.set_index("order_id")["paid_amount"])


@rule("an order's list amount is list price times quantity over its lines", "order_items", "orders")
def lines_add_up_to_the_list_amount(book: Book) -> pd.DataFrame:
    """Orders whose lines do not sum to list_amount."""
    amounts = book.order_items["list_price"] * book.order_items["qty"]
    lines = amounts.groupby(book.order_items["order_id"]).sum()
    return unequal(lines, book.orders.set_index("order_id")["list_amount"])


@rule("every order has lines, numbered from 1", "order_items", "orders")
def lines_are_numbered(book: Book) -> pd.DataFrame:
    """Orders without lines, or with a gap in their numbers."""
    lines = book.order_items.groupby("order_id")["line_no"].agg(["min", "max", "count"])
    lines = lines.reindex(book.orders["order_id"], fill_value=0)
    return lines[(lines["min"] != 1) | (lines["max"] != lines["count"])].reset_index()


@rule("paid is list − discount + shipping once paid, and 0 before", "orders")
def paid_is_what_was_asked(book: Book) -> pd.DataFrame:
    """Orders whose amounts do not agree."""
    orders = book.orders
    asked = _asked(orders).where(orders["paid_ts"].notna(), 0)
    return orders.loc[orders["paid_amount"] != asked, ["order_id", "paid_amount", "paid_ts"]]


@rule("an order is placed, then paid, then dispatched, then delivered", "orders")
def times_are_in_order(book: Book) -> pd.DataFrame:
    """Orders with a later step before an earlier one, or without it."""
    steps = ["created_ts", "paid_ts", "ship_ts", "deliver_ts"]
    times = book.orders[steps]
    wrong = [
        (times[later] < times[earlier]) | (times[later].notna() & times[earlier].isna())
        for earlier, later in pairwise(steps)
    ]
    return where_any(book.orders, wrong, ["order_id", *steps])


@rule("an order's status agrees with its times", "orders")
def status_agrees(book: Book) -> pd.DataFrame:
    """Orders whose status is not what their times say."""
    orders = book.orders
    steps = orders[["paid_ts", "ship_ts", "deliver_ts"]].notna().sum(axis=1)
    status = steps.map({0: "unpaid", 1: "paid", 2: "shipped", 3: "delivered"})
    called_off = (orders["status"] == "cancelled") & (status == "paid")
    return orders.loc[(orders["status"] != status) & ~called_off, ["order_id", "status", "paid_ts", "ship_ts"]]


@rule("a paid line comes from a batch of its product, an unpaid one from none", "order_items", "orders")
def paid_lines_have_a_batch(book: Book) -> pd.DataFrame:
    """Lines with a batch while unpaid, or without one when paid."""
    paid = book.orders.set_index("order_id")["paid_ts"].notna()
    lines = book.order_items
    wrong = lines["order_id"].map(paid) != lines["batch_id"].notna()
    return lines.loc[wrong, ["order_id", "line_no", "batch_id"]]


@rule("a batch belongs to the product it was sold as", "order_items", "purchase_orders")
def batches_are_of_the_product(book: Book) -> pd.DataFrame:
    """Lines whose batch was bought as another product, or never."""
    made = book.purchase_orders.set_index("batch_id")["product_id"]
    lines = book.order_items[book.order_items["batch_id"].notna()]
    wrong = lines["batch_id"].map(made).fillna("") != lines["product_id"]
    return lines.loc[wrong, ["order_id", "line_no", "product_id", "batch_id"]]


@rule("a day's paid amount is that of the orders paid that day", "shop_daily", "orders")
def paid_amount_by_day(book: Book) -> pd.DataFrame:
    """Days whose paid amount is another."""
    return unequal(_by_day(book, "paid_amount"), _sum(paid_orders(book), "paid_amount", "paid_ts"))


@rule("a day's paid orders are those paid that day", "shop_daily", "orders")
def paid_orders_by_day(book: Book) -> pd.DataFrame:
    """Days whose number of paid orders is another."""
    paid = paid_orders(book)
    return unequal(_by_day(book, "pay_orders"), paid.groupby(paid["paid_ts"].dt.normalize()).size())


@rule("a day's units are those of the orders paid that day", "shop_daily", "orders", "order_items")
def paid_units_by_day(book: Book) -> pd.DataFrame:
    """Days whose number of paid units is another."""
    return unequal(_by_day(book, "pay_units"), _sum(paid_lines(book), "qty", "paid_ts"))


@rule("a day's placed amount is that of the orders placed that day, paid or not", "shop_daily", "orders")
def placed_by_day(book: Book) -> pd.DataFrame:
    """Days whose placed amount is another."""
    placed = book.orders.assign(asked=_asked(book.orders))
    return unequal(_by_day(book, "gmv_placed"), _sum(placed, "asked", "created_ts"))


@rule("a day's buyers are no more than its orders, and no fewer than the customers who paid", "shop_daily", "orders")
def buyers_fit_the_orders(book: Book) -> pd.DataFrame:
    """Days with more buyers than paid orders, or fewer than customers who paid."""
    paid = paid_orders(book)
    least = paid.groupby(paid["paid_ts"].dt.normalize())["customer_id"].nunique()
    days = book.shop_daily.assign(customers=book.shop_daily["date"].map(least).fillna(0))
    wrong = (days["pay_buyers"] > days["pay_orders"]) | (days["pay_buyers"] < days["customers"])
    return days.loc[wrong, ["date", "pay_buyers", "pay_orders", "customers"]]


def paid_orders(book: Book) -> pd.DataFrame:
    """Orders that were paid."""
    return book.orders[book.orders["paid_ts"].notna()]


def paid_lines(book: Book) -> pd.DataFrame:
    """Lines of the orders that were paid, with paid_ts."""
    paid = paid_orders(book)[["order_id", "paid_ts"]]
    return book.order_items.merge(paid, on="order_id")


def _asked(orders: pd.DataFrame) -> pd.Series:
    return orders["list_amount"] - orders["discount_amount"] + orders["shipping_fee"]


def _by_order(book: Book, name: str) -> pd.Series:
    return book.order_items.groupby("order_id")[name].sum()


def _by_day(book: Book, name: str) -> pd.Series:
    return book.shop_daily.set_index("date")[name]


def _sum(rows: pd.DataFrame, name: str, moment: str) -> pd.Series:
    return rows.groupby(rows[moment].dt.normalize())[name].sum()
