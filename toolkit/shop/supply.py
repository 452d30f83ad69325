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
    line = _line_numbers(goods.supplier[there])
    drift = _drift(scenario, -40, there)
    for place, one in enumerate(there.tolist()):
        shelf.rows.append(
            _row(
                goods,
                scenario,
                int(goods.supplier[one]),
                line[place],
                one,
                -40,
                -22,
                -22,
                int(units[one]),
                drift[place],
            )
        )
        shelf.cost[one] = shelf.rows[-1][8]
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
    line, made = _line_numbers(goods.supplier[wanted]), []
    drift = _drift(scenario, day, wanted)
    for place, sku in enumerate(wanted.tolist()):
        supplier = int(goods.supplier[sku])
        arrive = day + int(lead[supplier])
        shelf.rows.append(
            _row(
                goods,
                scenario,
                (day + 1) * 100 + supplier,
                line[place],
                sku,
                day,
                day + mean,
                arrive,
                int(pieces[sku]),
                drift[place],
            )
        )
        shelf.arriving.setdefault(arrive, []).append(len(shelf.rows) - 1)
        made.append(len(shelf.rows) - 1)
    shelf.on_order[wanted] += pieces[wanted]
    return made


def _row(
    goods: Goods,
    scenario: Scenario,
    po: int,
    line: int,
    sku: int,
    day: int,
    eta: int,
    arrive: int,
    units: int,
    drift: float,
) -> Row:
    cost = round(int(goods.cost_fen[sku]) * drift)
    deposit = int(cost * units * scenario.raw["supply"]["deposit"])
    return (po, line, sku, int(goods.supplier[sku]), day, eta, arrive, units, cost, deposit, cost * units - deposit)


def _drift(scenario: Scenario, day: int, skus: Ints) -> list[float]:
    """What each product costs on a day against its usual cost."""
    return list((0.97 + 0.06 * draw(scenario.keys.process("supply: cost"), day, skus)).tolist())


def _line_numbers(supplier: Ints) -> list[int]:
    """1, 2, 3 … within each supplier."""
    seen: dict[int, int] = {}
    numbers = []
    for one in supplier.tolist():
        seen[one] = seen.get(one, 0) + 1
        numbers.append(seen[one])
    return numbers
