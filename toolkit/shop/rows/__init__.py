"""From facts to tables: one function a table, found by name and imported when it is asked for.

orders, people, product_days, goods, purchases, money, log, place   the tables by theme
ads, journeys, experiments                               advertising by product, ways to an order, planned tests
refunds, reviews, desk, market, targets                  what comes after an order, the desk, what the shop is measured by
visits, sessions                                         the day and its visits, as the tracker sees them
paths, strays, lots, contribution, shares                ways with and without an order, message lots, what a line leaves, exact shares
visit_counts, guests, comers, returns, looks, …          how many come, who they are, who comes again
ids, clock                                               published identifiers; the minute of the day
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from toolkit.data.columns import arrange
from toolkit.data.schema import TABLES as SCHEMA

if TYPE_CHECKING:
    from toolkit.data.columns import Columns
    from toolkit.shop.facts import Facts

TABLES = {
    "calendar": "place:calendar_rows",
    "channels": "place:channels",
    "campaigns": "place:campaigns",
    "products": "goods:products",
    "shop_daily": "visits:shop_daily",
    "traffic_daily": "visits:traffic_daily",
    "sessions": "sessions:sessions",
    "ads_daily": "ads:ads_daily",
    "journeys": "journeys:journeys",
    "touches": "journeys:touches",
    "experiments": "experiments:experiments",
    "product_daily": "product_days:product_daily",
    "inventory_daily": "product_days:inventory_daily",
    "purchase_orders": "purchases:purchase_orders",
    "promotions": "place:promotions",
    "orders": "orders:orders",
    "order_items": "orders:order_items",
    "refunds": "refunds:refunds",
    "reviews": "reviews:reviews",
    "customers": "people:customers",
    "service_daily": "desk:service_daily",
    "cash_ledger": "money:cash_ledger",
    "market_daily": "market:market_daily",
    "level_thresholds": "market:level_thresholds",
    "targets": "targets:targets",
    "ops_log": "log:ops_log",
}
"""Module and function that makes each table."""


def make(name: str, facts: Facts) -> Columns:
    """Make one table from the facts, in storage units and in the order of the schema.

    Raises: KeyError for a table that does not exist.
    """
    module, function = TABLES[name].split(":")
    columns: Columns = getattr(import_module(f"{__name__}.{module}"), function)(facts)
    return arrange(columns, SCHEMA[name])
