"""Money by the day it moves: what orders bring and cost, and everything else."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.data.columns import NULL, Columns, Text
from toolkit.shop.capital import order_entries
from toolkit.shop.facts import CASH_KINDS, PARTS, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids

_PURCHASE = CASH_KINDS.index("purchase")


def cash_ledger(facts: Facts) -> Columns:
    """One row an entry inside the books, by date; what belongs to an order or a purchase names it."""
    entries = _all_entries(facts)
    order = np.argsort(entries["day"], kind="stable")
    rows = {name: column[order] for name, column in entries.items()}
    name = ids.dated(facts.keys.process("entry ids"), ids.first_day(facts) + rows["day"], _place_in_day(rows["day"]))
    order = np.argsort(name)
    return {
        "entry_id": name[order],
        "date": (ids.first_day(facts) + rows["day"][order]).astype(np.int32),
        "part": Text(rows["part"][order].astype(np.int32), PARTS),
        "kind": Text(rows["kind"][order].astype(np.int32), CASH_KINDS),
        "amount": rows["amount"][order],
        "ref_id": rows["ref"][order],
    }


def _all_entries(facts: Facts) -> dict[str, Any]:
    """Both sorts of entries, without those of 0 fen and those after the last day."""
    own = {name: facts.cash[name] for name in ("day", "part", "kind", "amount")}
    sold: dict[str, Any] = dict(order_entries(facts))
    sold["ref"] = ids.order_ids(facts)[sold.pop("order")]
    both = {name: np.concatenate([own[name], sold[name]]) for name in own}
    both["ref"] = np.concatenate([_purchase_refs(facts), sold["ref"]])
    kept = (both["day"] >= 0) & (both["day"] < facts.days) & (both["amount"] != 0)
    return {name: column[kept] for name, column in both.items()}


def _purchase_refs(facts: Facts) -> Ints:
    """Purchase order of each entry for a purchase; null for other entries."""
    ref = facts.cash["ref"]
    bought = (facts.cash["kind"] == _PURCHASE) & (ref >= 0)
    return np.where(bought, np.append(ids.purchase_ids(facts), NULL)[np.where(bought, ref, -1)], NULL)


def _place_in_day(day: Ints) -> Ints:
    """0, 1, 2 … within each day of sorted days."""
    return np.arange(len(day)) - np.searchsorted(day, day)
