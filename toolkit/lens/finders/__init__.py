"""Finders: for each kind of incident, the days and the place its signature names, and nothing on other days.

A finder takes tables and gives start, end, entity and size; `find` runs them by id on any shop. A finding is a
suspicion with its witness, not yet a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from toolkit.lens.finders import goods, market, visitors
from toolkit.lens.remembered import remembered
from toolkit.lens.spans import nothing
from toolkit.lens.tables import LensError

Finder = tuple[Callable[..., pd.DataFrame], tuple[str, ...]]

FINDERS: dict[str, Finder] = {
    "INC-01": (visitors.tracking_outage, ("traffic_daily", "calendar")),
    "INC-02": (visitors.bot_visits, ("traffic_daily", "calendar")),
    "INC-03": (goods.empty_shelf, ("product_daily", "inventory_daily")),
    "INC-04": (goods.price_mistake, ("product_daily",)),
    "INC-05": (market.over_bidding, ("ads_daily",)),
    "INC-06": (market.rival_sale, ("market_daily",)),
    "INC-07": (market.service_collapse, ("service_daily", "orders", "reviews", "calendar")),
    "INC-08": (goods.cannibal, ("promotions", "product_daily", "inventory_daily", "products")),
    "INC-09": (visitors.viral_video, ("traffic_daily", "calendar")),
    "INC-10": (market.early_season, ("market_daily",)),
    "INC-11": (goods.bad_batch, ("order_items", "orders", "refunds")),
    "INC-12": (goods.late_supplier, ("purchase_orders",)),
    "INC-13": (visitors.keywords_off, ("ads_daily",)),
    "INC-14": (market.checkout_fault, ("orders", "calendar")),
    "INC-15": (market.festival_left, ("shop_daily", "level_thresholds", "calendar")),
    "INC-16": (market.noted, ("ops_log",)),
}


class NoSuchFinder(LensError):
    """There is no finder of this id."""

    def __init__(self, kind: str) -> None:
        super().__init__(f'there is no finder "{kind}". Finders: {", ".join(FINDERS)}. Take some of these.')


def find(tables: Any, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Run finders over a shop's tables: kind, start, end, entity, size, in order of time.

    tables: a mapping of tables by name, or anything with the tables as attributes (a shop). kinds: ids of FINDERS,
    all unless given. Raises: NoSuchFinder.
    """
    found = []
    for kind in FINDERS if kinds is None else kinds:
        if kind not in FINDERS:
            raise NoSuchFinder(kind)
        look, names = FINDERS[kind]
        result = remembered(tables, (look,), partial(_looked, look, tables, names))
        if len(result):
            found.append(result.assign(kind=kind))
    if not found:
        return nothing().assign(kind=pd.Series(dtype="object"))[["kind", *nothing().columns]]
    whole = pd.concat(found, ignore_index=True).sort_values(["start", "kind"], kind="stable", ignore_index=True)
    return whole[["kind", "start", "end", "entity", "size"]]


def _looked(look: Callable[..., pd.DataFrame], tables: Any, names: tuple[str, ...]) -> pd.DataFrame:
    return look(*(_table(tables, name) for name in names))


def _table(tables: Any, name: str) -> pd.DataFrame:
    if isinstance(tables, Mapping):
        return tables[name]
    return getattr(tables, name)
