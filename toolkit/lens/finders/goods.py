"""Goods: an empty shelf (INC-03), a price slip (INC-04), a cannibal (INC-08), a bad batch (INC-11), a late supplier (INC-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.assortment import on_the_shelf
from toolkit.lens.service import batch_refunds
from toolkit.lens.spans import COLUMNS, by_day, nothing, spans, together
from toolkit.lens.stock import expected_units
from toolkit.lens.tables import TooFewDays, need

if TYPE_CHECKING:
    from collections.abc import Collection

EMPTY, LEAST_DAYS, CARRIES = 23.5, 3, 0.06
SLIP, RUSH = 0.55, 4.0
DUE = 13
TWO_MONDAYS = 16
"""A supplier of whom nothing was ordered for a week is late all the same."""
BASE = 42
MANY = 0.9999
"""A book holds thousands of batches: only what luck would not do in any of them counts."""


def empty_shelf(product_daily: pd.DataFrame, inventory_daily: pd.DataFrame) -> pd.DataFrame:
    """Days on which the product that carries the shop could not be bought at all (INC-03).

    Returns: start, end, entity (product), size (its share of the shop's paid amount in the weeks before).
    """
    paid = by_day(product_daily, "product_id", "paid_amount")
    hours = by_day(inventory_daily, "product_id", "oos_hours").reindex(columns=paid.columns)
    share = paid.rolling(BASE, min_periods=BASE).sum().shift(1)
    share = share.div(share.sum(axis=1), axis=0)
    found = []
    best = share.where(share.eq(share.max(axis=1), axis=0) & (share >= CARRIES))
    for product in best.columns[best.notna().any()]:
        empty = hours[product] >= EMPTY
        # a shelf that stays empty sells less and less: what counts is where it stood on its last full day
        stood = best[product].notna().where(~empty).ffill().eq(True)
        found.append(spans(empty & stood, entity=str(product), size=share[product], least=LEAST_DAYS))
    return together(found)


def price_mistake(product_daily: pd.DataFrame) -> pd.DataFrame:
    """Days on which a product brought far less a piece than usual and sold many times its usual units (INC-04).

    A slip of some hours does not show in the price of the day, only in what was paid.

    Returns: start, end, entity (product), size (units ÷ usual units).
    """
    need(product_daily, "date", "product_id", "units", "price", "paid_amount")
    table = product_daily.sort_values(["product_id", "date"])
    pieces = table["units"].astype(float)
    table = table.assign(price=table["paid_amount"].astype(float) / pieces.where(pieces > 0))
    groups = table.groupby("product_id", observed=True)
    price = groups["price"].transform(lambda one: one.astype(float).rolling(28, min_periods=7).median().shift(1))
    units = groups["units"].transform(lambda one: one.astype(float).rolling(28, min_periods=7).median().shift(1))
    slipped = table["price"].astype(float) < SLIP * price
    rush = table["units"].astype(float) > np.maximum(RUSH * units, 20.0)
    hits = table[(slipped & rush).to_numpy()].assign(size=(table["units"].astype(float) / units.clip(lower=0.5)))
    found = [
        spans(
            pd.Series(data=True, index=pd.DatetimeIndex(one["date"])),
            entity=str(product),
            size=one.set_index("date")["size"],
        )
        for product, one in hits.groupby("product_id", observed=True)
    ]
    return together(found)


def cannibal(
    promotions: pd.DataFrame, product_daily: pd.DataFrame, inventory_daily: pd.DataFrame, products: pd.DataFrame
) -> pd.DataFrame:
    """Discounts on one product alone that sold much more of it, with the share its siblings lost to it (INC-08).

    The share is as rough as its siblings are small: judge the family's money with lens.discount_net.
    Returns: start, end, entity (product), size (units lost by siblings ÷ units gained).
    """
    need(promotions, "kind", "start_ts", "end_ts", "product_ids")
    alone = promotions[(promotions["kind"] == "discount") & ~promotions["product_ids"].str.strip().str.contains(" ")]
    shelf = on_the_shelf(product_daily, inventory_daily)
    family = products.set_index("product_id")["family_id"]
    rows = []
    for name, opened, closed in zip(alone["product_ids"], alone["start_ts"], alone["end_ts"], strict=True):
        product = name.strip()
        siblings = family.index[(family == family[product]) & (family.index != product)]
        others = family.index[family != family[product]]
        start, end = opened.normalize(), (closed - pd.Timedelta(1, "us")).normalize()
        gained, usual_units = _gain(shelf, [product], others, start, end)
        lost = -_gain(shelf, siblings, others, start, end)[0]
        if len(siblings) and gained > 3 * np.sqrt(max(usual_units, 1.0)):
            rows.append((start, end, product, lost / gained))
    return pd.DataFrame(rows, columns=COLUMNS) if rows else nothing()


def bad_batch(order_items: pd.DataFrame, orders: pd.DataFrame, refunds: pd.DataFrame) -> pd.DataFrame:
    """The product whose batch comes back broken far more often than its other batches (INC-11).

    Returns: start, end (days on which the batch was sold), entity (batch_id), size (its refund rate).
    """
    table = batch_refunds(order_items, refunds, sure=MANY)
    bad = table[table["suspect"] & (table["rate"] > 0.10) & (table["sold"] >= 40)]
    if bad.empty:
        return nothing()
    lines = order_items[order_items["batch_id"].isin(bad["batch_id"])].merge(
        orders[["order_id", "paid_ts"]], on="order_id"
    )
    sold = lines.groupby("batch_id")["paid_ts"].agg(["min", "max"])
    rows = [
        (sold["min"][batch].normalize(), sold["max"][batch].normalize(), batch, float(rate))
        for batch, rate in zip(bad["batch_id"], bad["rate"], strict=True)
    ]
    return together([pd.DataFrame(rows, columns=COLUMNS)])


def late_supplier(purchase_orders: pd.DataFrame) -> pd.DataFrame:
    """Suppliers of whom several orders in a row came two weeks and more after their promise (INC-12).

    Orders not yet there count as late once their promise is passed by as much on the last day known.
    Returns: start, end (first and last day of such orders), entity (supplier), size (median days late).
    """
    need(purchase_orders, "supplier_id", "order_date", "eta_date", "arrive_date")
    last = purchase_orders["arrive_date"].max()
    arrived = purchase_orders["arrive_date"].fillna(last)
    table = purchase_orders.assign(late=(arrived - purchase_orders["eta_date"]).dt.days)
    daily = table.groupby(["supplier_id", "order_date"], observed=True)["late"].median()
    found = []
    for supplier, late in daily.groupby(level=0):
        of_day = late.droplevel(0).astype(float)
        rings = of_day >= DUE
        found.append(spans(rings, entity=str(supplier), size=of_day, least=2, gap=TWO_MONDAYS))
    return together(found)


def _gain(
    shelf: pd.DataFrame, names: Collection[str], others: Collection[str], start: pd.Timestamp, end: pd.Timestamp
) -> tuple[float, float]:
    """Units sold beyond the usual of the hours on the shelf, and that usual; goods too new to have one are left out."""
    gain, usual_units = 0.0, 0.0
    for name in names:
        try:
            usual = expected_units(shelf, name, others, start, end, base=BASE)
        except TooFewDays:
            continue
        days = shelf[shelf["date"].between(start, end) & (shelf["product_id"] == name)].set_index("date")
        expected = float((usual * days["shelf"].reindex(usual.index, fill_value=0.0)).sum())
        gain += float(days["units"].astype(float).sum()) - expected
        usual_units += expected
    return gain, usual_units
