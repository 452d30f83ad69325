# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers that are numbers: Number, Count, Range."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from toolkit.exercises import general, plain, words
from toolkit.exercises.answer import Answer, Misreading, Untouched, one, refuse
from toolkit.exercises.words import say

ROUNDING = 1e-9
LARGEST = 1e18
TEXT = re.compile(r"[^\d.eE+-]*([+-]?\d[\d,_ ]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(%?)\D{0,12}")
TELLING_DIGITS = 3
NARROW = 2.0
"""How far off a range is that holds it and claims more than anybody knows."""


@dataclass(frozen=True, kw_only=True)
class Number(Answer):
    """One number, right within an absolute or a relative tolerance (the larger counts).

    shown: a format for replies, ".1%" or ",.0f"; otherwise as many digits as the tolerance warrants. n: how many values it
    brings together, as a number or "case.name" (a number or a list), so that a sum for a mean is recognised.
    """

    kind: ClassVar[str] = "number"
    within: float = 0.0
    within_share: float = 0.0
    shown: str = ""
    n: int | str | None = None

    def due(self) -> str:
        return say(words.DUE_NUMBER)

    def on(self, case: Mapping[str, Any]) -> Answer:
        if not isinstance(self.n, str):
            return self
        counted = case[self.n.removeprefix("case.")]
        return replace(self, n=counted if isinstance(counted, int) else len(counted))

    def read(self, value: object) -> Any:
        if type(value) is float or type(value) is int:  # thousands of them in a table: nothing to look at
            return self._finite(value)
        read = one(value, self.due())
        if isinstance(read, bool):
            raise refuse(words.IS_TRUTH, due=self.due())
        if isinstance(read, str):
            raise refuse(words.IS_TEXT, given=f'"{read[:40]}"', due=self.due())
        if isinstance(read, pd.Timestamp):
            raise refuse(words.UNREADABLE, due=self.due(), what=f"the day {plain.token(read)}")
        return self._finite(read)

    def _finite(self, read: Any) -> float | int:
        if read != read:
            raise refuse(words.IS_NAN)
        if abs(read) > LARGEST:
            raise refuse(words.IS_INFINITE)
        return read if isinstance(read, int) else float(read)

    def tolerance(self, right: float) -> float:
        """Return the absolute tolerance around a right value."""
        return max(self.within, self.within_share * abs(right), ROUNDING * max(1.0, abs(right)))

    def off(self, given: Any, right: Any) -> float:
        return abs(given - right) / self.tolerance(right)

    def nudge(self, given: Any, right: Any) -> str:
        if given * right < 0:
            return say(words.WRONG_SIGN, given=self.show(given))
        sentence = words.TOO_HIGH if given > right else words.TOO_LOW
        return say(sentence, given=self.show(given), size=size_of(given, right))

    def misread(self, given: Any, right: Any) -> Misreading | None:
        n = self.n if isinstance(self.n, int) else None
        found = general.of_number(given, right, tolerance=self.tolerance(right), n=n)
        return Misreading(found[0], say(found[1], given=self.show(given), n=n)) if found else None

    def undressed(self, value: object) -> Any:
        read = one(value, self.due())
        fits = TEXT.fullmatch(read[:40]) if isinstance(read, str) else None
        if not fits:
            return None
        number = float(re.sub("[,_ ]", "", fits[1]))
        return number / 100 if fits[2] else number

    def is_plainly(self, given: Any, right: Any) -> bool:
        digits = f"{abs(right):.6g}".replace(".", "").strip("0").split("e")[0]
        close = abs(given - right) <= min(self.tolerance(right), general.EXACT * abs(right))
        return close and len(digits) >= TELLING_DIGITS

    def show(self, value: Any) -> str:
        if self.shown:
            return format(value, self.shown)
        if isinstance(value, int) or (float(value).is_integer() and not 0 < self.within < 1):
            return f"{int(value):,}"
        return f"{value:,.{self._digits(value)}f}"

    def _digits(self, value: float) -> int:
        step = self.tolerance(value) if self.within or self.within_share else abs(value) / 1000
        return min(8, max(0, 1 - math.floor(math.log10(step)))) if step else 0

    def wider(self, fine: float | None, fine_share: float | None) -> Answer | None:
        if fine is None and fine_share is None:
            return None
        return replace(self, within=fine or 0.0, within_share=fine_share or 0.0)


def size_of(given: float, right: float) -> str:
    """Say how far two numbers lie apart, in four steps that give neither away."""
    if right == 0:
        return say(words.FAR)
    ratio = given / right
    if ratio > 2:
        return say(words.DOUBLE)
    if ratio < 0.5:
        return say(words.HALF)
    gap = abs(ratio - 1)
    return say(words.CLOSE) if gap <= 0.1 else say(words.NEAR) if gap < 0.5 else say(words.FAR)


@dataclass(frozen=True, kw_only=True)
class Count(Number):
    """A whole number of things; exact unless `within` allows more."""

    kind: ClassVar[str] = "count"

    def due(self) -> str:
        return say(words.DUE_COUNT)

    def _finite(self, read: Any) -> float | int:
        number = super()._finite(read)
        if number != int(number):
            raise refuse(words.IS_PART_OF_ONE, given=f"{number:,.4g}")
        return int(number)

    def off(self, given: Any, right: Any) -> float:
        allowed = max(self.within, self.within_share * abs(right))
        return abs(given - right) / allowed if allowed else float(abs(given - right) and 1 + abs(given - right))

    def misread(self, given: Any, right: Any) -> Misreading | None:
        found = general.of_count(given, right)
        return Misreading(found[0], say(found[1], given=self.show(given))) if found else super().misread(given, right)

    def nudge(self, given: Any, right: Any) -> str:
        return say(words.TOO_MANY if given > right else words.TOO_FEW, given=self.show(given))


@dataclass(frozen=True, kw_only=True)
class Range(Answer):
    """Low and high: holds the truth (or the middle of ours), and is at most `times` as wide as ours, at least `least` times."""

    kind: ClassVar[str] = "range"
    times: float = 1.5
    least: float = 0.0
    shown: str = ""

    def due(self) -> str:
        return say(words.DUE_RANGE)

    def read(self, value: object) -> Any:
        low, high = (self._number().read(end) for end in two(value, self.due()))
        if low > high:
            raise refuse(words.LOW_HIGH)
        return [low, high]

    def _number(self) -> Number:
        return Number(within_share=0.001, shown=self.shown)

    def off(self, given: Any, right: Any) -> float:
        """Return > 1 where the middle of `right` is missed, or the range is too wide or too narrow to be honest."""
        width, outside = max(right[1] - right[0], ROUNDING), _outside(given, right)
        if not outside and given[1] - given[0] < self.least * width:
            return NARROW
        return 2 + outside / width if outside else (given[1] - given[0]) / (self.times * width)

    def true(self, value: object, right: Any) -> Any:
        middle, half = self._number().read(value), (right[1] - right[0]) / 2
        return [middle - half, middle + half]

    def like(self, given: Any, mistaken: Any) -> float:
        ends = [abs(a - b) for a, b in zip(given, mistaken, strict=True)]
        return max(ends) / max((mistaken[1] - mistaken[0]) * 0.05, ROUNDING)

    def nudge(self, given: Any, right: Any) -> str:
        low, high = (self._number().show(end) for end in given)
        if self.off(given, right) == NARROW:
            return say(words.RANGE_NARROW, low=low, high=high)
        return say(words.RANGE_MISSES, low=low, high=high) if _outside(given, right) else say(words.RANGE_WIDE)

    def misread(self, given: Any, right: Any) -> Misreading | None:
        ends = [general.of_number(a, b, tolerance=0.0) for a, b in zip(given, right, strict=True)]
        return (
            Misreading(ends[0][0], say(ends[0][1], given=self.show(given))) if ends[0] and ends[0] == ends[1] else None
        )

    def show(self, value: Any) -> str:
        return " – ".join(self._number().show(end) for end in value)


def _outside(given: Any, right: Any) -> float:
    """Return how far the middle of `right` lies outside `given`; 0 inside it."""
    middle = (right[0] + right[1]) / 2
    return max(given[0] - middle, middle - given[1], 0.0)


def two(value: object, due: str) -> list[object]:
    """Return the two values of a pair, unread. Raises: Misread, Untouched."""
    if plain.untouched(value):
        raise Untouched("")
    known = plain.items(value)
    if known is None:
        one(value, due)
        raise refuse(words.NOT_TWO, due=due, n=1)
    if any(plain.untouched(end) for end in known):
        raise Untouched("")
    if len(known) != 2:
        raise refuse(words.NOT_TWO, due=due, n=plain.size(value))
    return known
