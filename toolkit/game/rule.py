"""The sensible rule: how somebody with a year behind them would run the shop, on one page.

It looks at what stands in the report and knows no size that only the simulator knows. Of every link it takes the plain
thing: pay less for those who come anyway, write a little more to those who agreed, raise the price of what sells by a
step, order ahead of a supplier who has warned, and have hands there before they are missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from toolkit.game.desk import Desk
from toolkit.shop.decisions import EVERYBODY, PACKING, Amount, Decisions, times

Policy = Callable[[Desk], Decisions]

CAMPAIGN_SHARES = {"paid_search_brand": 0.6, "retargeting": 0.7, "paid_feed": 0.8, "paid_search": 0.8}
"""Of the old budget: whoever seeks us by name, or was here already, mostly comes without being paid for."""
MESSAGES = 1.5
PRICE_STEP, FAMILIES = 1.05, 3
TOO_DEAR = 1.3
"""Spend over budget above which somebody bids too high: the budget is cut until it is back."""
HOURS, WAITING, QUIET = 2.0, 0.95, 0.75
"""Hours more a day for a shift, and the chats (over what it answers in good time) from and until which they are worth it."""
FULL, FREE = 0.95, 0.7
"""Parcels over what the packing table sends, from which and until which a hand more is worth its salary."""
_MOVES = re.compile(r"^S(\d+) writes: our line moves from (\S+) on.* takes (\d+) days longer")


def do_nothing(desk: Desk) -> Decisions:
    """Hold every lever where it was handed over; goods are ordered by the Monday habit."""
    return Decisions()


def sensible(desk: Desk) -> Decisions:
    """Decide one week by the sensible rule; what stands where it should is not touched."""
    return Decisions(
        budgets=_budgets(desk),
        messages={EVERYBODY: times(MESSAGES)} if desk.messages != MESSAGES else {},
        prices=_prices(desk),
        orders=_orders(desk),
        staff=_staff(desk),
        overtime=_overtime(desk),
    )


def _budgets(desk: Desk) -> dict[str, Amount]:
    """Less for those who come anyway; and where clicks cost far more than they should, less until they do not."""
    made: dict[str, Amount] = {}
    for name, usual in desk.handed_over.items():
        share, dear = CAMPAIGN_SHARES.get(name, 1.0), desk.overspent[name]
        share = round(share / dear if dear > TOO_DEAR else share, 2)
        if abs(desk.budgets[name] - share * usual) > 0.02 * usual:
            made[name] = times(share)
    return made


def _prices(desk: Desk) -> dict[int, Amount]:
    """A step up on the families that sell most, once, in the first week."""
    if desk.week != 1:
        return {}
    chosen = np.isin(desk.goods.family, desk.families[:FAMILIES]).nonzero()[0]
    return dict.fromkeys(chosen.tolist(), times(PRICE_STEP))


def _orders(desk: Desk) -> dict[int, int]:
    """On the Monday after a supplier's warning: what its best goods will sell in the days it will be late."""
    for note in desk.notes:
        if found := _MOVES.match(note):
            supplier, late = int(found[1]) - 1, int(found[3])
            wanted = np.ceil(desk.a_day * late / 2 / 6) * 6
            ours = (desk.goods.supplier == supplier) & (desk.a_day >= 0.5)
            pieces = _affordable(desk, np.where(ours, wanted, 0).astype(np.int64))
            return {sku: int(units) for sku, units in enumerate(pieces.tolist()) if units}
    return {}


def _affordable(desk: Desk, pieces: np.ndarray) -> np.ndarray:
    """As much of an order as cash bears: what it costs has to be there with the lowest evening ahead."""
    cost = float((pieces * desk.goods.cost_fen).sum()) / 100
    room = max(float(desk.cash_ahead.min()) + desk.limit / 2, 0.0)
    return np.floor(pieces * min(1.0, room / max(cost, 1.0))).astype(np.int64)


def _staff(desk: Desk) -> dict[str, int]:
    """A hand more at a table that is nearly full; one less when it is quiet again."""
    here = desk.people[PACKING]
    if desk.parcels > FULL:
        return {PACKING: here + 1}
    return {PACKING: here - 1} if here > 3 and desk.parcels < FREE else {}


def _overtime(desk: Desk) -> dict[str, float]:
    """Some hours more where chats wait, until it is quiet again."""
    made: dict[str, float] = {}
    for shift in ("morning", "evening"):
        load, hours = desk.load[shift], desk.overtime[shift]
        if load > WAITING and not hours:
            made[shift] = HOURS
        if load < QUIET and hours:
            made[shift] = 0.0
    return made
