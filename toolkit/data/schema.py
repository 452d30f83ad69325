"""Every table a learner reads: columns, units, keys, grain and meaning, in this one place.

Money is in the shop's currency (CNY), tax included. Tables stand in the order of the data dictionary.
"""

from __future__ import annotations

from toolkit.data.table import KINDS, Column, Table
from toolkit.data.tables import goods, office, outside, people, place, promotion, trade

__all__ = ["DATA_VERSION", "KINDS", "TABLES", "Column", "Table"]

DATA_VERSION = "5"
"""Raised whenever the same seed would give other values, or a table other columns."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        place.CALENDAR,
        place.CHANNELS,
        place.CAMPAIGNS,
        goods.PRODUCTS,
        people.SHOP_DAILY,
        people.TRAFFIC_DAILY,
        people.SESSIONS,
        promotion.ADS_DAILY,
        promotion.JOURNEYS,
        promotion.TOUCHES,
        promotion.EXPERIMENTS,
        goods.PRODUCT_DAILY,
        goods.INVENTORY_DAILY,
        goods.PURCHASE_ORDERS,
        place.PROMOTIONS,
        trade.ORDERS,
        trade.ORDER_ITEMS,
        trade.REFUNDS,
        trade.REVIEWS,
        people.CUSTOMERS,
        office.SERVICE_DAILY,
        office.CASH_LEDGER,
        outside.MARKET_DAILY,
        outside.LEVEL_THRESHOLDS,
        outside.TARGETS,
        office.OPS_LOG,
    )
}
"""Every table by name."""
