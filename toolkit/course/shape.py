"""The shape of a shop in numbers: what its tables say about order values, weekdays, noise, loyalty, refunds and stars.

Every function takes the books of a shop and gives one number (shares from 0 to 1, times, days, pieces, CNY) or, where a
word says which, one of a few. `calibration` knows between which bounds each has to lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from toolkit.lens.normal_range import even_out, known_days, normal_range, usual_distance, weekday_index

MATURE = 90
"""Days after which all refunds of an order are in."""


@dataclass
class Books:
    """The tables of one shop: `table` gives one by name, `newcomers` are the customers who never bought before day 1.

    The tables do not tell newcomers from old customers (the first order in this book may be somebody's fifth), so whoever
    opens the books has to know.
    """

    table: Callable[[str], pd.DataFrame]
    newcomers: pd.Index

    @cached_property
    def daily(self) -> pd.DataFrame:
        """One row a day with the calendar, and `known`: days that the calendar explains."""
        joined = self.table("shop_daily").merge(self.table("calendar"), on="date")
        return joined.assign(known=known_days(joined))

    @cached_property
    def paid(self) -> pd.DataFrame:
        """Paid orders with `pieces` and `day`, the date they were placed on."""
        pieces = self.table("order_items").groupby("order_id")["qty"].sum().rename("pieces")
        orders = self.table("orders").dropna(subset="paid_ts").join(pieces, on="order_id")
        return orders.assign(day=orders["created_ts"].dt.normalize())

    @cached_property
    def owned(self) -> pd.DataFrame:
        """Paid orders of customers with an account, in order of time."""
        return self.paid.dropna(subset="customer_id").sort_values("created_ts", kind="stable")

    @cached_property
    def mature(self) -> pd.DataFrame:
        """Lines of paid orders whose refunds are all in, with `refunded` (CNY) and their product's category."""
        last = self.paid["day"].max() - pd.Timedelta(MATURE, "D")
        lines = self.table("order_items").merge(
            self.paid.loc[self.paid["day"] < last, ["order_id", "day"]], on="order_id"
        )
        back = self.table("refunds").groupby(["order_id", "line_no"])["amount"].sum().rename("refunded")
        goods = self.table("products")[["product_id", "category_id"]]
        return lines.join(back, on=["order_id", "line_no"]).fillna({"refunded": 0.0}).merge(goods, on="product_id")

    @property
    def years(self) -> list[int]:
        """Calendar years that the books hold to the last day."""
        last = self.daily["date"].max()
        return [year for year in self.daily["date"].dt.year.unique().tolist() if pd.Timestamp(year, 12, 31) <= last]


# --- visitors and conversion ------------------------------------------------------------------


def pay_conversion(books: Books) -> float:
    """Paying buyers ÷ visitors, daily and pooled."""
    return float(books.daily["pay_buyers"].sum() / books.daily["uv"].sum())


def visitors(books: Books) -> float:
    """Visitors of a day, middle of the ordinary days."""
    return float(books.daily.loc[~books.daily["known"], "uv"].median())


def pages_per_visitor(books: Books) -> float:
    """Pages ÷ visitors."""
    return float(books.daily["pv"].sum() / books.daily["uv"].sum())


def bounce(books: Books) -> float:
    """Visits of one page ÷ visits."""
    return float(books.daily["bounce_visits"].sum() / books.daily["visits"].sum())


def new_visitors(books: Books) -> float:
    """Visitors of a day who were never seen before ÷ visitors."""
    return float(books.daily["new_uv"].sum() / books.daily["uv"].sum())


def carts_left(books: Books) -> float:
    """Visitor-days with a filled cart that did not end in an order."""
    return float(1 - books.daily["order_buyers"].sum() / books.daily["cart_uv"].sum())


def channel_ratio(books: Books, one: str, other: str) -> float:
    """Conversion of one channel ÷ that of another."""
    channels = books.table("traffic_daily").groupby("channel_id")[["pay_buyers", "uv"]].sum()
    rate = channels["pay_buyers"] / channels["uv"]
    return float(rate[one] / rate[other])


def ad_share(books: Books) -> float:
    """Advertising ÷ paid."""
    return float(books.daily["ad_spend"].sum() / books.daily["paid_amount"].sum())


# --- orders -----------------------------------------------------------------------------------


def paid_per_year(books: Books) -> float:
    """Paid in 365 days, CNY."""
    return float(books.daily["paid_amount"].mean() * 365)


def mean_over_middle(books: Books) -> float:
    """Mean ÷ median of what an order paid."""
    return float(books.paid["paid_amount"].mean() / books.paid["paid_amount"].median())


def order_spread(books: Books) -> float:
    """Standard deviation of the log of what an order paid."""
    return float(np.log(books.paid["paid_amount"]).std())


def later_order(books: Books) -> float:
    """Mean paid of later orders ÷ of first orders, of newcomers."""
    orders = books.owned[books.owned["customer_id"].isin(books.newcomers)]
    later = orders["customer_id"].duplicated()
    return float(orders.loc[later, "paid_amount"].mean() / orders.loc[~later, "paid_amount"].mean())


def pieces(books: Books) -> float:
    """Pieces of an order."""
    return float(books.paid["pieces"].mean())


def orders_of(books: Books, pieces: int, *, or_more: bool = False) -> float:
    """Share of orders of that many pieces."""
    count = books.paid["pieces"]
    return float((count >= pieces if or_more else count == pieces).mean())


def hour_share(books: Books, first: int, last: int) -> float:
    """Share of an hour's orders, mean over the hours first … last."""
    return float(books.paid["created_ts"].dt.hour.between(first, last).mean() / (last - first + 1))


def top_fifth(money: pd.Series, of: int) -> float:
    """Share of the money that the best fifth of `of` brings; those that bring none count too."""
    ranked = np.sort(np.append(money.to_numpy(), np.zeros(of - len(money))))[::-1]
    return float(ranked[: of // 5].sum() / ranked.sum())


def _by_product(books: Books) -> pd.Series:
    return books.table("order_items").groupby("product_id")["paid_alloc"].sum()


def top_products(books: Books) -> float:
    """Share of the money that the best fifth of the products brings."""
    return top_fifth(_by_product(books), of=len(books.table("products")))


def hit_product(books: Books) -> float:
    """Share of the money that the best product brings."""
    money = _by_product(books)
    return float(money.max() / money.sum())


def top_customers(books: Books) -> float:
    """Share of the money that the best fifth of the customers brings."""
    money = books.owned.groupby("customer_id")["paid_amount"].sum()
    return top_fifth(money, of=len(money))


# --- time and noise ---------------------------------------------------------------------------


def noise(books: Books, column: str) -> float:
    """Usual distance of an ordinary day from its normal range's middle, in logs."""
    band = normal_range(books.daily, column, width=1.0, known="known")
    return float((np.log1p(band["high"]) - np.log1p(band["usual"])).median())


def noise_memory(books: Books, column: str) -> float:
    """Correlation of an ordinary day's distance from the middle of the week around it with that of the day before."""
    logs = np.log(even_out(books.daily, column, known="known"))
    gap = (logs - logs.rolling(29, center=True).median()).where(~books.daily["known"])
    tame = gap.where(gap.abs() < 3.5 * usual_distance(gap))
    return float(tame.corr(tame.shift(1)))


def weekday_swing(books: Books, column: str) -> float:
    """Strongest ÷ weakest weekday."""
    index = weekday_index(books.daily, column, known="known")
    return float(index.max() / index.min())


def november(books: Books, year: int) -> float:
    """Paid of a November day ÷ of a day of that year."""
    of_year = books.daily[books.daily["date"].dt.year == year]
    return float(of_year.loc[of_year["date"].dt.month == 11, "paid_amount"].mean() / of_year["paid_amount"].mean())


def ordinary_around(books: Books, date: pd.Timestamp, column: str) -> float:
    """Median of the ordinary days in the eight weeks around a date."""
    daily = books.daily
    near = daily["date"].between(date - pd.Timedelta(28, "D"), date + pd.Timedelta(28, "D"))
    return float(daily.loc[near & ~daily["known"], column].median())


def day_of_orders(books: Books, year: int, month: int, day: int) -> float:
    """Orders of a day ÷ of the ordinary days around it."""
    date = pd.Timestamp(year, month, day)
    orders = books.daily.loc[books.daily["date"] == date, "pay_orders"].sum()
    return float(orders / ordinary_around(books, date, "pay_orders"))


def spring_festival(books: Books, year: int) -> float:
    """Orders of the days on which parcels stand still (middle of the first five) ÷ of the ordinary days around them."""
    daily = books.daily
    closed = daily[(daily["date"].dt.year == year) & daily["cny_offset_days"].between(0, 4)]
    return float(closed["pay_orders"].median() / ordinary_around(books, closed["date"].iloc[2], "pay_orders"))
