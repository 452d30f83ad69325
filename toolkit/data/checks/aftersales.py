"""Rules of what comes after an order: refunds and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule, unequal

if TYPE_CHECKING:
    import pandas as pd

LINE = ["order_id", "line_no"]
FORTNIGHT = 14
STARS = ["stars_desc", "stars_service", "stars_logistics"]


@rule("a line is refunded once, and at most what was paid for it", "refunds", "order_items")
def refunds_fit_the_line(book: Book) -> pd.DataFrame:
    """Refunds of no line, of one refunded before, or of more units or money than it had."""
    lines = book.order_items[[*LINE, "qty", "paid_alloc"]].rename(columns={"qty": "bought"})
    found = book.refunds.merge(lines, on=LINE, how="left")
    fits = (found["amount"] <= found["paid_alloc"]) & (found["qty"] <= found["bought"])
    return found.loc[~fits | found.duplicated(LINE, keep=False), ["refund_id", *LINE, "qty", "amount", "paid_alloc"]]


@rule("a refund is asked for after payment: before dispatch where nothing was sent, else after it", "refunds", "orders")
def refunds_are_asked_in_time(book: Book) -> pd.DataFrame:
    """Refunds asked for before the order was paid, or on the other side of its dispatch."""
    found = book.refunds.merge(book.orders[["order_id", "paid_ts", "ship_ts"]], on="order_id")
    unsent = found["kind"] == "unshipped"
    wrong = ~(found["requested_ts"] >= found["paid_ts"]) | (unsent & (found["requested_ts"] > found["ship_ts"]))
    wrong |= ~unsent & ~(found["requested_ts"] >= found["ship_ts"])
    return found.loc[wrong, ["refund_id", "kind", "requested_ts", "paid_ts", "ship_ts"]]


@rule("a refund is completed after it was asked for, and goods the buyer keeps do not come back", "refunds")
def refunds_come_to_an_end(book: Book) -> pd.DataFrame:
    """Refunds completed before they were asked for, or with goods both kept and back."""
    found = book.refunds
    wrong = (found["completed_ts"] < found["requested_ts"]) | ((found["kind"] == "refund_only") & found["goods_back"])
    return found.loc[wrong, ["refund_id", "kind", "requested_ts", "completed_ts", "goods_back"]]


@rule("an order is cancelled when every line of it was refunded before dispatch", "orders", "order_items", "refunds")
def cancelled_orders_were_called_off(book: Book) -> pd.DataFrame:
    """Orders cancelled with a line left, or not cancelled with none."""
    off = book.refunds.loc[book.refunds["kind"] == "unshipped", LINE]
    lines = book.order_items.groupby("order_id").size()
    left = lines.sub(off.groupby("order_id").size(), fill_value=0)
    cancelled = book.orders["order_id"][book.orders["status"] == "cancelled"]
    wrong = (left.reindex(book.orders["order_id"]) == 0).to_numpy() != book.orders["order_id"].isin(cancelled)
    return book.orders.loc[wrong, ["order_id", "status"]]


@rule("what a day paid back is the refunds completed that day", "shop_daily", "refunds")
def refunds_by_day(book: Book) -> pd.DataFrame:
    """Days whose refunds paid out are others."""
    return unequal(book.shop_daily.set_index("date")["refund_paid_out"], _completed(book)["amount"])


@rule("refunds leave the account on the day they are completed", "cash_ledger", "refunds")
def refunds_are_in_the_ledger(book: Book) -> pd.DataFrame:
    """Days on which the ledger pays back more or less than the refunds say."""
    entries = book.cash_ledger[book.cash_ledger["kind"] == "refund"]
    return unequal(-entries.groupby("date")["amount"].sum(), _completed(book)["amount"])


@rule(
    "stock put back is what completed refunds brought back, at most two weeks later",
    "inventory_daily",
    "refunds",
    "order_items",
)
def goods_come_back_by_refunds(book: Book) -> pd.DataFrame:
    """Product days by which more was put back than had come back, or less than had come back two weeks before."""
    back = book.refunds[book.refunds["goods_back"] & book.refunds["completed_ts"].notna()]
    back = back.merge(book.order_items[[*LINE, "product_id"]], on=LINE)
    came = back.groupby([back["completed_ts"].dt.normalize().rename("date"), "product_id"])["qty"].sum()
    days = book.inventory_daily[["date", "product_id", "return_units"]]
    days = days.merge(came.rename("came").reset_index(), how="outer", on=["date", "product_id"])
    days[["return_units", "came"]] = days[["return_units", "came"]].fillna(0)
    days = days.sort_values(["product_id", "date"])
    so_far = days.groupby("product_id")[["return_units", "came"]].cumsum()
    due = so_far["came"].groupby(days["product_id"]).shift(FORTNIGHT, fill_value=0)
    return days[(so_far["return_units"] > so_far["came"]) | (so_far["return_units"] < due)]


@rule("a line is reviewed once, and by whole stars from 1 to 5", "reviews", "order_items")
def reviews_fit_the_line(book: Book) -> pd.DataFrame:
    """Reviews of no line, of one reviewed before, or with stars that there are not."""
    found = book.reviews.merge(book.order_items[LINE], on=LINE, how="left", indicator=True)
    wrong = (found["_merge"] != "both") | found.duplicated(LINE, keep=False)
    wrong |= ((found[STARS] < 1) | (found[STARS] > 5)).any(axis=1)
    return found.loc[wrong, ["review_id", *LINE, *STARS]]


@rule("a review is written after delivery", "reviews", "orders")
def reviews_come_after_delivery(book: Book) -> pd.DataFrame:
    """Reviews of orders that were not there yet."""
    found = book.reviews.merge(book.orders[["order_id", "deliver_ts"]], on="order_id")
    return found.loc[~(found["ts"] >= found["deliver_ts"]), ["review_id", "order_id", "ts", "deliver_ts"]]


def _completed(book: Book) -> pd.DataFrame:
    """Amount of the refunds completed on each day."""
    done = book.refunds[book.refunds["completed_ts"].notna()]
    return done.groupby(done["completed_ts"].dt.normalize().rename("date"))[["amount"]].sum()
