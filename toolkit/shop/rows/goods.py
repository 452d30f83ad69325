"""The catalogue of goods."""

from __future__ import annotations

import numpy as np

from toolkit.data.columns import NULL_DATE, Columns, Text, take
from toolkit.shop.facts import Facts
from toolkit.shop.pool import pool
from toolkit.shop.product import catalogue
from toolkit.shop.rows import ids, names
from toolkit.shop.rows.purchases import supplier_text


def products(facts: Facts) -> Columns:
    """One row a product, as the catalogue has it on the last day; those ordered for a launch to come are in it."""
    goods, words, start = catalogue(facts.scenario), pool(facts.scenario.source), ids.first_day(facts)
    category, family = goods.category, goods.family
    rows = facts.scenario.categories
    gone = (goods.delist_day >= 0) & (goods.delist_day < facts.days)
    columns: Columns = {
        "product_id": Text(np.arange(len(family), dtype=np.int32), ids.product_words(facts)),
        "family_id": Text(family.astype(np.int32), tuple(f"F{one + 1:02d}" for one in range(int(family.max()) + 1))),
        "category_id": Text(category.astype(np.int32), tuple(str(row["id"]) for row in rows)),
        "category_en": Text(category.astype(np.int32), tuple(words.categories[row["id"]].en for row in rows)),
        "category_zh": Text(category.astype(np.int32), tuple(str(row["name_zh"]) for row in rows)),
        "title": names.titles(facts.keys, words, category, family),
        "list_price": facts.daily["list_price"][-1],
        "unit_cost": goods.cost_fen,
        "weight_g": names.weights(facts.keys, words, category, family),
        "launch_date": (start + goods.launch_day).astype(np.int32),
        "delist_date": np.where(gone, start + goods.delist_day, NULL_DATE).astype(np.int32),
        "supplier_id": supplier_text(goods.supplier),
        "page_claim": names.claims(facts.keys, words, category, facts.scenario.raw["reviews"]["claim_fits"]),
    }
    bought = np.isin(np.arange(len(family)), facts.purchases["sku"])
    started = np.flatnonzero((goods.launch_day < facts.days) | bought)
    return take(columns, started[np.argsort(np.array(ids.product_words(facts))[started])])
