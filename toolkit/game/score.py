"""What a season is worth, in one sum that is told before it begins.

Contribution of the season and the hand-over weeks after all costs, and what the customers won in them are expected to
leave in the 180 days after, less the interest on an overdraft. Orders count on the day they are placed, with all that
comes back of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.game.season import Past, Season
from toolkit.shop import capital
from toolkit.shop.day import Today
from toolkit.shop.gather import Rows
from toolkit.shop.keys import Floats, Ints
from toolkit.shop.world import Works

LATER_DAYS = 180
KEEPING = 0.0007
"""What a yuan of goods on the shelf costs a day: room, insurance, ageing."""
_MONTH = 365 / 12
_ORDERS = ("day", "cell", "paid", "paid_fen", "ship_tenths", "deliver_tenths")
_LINES = ("order", "qty", "cost_fen", "goods_back", "refund_kind", "refund_done_day", "refund_fen")
"""What of orders and their lines it takes to say what they leave."""


class Score(NamedTuple):
    """Yuan: what the goods left after ads, hands, rent and storage; customers won; interest on an overdraft."""

    contribution: float
    customers: float
    interest: float

    @property
    def total(self) -> float:
        """The one sum."""
        return self.contribution + self.customers - self.interest


def score(season: Season) -> Score:
    """The score of the weeks lived so far."""
    days, works = season.days, season.works
    left = daily(works, season.past.first, days)
    worth = _customers(season)
    return Score(float(np.sum(list(left.values()))), worth, season.interest(days) / 100)


def daily(works: Works, first: int, days: Sequence[Today]) -> dict[str, Floats]:
    """Yuan of each day by the link that earns or spends them: goods, ads, hands, rent, storage."""
    plan, scenario = works.plan, works.scenario
    span = slice(first, first + len(days))
    goods = _left(works, days) / 100
    ads = np.array([float(np.sum(one.daily["spend"])) for one in days]) / 100
    people = plan.staff[span].sum(axis=1) + plan.packers[span] + scenario.raw["team"]["office"]
    month = scenario.raw["money"]["salary"] * max(scenario.scale, 0.2)
    extra = np.array([_wages(one, int(works.month_day[first + at])) for at, one in enumerate(days)]) / 100
    shelf = np.array([float(np.sum(one.daily["close_units"] * works.goods.cost_fen)) for one in days]) / 100
    rent = scenario.raw["money"]["rent"] * max(scenario.scale, 0.2) / _MONTH
    return {
        "goods": goods,
        "ads": -ads,
        "hands": -(people * month / _MONTH + extra),
        "rent": np.full(len(days), -rent),
        "storage": -shelf * KEEPING,
    }


def _left(works: Works, days: Sequence[Today]) -> Ints:
    """Fen that the orders of each day leave in the end: paid less refunds, goods, fee, commission and parcels."""
    orders = {name: np.concatenate([one.sold.orders[name] for one in days]) for name in _ORDERS}
    lines = {name: np.concatenate([one.sold.lines[name] for one in days]) for name in _LINES}
    ends = np.append(0, np.cumsum([len(one.sold.orders["day"]) for one in days]))
    lines["order"] += np.repeat(ends[:-1], [len(one.sold.lines["order"]) for one in days])
    sums = np.append(0, np.cumsum(_order_left(works, orders, lines)))
    return np.diff(sums[ends])


def _order_left(works: Works, orders: Rows, lines: Rows) -> Ints:
    """Fen that each of some orders leaves in the end."""
    left = np.zeros(len(orders["day"]), dtype=np.int64)
    for move in capital.moves(works.scenario, orders, lines):
        np.add.at(left, move.order, move.amount)
    kept = (orders["paid"][lines["order"]] > 0) & (lines["goods_back"] == 0)
    np.subtract.at(left, lines["order"], lines["cost_fen"] * lines["qty"] * kept)
    return left


def _wages(one: Today, day_of_month: int) -> int:
    """What was paid on a day to helpers and for overtime, fen: its own wages, not the month's salaries."""
    paid = [-bill[3] for bill in one.bills if bill[2] == "salary"]
    return sum(paid[1:] if day_of_month == capital.PAY_DAY else paid)


def _customers(season: Season) -> float:
    """Yuan that customers won in the season are expected to leave in the time after it."""
    people, price = season.state.people, later_order(season.past)
    here = (people.column("first_day") >= season.past.first) & np.isfinite(people.column("due"))
    log_rate, drop, _ = season.works.crowd.nature(people.column("keys")[here], people.column("first_cell")[here])
    rate, drop = np.exp(log_rate), np.maximum(drop, 1e-6)
    weeks = LATER_DAYS * price.weeks_a_day
    orders = (1 - np.exp(-rate * drop * weeks)) / drop
    return float(orders.sum()) * price.yuan


class Later(NamedTuple):
    """What a later order leaves on average, yuan, and how fast customers' clocks go, operational weeks a day."""

    yuan: float
    weeks_a_day: float


@lru_cache(maxsize=2)
def later_order(before: Past) -> Later:
    """Measure both on the last half year of the books."""
    left = many = tempo = 0.0
    for one in before.days[-LATER_DAYS:]:
        later = one.sold.orders["nth"] > 1
        left += float(_order_left(before.works, one.sold.orders, one.sold.lines)[later].sum()) / 100
        many += float(later.sum())
        tempo += float(one.daily["tempo"]) / 1e9
    return Later(left / max(many, 1.0), tempo / LATER_DAYS)
