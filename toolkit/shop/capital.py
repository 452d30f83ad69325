"""资金链 Capital: when money moves. A sale is not cash yet: it settles days after delivery, while bills come at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.facts import CASH_KINDS, PARTS, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.scenario import Scenario

Arrays = Mapping[str, NDArray[Any]]
_DAY = 240  # tenths of hours


def order_entries(facts: Facts) -> dict[str, Ints]:
    """Every movement of money that belongs to one order: day, part, kind, amount (fen, + in), order (row of the orders)."""
    return entries_of(facts.scenario, facts.orders, facts.lines)


def entries_of(scenario: Scenario, orders: Arrays, lines: Arrays) -> dict[str, Ints]:
    """Settlement, fee, parcel and commission of paid orders; refunds, fees given back and return parcels of their lines."""
    money = scenario.raw["money"]
    paid = np.flatnonzero(orders["paid_fen"] > 0)
    day, amount = orders["day"][paid], orders["paid_fen"][paid]
    settled = day + orders["deliver_tenths"][paid] // _DAY + money["settle_days"]
    sent = day + orders["ship_tenths"][paid] // _DAY
    rate = np.round(scenario.by_source("commission") * 1e6).astype(np.int64)[orders["cell"][paid] // 2]
    parcel = np.full(len(paid), round(money["parcel"] * 100))
    back = np.flatnonzero(lines["refund_kind"] >= 0)
    owner, done, refunded = lines["order"][back], lines["refund_done_day"][back], lines["refund_fen"][back]
    returned = np.where(lines["refund_kind"][back] == 2, round(money["return_parcel"] * 100), 0)
    parts = [
        _entries(settled, "capital", "settlement", amount, paid),
        _entries(settled, "capital", "fee", -_share(amount, money["fee"]), paid),
        _entries(settled, "promotion", "ads", -(amount * rate // 1_000_000), paid),
        _entries(sent, "supply", "freight", -parcel, paid),
        _entries(done, "service", "refund", -refunded, owner),
        _entries(done, "capital", "fee", _share(refunded, money["fee"]), owner),
        _entries(done, "service", "freight", -returned, owner),
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def bills(
    scenario: Scenario, day_of_month: int, spend: Ints, salaries: int, wages: int
) -> list[tuple[str, str, int, int]]:
    """The day's bills that belong to no order: (part, kind, amount in fen, source or −1).

    salaries: of the month before, paid on the 10th; wages: of the day itself, fen.
    """
    made = [("promotion", "ads", -int(fen), source) for source, fen in enumerate(spend.tolist()) if fen]
    if day_of_month == 1:
        made.append(("team", "rent", -round(scenario.raw["money"]["rent"] * 100 * max(scenario.scale, 0.2)), -1))
    if day_of_month == 10:
        made.append(("team", "salary", -salaries, -1))
    if wages:
        made.append(("team", "salary", -wages, -1))
    return made


def opening_cash(scenario: Scenario) -> int:
    """Money in the till on the first morning, fen: the owner's own and a loan."""
    return round(scenario.raw["money"]["opening_cash"] * 100 * scenario.scale)


def cash_rows(rows: list[tuple[int, str, str, int, int]]) -> dict[str, NDArray[Any]]:
    """Bills as columns: day, part, kind, amount, ref."""
    table = [(day, PARTS.index(part), CASH_KINDS.index(kind), amount, ref) for day, part, kind, amount, ref in rows]
    columns = np.array(table, dtype=np.int64).reshape(-1, 5).T
    return dict(zip(("day", "part", "kind", "amount", "ref"), columns, strict=True))


def _share(amount: Ints, rate: float) -> Ints:
    return np.asarray(amount * round(rate * 1_000_000) // 1_000_000)


def _entries(day: Ints, part: str, kind: str, amount: Ints, order: Ints) -> dict[str, Ints]:
    same = np.ones(len(day), dtype=np.int64)
    return {
        "day": day.astype(np.int64),
        "part": same * PARTS.index(part),
        "kind": same * CASH_KINDS.index(kind),
        "amount": amount.astype(np.int64),
        "order": order.astype(np.int64),
    }
