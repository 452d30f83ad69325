"""Bands of customers: how long ago, how often, how much they kept, as of one fixed day."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

RECENCY = (30, 90, 180)
FREQUENCY = (1, 2, 4)
MONEY = (100, 300, 800)


def rfm_table(orders: pd.DataFrame, as_of: pd.Timestamp, *, refunds: pd.DataFrame | None = None) -> pd.DataFrame:
    """Each known customer on one day: recency (days since the last paid order), orders, kept (paid less refunds of them).

    refunds: order_id, amount and requested_ts; those asked for after `as_of` are not known yet. Index: customer_id.
    """
    need(orders, "customer_id", "paid_ts", "paid_amount", "order_id")
    end = pd.Timestamp(as_of) + pd.Timedelta(1, "D")
    seen = orders[orders["customer_id"].notna() & (orders["paid_ts"] < end)].copy()
    seen["kept"] = seen["paid_amount"].astype(float)
    if refunds is not None:
        back = refunds[refunds["requested_ts"] < end].groupby("order_id")["amount"].sum()
        seen["kept"] -= seen["order_id"].map(back).fillna(0.0)
    groups = seen.groupby("customer_id")
    recency = (pd.Timestamp(as_of) - groups["paid_ts"].max().dt.normalize()).dt.days
    return pd.DataFrame({"recency": recency, "orders": groups.size(), "kept": groups["kept"].sum()})


def rfm_bands(
    customers: pd.DataFrame,
    *,
    recency: Sequence[float] = RECENCY,
    frequency: Sequence[float] = FREQUENCY,
    money: Sequence[float] = MONEY,
) -> pd.DataFrame:
    """Fixed bands instead of fifths, which break where most bought once: customers with r, f and m as text labels.

    recency, frequency, money: the last number inside each band but the open one, as (30, 90, 180) days.
    """
    need(customers, "recency", "orders", "kept")
    return customers.assign(
        r=_band(customers["recency"], recency, "d"),
        f=_band(customers["orders"], frequency, "x"),
        m=_band(customers["kept"], money, ""),
    )


def band_sizes(banded: pd.DataFrame, by: Sequence[str] = ("r", "f")) -> pd.DataFrame:
    """Customers in each band, empty ones as 0: rows the first of `by`, columns the second; one column if only one is given."""
    need(banded, *by)
    if len(by) == 1:
        return banded.groupby(by[0], observed=False).size().to_frame("customers")
    return banded.pivot_table(
        index=by[0], columns=by[1], values="kept", aggfunc="size", fill_value=0, observed=False
    ).astype(int)


def _band(numbers: pd.Series, edges: Sequence[float], unit: str) -> pd.Series:
    names = [f"≤{edges[0]:g}{unit}"]
    names += [f"{low:g}–{high:g}{unit}" for low, high in itertools.pairwise(edges)]
    names.append(f">{edges[-1]:g}{unit}")
    return pd.cut(numbers.astype(float), [-np.inf, *edges, np.inf], labels=names)
