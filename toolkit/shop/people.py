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
    "first_day": np.int16, "first_cell": np.int8, "first_slot": np.int32, "region": np.int16, "age_band": np.int8,
    "member": np.int8, "nth": np.int32, "last_day": np.int16,
}  # fmt: skip
"""Whole numbers kept of a customer, each no wider than it needs to be: a large shop has millions of customers."""
_BAND_ENDS = np.array([30, 90, 180])
_FLOATS = ("log_rate", "drop", "taste", "due")


@dataclass
class Customers:
    """Flat arrays, one row a customer, with room to grow; `due` is the operational time of the next order (inf: gone)."""

    count: int
    keys: Words
    ints: dict[str, NDArray[Any]]
    floats: dict[str, Floats]

    def column(self, name: str) -> NDArray[Any]:
        """One column, the living rows only."""
        return (self.ints[name] if name in self.ints else self.floats[name])[: self.count]

    def add(self, keys: Words, ints: dict[str, Ints], floats: dict[str, Floats]) -> Ints:
        """Append rows; returns their indices."""
        start, self.count = self.count, self.count + len(keys)
        if self.count > len(self.keys):
            self._grow(max(self.count, int(_GROWTH * len(self.keys))))
        self.keys[start : self.count] = keys
        for store, given in ((self.ints, ints), (self.floats, floats)):
            for name, values in given.items():
                store[name][start : self.count] = values
        return np.arange(start, self.count)

    def _grow(self, room: int) -> None:
        self.keys = _roomier(self.keys, room)
        self.ints = {name: _roomier(column, room) for name, column in self.ints.items()}
        self.floats = {name: _roomier(column, room) for name, column in self.floats.items()}


def _roomier(column: NDArray[Any], room: int) -> NDArray[Any]:
    """The same values with room behind them, which takes no memory before it is filled."""
    roomier = np.zeros(room, dtype=column.dtype)
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
        self.own = np.array([*(self.process[name] for name in ("rate", "drop", "taste", "who")), 1], dtype=np.uint64)
        self.then = np.array([*_WHO_TAGS, self.process["wait"]])[:, None]
        self.next = np.array([7, self.process["wait"]], dtype=np.uint64)

    def opening(self) -> Customers:
        """Customers from before the books, still holding the clock they had: their past is drawn in closed form."""
        nobody: dict[str, NDArray[Any]] = {name: np.zeros(_FIRST_ROOM, dtype=small) for name, small in _INTS.items()}
        people = Customers(
            0, np.zeros(_FIRST_ROOM, dtype=np.uint64), nobody, {name: np.zeros(_FIRST_ROOM) for name in _FLOATS}
        )
        span = self.raw["before_days"]
        number = np.arange(round(self.raw["before_per_day"] * self.scenario.scale) * span)
        day, slot = -1 - number % span, number // span
        keys = key(self.process["old"], day, slot)
        cell = pick(unit(key(keys, 1)), np.cumsum(self.scenario.by_source("share"))) * 2
        ints, floats, wait = self._rows(keys, day, cell, slot, np.zeros(len(day)))
        index = people.add(keys, ints, floats)
        self._live_until_today(people, index, day, wait)
        return people

    def welcome(
        self,
        people: Customers,
        keys: Words,
        day: int,
        cell: Ints,
        slot: Ints,
        price_level: Floats,
        now: float,
        paid: Ints,
    ) -> Ints:
        """Add the day's new customers; those who did not pay do not come back by themselves."""
        ints, floats, wait = self._rows(keys, np.full(len(keys), day), cell, slot, price_level)
        floats["due"] = np.where(paid > 0, now + wait, np.inf)
        return people.add(keys, ints, floats)

    def wait(self, keys: Words, nth: Ints, log_rate: Floats) -> Floats:
        """Operational weeks to the next order."""
        return _weeks(draw(key(keys, nth), self.process["wait"]), log_rate)

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
        people.floats["due"][who[woken]] = np.minimum(people.floats["due"][who[woken]], soon)

    def lose(self, people: Customers, who: Ints) -> None:
        """Customers who will not come back."""
        people.floats["due"][who] = np.inf

    def after_order(self, people: Customers, who: Ints, turn: Words, now: float, day: int) -> None:
        """Set the clock anew, or let it stop for ever. turn: key of the order, `key(customer, its number)`."""
        people.ints["last_day"][who] = day
        people.ints["nth"][who] += 1
        stays, wait = units(turn, self.next)
        weeks = _weeks(wait, people.floats["log_rate"][who])
        people.floats["due"][who] = np.where(stays >= people.floats["drop"][who], now + weeks, np.inf)

    def _rows(
        self, keys: Words, day: Ints, cell: Ints, slot: Ints, price_level: Floats
    ) -> tuple[dict[str, Ints], dict[str, Floats], Floats]:
        """Columns of new customers, and operational weeks to the second order of each."""
        words = fold(keys, self.own)
        rate, drop, taste = unit(words[:3])
        region, age, member, wait = unit(mix(words[[3, 3, 3, 4]] ^ self.then))
        ints = {
            "first_day": day,
            "first_cell": cell,
            "first_slot": slot,
            "region": pick(region, self.region),
            "age_band": pick(age, self.age),
            "member": (member < 0.35).astype(np.int64),
            "nth": np.ones(len(keys), dtype=np.int64),
            "last_day": day,
        }
        floats = {
            "log_rate": log_gamma(rate, self.raw["r"]) - np.log(self.raw["alpha"]) + self.repeat[cell // 2],
            "drop": beta(drop, self.raw["a"], self.raw["b"]),
            "taste": self.raw["taste"] * normal(taste) + 0.5 * price_level,
            "due": np.full(len(keys), np.inf),
        }
        return ints, floats, _weeks(wait, floats["log_rate"])

    def _live_until_today(self, people: Customers, index: Ints, day: Ints, wait: Floats) -> None:
        """Run each clock from its first day to the first day of the books, operational time being calendar time then."""
        clock = day / 7.0 + wait
        going = np.flatnonzero(clock < 0)
        while len(going):
            who = index[going]
            people.ints["nth"][who] += 1
            stays = unit(key(people.keys[who], people.ints["nth"][who], 7)) >= people.floats["drop"][who]
            wait = self.wait(people.keys[who], people.ints["nth"][who], people.floats["log_rate"][who])
            people.ints["last_day"][who] = np.floor(clock[going] * 7).astype(np.int64)
            clock[going] = np.where(stays, clock[going] + wait, np.inf)
            going = going[clock[going] < 0]
        people.floats["due"][index] = clock


def _weeks(chance: Floats, log_rate: Floats) -> Floats:
    """Operational weeks to an order, from a uniform number."""
    return (exponential(chance) * np.exp(-log_rate)).round(9)
