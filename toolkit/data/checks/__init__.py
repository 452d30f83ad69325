"""The rules that hold in every sound shop, real or simulated, and who breaks them.

whole   every table: columns, keys, empty values, words, pointers, dates
trade   orders, their lines, and the days they add up to
people  visitors: shop, channels, visits
goods   product days, stock, purchases
office  the cash ledger
aftersales  refunds, reviews
desk    the service desk
outside the market, levels, targets
promotion   advertising, journeys, planned tests
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.data.checks import aftersales, desk, goods, office, outside, people, promotion, trade, whole
from toolkit.data.checks.book import Book, Table, Violation
from toolkit.data.checks.rule import Rule

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RULES", "Violation", "check"]

_THEMES = (whole, trade, people, goods, office, aftersales, desk, outside, promotion)
RULES: tuple[Rule, ...] = tuple(rule for theme in _THEMES for rule in vars(theme).values() if isinstance(rule, Rule))
"""Every rule, in the order in which they are looked at."""


def check(
    tables: Mapping[str, Table],
    *,
    outage: pd.DatetimeIndex | None = None,
    full_log: pd.DatetimeIndex | None = None,
    cash: pd.Series | None = None,
) -> list[Violation]:
    """Look for broken rules in tables by name, each a DataFrame or columns in storage units.

    A rule is looked at when all its tables are there. outage: days on which the tracker lost visits; full_log: days
    whose every visit is in sessions; cash: the account's balance in yuan at the end of each day. Empty list: all sound.
    Raises: UnknownTable for a name the schema does not have.
    """
    book = Book(tables, outage=outage, full_log=full_log, cash=cash)
    found = [violation for rule in RULES if rule.applies(book) for violation in rule.look(book)]
    return book.misfits + found
