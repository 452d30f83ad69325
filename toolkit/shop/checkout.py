"""From would-be buyers to the day's orders and lines, with prices, payment, delivery, returns and reviews settled by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import luck
from toolkit.shop.deals import Arrays, Buyers, Deals, take_from_shelf
from toolkit.shop.facts import REFUND_KINDS, REFUND_REASONS
from toolkit.shop.keys import Floats, Ints, Words, unit, units
from toolkit.shop.keys import key as key_of
from toolkit.shop.product import Goods
from toolkit.shop.runs import begins
from toolkit.shop.scenario import Scenario
from toolkit.shop.service import REFUND_TAGS, REVIEW_TAGS, Service

DAY_TENTHS = 240
_LINE_TAGS = np.array([*REFUND_TAGS, *REVIEW_TAGS, 61])
_REFUND, _REVIEW = slice(0, len(REFUND_TAGS)), slice(len(REFUND_TAGS), -1)


@dataclass(frozen=True)
class Mistake:
    """A price a tenth of what it should be, by night, on one product; most of what was ordered at it is cancelled."""

    sku: int
    buyers: int
    cancelled: float

    def hunting(self, buyers: Buyers) -> NDArray[np.bool_]:
        """Which buyers came for it: the last of the day's."""
        return np.arange(len(buyers.keys)) >= len(buyers.keys) - self.buyers

    def cancel(self, back: dict[str, Ints], keys: Words, fooled: NDArray[np.bool_]) -> None:
        """The shop cancels next morning, with a word about the price."""
        gone = fooled & (unit(key_of(keys, 62)) < self.cancelled)
        back["kind"][gone], back["lag"][gone] = REFUND_KINDS.index("unshipped"), 0
        back["reason"][gone] = REFUND_REASONS.index("price")


@dataclass(frozen=True)
class Sold:
    """A day's orders and lines, pieces wanted and sold by SKU, and the stars to come: (days ahead, SKU, stars)."""

    orders: Arrays
    lines: Arrays
    wanted: Ints
    sold: Ints
    stars: tuple[Ints, Ints, Ints]
    late_share: float


class Checkout:
    """How an order of one shop is priced, paid, sent, and perhaps sent back."""

    def __init__(self, scenario: Scenario, goods: Goods, deals: Deals, service: Service) -> None:
        self.scenario, self.goods, self.deals, self.service = scenario, goods, deals, service
        self.paid_share = scenario.raw["customers"]["paid_share"]
        self.free_from = round(scenario.raw["money"]["free_shipping_from"] * 100)
        self.shipping = round(scenario.raw["money"]["shipping"] * 100)

    def sell(
        self,
        day: int,
        buyers: Buyers,
        drawn: Floats,
        baskets: Arrays,
        price: Ints,
        stock: Ints,
        batch: Ints,
        batch_cost: Ints,
        queue: float,
        pay: Floats,
        promise: int,
        mistake: Mistake | None,
        defect: Floats,
    ) -> Sold:
        """The day's orders: paid ones take their pieces from the shelf; an order with nothing left is none.

        drawn: the luck of each buyer; pay: factor on the share that pays, by device; promise: tenths of hours until sent;
        defect: chance by SKU that a piece of the batch in use is broken.
        """
        hunting = mistake.hunting(buyers) if mistake else np.zeros(len(buyers.keys), dtype=bool)
        paid = (drawn[luck.PAYS] < self.paid_share * pay[buyers.cell % 2]) | hunting
        if mistake:
            only = ~hunting[baskets["order"]] | (baskets["sku"] == mistake.sku)
            baskets = {name: column[only] for name, column in baskets.items()}
        served, wanted = take_from_shelf(baskets, paid, stock)
        lines = {name: column[served] for name, column in baskets.items()}
        alive = np.zeros(len(buyers.keys), dtype=bool)
        alive[lines["order"]] = True
        rank = self._sorted(buyers, alive)
        place = np.full(len(alive), -1)
        place[rank] = np.arange(len(rank))
        lines["order"] = place[lines["order"]]
        by_order = lines["order"].argsort(kind="stable")
        lines = {name: column[by_order] for name, column in lines.items()}
        orders = self._orders(day, buyers, rank, paid)
        orders["night"] = hunting[rank].astype(np.int64)
        orders["nameless"], orders["leaves"] = drawn[luck.NAMELESS, rank], drawn[luck.LEAVES, rank]
        self._price(orders, lines, price, batch, batch_cost, mistake)
        late = self._send(orders, drawn[luck.SENT, rank], queue, promise)
        stars = self._after(day, orders, lines, late, mistake, defect)
        sold = np.bincount(
            lines["sku"], weights=lines["qty"] * orders["paid"][lines["order"]], minlength=len(stock)
        ).astype(np.int64)
        count = max(int(orders["paid"].sum()), 1)
        del lines["key"]
        return Sold(orders, lines, wanted, sold, stars, float((late & (orders["paid"] > 0)).sum() / count))

    def _sorted(self, buyers: Buyers, alive: NDArray[np.bool_]) -> Ints:
        """The orders that live, by cell, person, and first before second."""
        row = np.arange(len(alive))
        order = (buyers.cell * (int(buyers.person.max(initial=0)) + 1) + buyers.person) * len(row) + row
        order = order.argsort()
        return order[alive[order]]

    def _orders(self, day: int, buyers: Buyers, rank: Ints, paid: NDArray[np.bool_]) -> Arrays:
        cell, person = buyers.cell[rank], buyers.person[rank]
        number = (begins(cell) | begins(person)).cumsum() - 1
        start = cell.searchsorted(cell)
        return {
            "day": np.full(len(rank), day, dtype=np.int64),
            "cell": cell,
            "slot": number - number[start] if len(rank) else number,
            "key": buyers.keys[rank],
            "customer": buyers.customer[rank],
            "nth": buyers.nth[rank],
            "paid": paid[rank].astype(np.int64),
        }

    def _price(
        self, orders: Arrays, lines: Arrays, price: Ints, batch: Ints, batch_cost: Ints, mistake: Mistake | None
    ) -> None:
        sku, qty, owner, count = lines["sku"], lines["qty"], lines["order"], len(orders["day"])
        lines["line_no"] = np.arange(len(owner)) - owner.searchsorted(owner) + 1
        lines["list_fen"], lines["unit_fen"] = np.maximum(self.goods.list_fen[sku], price[sku]), price[sku]
        if mistake:
            fooled = (orders["night"][owner] > 0) & (sku == mistake.sku)
            lines["list_fen"] = np.where(fooled, lines["list_fen"] // 10, lines["list_fen"])
            lines["unit_fen"] = np.where(fooled, lines["list_fen"], lines["unit_fen"])
        lines["cost_fen"], lines["batch"] = batch_cost[sku], batch[sku]
        full, goods = (
            np.bincount(owner, weights=qty * lines[name], minlength=count).astype(np.int64)
            for name in ("list_fen", "unit_fen")
        )
        orders["list_fen"], orders["discount_fen"] = full, full - goods
        orders["shipping_fen"] = np.where(goods < self.free_from, self.shipping, 0)
        orders["paid_fen"] = (goods + orders["shipping_fen"]) * orders["paid"]
        last = begins(owner[::-1])[::-1]
        lines["paid_alloc"] = (qty * lines["unit_fen"] + last * orders["shipping_fen"][owner]) * orders["paid"][owner]

    def _send(self, orders: Arrays, chances: Floats, queue: float, promise: int) -> NDArray[np.bool_]:
        paid = orders["paid"] > 0
        times = self.service.deliver(chances, queue)
        late = np.asarray(times["ship_tenths"] > promise)
        orders["ship_tenths"] = np.where(paid, times["ship_tenths"], -1)
        orders["deliver_tenths"] = np.where(paid, times["deliver_tenths"], -1)
        orders["promise_tenths"] = np.where(paid, promise, -1)
        orders["late"] = (late & paid).astype(np.int64)
        return late

    def _after(
        self,
        day: int,
        orders: Arrays,
        lines: Arrays,
        late: NDArray[np.bool_],
        mistake: Mistake | None,
        defect: Floats,
    ) -> tuple[Ints, Ints, Ints]:
        """Returns and reviews of the lines; both are fixed by key on the day of the order, and take place later."""
        chances = units(lines["key"], _LINE_TAGS)
        broken = chances[-1] < defect[lines["sku"]]
        self._send_back(day, orders, lines, late, mistake, chances[_REFUND], broken)
        coming = self._review(day, orders, lines, late, chances[_REVIEW], broken)
        lines["defect"] = (broken & (orders["paid"][lines["order"]] > 0)).astype(np.int64)
        return coming

    def _send_back(
        self,
        day: int,
        orders: Arrays,
        lines: Arrays,
        late: NDArray[np.bool_],
        mistake: Mistake | None,
        chances: Floats,
        broken: NDArray[np.bool_],
    ) -> None:
        owner = lines["order"]
        wants = self.service.wants_back(
            chances[0], self.goods.category[lines["sku"]], orders["cell"][owner] // 2, late[owner]
        )
        fooled = (orders["night"][owner] > 0) & (lines["sku"] == mistake.sku) if mistake else np.zeros_like(broken)
        row = ((wants | broken | fooled) & (orders["paid"][owner] > 0)).nonzero()[0]
        back = self.service.refund(chances[:, row], wants[row])
        self.service.send_back(back, broken[row])
        if mistake:
            mistake.cancel(back, lines["key"][row], fooled[row])
        kept = (back["kind"] >= 0).nonzero()[0]
        row, (kind, reason, wait) = row[kept], (back[name][kept] for name in ("kind", "reason", "lag"))
        arrive = orders["deliver_tenths"][owner[row]] // DAY_TENTHS
        lag = np.where(kind == 0, wait, np.maximum(wait, arrive + 1))
        lag = np.where(broken[row] & (kind > 0), arrive + 2 + wait % 9, lag)
        done = day + lag + self.service.refunds["done_days"]
        _lay(lines, row, -1, refund_kind=kind, refund_reason=reason, refund_day=day + lag, refund_done_day=done)
        _lay(lines, row, 0, refund_fen=lines["paid_alloc"][row], goods_back=kind != 1)

    def _review(
        self,
        day: int,
        orders: Arrays,
        lines: Arrays,
        late: NDArray[np.bool_],
        chances: Floats,
        broken: NDArray[np.bool_],
    ) -> tuple[Ints, Ints, Ints]:
        owner = lines["order"]
        speaks = self.service.speaks(chances) & (orders["paid"][owner] > 0) & (lines["refund_kind"] != 0)
        row = speaks.nonzero()[0]
        stars, wait = self.service.review(chances[:, row], late[owner[row]], broken[row])
        ahead = orders["deliver_tenths"][owner[row]] // DAY_TENTHS + wait
        _lay(lines, row, 0, stars=stars)
        _lay(lines, row, -1, review_day=day + ahead)
        return ahead, lines["sku"][row], stars


def _lay(lines: Arrays, row: Ints, otherwise: int, **columns: NDArray[Any]) -> None:
    """Columns with values in some rows, and one value in all others."""
    laid = np.full((len(columns), len(lines["order"])), otherwise, dtype=np.int64)
    for place, (name, values) in enumerate(columns.items()):
        laid[place, row] = values
        lines[name] = laid[place]
