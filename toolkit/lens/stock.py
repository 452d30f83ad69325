"""Stock: what an empty shelf cost, what a discount really brought, and when to order."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.lens.tables import TooFewDays, need, numbers

if TYPE_CHECKING:
    from collections.abc import Collection

BASE = 56
AFTER = 14


def expected_units(
    shelf: pd.DataFrame,
    product: str,
    others: Collection[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    base: int = BASE,
    value: str = "units",
    without: Collection[object] = (),
) -> pd.Series:
    """What a product would have sold on each day from start to end: its usual per shelf day × how the others run now.

    shelf: lens.on_the_shelf. others: goods that the event did not touch; their pace carries weekday and season.
    base: days before `start` that say what is usual, those in `without` left out. Returns: by date. Raises: TooFewDays.
    """
    before = shelf[shelf["date"].between(start - pd.Timedelta(base, "D"), start - pd.Timedelta(1, "D"))]
    before = before[~before["date"].isin(list(without))]
    mine = before[before["product_id"] == product]
    if mine["shelf"].sum() < 7:
        raise TooFewDays(int(mine["shelf"].sum()), 7)
    usual = mine[value].astype(float).sum() / mine["shelf"].sum()
    rest = shelf[shelf["product_id"].isin(list(others))]
    daily = rest.groupby("date")[value].sum().astype(float)
    days = pd.date_range(start, end)
    pace = daily.reindex(days) / daily.reindex(before["date"].unique()).mean()
    return (usual * pace).rename("expected")


def lost_sales(
    shelf: pd.DataFrame,
    product: str,
    siblings: Collection[str],
    others: Collection[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    base: int = BASE,
    after: int = AFTER,
    without: Collection[object] = (),
) -> pd.Series:
    """Units that an empty shelf cost from start to end, net of what siblings sold more and what came later.

    Returns: demand, sold, siblings, later, lost = demand − sold − siblings − later (siblings and later not below 0).
    """
    window: dict[str, Any] = {"base": base, "without": without}
    last = end + pd.Timedelta(after, "D")
    demand = expected_units(shelf, product, others, start, end, **window).sum()
    sold = _between(shelf, [product], start, end)
    extra = [
        _between(shelf, [one], start, end) - expected_units(shelf, one, others, start, end, **window).sum()
        for one in siblings
    ]
    back = expected_units(shelf, product, others, start, last, **window)[end + pd.Timedelta(1, "D") :].sum()
    later = _between(shelf, [product], end + pd.Timedelta(1, "D"), last) - back
    parts = {"demand": demand, "sold": sold, "siblings": max(0.0, sum(extra)), "later": max(0.0, later)}
    return pd.Series(parts | {"lost": demand - sold - parts["siblings"] - parts["later"]})


def discount_net(
    money: pd.DataFrame,
    product: str,
    siblings: Collection[str],
    others: Collection[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    base: int = BASE,
    after: int = AFTER,
    value: str = "contribution",
    without: Collection[object] = (),
) -> pd.Series:
    """What a discount brought the family: the product's gain, less what siblings lost, less the dip of the days after.

    money: lens.on_the_shelf with a column of contribution by product and day. Returns: product, siblings, after, net,
    all in yuan against the usual (minus is a loss).
    """
    window: dict[str, Any] = {"base": base, "without": without, "value": value}
    last, next_day = end + pd.Timedelta(after, "D"), end + pd.Timedelta(1, "D")

    def gain(name: str, first: pd.Timestamp, until: pd.Timestamp) -> float:
        usual = expected_units(money, name, others, start, until, **window)[first:]
        return _between(money, [name], first, until, value) - float(usual.sum())

    own, family = gain(product, start, end), sum(gain(one, start, end) for one in siblings)
    dip = sum(gain(one, next_day, last) for one in (product, *siblings))
    parts = {"product": own, "siblings": family, "after": dip}
    return pd.Series(parts | {"net": own + family + dip})


def demand_windows(shelf: pd.DataFrame, product: str, lead_days: int) -> pd.Series:
    """What was wanted in every past window as long as the supplier takes; empty days count as the pace of the shelf days.

    Windows with less than half their days on the shelf are left out. Returns: units by the window's last day.
    """
    need(shelf, "date", "product_id", "units", "shelf")
    days = shelf[shelf["product_id"] == product].sort_values("date").set_index("date")
    if len(days) < lead_days:
        raise TooFewDays(len(days), lead_days)
    sums = days[["units", "shelf"]].astype(float).rolling(lead_days).sum().dropna()
    enough = sums[sums["shelf"] >= lead_days / 2]
    return (enough["units"] / enough["shelf"] * lead_days).rename("wanted")


def order_point(shelf: pd.DataFrame, product: str, lead_days: int, *, service: float = 0.95) -> float:
    """Stock at which to order: enough for `service` of all past windows as long as the lead time, in units."""
    return float(demand_windows(shelf, product, lead_days).quantile(service))


def order_point_formula(
    daily: float, daily_sd: float, lead_days: float, lead_sd: float, *, service: float = 0.95
) -> float:
    """Stock at which to order by formula: demand · LT + z √(LT σ² + demand² σ_LT²), in units."""
    luck = np.sqrt(lead_days * daily_sd**2 + daily**2 * lead_sd**2)
    return float(daily * lead_days + NormalDist().inv_cdf(service) * luck)


def lead_times(purchase_orders: pd.DataFrame, supplier: str) -> pd.Series:
    """Days from order to arrival of every delivery of a supplier that has arrived, by the day ordered."""
    need(purchase_orders, "supplier_id", "order_date", "arrive_date", "eta_date")
    mine = purchase_orders[(purchase_orders["supplier_id"] == supplier) & purchase_orders["arrive_date"].notna()]
    days = (mine["arrive_date"] - mine["order_date"]).dt.days
    return days.set_axis(pd.DatetimeIndex(mine["order_date"])).sort_index().rename("days")


def stock_ratios(inventory: pd.DataFrame, cost: pd.Series, *, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series:
    """Turnover (cost of goods sold ÷ mean stock at cost), days of stock, and the share of shelf hours that were empty.

    inventory: inventory_daily. cost: unit cost by product_id. Returns: turnover, days_of_stock, stock_out_rate.
    """
    inside = inventory[inventory["date"].between(start, end)].reset_index(drop=True)
    price = inside["product_id"].map(cost).astype(float)
    sold = float((numbers(inside, "sold_units") * price).sum())
    stock = float((inside["close_units"].astype(float) * price).groupby(inside["date"]).sum().mean())
    days = inside["date"].nunique()
    empty = float(inside["oos_hours"].astype(float).mean() / 24)
    return pd.Series({"turnover": sold / stock, "days_of_stock": stock / sold * days, "stock_out_rate": empty})


def _between(
    table: pd.DataFrame, names: Collection[str], start: pd.Timestamp, end: pd.Timestamp, value: str = "units"
) -> float:
    inside = table["date"].between(start, end) & table["product_id"].isin(list(names))
    return float(table.loc[inside, value].astype(float).sum())
