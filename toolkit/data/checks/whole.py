"""Rules that every table keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import every_table, rule, where_any
from toolkit.data.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

PLANNED = {
    "calendar": {"date"},
    "campaigns": {"start_date", "end_date"},
    "products": {"launch_date"},
    "promotions": {"start_ts", "end_ts"},
    "purchase_orders": {"eta_date"},
    "orders": {"promise_ship_ts", "promise_deliver_ts"},
    "experiments": {"end_date"},
}
"""Dates that say what is to come, and so may lie after the last day."""

SIGNED = {"calendar": {"cny_offset_days"}, "cash_ledger": {"amount"}, "experiments": {"cm"}}
"""Numbers that may lie below zero."""


@every_table("a key stands for one row only")
def keys_are_unique(book: Book, name: str) -> pd.DataFrame:
    """Rows whose key occurs twice."""
    frame, keys = book.frames[name], list(TABLES[name].keys)
    return frame.loc[frame.duplicated(keys, keep=False), keys]


@every_table("a value stands wherever the schema asks for one")
def values_are_there(book: Book, name: str) -> pd.DataFrame:
    """Rows with an empty value where none may be."""
    frame = book.frames[name]
    needed = [column.name for column in TABLES[name].columns if not column.null]
    return frame.loc[frame[needed].isna().any(axis=1), needed]


@every_table("a word is one of those the schema lists")
def words_are_known(book: Book, name: str) -> pd.DataFrame:
    """Rows with a word the schema does not know."""
    frame = book.frames[name]
    limited = [column for column in TABLES[name].columns if column.words]
    strange = [~frame[column.name].isin(column.words) & frame[column.name].notna() for column in limited]
    return where_any(frame, strange, [*TABLES[name].keys, *(column.name for column in limited)])


@every_table("what a row points to exists")
def pointers_lead_somewhere(book: Book, name: str) -> pd.DataFrame:
    """Rows that point to a row which is not there; tables not given are not looked for."""
    frame = book.frames[name]
    pointers = [column for column in TABLES[name].columns if column.points_to in book.frames]
    lost = [
        frame[column.name].notna()
        & ~frame[column.name].isin(book.frames[column.points_to][TABLES[column.points_to].keys[0]])
        for column in pointers
    ]
    return where_any(frame, lost, [*TABLES[name].keys, *(column.name for column in pointers)])


@every_table("nothing that happened is dated after the last day")
def nothing_comes_from_the_future(book: Book, name: str) -> pd.DataFrame:
    """Rows with a date after the last day of shop_daily, plans and promises aside."""
    frame, last = book.frames[name], book.last_day
    timed = [column.name for column in TABLES[name].columns if column.kind in ("date", "ts")]
    happened = [column for column in timed if column not in PLANNED.get(name, set())]
    late = [frame[column].dt.normalize() > last for column in happened] if last is not None else []
    return where_any(frame, late, [*TABLES[name].keys, *happened])


@every_table("counts are not negative")
def counts_are_not_negative(book: Book, name: str) -> pd.DataFrame:
    """Rows with a count, an amount or a share below zero."""
    frame = book.frames[name]
    signed = SIGNED.get(name, set())
    kinds = ("int", "money", "rate", "hundredths", "tenths")
    counted = [column.name for column in TABLES[name].columns if column.kind in kinds and column.name not in signed]
    return frame.loc[(frame[counted] < 0).fillna(value=False).any(axis=1), [*TABLES[name].keys, *counted]]


@rule("every day has its row", "shop_daily")
def no_day_is_missing(book: Book) -> pd.DataFrame:
    """Days between the first and the last that have no row."""
    import pandas as pd

    dates = pd.DatetimeIndex(book.shop_daily["date"])
    every = pd.date_range(dates.min(), dates.max()) if len(dates) else dates
    return every.difference(dates).to_frame(index=False, name="date")


@rule("every day of the shop stands in the calendar", "calendar", "shop_daily")
def calendar_covers_the_shop(book: Book) -> pd.DataFrame:
    """Days of the shop that the calendar lacks."""
    return book.shop_daily.loc[~book.shop_daily["date"].isin(book.calendar["date"]), ["date"]]


@rule("weekdays are counted from Monday, 1, to Sunday, 7", "calendar")
def weekdays_are_right(book: Book) -> pd.DataFrame:
    """Days with a wrong weekday."""
    days = book.calendar
    return days.loc[days["dow"] != days["date"].dt.day_of_week + 1, ["date", "dow"]]


@rule("a promotion names products that exist", "promotions", "products")
def promotions_name_products(book: Book) -> pd.DataFrame:
    """Product names in promotions that the catalogue lacks."""
    named = book.promotions.assign(product_id=book.promotions["product_ids"].str.split()).explode("product_id")
    return named.loc[~named["product_id"].isin(book.products["product_id"]), ["promo_id", "product_id"]]
