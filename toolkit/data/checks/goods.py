"""Rules of goods: their days, their stock, what was bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule, unequal, where_any
from toolkit.data.checks.trade import paid_lines

if TYPE_CHECKING:
    import pandas as pd

CELL = ["date", "product_id"]


@rule("stock at the end = at the start + inbound + returned − sold, never below 0", "inventory_daily")
def stock_adds_up(book: Book) -> pd.DataFrame:
    """Product days whose stock does not add up or is negative."""
    stock = book.inventory_daily
    close = stock["open_units"] + stock["inbound_units"] + stock["return_units"] - stock["sold_units"]
    return stock[(stock["close_units"] != close) | (stock["close_units"] < 0)]


@rule("stock at the start is that of the evening before", "inventory_daily")
def stock_is_carried_over(book: Book) -> pd.DataFrame:
    """Product days that begin with other stock than the day before ended with."""
    stock = book.inventory_daily.sort_values(["product_id", "date"])
    stock = stock.assign(close_before=stock.groupby("product_id")["close_units"].shift())
    wrong = stock["close_before"].notna() & (stock["close_before"] != stock["open_units"])
    return stock.loc[wrong, [*CELL, "open_units", "close_before"]]


@rule("hours without stock lie between 0 and 24, and nothing is sold in 24 of them", "inventory_daily")
def nothing_is_sold_out_of_stock(book: Book) -> pd.DataFrame:
    """Product days with impossible hours, or sales without stock all day."""
    stock = book.inventory_daily
    wrong = (stock["oos_hours"] > 24) | ((stock["oos_hours"] == 24) & (stock["sold_units"] > 0))
    return stock.loc[wrong, [*CELL, "sold_units", "oos_hours"]]


@rule("stock sold is the units of the lines paid that day", "inventory_daily", "orders", "order_items")
def stock_leaves_by_paid_lines(book: Book) -> pd.DataFrame:
    """Product days whose sold stock is not what was paid for."""
    return unequal(book.inventory_daily.set_index(CELL)["sold_units"], _by_cell(book)["qty"])


@rule(
    "a product's units and paid amount are those of the lines paid that day", "product_daily", "orders", "order_items"
)
def product_days_add_up(book: Book) -> pd.DataFrame:
    """Product days whose units or amount are others."""
    lines = _by_cell(book).rename(columns={"qty": "units", "paid_alloc": "paid_amount"})
    return unequal(book.product_daily.set_index(CELL)[["units", "paid_amount"]], lines)


@rule("free visitors, carts and buyers are part of all", "product_daily")
def free_is_part_of_all(book: Book) -> pd.DataFrame:
    """Product days with more free visitors, carts or buyers than there are at all."""
    days = book.product_daily
    pairs = {"free_uv": "uv", "free_cart_uv": "cart_uv", "free_pay_buyers": "pay_buyers"}
    wrong = [days[free] > days[every] for free, every in pairs.items()]
    return where_any(days, wrong, [*CELL, *pairs, *pairs.values()])


@rule("who carts has looked, and who looks opens a page", "product_daily")
def product_pages_fit(book: Book) -> pd.DataFrame:
    """Product days with more carts than visitors, or visitors than pages."""
    days = book.product_daily
    wrong = (days["cart_uv"] > days["uv"]) | (days["uv"] > days["pv"]) | (days["pay_buyers"] > days["units"])
    return days.loc[wrong, [*CELL, "uv", "pv", "cart_uv", "pay_buyers", "units"]]


@rule("a rating stands where there are reviews, between 1 and 5 stars", "product_daily")
def ratings_are_stars(book: Book) -> pd.DataFrame:
    """Product days with a rating that no reviews can give."""
    days = book.product_daily
    rated = days["rating_avg"].notna()
    wrong = (rated != (days["rating_n"] > 0)) | (rated & ~days["rating_avg"].between(1, 5))
    return days.loc[wrong, [*CELL, "rating_avg", "rating_n"]]


@rule("stock comes in on the day a purchase arrives", "inventory_daily", "purchase_orders")
def stock_comes_by_purchases(book: Book) -> pd.DataFrame:
    """Product days whose inbound stock is not what arrived."""
    stock = book.inventory_daily.set_index(CELL)["inbound_units"]
    bought = book.purchase_orders[book.purchase_orders["arrive_date"].isin(book.inventory_daily["date"])]
    arrived = bought.rename(columns={"arrive_date": "date"}).groupby(CELL)["units"].sum()
    return unequal(stock, arrived)


@rule("each purchase line is a batch of its own, ordered before it arrives", "purchase_orders")
def batches_are_single(book: Book) -> pd.DataFrame:
    """Purchase lines that share a batch, or arrive before they were ordered."""
    bought = book.purchase_orders
    wrong = bought["batch_id"].duplicated(keep=False) | (bought["arrive_date"] < bought["order_date"])
    return bought.loc[wrong, ["po_id", "line_no", "batch_id", "order_date", "arrive_date"]]


def _by_cell(book: Book) -> pd.DataFrame:
    """Units and paid amount of the lines paid on each day, by product."""
    lines = paid_lines(book)
    return lines.groupby([lines["paid_ts"].dt.normalize().rename("date"), "product_id"])[["qty", "paid_alloc"]].sum()
