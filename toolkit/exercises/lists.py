# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers made of names or days: Choice and Set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from toolkit.exercises import plain, words
from toolkit.exercises.answer import (
    FAR,
    Answer,
    Untouched,
    a_thing,
    did_you_mean,
    exact_off,
    list_of,
    one,
    refuse,
)
from toolkit.exercises.days import day_of
from toolkit.exercises.words import say


@dataclass(frozen=True)
class Choice(Answer):
    """One of the options: Choice("act", "note", "leave"), or Choice("case.products") for a list in the case."""

    kind: ClassVar[str] = "choice"
    options: tuple[str, ...] = ()

    def __init__(self, *options: Any) -> None:
        object.__setattr__(self, "options", tuple(plain.token(plain.scalar(each)) for each in options))

    def due(self) -> str:
        return say(words.DUE_CHOICE, options=list_of(self.options))

    def on(self, case: Mapping[str, Any]) -> Answer:
        return Choice(*borrowed(self.options, case))

    def read(self, value: object) -> Any:
        read = plain.token(one(value, self.due()))
        known = {option.casefold(): option for option in self.options}
        if read.casefold() not in known:
            hint = did_you_mean(read, self.options)
            raise refuse(words.NO_SUCH_OPTION, given=f'"{read[:40]}"', options=list_of(self.options), hint=hint)
        return known[read.casefold()]

    def off(self, given: Any, right: Any) -> float:
        return 0.0 if given == right else FAR

    def nudge(self, given: Any, right: Any) -> str:
        return say(words.OTHER_CHOICE, given=given)


def borrowed(options: tuple[str, ...], case: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the options, taken from the case where the only one reads "case.something"."""
    if len(options) == 1 and options[0].startswith("case."):
        return tuple(case[options[0].removeprefix("case.")])
    return options


@dataclass(frozen=True, kw_only=True)
class Set(Answer):
    """A set of dates or names, right where precision and recall reach their marks. of: "dates", "names" or "numbers"."""

    kind: ClassVar[str] = "set"
    of: str = "dates"
    precision: float = 1.0
    recall: float = 1.0

    def due(self) -> str:
        return say(words.DUE_SET, items=self.of)

    def read(self, value: object) -> Any:
        return sorted(set(listed(value, self.due(), self.of)))

    def off(self, given: Any, right: Any) -> float:
        extra, missing = len(set(given) - set(right)), len(set(right) - set(given))
        return max(
            _share_off(extra, len(given), self.precision),
            _share_off(missing, len(right), self.recall),
        )

    def nudge(self, given: Any, right: Any) -> str:
        extra, missing = len(set(given) - set(right)), len(set(right) - set(given))
        return say(words.SET_OFF, n=len(given), extra=extra, missing=missing)

    def is_plainly(self, given: Any, right: Any) -> bool:
        return len(right) > 1 and bool(given == right)

    def show(self, value: Any) -> str:
        return list_of(value) if value else "—"


def _share_off(errors: int, of: int, mark: float) -> float:
    if mark >= 1:
        return exact_off(errors, 0)
    return round(errors / of / (1 - mark), 9) if of else 0.0


def listed(value: object, due: str, of: str) -> list[str]:
    """Return the items of a collection as tokens, in order. Raises: Misread, Untouched."""
    if plain.untouched(value):
        raise Untouched("")
    known = plain.items(_column(value, of))
    if known is None:
        known = [one(value, due)]
    if any(plain.untouched(each) for each in known):
        raise Untouched("")
    if len(known) > plain.MOST:
        raise refuse(words.TOO_LONG, n=f"{plain.size(value):,}")
    if known and all(isinstance(each, bool) for each in known):
        raise refuse(words.IS_MASK, items=of)
    if of == "dates" and plain.is_a(value, pd.Series) and _dated(plain.own(value)) and not _all_days(known):
        raise refuse(words.DATES_IN_INDEX)
    return [_token(each, of, due) for each in known]


def _column(value: object, of: str) -> object:
    if not plain.is_a(value, pd.DataFrame):
        return value
    table: Any = plain.own(value)
    if table.shape[1] != 1:
        raise refuse(words.MANY_COLUMNS, items=of)
    return table.iloc[:, 0]


def _dated(value: Any) -> bool:
    return isinstance(value.index, pd.DatetimeIndex)


def _all_days(known: list[Any]) -> bool:
    return all(isinstance(each, pd.Timestamp | str) for each in known)


def _token(read: Any, of: str, due: str) -> str:
    if read is None:
        raise refuse(words.EMPTY)
    if isinstance(read, plain.Foreign):
        raise refuse(words.UNREADABLE, due=due, what=a_thing(read.what))
    return plain.token(day_of(read, say(words.DUE_DATE)) if of == "dates" else read)
