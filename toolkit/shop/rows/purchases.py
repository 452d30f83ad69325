"""What was bought from suppliers, batch by batch."""

from __future__ import annotations

import numpy as np

from toolkit.data.columns import NULL_DATE, Columns, Text, take
from toolkit.shop.facts import Facts
from toolkit.shop.keys import Ints
from toolkit.shop.rows import ids


def purchase_orders(facts: Facts) -> Columns:
    """One row a purchase order line; what has not arrived by the last day has no arrival and no balance yet."""
    rows, start = facts.purchases, ids.first_day(facts)
    arrived = rows["arrive_day"] < facts.days
    po = ids.purchase_ids(facts)
    columns: Columns = {
        "po_id": po,
        "line_no": rows["line_no"],
        "product_id": Text(rows["sku"].astype(np.int32), ids.product_words(facts)),
        "batch_id": ids.batch_text(facts, np.arange(len(po))),
        "order_date": (start + rows["order_day"]).astype(np.int32),
        "eta_date": (start + rows["eta_day"]).astype(np.int32),
        "arrive_date": np.where(arrived, start + rows["arrive_day"], NULL_DATE).astype(np.int32),
        "units": rows["units"],
        "unit_cost": rows["unit_cost"],
        "deposit_paid": rows["deposit"],
        "balance_paid": np.where(arrived, rows["balance"], 0),
        "supplier_id": supplier_text(rows["supplier"]),
    }
    order = np.lexsort((rows["line_no"], po, rows["order_day"]))
    return take(columns, order)


def supplier_text(supplier: Ints) -> Text:
    """Suppliers S1, S2 … by index."""
    return Text(supplier.astype(np.int32), tuple(f"S{one + 1}" for one in range(int(supplier.max(initial=0)) + 1)))
