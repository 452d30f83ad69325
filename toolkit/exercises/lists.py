# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers made of things: Choice, Set, Ranking, Sorting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from toolkit.exercises import plain, words
from toolkit.exercises.answer import (
    FAR,
    Answer,
    Misread,
    Untouched,
    a_thing,
    did_you_mean,
    exact_off,
    list_of,
    one,
    refuse,
)
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
    if any(plain.untouched(each) for each in _loose(value)):
        raise Untouched("")
    if len(known) > plain.MOST:
        raise refuse(words.TOO_LONG, n=f"{plain.size(value):,}")
    if known and all(isinstance(each, bool) for each in known):
        raise refuse(words.IS_MASK, items=of)
    if of == "dates" and plain.is_a(value, pd.Series) and _dated(value) and not _all_days(known):
        raise refuse(words.DATES_IN_INDEX)
    return [_token(each, of, due) for each in known]


def _loose(value: object) -> list[object]:
    return list(value) if plain.is_a(value, list, tuple) else []  # type: ignore[call-overload]


def _column(value: object, of: str) -> object:
    if not plain.is_a(value, pd.DataFrame):
        return value
    table: Any = value
    if table.shape[1] != 1:
        raise refuse(words.MANY_COLUMNS, items=of)
    return table.iloc[:, 0]


def _dated(value: Any) -> bool:
    return isinstance(value.index, pd.DatetimeIndex)


def _all_days(known: list[Any]) -> bool:
    return all(isinstance(each, pd.Timestamp | str) for each in known)


def _token(read: Any, of: str, due: str) -> str:
    from toolkit.exercises.numbers import day_of

    if read is None:
        raise refuse(words.EMPTY)
    if isinstance(read, plain.Foreign):
        raise refuse(words.UNREADABLE, due=due, what=a_thing(read.what))
    return plain.token(day_of(read, say(words.DUE_DATE)) if of == "dates" else read)


@dataclass(frozen=True, kw_only=True)
class Ranking(Answer):
    """Things in order, the first one first; `swaps` neighbours may be exchanged. items: what is ranked, if told."""

    kind: ClassVar[str] = "ranking"
    swaps: int = 0
    items: tuple[str, ...] = ()

    def due(self) -> str:
        return say(words.DUE_RANKING)

    def on(self, case: Mapping[str, Any]) -> Answer:
        return replace(self, items=borrowed(self.items, case))

    def read(self, value: object) -> Any:
        given = listed(value, self.due(), "names")
        check_items(given, self.items)
        return given

    def off(self, given: Any, right: Any) -> float:
        if set(given) != set(right):
            return FAR
        return exact_off(len(out_of_order(given, right)), self.swaps)

    def nudge(self, given: Any, right: Any) -> str:
        try:
            check_items(given, tuple(right))
        except Misread as form:
            return str(form)
        a, b = out_of_order(given, right)[0]
        return say(words.ORDER_OFF, a=a, b=b)

    def show(self, value: Any) -> str:
        return " > ".join(value)


def check_items(given: list[str], items: tuple[str, ...]) -> None:
    """Raise Misread where an item stands twice, is unknown, or is missing; no items, no check but the first."""
    twice = [each for each in given if given.count(each) > 1]
    if twice:
        raise refuse(words.TWICE, item=twice[0])
    unknown = [each for each in given if items and each not in items]
    if unknown:
        hint = did_you_mean(unknown[0], items)
        raise refuse(words.UNKNOWN_ITEM, item=unknown[0], items=list_of(items), hint=hint)
    missing = [each for each in items if each not in given]
    if missing:
        raise refuse(words.MISSING_ITEM, item=missing[0], items=list_of(items))


def out_of_order(given: list[str], right: list[str]) -> list[tuple[str, str]]:
    """Return the pairs that stand the other way round, neighbours of the given order first."""
    place = {item: at for at, item in enumerate(right)}
    wrong = [
        (j - i, (a, b)) for i, a in enumerate(given) for j, b in enumerate(given[i + 1 :], i + 1) if place[a] > place[b]
    ]
    return [pair for _, pair in sorted(wrong, key=lambda each: each[0])]


@dataclass(frozen=True, kw_only=True)
class Sorting(Answer):
    """A dict, item → drawer; the reply names the first two that lie elsewhere. A mistake may name only some items."""

    kind: ClassVar[str] = "sorting"
    drawers: tuple[str, ...]
    items: tuple[str, ...] = ()

    def due(self) -> str:
        return say(words.DUE_SORTING)

    def on(self, case: Mapping[str, Any]) -> Answer:
        items = tuple(plain.token(plain.scalar(each)) for each in borrowed(self.items, case))
        return replace(self, items=items)

    def read(self, value: object) -> Any:
        given = self.model(value)
        check_items(list(given), self.items)
        return given

    def model(self, value: object) -> Any:
        if plain.untouched(value):
            raise Untouched("")
        entries = plain.pairs(value)
        if entries is None:
            one(value, self.due())
            raise refuse(words.UNREADABLE, due=self.due(), what=a_thing(plain.class_name(value)))
        return {plain.token(item): self._drawer(plain.token(item), drawer) for item, drawer in entries}

    def _drawer(self, item: str, drawer: object) -> str:
        if plain.untouched(drawer):
            raise Untouched(item)
        read = plain.token(plain.scalar(drawer))
        known = {each.casefold(): each for each in self.drawers}
        if read.casefold() not in known:
            hint, options = did_you_mean(read, self.drawers), list_of(self.drawers)
            raise refuse(words.NO_SUCH_DRAWER, given=f'"{read[:40]}"', item=item, options=options, hint=hint)
        return known[read.casefold()]

    def off(self, given: Any, right: Any) -> float:
        return exact_off(sum(given.get(item) != drawer for item, drawer in right.items()), 0) if right else 0.0

    def like(self, given: Any, mistaken: Any) -> float:
        return self.off(given, mistaken)

    def apart(self, mistaken: Any, right: Any) -> float:
        return exact_off(sum(right.get(item) != drawer for item, drawer in mistaken.items()), 0)

    def nudge(self, given: Any, right: Any) -> str:
        try:
            check_items(list(given), tuple(right))
        except Misread as form:
            return str(form)
        astray = [item for item, drawer in right.items() if given[item] != drawer]
        named = [f"{item} ({given[item]})" for item in astray[:2]]
        return say(words.DRAWER_OFF, items=" + ".join(named))

    def show(self, value: Any) -> str:
        return ", ".join(f"{item}: {drawer}" for item, drawer in value.items())
