"""Rules of the market, the levels and the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule
from toolkit.data.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

METRICS = TABLES["targets"].column("metric").words


@rule("every day has its market, category by category, in which somebody is first", "market_daily", "shop_daily")
def no_market_day_is_missing(book: Book) -> pd.DataFrame:
    """Days of the shop with fewer categories than others, days outside its books, and places that are none."""
    market = book.market_daily
    many = market.groupby("date")["category_id"].transform("nunique")
    wrong = (many < market["category_id"].nunique()) | (market["own_rank"] < 1)
    wrong |= ~market["date"].isin(book.shop_daily["date"])
    missing = book.shop_daily.loc[~book.shop_daily["date"].isin(market["date"]), ["date"]]
    found = market.loc[wrong, ["date", "category_id", "own_rank"]]
    return found if len(found) else missing


@rule("levels count up from 1, which asks for nothing; a higher level asks for more", "level_thresholds")
def levels_rise(book: Book) -> pd.DataFrame:
    """Levels out of order, or that ask for no more than the one below."""
    levels = book.level_thresholds.sort_values(["month", "category_id", "level"])
    below = levels.groupby(["month", "category_id"])
    step, more = below["level"].diff().fillna(levels["level"]), below["min_paid_30d"].diff()
    lowest = levels["level"] == 1
    wrong = (step != 1) | (lowest & (levels["min_paid_30d"] != 0)) | (~lowest & ~(more > 0))
    return levels.loc[wrong, ["month", "category_id", "level", "min_paid_30d"]]


@rule("every month has a target for every metric", "targets", "shop_daily")
def no_target_is_missing(book: Book) -> pd.DataFrame:
    """Months of the shop that lack a target, and targets of months it has no day of."""
    months = book.shop_daily["date"].dt.to_period("M").dt.to_timestamp().unique()
    table = book.targets.pivot_table("target", "month", "metric", aggfunc="size")
    table = table.reindex(index=table.index.union(months), columns=list(METRICS))
    wrong = table.isna().any(axis=1) | ~table.index.isin(months)
    return table[wrong].reset_index()


@rule("a target is above 0, a conversion at most 1, and no more is to be kept than paid", "targets")
def targets_can_be_met(book: Book) -> pd.DataFrame:
    """Months with targets that no shop can meet or miss."""
    table = book.targets.pivot_table("target", "month", "metric")
    table = table.reindex(columns=list(METRICS))
    wrong = (table <= 0).any(axis=1) | (table["pay_conversion"] > 1) | (table["kept_revenue"] > table["paid_amount"])
    return table[wrong].reset_index()
