"""The one type of lever: what somebody decides, from a day, until a day."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from numbers import Integral, Real
from typing import Any, TypeGuard

from toolkit.shop.facts import SHIFTS, SOURCES

PACKING = "packing"
BANDS = ("active", "warm", "cooling", "sleeping")
"""Customers by the days since their last order: up to 30, 90, 180, and beyond."""
EVERYBODY, LOT = "all", "lot"
SHIP = "ship_hours"


class ImpossibleDecision(ValueError):
    """A decision names something the shop does not have, or asks for an amount that cannot be."""

    def __init__(self, *, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given} {exists} {do}")


@dataclass(frozen=True)
class Times:
    """A factor on what the shopkeeper would have done."""

    factor: float


def times(factor: float) -> Times:
    """Multiply the shopkeeper's own choice: 1.2 is a fifth more."""
    return Times(factor)


Amount = float | Times


@dataclass(frozen=True)
class Decisions:
    """Levers in force from day `start` to day `end` (last day included; None: for ever), in days since the books began.

    budgets: campaign → CNY a day. prices: SKU → CNY. promotions: SKU → share taken off (0.2 is a fifth). placements: source →
    {category index: share of its featured slots}. orders: SKU → pieces ordered on the first day. staff: shift or "packing" →
    people; overtime: shift → hours a day. messages: "all" → people written to a day; a band of customers → people a day;
    "lot" → people drawn by lot on the first day. promises: "ship_hours" → hours. Budgets, prices, staff and messages to all
    are absolute or times(1.2).
    Raises: ImpossibleDecision.
    """

    start: int = 0
    end: int | None = None
    budgets: Mapping[str, Amount] = field(default_factory=dict)
    prices: Mapping[int, Amount] = field(default_factory=dict)
    promotions: Mapping[int, float] = field(default_factory=dict)
    placements: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    orders: Mapping[int, int] = field(default_factory=dict)
    staff: Mapping[str, Amount] = field(default_factory=dict)
    overtime: Mapping[str, float] = field(default_factory=dict)
    messages: Mapping[str, Amount] = field(default_factory=dict)
    promises: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _span(self.start, self.end)
        for name in _LEVERS:
            braces(name, getattr(self, name))
        _known("campaign", "budgets", self.budgets, SOURCES[2:10])
        _known("place", "placements", self.placements, SOURCES)
        _known("shift", "staff", self.staff, (*SHIFTS, PACKING))
        _known("shift", "overtime", self.overtime, SHIFTS)
        _known("group of customers", "messages", self.messages, (EVERYBODY, *BANDS, LOT))
        _known("promise", "promises", self.promises, (SHIP,))
        for place, shares in self.placements.items():
            braces(f"placements of {place}", shares)
        self._need_usual()
        for lever in (self.budgets, self.prices, self.orders, self.staff, self.messages):
            for value in lever.values():
                _within(value, 0, 1e9, "Amounts are 0 or more: yuan a day, yuan, pieces, people.")
        for depth in self.promotions.values():
            _within(depth, 0, 0.9, "A promotion takes off a share from 0 to 0.9.")
        for hours in self.overtime.values():
            _within(hours, 0, 24, "Overtime is 0 to 24 hours a day for the whole shift.")
        for hours in self.promises.values():
            _within(hours, 12, 240, "A promise to ship is 12 to 240 hours; 48 are usual.")
        for shares in self.placements.values():
            for share in shares.values():
                _within(share, 0, 1, "A share of the featured slots lies between 0 and 1.")
            _within(sum(shares.values()), 0, 1.000001, "The shares of one place add up to 1 at most.")

    def _need_usual(self) -> None:
        """Refuse a factor where the shopkeeper has no amount of his own that it could multiply."""
        written = {group: people for group, people in self.messages.items() if group != EVERYBODY}
        alone: dict[str, Mapping[Any, Any]] = {
            "orders": self.orders,
            "overtime": self.overtime,
            "promotions": self.promotions,
            "promises": self.promises,
        }
        alone |= {"messages": written} | {f"placements of {place}": given for place, given in self.placements.items()}
        for lever, given in alone.items():
            for name, value in given.items():
                if isinstance(value, Times):
                    raise ImpossibleDecision(
                        given=f"times({value.factor}) of {lever} for {name!r} has nothing to multiply.",
                        exists="Factors go with budgets, prices, staff and messages to all; other levers have no usual amount.",
                        do="Give the amount itself.",
                    )


def amount(decided: Amount, usual: float) -> float:
    """The amount in force: the decided one, or the usual one times a factor."""
    return usual * decided.factor if isinstance(decided, Times) else float(decided)


_LEVERS = tuple(one.name for one in fields(Decisions) if one.name not in ("start", "end"))


def whole(value: object) -> TypeGuard[int]:
    """Whether this is a whole number; True and False are none."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def number(value: object) -> TypeGuard[float]:
    """Whether this is a number; True and False are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def _span(start: object, end: object) -> None:
    last = start if end is None else end
    if not whole(start) or not whole(last) or not 0 <= start <= last:
        raise ImpossibleDecision(
            given=f"Decisions from day {start!r} to day {end!r} are never in force.",
            exists="Days are counted from 0, the first day of the books; the last is no day before the first, or None.",
            do="Give whole numbers; with dates, use shop.what_if(start=…, end=…).",
        )


def braces(lever: str, given: Any) -> Any:
    """Give back what a lever was given, if it says for whom. Raises: ImpossibleDecision."""
    if not isinstance(given, Mapping):
        raise ImpossibleDecision(
            given=f"{lever} is {given!r}.",
            exists=f'Every lever says for whom: {lever}={{"…": amount}}.',
            do="Put the amount in braces behind a name; the names of each lever stand in help(Decisions).",
        )
    return given


def _known(what: str, lever: str, given: Iterable[str], names: tuple[str, ...]) -> None:
    for name in given:
        if name not in names:
            near = difflib.get_close_matches(str(name), names, n=1)
            raise ImpossibleDecision(
                given=f'There is no {what} "{name}".',
                exists=f"Names for {lever}: {', '.join(names)}.",
                do=f'Did you mean "{near[0]}"?' if near else f"Use one of these names as the key of {lever}.",
            )


def _within(value: object, low: float, high: float, exists: str) -> None:
    given = value.factor if isinstance(value, Times) else value
    if not number(given) or not low <= given <= high:
        raise ImpossibleDecision(
            given=f"An amount of {given if number(given) else repr(given)} cannot be decided.",
            exists=exists,
            do="Give a number in that range, or times(1.2) for a fifth more than usual where factors are allowed.",
        )
