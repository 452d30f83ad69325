"""Days as they are lived, handed on as windows: each block of days as soon as what it depends on is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from toolkit.shop.export.cuts import whole_tables
from toolkit.shop.export.plan import Plan
from toolkit.shop.export.window import Window, chosen, cut, known
from toolkit.shop.facts import Facts
from toolkit.shop.history import run
from toolkit.shop.rows.people import first_order
from toolkit.shop.rows.sessions import full_log

Tick = Callable[[int], None]


def windows(plan: Plan, tick: Tick | None = None) -> Iterator[Window | Facts]:
    """Windows of the plan's blocks in order; in its last part then the facts of all days, for the short tables.

    Args: tick, called after each day lived with its number.
    """
    facts = with_first_orders(run(plan.scenario, plan.length, tick=tick))
    log = full_log(facts)
    for first, last in plan.blocks(log.start, log.stop):
        yield cut(facts, first, last)
    if plan.is_last:
        yield facts if whole_tables() else without_orders(facts)


def without_orders(facts: Facts) -> Facts:
    """The same facts but for orders, their lines and customers who were in no lot: all that the short tables need."""
    orders, lines = chosen(facts.orders, facts.lines, np.array([], dtype=np.int64))
    customers, names = known(facts, orders, facts.lots)
    lots = {name: names(values) if name == "customer" else values for name, values in facts.lots.items()}
    return replace(facts, orders=orders, lines=lines, customers=customers, lots=lots)


def with_first_orders(facts: Facts) -> Facts:
    """The same facts, whose customers also tell the day of their first order in the book."""
    return replace(facts, customers={**facts.customers, "first_order": np.asarray(first_order(facts))})
