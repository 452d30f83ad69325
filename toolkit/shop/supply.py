"""供应链 Supply: stock on the shelf, orders to suppliers, what arrives, and from which batch a piece is sold."""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from dataclasses import dataclass, field

import numpy as np

from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.product import Goods
from toolkit.shop.samplers import normal
from toolkit.shop.scenario import Scenario

Row = tuple[int, int, int, int, int, int, int, int, int, int, int]
NAMES = (
    "po",
    "line_no",
    "sku",
    "supplier",
    "order_day",
    "eta_day",
    "arrive_day",
    "units",
    "unit_cost",
    "deposit",
    "balance",
)


@dataclass
class Shelf:
    """Stock by SKU, what is on its way, and the batch in use of each SKU (a row of `rows`)."""

    units: Ints
    on_order: Ints
    batch: Ints
    batch_left: Ints
    cost: Ints
    """Cost of a piece of the batch in use, fen, by SKU."""
    broken: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    arriving: dict[int, list[int]] = field(default_factory=dict)
    queue: list[deque[int]] = field(default_factory=list)


def opening(scenario: Scenario, goods: Goods, rate: Floats) -> Shelf:
    """The shelf on the first day: cover for lead time and more, and one batch a SKU bought before the books."""
    sku = np.arange(len(rate))
    raw = scenario.raw["supply"]
    stock = np.ceil(
        (rate * (raw["lead_days"][0] + raw["cover_days"]) + 8)
        * (0.8 + 0.4 * draw(scenario.keys.process("stock: opening"), sku))
    )
    there = np.flatnonzero(goods.launch_day < 1)
    units, batch = np.zeros(len(sku), dtype=np.int64), np.full(len(sku), -1)
    units[there], batch[there] = stock[there], np.arange(len(there))
    shelf = Shelf(units, np.zeros_like(units), batch, units.copy(), goods.cost_fen.copy(), queue=[deque() for _ in sku])
    shelf.rows += _rows(goods, scenario, there, units[there], po=goods.supplier[there], day=-40, eta=-22, arrive=-22)
    shelf.cost[there] = [row[8] for row in shelf.rows]
    return shelf


def receive(shelf: Shelf, day: int, held: Container[int] = ()) -> tuple[Ints, list[int]]:
    """Put on the shelf what arrives today: pieces by SKU, and the batches that came. held: SKUs whose deliveries are stuck."""
    inbound, due = np.zeros_like(shelf.units), shelf.arriving.pop(day, [])
    batches = [batch for batch in due if shelf.rows[batch][2] not in held]
    for batch in due:
        if shelf.rows[batch][2] in held:
            row = shelf.rows[batch]
            shelf.rows[batch] = (*row[:6], day + 1, *row[7:])
            shelf.arriving.setdefault(day + 1, []).append(batch)
    for batch in batches:
        sku, units = shelf.rows[batch][2], shelf.rows[batch][7]
        inbound[sku] += units
        shelf.queue[sku].append(batch)
    shelf.units += inbound
    shelf.on_order -= inbound
    return inbound, batches


def next_batches(shelf: Shelf) -> None:
    """Where a batch is used up, go on with the next one that has arrived."""
    for sku in np.flatnonzero(shelf.batch_left <= 0).tolist():
        if shelf.queue[sku]:
            batch = shelf.queue[sku].popleft()
            shelf.batch[sku], shelf.batch_left[sku] = batch, shelf.rows[batch][7] + shelf.batch_left[sku]
            shelf.cost[sku] = shelf.rows[batch][8]


def order(shelf: Shelf, scenario: Scenario, goods: Goods, day: int, pieces: Ints, delay: Ints) -> list[int]:
    """Send orders to suppliers, one a supplier; all lines of an order arrive together. Returns the new batches.

    delay: days by which each supplier will be late, on top of luck.
    """
    wanted = np.flatnonzero(pieces)
    if not len(wanted):
        return []
    mean, sd = scenario.raw["supply"]["lead_days"]
    luck = normal(draw(scenario.keys.process("supply: lead"), day, np.arange(scenario.raw["goods"]["suppliers"])))
    lead = np.clip(np.floor(mean + sd * luck + 0.5), 7, 45).astype(np.int64) + delay
    supplier, first = goods.supplier[wanted], len(shelf.rows)
    po, arrive = (day + 1) * 100 + supplier, day + lead[supplier]
    shelf.rows += _rows(goods, scenario, wanted, pieces[wanted], po=po, day=day, eta=day + mean, arrive=arrive)
    made = list(range(first, len(shelf.rows)))
    for batch, one in zip(made, arrive.tolist(), strict=True):
        shelf.arriving.setdefault(one, []).append(batch)
    shelf.on_order[wanted] += pieces[wanted]
    return made


def _rows(
    goods: Goods, scenario: Scenario, skus: Ints, units: Ints, *, po: Ints, day: int, eta: int, arrive: Ints | int
) -> list[Row]:
    """Rows of the purchases of some products, ordered on one day."""
    cost = np.rint(goods.cost_fen[skus] * _drift(scenario, day, skus)).astype(np.int64)
    worth, supplier = cost * units, goods.supplier[skus]
    deposit = (worth * scenario.raw["supply"]["deposit"]).astype(np.int64)
    line = _line_numbers(supplier)
    columns = (po, line, skus, supplier, day, eta, arrive, units, cost, deposit, worth - deposit)
    return list(zip(*(np.broadcast_to(column, len(skus)).tolist() for column in columns), strict=True))


def _drift(scenario: Scenario, day: int, skus: Ints) -> Floats:
    """What each product costs on a day against its usual cost."""
    return np.asarray(0.97 + 0.06 * draw(scenario.keys.process("supply: cost"), day, skus))


def _line_numbers(supplier: Ints) -> list[int]:
    """1, 2, 3 … within each supplier."""
    seen: dict[int, int] = {}
    numbers = []
    for one in supplier.tolist():
        seen[one] = seen.get(one, 0) + 1
        numbers.append(seen[one])
    return numbers
