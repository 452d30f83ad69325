"""Money by the day it moves: what orders bring and cost, and everything else."""

from __future__ import annotations

from toolkit.data.columns import Columns
from toolkit.shop.capital import order_entries
from toolkit.shop.facts import Facts
from toolkit.shop.rows.ledger import ledger


def cash_ledger(facts: Facts) -> Columns:
    """One row an entry, by date, from the same entries as the shop's cash of every day."""
    return ledger(facts, order_entries(facts, facts.wanted))
