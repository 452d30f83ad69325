"""Money: what stays of each order, what each hundred kept costs, and whether the account lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

PER_ORDER = ("fee", "freight")


def contribution(
    orders: pd.DataFrame, order_items: pd.DataFrame, refunds: pd.DataFrame, cash_ledger: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What each paid order leaves before advertising: paid − refunds of it − goods not put back − fee − freight.

    Fee and freight (returns' too) are the ledger's entries whose ref_id is the order. Without a ledger they are 0.
    Returns: order_id, paid, refunded, kept, goods, fee, freight, contribution, in yuan.
    """
    need(orders, "order_id", "paid_ts", "paid_amount")
    need(order_items, "order_id", "line_no", "qty", "unit_cost")
    paid = orders.loc[orders["paid_ts"].notna(), ["order_id", "paid_amount"]]
    lines = order_items.loc[order_items["order_id"].isin(paid["order_id"]), ["order_id", "line_no", "qty", "unit_cost"]]
    refunds = refunds[refunds["order_id"].isin(paid["order_id"])]
    back = refunds[refunds["goods_back"].astype(bool)].groupby(["order_id", "line_no"])["qty"].sum()
    home = lines.merge(back.rename("back").reset_index(), on=["order_id", "line_no"], how="left")["back"].fillna(0)
    unshipped = refunds.loc[refunds["kind"] == "unshipped"].groupby(["order_id", "line_no"])["qty"].sum()
    never = lines.merge(unshipped.rename("never").reset_index(), on=["order_id", "line_no"], how="left")[
        "never"
    ].fillna(0)
    gone = (lines["qty"] - pd.concat([home, never], axis=1).max(axis=1).to_numpy()).astype(float)
    goods = (gone * lines["unit_cost"].astype(float)).groupby(lines["order_id"]).sum()
    table = paid.rename(columns={"paid_amount": "paid"}).astype({"paid": float})
    table["refunded"] = table["order_id"].map(refunds.groupby("order_id")["amount"].sum()).astype(float).fillna(0.0)
    table["kept"] = table["paid"] - table["refunded"]
    table["goods"] = table["order_id"].map(goods).astype(float).fillna(0.0)
    for kind in PER_ORDER:
        table[kind] = _per_order(table["order_id"], cash_ledger, kind)
    left = table["kept"] - table["goods"] - table["fee"] - table["freight"]
    return table.assign(contribution=left).reset_index(drop=True)


def ladder(orders: pd.DataFrame, money: pd.DataFrame, *, ads: float = 0.0) -> pd.Series:
    """The money ladder of these orders, from placed down to what stays after ads; every rung is a sum in yuan.

    money: lens.contribution. Returns: placed, paid, kept, after_goods, after_fee, after_freight, after_ads.
    """
    need(orders, "order_id", "list_amount", "discount_amount", "shipping_fee")
    placed = float((orders["list_amount"] - orders["discount_amount"] + orders["shipping_fee"]).sum())
    sums = money[money["order_id"].isin(orders["order_id"])][["paid", "kept", "goods", "fee", "freight"]].sum()
    rungs = {"placed": placed, "paid": sums["paid"], "kept": sums["kept"]}
    rungs["after_goods"] = sums["kept"] - sums["goods"]
    rungs["after_fee"] = rungs["after_goods"] - sums["fee"]
    rungs["after_freight"] = rungs["after_fee"] - sums["freight"]
    return pd.Series(rungs | {"after_ads": rungs["after_freight"] - ads})


def product_money(order_items: pd.DataFrame, money: pd.DataFrame, refunds: pd.DataFrame) -> pd.DataFrame:
    """What each product left: units, paid, kept, contribution; an order's fee and freight go by the share of paid.

    money: lens.contribution. Returns: one row a product_id; contributions add up to those of the orders.
    """
    lines = order_items.merge(money, on="order_id", validate="m:1")
    back = refunds.groupby(["order_id", "line_no"], as_index=False).agg(amount=("amount", "sum"))
    lines = lines.merge(back, on=["order_id", "line_no"], how="left")
    lines["kept_line"] = lines["paid_alloc"].astype(float) - lines["amount"].astype(float).fillna(0.0)
    share = (lines["paid_alloc"] / lines["paid"].where(lines["paid"] > 0)).astype(float).fillna(0.0)
    weight = (lines["qty"] * lines["unit_cost"]).astype(float)
    goods = (lines["goods"] * weight / weight.groupby(lines["order_id"]).transform("sum").replace(0, 1)).astype(float)
    lines["left"] = lines["kept_line"] - goods - share * (lines["fee"] + lines["freight"])
    return lines.groupby("product_id", as_index=False).agg(
        units=("qty", "sum"), paid=("paid_alloc", "sum"), kept=("kept_line", "sum"), contribution=("left", "sum")
    )


def cost_per_100_kept(cash_ledger: pd.DataFrame, kept: float, *, by: str = "kind") -> pd.Series:
    """What each line of the ledger took for every 100 yuan kept, the largest first; money that came in is left out."""
    need(cash_ledger, by, "amount")
    out = -cash_ledger["amount"].astype(float).clip(upper=0)
    return (100 * out.groupby(cash_ledger[by], observed=True).sum() / kept).sort_values(ascending=False)


def cash_forecast(plan: pd.DataFrame, ad_budget: float = 0.0) -> pd.DataFrame:
    """The account day by day: opening balance, planned entries in and out when they fall due, the ads every day.

    plan: date and amount (+ in, − out) of planned entries; the opening balance is an entry of the first day. ad_budget:
    yuan a day on top; what the ads sell is in the plan or left out.
    Returns: date, amount, balance; one row a day from the first to the last planned day.
    """
    need(plan, "date", "amount")
    daily = plan["amount"].astype(float).groupby(plan["date"]).sum()
    days = pd.date_range(daily.index.min(), daily.index.max())
    amount = daily.reindex(days, fill_value=0.0) - ad_budget
    return pd.DataFrame({"date": days, "amount": amount.to_numpy(), "balance": amount.cumsum().round(2).to_numpy()})


def lowest_day(forecast: pd.DataFrame) -> pd.Series:
    """The day on which least is left, the first if several: date and balance."""
    need(forecast, "date", "balance")
    row = forecast.iloc[int(forecast["balance"].argmin())]
    return row[["date", "balance"]]


def largest_safe_budget(plan: pd.DataFrame, budgets: Sequence[float], buffer: float) -> float | None:
    """The largest of these daily ad budgets whose lowest balance stays at the buffer or above; None if none does."""
    safe = [float(one) for one in budgets if cash_forecast(plan, one)["balance"].min() >= buffer]
    return max(safe) if safe else None


def _per_order(order_ids: pd.Series, cash_ledger: pd.DataFrame | None, kind: str) -> pd.Series:
    if cash_ledger is None:
        return pd.Series(0.0, index=order_ids.index)
    need(cash_ledger, "kind", "ref_id", "amount")
    theirs = cash_ledger["ref_id"].notna() & cash_ledger["ref_id"].isin(order_ids)
    entries = cash_ledger.loc[(cash_ledger["kind"] == kind) & theirs, ["ref_id", "amount"]]
    cost = -entries["amount"].astype(float).groupby(entries["ref_id"].astype("int64")).sum()
    return order_ids.map(cost).astype(float).fillna(0.0)
