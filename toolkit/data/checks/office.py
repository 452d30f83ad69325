"""Rules of the cash ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book, to_fen
from toolkit.data.checks.rule import rule

if TYPE_CHECKING:
    import pandas as pd

PAID_OUT = ("refund", "ads", "purchase", "salary", "rent")


@rule("settlements come in; refunds, ads, purchases, salaries and rent go out", "cash_ledger")
def money_flows_the_right_way(book: Book) -> pd.DataFrame:
    """Entries with the wrong sign."""
    entries = book.cash_ledger
    wrong = (entries["kind"] == "settlement") & (entries["amount"] < 0)
    wrong |= entries["kind"].isin(PAID_OUT) & (entries["amount"] > 0)
    return entries.loc[wrong, ["entry_id", "kind", "amount"]]


@rule("a settlement is for an order that was paid", "cash_ledger", "orders")
def settlements_are_for_orders(book: Book) -> pd.DataFrame:
    """Settlements that refer to no paid order."""
    entries = book.cash_ledger[book.cash_ledger["kind"] == "settlement"]
    paid = book.orders.loc[book.orders["paid_ts"].notna(), "order_id"]
    return entries.loc[~entries["ref_id"].isin(paid), ["entry_id", "date", "ref_id"]]


@rule("a payment to a supplier is for a purchase order", "cash_ledger", "purchase_orders")
def purchases_are_for_purchase_orders(book: Book) -> pd.DataFrame:
    """Purchases that refer to no purchase order."""
    entries = book.cash_ledger[book.cash_ledger["kind"] == "purchase"]
    return entries.loc[~entries["ref_id"].isin(book.purchase_orders["po_id"]), ["entry_id", "date", "ref_id"]]


@rule("the balance moves by what the ledger says", "cash_ledger")
def cash_adds_up(book: Book) -> pd.DataFrame:
    """Days after the first whose balance differs from that before plus the day's entries; needs the balances."""
    import pandas as pd

    if book.cash is None:
        return pd.DataFrame()
    balance = to_fen(book.cash).sort_index()
    moved = book.cash_ledger.groupby("date")["amount"].sum().reindex(balance.index, fill_value=0)
    days = pd.DataFrame({"balance": balance, "change": balance.diff(), "moved": moved}).iloc[1:]
    return days[days["change"] != days["moved"]].reset_index()
