"""人 People: customers, each with a clock of their own.

Later orders follow BG/NBD in operational time: the season, the shop's standing and messages speed the clock up or slow it
down for all, and nobody's next order is thinned or redrawn. Who a customer is never changes from world to world.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.keys import Floats, Ints, Words, draw, fold, key, mix, unit, units
from toolkit.shop.pool import pool
from toolkit.shop.samplers import beta, exponential, log_gamma, normal, pick
from toolkit.shop.scenario import Scenario

_FIRST_ROOM, _GROWTH = 4096, 1.25
_WHO_TAGS = np.array([1, 2, 3], dtype=np.uint64)
_INTS = {
    "first_day": np.int16, "first_cell": np.int8, "first_slot": np.int32, "first_sku": np.int16, "region": np.int16,
    "age_band": np.int8, "member": np.int8, "nth": np.int32, "last_day": np.int16,
}  # fmt: skip
"""Whole numbers kept of a customer, each no wider than it needs to be: a large shop has millions of customers."""
_BAND_ENDS = np.array([30, 90, 180])


@dataclass
class Customers:
    """Flat arrays, one row a customer, with room to grow; `due` is the operational time of the next order (inf: gone).

    ints: columns of whole numbers; first_sku, the lead product of the first order, is −1 where that was before the books.
    """

    count: int
    keys: Words
    due: Floats
    ints: dict[str, NDArray[Any]]

    def column(self, name: str) -> NDArray[Any]:
        """One column, the living rows only."""
        return (self.ints[name] if name in self.ints else getattr(self, name))[: self.count]

    def add(self, keys: Words, due: Floats, ints: dict[str, Ints]) -> Ints:
        """Append rows; returns their indices."""
        start, self.count = self.count, self.count + len(keys)
        if self.count > len(self.keys):
            self._grow(max(self.count, int(_GROWTH * len(self.keys))))
        self.keys[start : self.count], self.due[start : self.count] = keys, due
        for name, values in ints.items():
            self.ints[name][start : self.count] = values
        return np.arange(start, self.count)

    def _grow(self, room: int) -> None:
        self.keys, self.due = _roomier(self.keys, room), _roomier(self.due, room)
        for name, column in self.ints.items():
            self.ints[name] = _roomier(column, room)


def _roomier(column: NDArray[Any], room: int) -> NDArray[Any]:
    """The same values with room behind them, which takes no memory before it is filled."""
    roomier = np.empty(room, dtype=column.dtype)
    roomier[: len(column)] = column
    return roomier


class Crowd:
    """How customers of one shop are drawn and when they come back."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.raw = scenario, scenario.raw["customers"]
        words = pool(scenario.source)
        self.region, self.age = np.cumsum(words.region_share), np.cumsum(words.age_share)
        self.repeat = np.round(np.log(np.maximum(scenario.by_source("repeat_times"), 1e-3)) * 0.5, 9)
        self.process = {
            name: scenario.keys.process(f"people: {name}")
            for name in ("rate", "drop", "wait", "taste", "who", "old", "lot", "written")
        }
        self.wake = np.array(scenario.raw["messages"]["wake"])
        self.nature_tags = np.array([self.process[name] for name in ("rate", "drop", "taste")], dtype=np.uint64)
        self.own = np.array([self.process["rate"], self.process["who"], 1], dtype=np.uint64)
        self.then = np.array([*_WHO_TAGS, self.process["wait"]])[:, None]
        self.next = np.array([7, self.process["wait"]], dtype=np.uint64)

    def opening(self) -> Customers:
        """Customers from before the books, still holding the clock they had: their past is drawn in closed form."""
        nobody: dict[str, NDArray[Any]] = {name: np.zeros(_FIRST_ROOM, dtype=small) for name, small in _INTS.items()}
        people = Customers(0, np.zeros(_FIRST_ROOM, dtype=np.uint64), np.zeros(_FIRST_ROOM), nobody)
        span = self.raw["before_days"]
        number = np.arange(round(self.raw["before_per_day"] * self.scenario.scale) * span)
        day, slot = -1 - number % span, number // span
        keys = key(self.process["old"], day, slot)
        cell = pick(unit(key(keys, 1)), np.cumsum(self.scenario.by_source("share"))) * 2
        ints, wait = self._rows(keys, day, cell, slot, np.full(len(day), -1))
        index = people.add(keys, np.full(len(day), np.inf), ints)
        self._live_until_today(people, index, day, wait)
        return people

    def nature(self, keys: Words, cell: Ints) -> tuple[Floats, Floats, Floats]:
        """Who customers are, by their keys and first cells: log of the order rate a week, chance to leave after an order, taste.

        Drawn anew whenever it is asked for: held, it would be half of all that is known of a customer.
        """
        rate, drop, taste = units(keys, self.nature_tags)
        return self._log_rate(rate, cell), beta(drop, self.raw["a"], self.raw["b"]), self.raw["taste"] * normal(taste)

    def _log_rate(self, chance: Floats, cell: Ints) -> Floats:
        return log_gamma(chance, self.raw["r"]) - np.log(self.raw["alpha"]) + self.repeat[cell // 2]

    def welcome(
        self,
        people: Customers,
        keys: Words,
        day: int,
        cell: Ints,
        slot: Ints,
        sku: Ints,
        now: float,
        paid: Ints,
    ) -> Ints:
        """Add the day's new customers; those who did not pay do not come back by themselves."""
        ints, wait = self._rows(keys, np.full(len(keys), day), cell, slot, sku)
        return people.add(keys, np.where(paid > 0, now + wait, np.inf), ints)

    def due(self, people: Customers, now: float) -> Ints:
        """Customers whose clock has rung."""
        return (people.column("due") <= now).nonzero()[0]

    def band(self, people: Customers, day: int) -> Ints:
        """Band of each customer (index in decisions.BANDS) by the days since the last order."""
        return np.searchsorted(_BAND_ENDS, day - people.column("last_day").astype(np.int64))

    def may_be_written(self, people: Customers) -> Ints:
        """Customers who agreed to be written to: members."""
        return np.flatnonzero(people.column("member") > 0)

    def drawn(self, people: Customers, who: Ints, day: int, share: float) -> NDArray[np.bool_]:
        """Which of some customers a lot of the day draws."""
        return np.asarray(draw(key(people.keys[who], self.process["lot"]), day) < share)

    def write_to(self, people: Customers, who: Ints, day: int, now: float) -> None:
        """Some of those written to wake: their clock rings within the next days, also where it had stopped."""
        chance = draw(key(people.keys[who], self.process["written"]), day)
        wake = self.wake[self.band(people, day)[who]]
        woken = chance < wake
        soon = now + np.round(chance / np.maximum(wake, 1e-9), 9)[woken]
        people.due[who[woken]] = np.minimum(people.due[who[woken]], soon)

    def lose(self, people: Customers, who: Ints) -> None:
        """Customers who will not come back."""
        people.due[who] = np.inf

    def after_order(
        self, people: Customers, who: Ints, turn: Words, log_rate: Floats, drop: Floats, now: float, day: int
    ) -> None:
        """Set the clock anew, or let it stop for ever. turn: key of the order, `key(customer, its number)`."""
        people.ints["last_day"][who] = day
        people.ints["nth"][who] += 1
        stays, wait = units(turn, self.next)
        people.due[who] = np.where(stays >= drop, now + _weeks(wait, log_rate), np.inf)

    def _rows(self, keys: Words, day: Ints, cell: Ints, slot: Ints, sku: Ints) -> tuple[dict[str, Ints], Floats]:
        """Columns of new customers, and operational weeks to the second order of each."""
        words = fold(keys, self.own)
        region, age, member, wait = unit(mix(words[[1, 1, 1, 2]] ^ self.then))
        ints = {
            "first_day": day,
            "first_cell": cell,
            "first_slot": slot,
            "first_sku": sku,
            "region": pick(region, self.region),
            "age_band": pick(age, self.age),
            "member": (member < 0.35).astype(np.int64),
            "nth": np.ones(len(keys), dtype=np.int64),
            "last_day": day,
        }
        return ints, _weeks(wait, self._log_rate(unit(words[0]), cell))

    def _live_until_today(self, people: Customers, index: Ints, day: Ints, wait: Floats) -> None:
        """Run each clock from its first day to the first day of the books, operational time being calendar time then."""
        clock = day / 7.0 + wait
        log_rate, drop, _ = self.nature(people.keys[index], people.ints["first_cell"][index])
        going = np.flatnonzero(clock < 0)
        while len(going):
            who = index[going]
            people.ints["nth"][who] += 1
            stays, wait = units(key(people.keys[who], people.ints["nth"][who]), self.next)
            people.ints["last_day"][who] = np.floor(clock[going] * 7).astype(np.int64)
            weeks = _weeks(wait, log_rate[going])
            clock[going] = np.where(stays >= drop[going], clock[going] + weeks, np.inf)
            going = going[clock[going] < 0]
        people.due[index] = clock


def _weeks(chance: Floats, log_rate: Floats) -> Floats:
    """Operational weeks to an order, from a uniform number."""
    return (exponential(chance) * np.exp(-log_rate)).round(9)
