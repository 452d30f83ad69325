"""Customers who come to look: before their first order, and in the weeks after one."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.shop.facts import DEVICES, Facts
from toolkit.shop.keys import Ints, draw
from toolkit.shop.rows.once import once
from toolkit.shop.rows.people import first_order, first_seen
from toolkit.shop.rows.persons import first_of_person
from toolkit.shop.rows.visit_counts import PPM
from toolkit.shop.rows.visit_ids import AFTER, AFTER_TWICE, BEFORE, MOST_DAYS, place_number
from toolkit.shop.samplers import exponential, pick

_NAMES = ("day", "cell", "kind", "number", "customer")


@once
def looks(facts: Facts) -> dict[str, Any]:
    """Visits of customers without an order that the tracker saw, by day: day, cell, kind, number, customer."""
    parts = [_before(facts), *_after(facts)]
    rows = {name: np.concatenate([part[name] for part in parts]) for name in _NAMES}
    share = facts.daily["tracked"][rows["day"], rows["cell"] % len(DEVICES)]
    seen = draw(facts.keys.process("visits: look seen"), rows["number"]) * PPM < share
    order = np.flatnonzero(seen)
    order = order[np.argsort(rows["day"][order], kind="stable")]
    return {name: values[order] for name, values in rows.items()}


def _before(facts: Facts) -> dict[str, Any]:
    """The visit on which the tracker first saw a customer who ordered on a later day."""
    people, seen = facts.customers, first_seen(facts)
    ordered = first_order(facts)
    who = np.flatnonzero((seen < ordered) & (ordered < facts.days))
    number = place_number(people["first_day"][who], people["first_cell"][who], BEFORE, people["first_slot"][who])
    return _looks(seen[who], people["first_cell"][who], BEFORE, number, who)


def _after(facts: Facts) -> list[dict[str, Any]]:
    """A look after an order, and perhaps another; they come in as later orders do."""
    orders, raw = facts.orders, facts.scenario.raw["visits"]
    row = np.flatnonzero(first_of_person(facts) & (orders["customer"] >= 0))
    ways, found = np.cumsum(facts.scenario.by_source("later_weight")), []
    for kind in (AFTER, AFTER_TWICE):
        day, cell, slot = (orders[name][row] for name in ("day", "cell", "slot"))
        number = place_number(day, cell, kind, slot)
        goes, wait, by = (draw(facts.keys.process(f"visits: look {what}"), number) for what in ("goes", "wait", "by"))
        lag = 1 + np.floor(np.round(exponential(wait) * raw["days_away"], 6)).astype(np.int64)
        there = pick(by, ways) * len(DEVICES) + cell % len(DEVICES)
        row_goes = goes < raw["looks_after_order"]
        here = np.flatnonzero(row_goes & (lag <= MOST_DAYS) & (day + lag < facts.days))
        found.append(_looks((day + lag)[here], there[here], kind, (number + lag)[here], orders["customer"][row[here]]))
        row = row[np.flatnonzero(row_goes)]
    return found


def _looks(day: Ints, cell: Ints, kind: int, number: Ints, customer: Ints) -> dict[str, Any]:
    return dict(zip(_NAMES, (day, cell, np.full(len(day), kind), number, customer), strict=True))
