"""Rules of visitors: the shop's day, its channels, single visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule, unequal
from toolkit.data.checks.trade import paid_orders

if TYPE_CHECKING:
    import pandas as pd

CELL = ["date", "channel_id", "device"]


@rule("buyers who paid ≤ buyers who ordered ≤ visitors with a cart ≤ visitors", "shop_daily")
def buyers_are_visitors(book: Book) -> pd.DataFrame:
    """Days with more people at a later step; days of an outage, which hides visitors but no buyers, aside."""
    days = book.shop_daily
    hidden = days["date"].isin(book.outage)
    wrong = (days["pay_buyers"] > days["order_buyers"]) | ((days["order_buyers"] > days["cart_uv"]) & ~hidden)
    wrong |= days["cart_uv"] > days["uv"]
    return days.loc[wrong, ["date", "pay_buyers", "order_buyers", "cart_uv", "uv"]]


@rule("new and favouring visitors are visitors", "shop_daily")
def doers_are_visitors(book: Book) -> pd.DataFrame:
    """Days with more doers than visitors."""
    days = book.shop_daily
    doers = ["new_uv", "fav_uv"]
    return days.loc[days[doers].gt(days["uv"], axis=0).any(axis=1), ["date", "uv", *doers]]


@rule("every visitor makes a visit, every visit is a page, and two unless it bounced", "shop_daily")
def visits_have_pages(book: Book) -> pd.DataFrame:
    """Days whose visits and pages do not fit."""
    return _misfit_visits(book.shop_daily, ["date"])


@rule("every visitor makes a visit, every visit is a page, and two unless it bounced", "traffic_daily")
def channel_visits_have_pages(book: Book) -> pd.DataFrame:
    """Channel days whose visits and pages do not fit."""
    return _misfit_visits(book.traffic_daily, CELL)


@rule("scores lie between 1 and 5 stars", "shop_daily")
def scores_are_stars(book: Book) -> pd.DataFrame:
    """Days with a score no star can give."""
    scores = book.shop_daily[["score_desc", "score_service", "score_logistics"]]
    return book.shop_daily.loc[(~((scores >= 1) & (scores <= 5))).any(axis=1), ["date", *scores.columns]]


@rule("the shop's visitors are at least those of its largest channel, at most the sum", "shop_daily", "traffic_daily")
def visitors_lie_between(book: Book) -> pd.DataFrame:
    """Days whose visitors do not fit those of the channels."""
    cells = book.traffic_daily.groupby("date")["uv"].agg(["max", "sum"])
    days = book.shop_daily.set_index("date")[["uv"]].join(cells).fillna(0)
    return days[(days["uv"] < days["max"]) | (days["uv"] > days["sum"])].reset_index()


@rule("visits, pages and bounces of the channels add up to the shop's", "shop_daily", "traffic_daily")
def visits_add_up(book: Book) -> pd.DataFrame:
    """Days whose channels do not add up."""
    names = ["visits", "pv", "bounce_visits"]
    cells = book.traffic_daily.groupby("date")[names].sum()
    return unequal(book.shop_daily.set_index("date")[names], cells)


@rule("a channel's paid orders and amount are those of the orders credited to it", "traffic_daily", "orders")
def credit_adds_up(book: Book) -> pd.DataFrame:
    """Channel days whose orders or money are others."""
    paid = paid_orders(book).assign(date=lambda rows: rows["paid_ts"].dt.normalize())
    orders = paid.groupby(CELL)["paid_amount"].agg(pay_orders="count", paid_amount="sum")
    return unequal(book.traffic_daily.set_index(CELL)[["pay_orders", "paid_amount"]], orders)


@rule("a channel's buyers are no more than its paid orders", "traffic_daily")
def channel_buyers_fit_the_orders(book: Book) -> pd.DataFrame:
    """Channel days with more buyers than orders, or orders without a buyer."""
    cells = book.traffic_daily
    wrong = (cells["pay_buyers"] > cells["pay_orders"]) | ((cells["pay_buyers"] == 0) & (cells["pay_orders"] > 0))
    return cells.loc[wrong, [*CELL, "pay_buyers", "pay_orders"]]


@rule("who orders has a cart", "sessions")
def orders_come_from_carts(book: Book) -> pd.DataFrame:
    """Visits with an order and no cart."""
    visits = book.sessions
    return visits.loc[visits["order_id"].notna() & ~visits["cart"], ["session_id", "order_id", "cart"]]


@rule("a visit of one page is a bounce, and only that", "sessions")
def bounces_have_one_page(book: Book) -> pd.DataFrame:
    """Visits whose pages and bounce do not agree."""
    visits = book.sessions
    wrong = ((visits["pv"] == 1) != visits["is_bounce"]) | (visits["pv"] < 1)
    return visits.loc[wrong, ["session_id", "pv", "is_bounce"]]


@rule("a visit's order came by the same channel and device", "sessions", "orders")
def orders_came_by_the_visit(book: Book) -> pd.DataFrame:
    """Visits whose order is credited elsewhere."""
    shared = ["channel_id", "device"]
    visits = book.sessions.loc[book.sessions["order_id"].notna(), ["session_id", "order_id", *shared]]
    both = visits.merge(book.orders[["order_id", *shared]], on="order_id", suffixes=("", "_of_order"))
    return both[(both["channel_id"] != both["channel_id_of_order"]) | (both["device"] != both["device_of_order"])]


@rule("on days logged in full the visits add up to the shop's day", "shop_daily", "sessions")
def visits_add_up_to_the_shop(book: Book) -> pd.DataFrame:
    """Numbers of a fully logged day that its visits do not give."""
    days = book.shop_daily[book.shop_daily["date"].isin(book.full_log)]
    return unequal(_counted(days, ["date"]), _count(_logged(book), ["date"]))


@rule("on days logged in full the mean stay is that of the visits", "shop_daily", "sessions")
def stay_is_the_mean_of_visits(book: Book) -> pd.DataFrame:
    """Fully logged days whose mean stay is another, to the hundredth of a second; half a hundredth counts up."""
    stays = _logged(book).groupby("date")["duration_s"].agg(["sum", "size"]).astype("int64")
    mean = (200 * stays["sum"] + stays["size"]) // (2 * stays["size"])
    days = book.shop_daily.set_index("date")[["avg_stay_s"]].join(mean.rename("mean"), how="inner")
    return days[(100 * days["avg_stay_s"]).round() != days["mean"]].reset_index()


@rule("on days logged in full the visits add up to each channel's day", "traffic_daily", "sessions")
def visits_add_up_to_the_channel(book: Book) -> pd.DataFrame:
    """Numbers of a fully logged channel day that its visits do not give."""
    cells = book.traffic_daily[book.traffic_daily["date"].isin(book.full_log)]
    return unequal(_counted(cells, CELL), _count(_logged(book), CELL))


def _misfit_visits(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    fits = (rows["visits"] >= rows["uv"]) & (rows["bounce_visits"] <= rows["visits"])
    fits &= rows["pv"] >= 2 * rows["visits"] - rows["bounce_visits"]
    return rows.loc[~fits, [*keys, "uv", "visits", "pv", "bounce_visits"]]


def _logged(book: Book) -> pd.DataFrame:
    visits = book.sessions.assign(date=book.sessions["start_ts"].dt.normalize())
    return visits[visits["date"].isin(book.full_log)]


def _counted(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The numbers of days that visits can be counted to, one row each."""
    return rows.set_index(keys)[["uv", "visits", "pv", "bounce_visits", "cart_uv"]]


def _count(visits: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The same numbers, counted from single visits."""
    carting = visits["visitor_id"].where(visits["cart"])
    groups = visits.assign(carting=carting).groupby(keys)
    return groups.agg(
        uv=("visitor_id", "nunique"),
        visits=("session_id", "size"),
        pv=("pv", "sum"),
        bounce_visits=("is_bounce", "sum"),
        cart_uv=("carting", "nunique"),
    )
