"""One ledger from two sorts of entries: those of single orders, and all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.data.columns import NULL, Columns, Text
from toolkit.shop.facts import CASH_KINDS, PARTS, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids

_PURCHASE = CASH_KINDS.index("purchase")

_NAMES = ("day", "part", "kind", "amount", "ref")

Entries = Mapping[str, NDArray[Any]]


def ledger(facts: Facts, of_orders: Entries) -> Columns:
    """One row an entry inside the books, by date; what belongs to an order or a purchase names it.

    Args: of_orders, entries of single orders: day, part, kind, amount (fen), order (row of the facts' orders).
    """
    entries = _all_entries(facts, of_orders)
    order = np.argsort(entries["day"].astype(np.uint16), kind="stable")
    day = entries["day"][order]
    date = ids.first_day(facts) + day
    name = ids.dated(facts.keys.process("entry ids"), date, _place_in_day(day))
    turn = np.argsort(name)
    order = order[turn]
    return {
        "entry_id": name[turn],
        "date": date[turn].astype(np.int32),
        "part": Text(entries["part"][order].astype(np.int32), PARTS),
        "kind": Text(entries["kind"][order].astype(np.int32), CASH_KINDS),
        "amount": entries["amount"][order],
        "ref_id": entries["ref"][order],
    }


def _all_entries(facts: Facts, of_orders: Entries) -> dict[str, NDArray[Any]]:
    """Both sorts of entries, without those of 0 fen and those of days that are not wanted."""
    parts = (facts.cash | {"ref": _purchase_refs(facts)}, {**of_orders, "ref": of_orders["order"]})
    rows = [np.flatnonzero(facts.is_wanted(part["day"]) & (part["amount"] != 0)) for part in parts]
    cash, orders = ({name: part[name][row] for name in _NAMES} for part, row in zip(parts, rows, strict=True))
    orders["ref"] = ids.order_ids(facts)[orders["ref"]]
    return {name: np.concatenate([cash[name], orders[name]]) for name in _NAMES}


def _purchase_refs(facts: Facts) -> Ints:
    """Purchase order of each entry for a purchase; null for other entries."""
    ref = facts.cash["ref"]
    bought = (facts.cash["kind"] == _PURCHASE) & (ref >= 0)
    return np.where(bought, np.append(ids.purchase_ids(facts), NULL)[np.where(bought, ref, -1)], NULL)


def _place_in_day(day: Ints) -> Ints:
    """0, 1, 2 … within each day of sorted days."""
    start = np.flatnonzero(np.diff(day, prepend=-1))
    return np.arange(len(day)) - np.repeat(start, np.diff(np.append(start, len(day))))
