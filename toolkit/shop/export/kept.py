"""The orders of a shop as it is lived: narrow, a stretch of days at a time, and only while something of them is to come."""

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
    """Stretches of days behind each other: the day after each, and its sales."""

    stretches: list[tuple[int, Sales]] = field(default_factory=list)

    def add(self, stop: int, orders: Columns1D, lines: Columns1D) -> None:
        """Keep the sales of the newest days, those before `stop`."""
        self.stretches.append((stop, (narrow(orders), narrow(lines))))

    def forget(self, day: int, needed: int) -> None:
        """Let go of orders older than the day `needed` of which nothing happens on `day` or later."""
        for place, (stop, (orders, lines)) in enumerate(self.stretches):
            if stop <= needed:
                self.stretches[place] = stop, chosen(orders, lines, np.flatnonzero(orders["over"] >= day))

    def sales(self) -> Sales:
        """All that is kept."""
        orders, lines = ([sales[part] for _, sales in self.stretches] for part in (0, 1))
        before = np.cumsum([0, *(len(one["day"]) for one in orders[:-1])])
        owner = [one["order"] + np.int32(start) for one, start in zip(lines, before.tolist(), strict=True)]
        both = (_laid(orders), _laid(lines))
        return both[0], both[1] | {"order": np.concatenate(owner)}


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
    """Some orders by row, in order, and their lines; those of all rows are not copied."""
    if len(row) == len(orders["day"]):
        return Wide(orders), Wide(lines)
    place = np.full(len(orders["day"]), -1, dtype=np.int32)
    place[row] = np.arange(len(row))
    owner = place[lines["order"]]
    kept = np.flatnonzero(owner >= 0)
    fewer = {name: values[kept] for name, values in lines.items()}
    return Wide({name: values[row] for name, values in orders.items()}), Wide(fewer | {"order": owner[kept]})


def _laid(parts: list[Columns1D]) -> dict[str, NDArray]:
    return {name: np.concatenate([dict.__getitem__(part, name) for part in parts]) for name in parts[0]}
