"""Goods: which carry the shop, and which way each is going while it stands on the shelf."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.lens.tables import Floats, need

CUTS = (0.80, 0.95)
HOURS = 24.0


def abc(goods: pd.DataFrame, value: str, *, cuts: tuple[float, float] = CUTS) -> pd.DataFrame:
    """Goods sorted by value with their running share and class: A up to 80 % of the whole, B to 95 %, C the rest.

    Returns: goods, the dearest first, plus running (share so far) and abc. The one that crosses a cut is still inside.
    """
    need(goods, value)
    ranked = goods.sort_values(value, ascending=False, kind="stable", ignore_index=True)
    amount = ranked[value].astype(float)
    running = amount.cumsum() / amount.sum()
    before = (running - amount / amount.sum()).round(9)
    classes = np.select([before < cuts[0], before < cuts[1]], ["A", "B"], "C")
    return ranked.assign(running=running, abc=classes)


def gini(values: pd.Series) -> float:
    """How unevenly a whole is shared: 0 all alike, towards 1 all with one. Values of 0 or more."""
    ordered = np.sort(values.to_numpy(dtype=float))
    n = len(ordered)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * ordered.sum()))


def top_share(values: pd.Series, share: float = 0.2) -> float:
    """What the largest `share` of all (rounded up to whole ones) hold of the total: 0.74 is 74 %."""
    ordered = values.astype(float).sort_values(ascending=False)
    return float(ordered.head(int(np.ceil(share * len(ordered)))).sum() / ordered.sum())


def on_the_shelf(product_daily: pd.DataFrame, inventory_daily: pd.DataFrame) -> pd.DataFrame:
    """Every listed day of every product with its units and `shelf`, the share of the day it could be bought (0 to 1)."""
    need(product_daily, "date", "product_id", "units")
    need(inventory_daily, "date", "product_id", "oos_hours")
    keys = ["date", "product_id"]
    days = product_daily.merge(inventory_daily[[*keys, "oos_hours"]], on=keys, validate="1:1")
    return days.assign(shelf=1 - days["oos_hours"].astype(float) / HOURS)


def weekly_pace(shelf: pd.DataFrame, by: str = "product_id") -> pd.DataFrame:
    """Units per day on the shelf, week by week (Monday first): rows weeks, columns products; empty under half a day.

    shelf: as on_the_shelf returns it.
    """
    need(shelf, "date", by, "units", "shelf")
    week = shelf["date"] - pd.to_timedelta(shelf["date"].dt.day_of_week, unit="D")
    sums = shelf.assign(week=week).groupby(["week", by], observed=True)[["units", "shelf"]].sum().astype(float)
    return (sums["units"] / sums["shelf"].where(sums["shelf"] >= 0.5)).unstack(by)


def trend(pace: pd.DataFrame, season: pd.Series | None = None) -> pd.DataFrame:
    """Growth of each product a week, from the logs of its pace, the season divided out.

    season: an index by week to divide by, as the category's pace. Returns: growth (0.02 is +2 % a week), se, weeks.
    """
    even = pace if season is None else pace.div(season.reindex(pace.index), axis=0)
    logs = even.where(even > 0).map(np.log)
    rows = {name: _slope(logs[name].to_numpy(dtype=np.float64)) for name in logs.columns}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["growth", "se", "weeks"])


def trend_name(row: pd.Series, *, empty_share: float, steep: float = 0.02) -> str:
    """rising, steady, fading or empty shelf: a trend counts where it is steep and twice its own uncertainty."""
    if empty_share >= 0.3:
        return "empty shelf"
    if abs(row["growth"]) < steep or abs(row["growth"]) < 2 * row["se"]:
        return "steady"
    return "rising" if row["growth"] > 0 else "fading"


def praise(reviews: pd.DataFrame, *, traits: set[str] | None = None, stars: int = 4) -> pd.DataFrame:
    """Which traits happy reviewers name: tag, n, share of all tags named; traits not of the product are left out."""
    need(reviews, "tag", "stars_desc")
    happy = reviews[(reviews["stars_desc"] >= stars) & reviews["tag"].notna()]
    if traits is not None:
        happy = happy[happy["tag"].isin(traits)]
    counts = happy["tag"].value_counts().rename_axis("tag").rename("n").reset_index()
    counts = counts.sort_values(["n", "tag"], ascending=[False, True], ignore_index=True)
    return counts.assign(share=counts["n"] / counts["n"].sum())


def bcg(
    own: pd.DataFrame, market: pd.DataFrame, *, start: pd.Timestamp, end: pd.Timestamp, back: int = 364
) -> pd.DataFrame:
    """Categories by where the shop stands among its rivals and by how their market grew (Boston's four cells).

    own: date, category_id, paid_amount. market: market_daily. back: days to the window it is compared with.
    Returns: category_id; own_growth, market_growth (0.1 is +10 %), place (middle rank, 1 is best), shop_share.
    """
    need(own, "date", "category_id", "paid_amount")
    need(market, "date", "category_id", "market_paid_index", "own_rank")
    step = pd.Timedelta(back, "D")
    mine, before = (_sum_between(own, "paid_amount", start - by, end - by) for by in (pd.Timedelta(0), step))
    now, then = (_sum_between(market, "market_paid_index", start - by, end - by) for by in (pd.Timedelta(0), step))
    inside = market[market["date"].between(start, end)]
    return pd.DataFrame(
        {
            "own_growth": mine / before - 1,
            "market_growth": now / then - 1,
            "place": inside.groupby("category_id", observed=True)["own_rank"].median(),
            "shop_share": mine / mine.sum(),
        }
    )


def _sum_between(table: pd.DataFrame, column: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series:
    inside = table.loc[table["date"].between(start, end), ["category_id", column]]
    return inside.groupby("category_id", observed=True)[column].sum().astype(float)


def _slope(logs: Floats) -> tuple[float, float, int]:
    at = np.flatnonzero(np.isfinite(logs))
    if len(at) < 3:
        return np.nan, np.nan, len(at)
    x, y = at - at.mean(), logs[at] - logs[at].mean()
    slope = float(x @ y / (x @ x))
    rest = y - slope * x
    return slope, float(np.sqrt(rest @ rest / (len(at) - 2) / (x @ x))), len(at)
