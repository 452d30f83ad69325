"""Advertising and channels: what a click costs, what a sale must bring, what each channel leaves after everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.cohorts import TRUNCATED, new_customers, value_to_date
from toolkit.lens.tables import LensError, need

if TYPE_CHECKING:
    from collections.abc import Sequence


class NothingStays(LensError):
    """No turnover breaks even where a sale leaves nothing."""

    def __init__(self, share: float) -> None:
        super().__init__(
            f"of 100 yuan paid {100 * share:.1f} stay. No ROAS breaks even at 0 or less: mend the margin first."
        )


def ad_ratios(ads: pd.DataFrame, by: str | Sequence[str] = "campaign_id") -> pd.DataFrame:
    """Sums of an advertising table, divided once: impressions, clicks, spend, attr_orders, attr_paid, ctr, cpc, cpm, cvr, roas.

    ads: ads_daily. On Chinese platforms the column 投产比 / ROI is this roas.
    """
    groups = [by] if isinstance(by, str) else list(by)
    names = {"attr_orders_15d": "attr_orders", "attr_paid_15d": "attr_paid"}
    columns = ["impressions", "clicks", "spend", *names]
    need(ads, *groups, *columns)
    sums = ads.groupby(groups, observed=True)[columns].sum().astype(float).rename(columns=names)
    return sums.assign(
        ctr=sums["clicks"] / sums["impressions"],
        cpc=sums["spend"] / sums["clicks"],
        cpm=1000 * sums["spend"] / sums["impressions"],
        cvr=sums["attr_orders"] / sums["clicks"],
        roas=sums["attr_paid"] / sums["spend"],
    )


def kept_per_100(
    *,
    price: float = 100.0,
    goods: float,
    fee: float = 0.0,
    parcel: float = 0.0,
    refund_rate: float = 0.0,
    return_freight: float = 0.0,
    resold: float = 1.0,
) -> float:
    """What a paid order leaves: (1 − refunds) · (price − goods − fee) − parcel − refunds · return freight, in yuan.

    fee is in yuan; resold is the share of returned goods that can be sold again (the rest is lost with its cost).
    """
    lost = refund_rate * (1 - resold) * goods
    return (1 - refund_rate) * (price - goods - fee) - parcel - refund_rate * return_freight - lost


def break_even_roas(contribution: float, paid: float) -> float:
    """The ROAS at which advertising earns nothing: paid ÷ contribution before ads. Raises: NothingStays."""
    if contribution <= 0:
        raise NothingStays(contribution / paid)
    return paid / contribution


def return_on_ads(roas: float, break_even: float) -> float:
    """What a yuan of ads really returns: roas ÷ break-even − 1, so 2.5 at 3.25 is a loss of 23 %."""
    return roas / break_even - 1


def commission_by_channel(orders: pd.DataFrame, cash_ledger: pd.DataFrame) -> pd.Series:
    """Advertising paid by the order (affiliates): ledger entries of kind ads whose ref_id is one of these orders, by channel."""
    need(cash_ledger, "kind", "ref_id", "amount")
    entries = cash_ledger[(cash_ledger["kind"] == "ads") & cash_ledger["ref_id"].isin(orders["order_id"])]
    channel = entries["ref_id"].map(orders.set_index("order_id")["channel_id"])
    return (-entries["amount"].astype(float)).groupby(channel).sum().rename("commission")


def after_ads(
    orders: pd.DataFrame,
    contribution: pd.DataFrame,
    ads: pd.DataFrame,
    campaigns: pd.DataFrame,
    *,
    more: pd.Series | None = None,
) -> pd.DataFrame:
    """Contribution after advertising by channel; spend belongs to the channel that spent it, and all adds up to the shop.

    orders, ads: of the same days. contribution: lens.contribution of these orders. more: further spend by channel that
    ads_daily does not hold, as commissions (commission_by_channel) and messages sent.
    Returns: channel_id (index), orders, paid, kept, contribution, spend, after_ads.
    """
    need(ads, "campaign_id", "spend")
    money = orders[["order_id", "channel_id"]].merge(contribution, on="order_id", validate="1:1")
    by_channel = money.groupby("channel_id", observed=True).agg(
        orders=("order_id", "size"), paid=("paid", "sum"), kept=("kept", "sum"), contribution=("contribution", "sum")
    )
    channel = ads["campaign_id"].map(campaigns.set_index("campaign_id")["channel_id"])
    spend = ads["spend"].astype(float).groupby(channel).sum()
    if more is not None:
        spend = spend.add(more.astype(float), fill_value=0.0)
    table = by_channel.reindex(by_channel.index.union(spend.index), fill_value=0.0)
    table["spend"] = spend.reindex(table.index).fillna(0.0)
    return table.assign(after_ads=table["contribution"] - table["spend"])


def customer_cost(
    orders: pd.DataFrame, spend: float, channel: str, start: pd.Timestamp, end: pd.Timestamp
) -> pd.Series:
    """What a new customer of a channel cost: spend of these days ÷ customers whose first order came by it then.

    orders: the whole book, so that old customers are known as such. Returns: spend, new_customers, cost.
    """
    won = new_customers(orders)
    fresh = won[(won["channel_id"] == channel) & won["first"].between(start, end)]
    return pd.Series(
        {"spend": spend, "new_customers": len(fresh), "cost": spend / len(fresh) if len(fresh) else float("inf")}
    )


def payback(
    orders: pd.DataFrame,
    contribution: pd.DataFrame,
    channel: str,
    cost: float,
    *,
    within: int = 90,
    truncated: int = TRUNCATED,
) -> pd.Series:
    """The first age at which a channel's matured new customers have left their cost: days (empty if not within), value, paid_back."""
    ages = tuple(range(within + 1))
    value = value_to_date(orders, contribution, ages=ages, truncated=truncated).loc[channel]
    enough = [age for age in ages if value[age] >= cost]
    return pd.Series(
        {"days": enough[0] if enough else None, "value": value[within], "paid_back": bool(enough)}, dtype="object"
    )


def left_by_100_visitors(
    traffic: pd.DataFrame,
    orders: pd.DataFrame,
    contribution: pd.DataFrame,
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    days: int = 90,
) -> pd.DataFrame:
    """What 100 visitors of a channel leave within `days`: contribution of the customers it won first, per visitor.

    traffic: traffic_daily. start, end: days on which they were won; they need `days` more in the book.
    Returns: channel_id; uv, customers, left_per_100, the best first. Orders of guests count on their own day.
    """
    won = new_customers(orders, truncated=0)
    won = won[won["first"].between(start, end)]
    paid = orders[orders["paid_ts"].notna()].merge(contribution[["order_id", "contribution"]], on="order_id")
    day = paid["paid_ts"].dt.normalize()
    guests = paid[paid["customer_id"].isna() & day.between(start, end)].groupby("channel_id")["contribution"].sum()
    ours = paid.drop(columns="channel_id").merge(won, on="customer_id")
    age = (ours["paid_ts"].dt.normalize() - ours["first"]).dt.days
    left = ours[age <= days].groupby("channel_id")["contribution"].sum().add(guests, fill_value=0.0)
    uv = traffic[traffic["date"].between(start, end)].groupby("channel_id", observed=True)["uv"].sum().astype(float)
    table = pd.DataFrame({"uv": uv, "customers": won.groupby("channel_id").size().reindex(uv.index, fill_value=0)})
    table["left_per_100"] = 100 * left.reindex(uv.index).fillna(0.0) / uv
    return table.sort_values("left_per_100", ascending=False, kind="stable")
