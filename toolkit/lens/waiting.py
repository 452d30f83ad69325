"""What a wait does to a repurchase rate, and what a letter does to the orders of a fortnight, by band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_BAND = "sleeping"


def back_by_month(known: pd.DataFrame, days: int, as_of: pd.Timestamp, *, since: pd.Timestamp) -> pd.DataFrame:
    """Of 100 new buyers of each month, how many bought again within `days`, and what luck allows around the middle month.

    known: one row an order: customer_id, first (day) and age (days since). as_of: the last day seen. since: first day of
    the first month counted. Returns: month, back, low, high, ripe (whether all of them have had the time).
    """
    need(known, "customer_id", "first", "age")
    new = known[known["first"] >= since]
    month = new["first"].dt.to_period("M")
    met = new.groupby(month)["customer_id"].nunique()
    again = new[new["age"].between(1, days)]
    back = (100 * again.groupby(month)["customer_id"].nunique().reindex(met.index, fill_value=0) / met).astype(float)
    months = pd.PeriodIndex(met.index)
    ends = months.to_timestamp(how="end").normalize()
    ripe = ends + pd.Timedelta(days, "D") <= as_of
    usual = back[ripe].median()
    luck = 2 * (usual * (100 - usual) / met) ** 0.5
    table = pd.DataFrame({"back": back, "low": usual - luck, "high": usual + luck, "ripe": ripe})
    return table.set_axis(months.to_timestamp()).reset_index(names="month")


def orders_by_band(orders: pd.DataFrame, band_of: pd.Series, start: pd.Timestamp, *, days: int = 14) -> pd.Series:
    """Paid orders of known customers in the days from `start`, by the band of who ordered; who has none sleeps.

    band_of: customer_id → band. Returns: orders by band.
    """
    need(orders, "customer_id", "paid_ts")
    paid = orders[orders["customer_id"].notna() & orders["paid_ts"].between(start, start + pd.Timedelta(days, "D"))]
    return paid["customer_id"].map(band_of.astype(str)).fillna(NO_BAND).value_counts()


def letter(
    worth: pd.DataFrame,
    sent: Mapping[str, float],
    was: pd.Series,
    then: pd.Series,
    *,
    leaves: float,
    gift: float,
    send: float,
) -> pd.DataFrame:
    """What a letter did, band by band: came anyway (of those written to), because of it, and net yuan after gifts and sending.

    worth: by band, with "held out" (share who buy without a letter). was, then: orders by band without and with it. leaves:
    yuan an order leaves; gift, send: yuan an order and a message cost.
    """
    many = pd.Series(dict(sent), dtype=float).reindex(worth.index, fill_value=0.0)
    anyway = many * worth["held out"]
    extra = then.reindex(worth.index, fill_value=0) - was.reindex(worth.index, fill_value=0)
    net = extra * leaves - (anyway + extra) * gift - many * send
    return pd.DataFrame({"came anyway": anyway, "because of it": extra, "net": net})
