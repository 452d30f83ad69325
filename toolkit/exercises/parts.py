# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers made of other answers: Several and Decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from toolkit.exercises import plain, words
from toolkit.exercises.answer import ANY, Answer, Ask, Misread, Misreading, Untouched, list_of, named, refuse
from toolkit.exercises.days import Date
from toolkit.exercises.words import say

LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Several(Answer):
    """A dict of named parts, each of any type; the reply speaks to the first part that is off.

    A mistake may name only some parts: the others count as any.
    """

    kind: ClassVar[str] = "several"
    parts: Mapping[str, Answer] = field(default_factory=dict)

    def __init__(self, parts: Mapping[str, Answer] | None = None, /, **more: Answer) -> None:
        object.__setattr__(self, "parts", {**(parts or {}), **more})

    def due(self) -> str:
        return say(words.DUE_PARTS, parts=list_of(self.parts))

    def on(self, case: Mapping[str, Any]) -> Answer:
        return replace_parts(self, {name: part.on(case) for name, part in self.parts.items()})

    def read(self, value: object) -> Any:
        entries = named(value, self.due())
        missing = [name for name in self.parts if name not in entries]
        if missing:
            raise refuse(words.PART_MISSING, part=missing[0], parts=list_of(self.parts))
        return self._read(entries)

    def model(self, value: object) -> Any:
        return self._read({name: one for name, one in named(value, self.due()).items() if one is not ANY})

    def _read(self, entries: Mapping[str, object]) -> dict[str, Any]:
        return {name: _read_part(name, part, entries[name]) for name, part in self.parts.items() if name in entries}

    def off(self, given: Any, right: Any) -> float:
        shared = [name for name in self.parts if name in given and name in right]
        return max((self.parts[name].off(given[name], right[name]) for name in shared), default=0.0)

    def like(self, given: Any, mistaken: Any) -> float:
        return max(
            (part.like(given[name], mistaken[name]) for name, part in self.parts.items() if name in mistaken),
            default=float("inf"),
        )

    def apart(self, mistaken: Any, right: Any) -> float:
        return max(
            (part.apart(mistaken[name], right[name]) for name, part in self.parts.items() if name in mistaken),
            default=0.0,
        )

    def true(self, value: object, right: Any) -> Any:
        known = dict(value) if isinstance(value, Mapping) else {}
        return {name: part.true(known[name], right[name]) for name, part in self.parts.items() if name in known}

    def _first_off(self, given: Any, right: Any) -> str | None:
        return next((name for name, part in self.parts.items() if part.off(given[name], right[name]) > 1), None)

    def misread(self, given: Any, right: Any) -> Misreading | None:
        name = self._first_off(given, right)
        odd = self.parts[name].misread(given[name], right[name]) if name else None
        return Misreading(odd.code, say(words.PART_OFF, part=name, words=odd.words)) if odd else None

    def asking(self, ask: Ask) -> Answer:
        return replace_parts(self, {name: part.asking(ask) for name, part in self.parts.items()})

    def wider(self, fine: float | None, fine_share: float | None) -> Answer | None:
        wide = {name: part.wider(fine, fine_share) for name, part in self.parts.items()}
        known = {name: wide[name] or part for name, part in self.parts.items()}
        return replace_parts(self, known) if any(wide.values()) else None

    def nudge(self, given: Any, right: Any) -> str:
        name = self._first_off(given, right)
        if name is None:
            return say(words.SOMETHING_ELSE)
        return say(words.PART_OFF, part=name, words=self.parts[name].nudge(given[name], right[name]))

    def show(self, value: Any) -> str:
        return ", ".join(f"{name}: {self.parts[name].show(each)}" for name, each in value.items() if name in self.parts)


def _read_part(name: str, part: Answer, value: object) -> Any:
    try:
        return part.read(value)
    except Untouched as dots:
        raise Untouched(str(dots) or name) from None
    except Misread as form:
        raise Misread(say(words.PART_OFF, part=name, words=str(form))) from None


def replace_parts(answer: Several, parts: Mapping[str, Answer]) -> Several:
    """Return the same answer with other parts, its further settings kept."""
    copied = object.__new__(type(answer))
    for each in fields(answer):
        object.__setattr__(copied, each.name, getattr(answer, each.name))
    object.__setattr__(copied, "parts", dict(parts))
    return copied


@dataclass(frozen=True, kw_only=True)
class Decision(Several):
    """A choice and the number it stands on (both checked), the day to look again and what would change one's mind.

    Given as a dict with choice, evidence, look_again, change_mind. All four are kept, as shown, for the next lesson:
    {"choice": "leave", "evidence": "1.5", "look_again": "2025-04-01", "change_mind": "two days in a row"}.
    today: the lesson's day, taken from `case.today` where there is one; to look again, a later day is due.
    more: further parts that are checked and kept, such as the lines of a hand-over.
    """

    kind: ClassVar[str] = "decision"
    today: str = ""

    def __init__(self, *, choice: Answer, evidence: Answer, today: str = "", **more: Answer) -> None:
        super().__init__({"choice": choice, "evidence": evidence, **more})
        object.__setattr__(self, "today", today)

    def on(self, case: Mapping[str, Any]) -> Answer:
        today = plain.token(plain.scalar(case["today"])) if "today" in case else self.today
        return Decision(today=today, **{name: part.on(case) for name, part in self.parts.items()})

    def read(self, value: object) -> Any:
        entries = named(value, self.due())
        return super().read(value) | self._kept(entries)

    def _kept(self, entries: Mapping[str, object]) -> dict[str, str]:
        for name in ("look_again", "change_mind"):
            if plain.untouched(entries.get(name)):
                raise Untouched(name)
        look_again = _day(entries.get("look_again"))
        if look_again < self.today:
            raise refuse(words.LOOK_AGAIN_PAST, given=look_again, today=self.today)
        return {"look_again": look_again, "change_mind": _sentence(entries.get("change_mind"))}

    def due(self) -> str:
        return say(words.DUE_PARTS, parts=list_of([*self.parts, "look_again", "change_mind"]))

    def kept(self, value: Any) -> dict[str, Any]:
        checked = {name: part.show(value[name]) for name, part in self.parts.items() if name in value}
        return checked | {name: value[name] for name in ("look_again", "change_mind") if name in value}


def _day(value: object) -> str:
    try:
        return str(Date().read(value))
    except Misread:
        raise refuse(words.LOOK_AGAIN_DATE) from None


def _sentence(value: object) -> str:
    read = plain.scalar(value)
    if not isinstance(read, str) or not read:
        raise refuse(words.CHANGE_MIND)
    return read[:LONGEST]
