# ruff: noqa: D102 - what each method means is said once, in Answer
"""A line of a hand-over: what is done, by which role, by when. A change without an owner and a day is a wish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import FAR, Answer, Misread, Untouched, did_you_mean, list_of, one, refuse
from toolkit.exercises.days import Date
from toolkit.exercises.rubric import is_slogan
from toolkit.exercises.words import say

LONGEST = 400
PLACES = ("task", "role", "date")


@dataclass(frozen=True, kw_only=True)
class Line(Answer):
    """A task in words, one of the roles, a day: right where the role can do it and the day is not too late.

    either: further roles that can.
    """

    kind: ClassVar[str] = "line"
    hidden: ClassVar[tuple[str, ...]] = ("either",)
    roles: tuple[str, ...]
    either: tuple[str, ...] = ()

    def due(self) -> str:
        return say(sheet_words.DUE_LINE)

    def read(self, value: object) -> Any:
        if plain.untouched(value):
            raise Untouched("")
        given = plain.items(value)
        if given is None or len(given) != len(PLACES):
            raise refuse(sheet_words.LINE_SHORT)
        for place, each in zip(PLACES, given, strict=True):
            if plain.untouched(each):
                raise Untouched(place)
        task, role, date = given
        return [self._task(task), self._role(role), _day(date)]

    def _task(self, given: Any) -> str:
        if not isinstance(given, str) or not given:
            raise refuse(sheet_words.WORDS_DUE, part=PLACES[0])
        if is_slogan(given):
            raise refuse(sheet_words.SLOGAN)
        return given[:LONGEST]

    def _role(self, given: Any) -> str:
        read = plain.token(one(given, self.due()))
        known = {role.casefold(): role for role in self.roles}
        if read.casefold() not in known:
            hint = did_you_mean(read, self.roles)
            raise refuse(words.NO_SUCH_OPTION, given=f'"{read[:40]}"', options=list_of(self.roles), hint=hint)
        return known[read.casefold()]

    def _can(self, given: Any, right: Any) -> bool:
        return given[1] in (right[1], *self.either)

    def off(self, given: Any, right: Any) -> float:
        return 0.0 if self._can(given, right) and given[2] <= right[2] else FAR

    def like(self, given: Any, mistaken: Any) -> float:
        return 0.0 if self._can(given, mistaken) and given[2] >= mistaken[2] else FAR

    def nudge(self, given: Any, right: Any) -> str:
        if not self._can(given, right):
            return say(sheet_words.LINE_ROLE, role=given[1])
        return say(sheet_words.LINE_LATE, given=given[2])

    def show(self, value: Any) -> str:
        return say(sheet_words.LINE_SHOWN, **dict(zip(PLACES, value, strict=True)))


def _day(given: Any) -> str:
    try:
        return str(Date().read(given))
    except Misread:
        raise refuse(sheet_words.LINE_DAY) from None
