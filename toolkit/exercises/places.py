# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers that give things a place: Ranking and Sorting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from toolkit.exercises import plain, words
from toolkit.exercises.answer import (
    FAR,
    Answer,
    Misread,
    Misreading,
    Untouched,
    did_you_mean,
    exact_off,
    list_of,
    named,
    refuse,
)
from toolkit.exercises.lists import borrowed, listed
from toolkit.exercises.words import say


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
        (a, b), astray = out_of_order(given, right)[0], out_of_place(given, right)
        return say(words.ORDER_OFF, items=list_of(astray, most=2), n=len(astray), a=a, b=b)

    def misread(self, given: Any, right: Any) -> Misreading | None:
        turned = len(right) > 2 and given == right[::-1]
        return Misreading("GEN-TURNED", say(words.GEN_BACKWARDS)) if turned else None

    def is_plainly(self, given: Any, right: Any) -> bool:
        return len(right) > 2 and bool(given == right)

    def show(self, value: Any) -> str:
        return " > ".join(value)


def check_items(given: list[str], items: tuple[str, ...]) -> None:
    """Raise Misread where an item stands twice, is unknown, or is missing; no items, no check but the first."""
    seen: set[str] = set()
    for each in given:
        if each in seen:
            raise refuse(words.TWICE, item=each)
        seen.add(each)
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


def out_of_place(given: list[str], right: list[str]) -> list[str]:
    """Return the fewest items that would have to move, in the given order: all but the longest run already in order."""
    place = {item: at for at, item in enumerate(right)}
    runs: list[list[str]] = []
    for item in given:
        fits: list[list[str]] = [run for run in runs if place[run[-1]] < place[item]]
        runs.append([*_longest(fits), item])
    kept = set(_longest(runs))
    return [item for item in given if item not in kept]


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run), default=[])


@dataclass(frozen=True, kw_only=True)
class Sorting(Answer):
    """A dict, item → drawer; the reply names the first two that lie elsewhere, and why. A mistake may name only some items.

    either: item → the further drawers that count as right for it. because: item → what speaks for its drawer, in a few
    words that do not name the drawer; said when the item lies elsewhere.
    """

    kind: ClassVar[str] = "sorting"
    hidden: ClassVar[tuple[str, ...]] = ("either", "because")
    drawers: tuple[str, ...]
    items: tuple[str, ...] = ()
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)

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
        return {item: self._drawer(item, drawer) for item, drawer in named(value, self.due()).items()}

    def _drawer(self, item: str, drawer: object) -> str:
        if plain.untouched(drawer):
            raise Untouched(item)
        read = plain.token(plain.scalar(drawer))
        known = {each.casefold(): each for each in self.drawers}
        if read.casefold() not in known:
            hint, options = did_you_mean(read, self.drawers), list_of(self.drawers)
            raise refuse(words.NO_SUCH_DRAWER, given=f'"{read[:40]}"', item=item, options=options, hint=hint)
        return known[read.casefold()]

    def _astray(self, given: Any, right: Any) -> list[str]:
        """Return the items of `right` that lie in a drawer that does not count, in the order of `right`."""
        return [item for item, drawer in right.items() if given.get(item) not in (drawer, *self.either.get(item, ()))]

    def off(self, given: Any, right: Any) -> float:
        return exact_off(len(self._astray(given, right)), 0)

    def like(self, given: Any, mistaken: Any) -> float:
        return exact_off(sum(given.get(item) != drawer for item, drawer in mistaken.items()), 0)

    def apart(self, mistaken: Any, right: Any) -> float:
        return exact_off(len(self._astray(mistaken, {item: right.get(item) for item in mistaken})), 0)

    def nudge(self, given: Any, right: Any) -> str:
        try:
            check_items(list(given), tuple(right))
        except Misread as form:
            return str(form)
        first = self._astray(given, right)[:2]
        named = " + ".join(f"{item} ({given[item]})" for item in first)
        why = [say(self.because[item]) for item in first if item in self.because]
        return say(words.DRAWER_WHY, items=named, why=" ".join(why)) if why else say(words.DRAWER_OFF, items=named)

    def show(self, value: Any) -> str:
        return ", ".join(f"{item}: {drawer}" for item, drawer in value.items())
