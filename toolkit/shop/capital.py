"""资金链 Capital: when money moves. A sale is not cash yet: it settles days after delivery, while bills come at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.facts import CASH_KINDS, PARTS, Facts
from toolkit.shop.keys import Ints
from toolkit.shop.scenario import Scenario

Arrays = Mapping[str, NDArray[Any]]
PAY_DAY = 10
"""Day of the month on which salaries are paid."""
_DAY = 240  # tenths of hours
_PARTS, _KINDS = ({name: place for place, name in enumerate(names)} for names in (PARTS, CASH_KINDS))


@dataclass(frozen=True)
class Move:
    """Movements of money of one kind: on which days, how much (fen, + in), for which rows of the orders."""

    part: str
    kind: str
    day: Ints
    amount: Ints
    order: Ints

    def on(self, days: range) -> Move:
        """The movements of some days."""
        row = np.flatnonzero((self.day >= days.start) & (self.day < days.stop))
        return Move(self.part, self.kind, self.day[row], self.amount[row], self.order[row])


def order_entries(facts: Facts, days: range | None = None) -> dict[str, Ints]:
    """Every movement of money that belongs to one order: day, part, kind, amount (fen, + in), order (row of the orders).

    Args: days, those whose movements are wanted; None, all.
    """
    every = moves(facts.scenario, facts.orders, facts.lines)
    if days is not None:
        every = [move.on(days) for move in every]
    many = [len(move.day) for move in every]
    return {
        "day": np.concatenate([move.day for move in every]),
        "part": np.repeat(np.array([PARTS.index(move.part) for move in every], dtype=np.int8), many),
        "kind": np.repeat(np.array([CASH_KINDS.index(move.kind) for move in every], dtype=np.int8), many),
        "amount": np.concatenate([move.amount for move in every]),
        "order": np.concatenate([move.order for move in every]),
    }


def moves(scenario: Scenario, orders: Arrays, lines: Arrays) -> list[Move]:
    """Settlement, fee, parcel and commission of paid orders; refunds, fees given back and return parcels of their lines."""
    money = scenario.raw["money"]
    paid = np.flatnonzero(orders["paid_fen"] > 0)
    day, amount = orders["day"][paid], orders["paid_fen"][paid]
    settled = day + orders["deliver_tenths"][paid] // _DAY + money["settle_days"]
    sent = day + orders["ship_tenths"][paid] // _DAY
    rate = _commission(scenario)[orders["cell"][paid] // 2]
    parcel = np.full(len(paid), round(money["parcel"] * 100))
    back = np.flatnonzero(lines["refund_kind"] >= 0)
    owner, done, refunded = lines["order"][back], lines["refund_done_day"][back], lines["refund_fen"][back]
    returned = np.where(lines["refund_kind"][back] == 2, round(money["return_parcel"] * 100), 0)
    return [
        Move("capital", "settlement", settled, amount, paid),
        Move("capital", "fee", settled, -_share(amount, money["fee"]), paid),
        Move("promotion", "ads", settled, -(amount * rate // 1_000_000), paid),
        Move("supply", "freight", sent, -parcel, paid),
        Move("service", "refund", done, -refunded, owner),
        Move("capital", "fee", done, _share(refunded, money["fee"]), owner),
        Move("service", "freight", done, -returned, owner),
    ]


@lru_cache(maxsize=8)
def _commission(scenario: Scenario) -> Ints:
    """Share of what is paid that each source keeps, ppm."""
    return np.asarray(np.round(scenario.by_source("commission") * 1e6).astype(np.int64))


def bills(
    scenario: Scenario, day_of_month: int, spend: Ints, salaries: int, wages: int
) -> list[tuple[str, str, int, int]]:
    """The day's bills that belong to no order: (part, kind, amount in fen, source or −1).

    salaries: of the month before, paid on the 10th; wages: of the day itself, fen.
    """
    made = [("promotion", "ads", -int(fen), source) for source, fen in enumerate(spend.tolist()) if fen]
    if day_of_month == 1:
        made.append(("team", "rent", -round(scenario.raw["money"]["rent"] * 100 * max(scenario.scale, 0.2)), -1))
    if day_of_month == PAY_DAY:
        made.append(("team", "salary", -salaries, -1))
    if wages:
        made.append(("team", "salary", -wages, -1))
    return made


def opening_cash(scenario: Scenario) -> int:
    """Money in the till on the first morning, fen: the owner's own and a loan."""
    return round(scenario.raw["money"]["opening_cash"] * 100 * scenario.scale)


def cash_rows(rows: list[tuple[int, str, str, int, int]]) -> dict[str, NDArray[Any]]:
    """Bills as columns: day, part, kind, amount, ref."""
    table = [(day, _PARTS[part], _KINDS[kind], amount, ref) for day, part, kind, amount, ref in rows]
    columns = np.array(table, dtype=np.int64).reshape(-1, 5).T
    return dict(zip(("day", "part", "kind", "amount", "ref"), columns, strict=True))


def _share(amount: Ints, rate: float) -> Ints:
    return np.asarray(amount * round(rate * 1_000_000) // 1_000_000)
