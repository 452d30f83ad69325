# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers that are days: Date and Interval."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from toolkit.exercises import general, plain, words
from toolkit.exercises.answer import FAR, Answer, Misreading, one, refuse
from toolkit.exercises.numbers import two
from toolkit.exercises.words import say

DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Date(Answer):
    """One day, right within so many `days`."""

    kind: ClassVar[str] = "date"
    days: float = 0.0

    def due(self) -> str:
        return say(words.DUE_DATE)

    def read(self, value: object) -> Any:
        return plain.token(day_of(one(value, self.due()), self.due()))

    def off(self, given: Any, right: Any) -> float:
        gap = abs(days_between(right, given))
        return gap / self.days if self.days else float(gap and 1 + gap)

    def nudge(self, given: Any, right: Any) -> str:
        gap = days_between(right, given)
        far = words.DAYS_FEW if abs(gap) <= 7 else words.DAYS_WEEKS if abs(gap) <= 31 else words.DAYS_FAR
        return say(words.TOO_LATE if gap > 0 else words.TOO_EARLY, given=given, size=say(far))

    def misread(self, given: Any, right: Any) -> Misreading | None:
        return general.of_day(given, days_between(right, given))

    def is_plainly(self, given: Any, right: Any) -> bool:
        return bool(given == right)

    def wider(self, fine: float | None, fine_share: float | None) -> Answer | None:
        return None if fine is None else replace(self, days=fine)


def day_of(read: Any, due: str) -> pd.Timestamp:
    """Return the day in a plain scalar: a Timestamp, or text as YYYY-MM-DD. Raises: Misread."""
    if isinstance(read, float) and math.isnan(read):
        raise refuse(words.IS_NAN)
    if isinstance(read, pd.Timestamp):
        return read
    if isinstance(read, bool):
        raise refuse(words.IS_TRUTH, due=due)
    if isinstance(read, str) and len(read) == 10:
        try:
            return pd.to_datetime(read, format="%Y-%m-%d")
        except (ValueError, OverflowError):
            pass
    raise refuse(words.NOT_A_DATE, given=str(read)[:40])


def days_between(first: str, last: str) -> int:
    """Return the days from one ISO day to another."""
    return int((pd.Timestamp(last) - pd.Timestamp(first)) // DAY)


@dataclass(frozen=True, kw_only=True)
class Interval(Answer):
    """First and last day; right where both ends lie within `days`, or the overlap (shared ÷ joint) is large enough."""

    kind: ClassVar[str] = "interval"
    days: float = 0.0
    overlap: float | None = None

    def due(self) -> str:
        return say(words.DUE_INTERVAL)

    def read(self, value: object) -> Any:
        ends = [plain.token(day_of(one(end, self.due()), self.due())) for end in two(value, self.due())]
        if ends[0] > ends[1]:
            raise refuse(words.BACKWARDS)
        return ends

    def off(self, given: Any, right: Any) -> float:
        ends = max(abs(days_between(a, b)) for a, b in zip(given, right, strict=True))
        by_ends = ends / self.days if self.days else float(ends and 1 + ends)
        if self.overlap is None:
            return by_ends
        missing, allowed = 1 - shared(given, right), 1 - self.overlap
        return min(by_ends, missing / allowed if allowed > 0 else FAR * missing if missing else 0.0)

    def nudge(self, given: Any, right: Any) -> str:
        if shared(given, right) == 0:
            return say(words.APART)
        if given[0] <= right[0] and right[1] <= given[1]:
            return say(words.TOO_WIDE)
        inside = right[0] <= given[0] and given[1] <= right[1]
        return say(words.TOO_NARROW if inside else words.SHIFTED)

    def misread(self, given: Any, right: Any) -> Misreading | None:
        first, last = (days_between(b, a) for a, b in zip(given, right, strict=True))
        return general.of_stretch(self.show(given), first, last) if shared(given, right) or first == last else None

    def is_plainly(self, given: Any, right: Any) -> bool:
        return bool(given == right)

    def show(self, value: Any) -> str:
        return f"{value[0]} – {value[1]}"


def shared(one_pair: list[str], other: list[str]) -> float:
    """Return shared days ÷ joint days of two intervals, ends included."""
    inner = days_between(max(one_pair[0], other[0]), min(one_pair[1], other[1])) + 1
    outer = days_between(min(one_pair[0], other[0]), max(one_pair[1], other[1])) + 1
    return max(inner, 0) / outer
