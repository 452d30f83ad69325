"""The orders of a shop as it is lived: narrow, and only while something of them is to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.export.narrow import Wide, narrow
from toolkit.shop.facts import Columns1D, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows.persons import first_of_person
from toolkit.shop.runs import begins

Sales: TypeAlias = tuple[Columns1D, Columns1D]
"""Orders and their lines, which point at rows of the orders."""
_DAY_TENTHS = 240
_SLACK = 7


@dataclass
class Kept:
    """Orders by day and their lines, changed column by column, so that none of them is ever there twice."""

    orders: Columns1D = field(default_factory=dict)
    lines: Columns1D = field(default_factory=dict)

    def add(self, orders: Columns1D, lines: Columns1D) -> None:
        """Lay the sales of the newest days behind the others."""
        before = len(self.orders.get("day", ()))
        for kept, fresh in ((self.orders, orders), (self.lines, lines | {"order": lines["order"] + before})):
            for name, values in fresh.items():
                small = narrow({name: values})[name]
                kept[name] = np.concatenate([kept[name], small]) if name in kept else small

    def forget(self, day: int, needed: int) -> None:
        """Let go of orders older than the day `needed` of which nothing happens on `day` or later."""
        order = np.flatnonzero((self.orders["day"] >= needed) | (self.orders["over"] >= day))
        if len(order) == len(self.orders["day"]):
            return
        line, owner = lines_of(self.orders, self.lines, order)
        for kept, row in ((self.orders, order), (self.lines, line)):
            for name in kept:
                kept[name] = kept[name][row]
        self.lines["order"] = owner


def over(facts: Facts) -> Ints:
    """Last day on which something of each order may happen; orders of one person and day are over together."""
    rows, lines = facts.orders, facts.lines
    settle = int(facts.scenario.raw["money"]["settle_days"])
    ends = rows["day"] + np.maximum(rows["deliver_tenths"], rows["ship_tenths"]) // _DAY_TENTHS + settle
    after = np.maximum.reduce([lines[name] for name in ("refund_day", "refund_done_day", "review_day")])
    first = np.flatnonzero(begins(lines["order"]))
    owner = lines["order"][first]
    ends[owner] = np.maximum(ends[owner], np.maximum.reduceat(after, first) if len(first) else after)
    new = first_of_person(facts)
    latest = np.maximum.reduceat(ends, np.flatnonzero(new)) if len(ends) else ends
    return np.asarray(latest[np.cumsum(new) - 1] + _SLACK)


def chosen(orders: Columns1D, lines: Columns1D, row: Ints) -> Sales:
    """Some orders by row, in order, and their lines."""
    line, owner = lines_of(orders, lines, row)
    some = {name: values[line] for name, values in lines.items()}
    return Wide({name: values[row] for name, values in orders.items()}), Wide(some | {"order": owner})


def lines_of(orders: Columns1D, lines: Columns1D, row: Ints) -> tuple[Ints, NDArray[np.int32]]:
    """Rows of the lines of some orders, and the place of each one's order among these."""
    place = np.full(len(orders["day"]), -1, dtype=np.int32)
    place[row] = np.arange(len(row))
    owner = place[lines["order"]]
    kept = np.flatnonzero(owner >= 0)
    return kept, owner[kept]
