"""What order lines leave in the till: paid less refunds, goods, platform fee, commission and parcels."""

from __future__ import annotations

import numpy as np

from toolkit.shop.capital import order_entries
from toolkit.shop.facts import CASH_KINDS, PARTS, REFUND_KINDS, Facts
from toolkit.shop.keys import Ints

_PPM = 1_000_000


def line_contribution(facts: Facts, line: Ints, until: int) -> Ints:
    """Fen that each of some paid lines leaves, refunds done by the day `until` taken off; lines add up to their orders.

    A refund brings the fee back and, where the goods return or never left, their cost; parcels stay paid.
    """
    rows, money = facts.lines, facts.scenario.raw["money"]
    goods = (rows["cost_fen"] * rows["qty"])[line]
    done, kind = rows["refund_done_day"][line], rows["refund_kind"][line]
    back = (kind >= 0) & (done >= 0) & (done <= until)
    refund = rows["refund_fen"][line]
    fee = refund * round(money["fee"] * _PPM) // _PPM
    kept = (kind == REFUND_KINDS.index("unshipped")) | (rows["goods_back"][line] > 0)
    parcel = np.where(kind == REFUND_KINDS.index("return_refund"), round(money["return_parcel"] * 100), 0)
    undone = refund - fee + parcel - np.where(kept, goods, 0)
    return np.asarray(_sale_net(facts)[line] - goods - np.where(back, undone, 0))


def _sale_net(facts: Facts) -> Ints:
    """Fen of each line's sale less fee, commission and parcel, before refunds: the order's, shared by what was paid."""
    orders, lines = facts.orders, facts.lines
    entries = order_entries(facts)
    refunds = (entries["part"] == PARTS.index("service")) | (
        (entries["kind"] == CASH_KINDS.index("fee")) & (entries["amount"] > 0)
    )
    size, sale = len(orders["day"]), np.flatnonzero(~refunds)
    net = np.bincount(entries["order"][sale], weights=entries["amount"][sale], minlength=size).astype(np.int64)
    order, alloc = lines["order"], lines["paid_alloc"]
    upto = np.cumsum(alloc)
    paid = orders["paid_fen"]
    start = (np.cumsum(paid) - paid)[order]
    whole = np.maximum(paid, 1)[order]
    return np.asarray((upto - start) * net[order] // whole - (upto - alloc - start) * net[order] // whole)
