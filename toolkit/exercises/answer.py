"""What an answer is: how it is read, how far it lies from right, how it is shown.

Every type answers the same six questions; distances are counted in tolerances, so 1 is the edge of right.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, NamedTuple

import pandas as pd

from toolkit.exercises import plain, words
from toolkit.exercises.words import say

FAR = float("inf")
Ask = Callable[..., Any]
"""Calls a function of a definition with the names it asks for: shop, case, truth, and extra ones by name."""
ANY = None
"""Stands in a modelled mistake for a part it does not speak about."""


class Misread(Exception):
    """A value does not have the form that is due; its text is the reply."""


class Untouched(Misread):
    """The three dots are still there, all of them or some."""


class Misreading(NamedTuple):
    """A general misreading: its code and its words."""

    code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The base of all answer types."""

    kind: ClassVar[str] = "answer"

    def due(self) -> str:
        """Say what is due, to be put into a sentence."""
        raise NotImplementedError

    def read(self, value: object) -> Any:
        """Return the value in plain JSON form. Raises: Misread, with the reply."""
        raise NotImplementedError

    def off(self, given: Any, right: Any) -> float:
        """Return the distance in tolerances: 0 the same, up to 1 right."""
        raise NotImplementedError

    def nudge(self, given: Any, right: Any) -> str:
        """Say direction and size where no modelled mistake fits, without giving the answer away."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Return a read value as it stands in a sentence."""
        return str(value)

    def model(self, value: object) -> Any:
        """Read what a modelled mistake returns; types with parts allow a mistake to name only some."""
        return self.read(value)

    def like(self, given: Any, mistaken: Any) -> float:
        """Return the distance from a modelled mistake, in tolerances."""
        return self.off(given, mistaken)

    def apart(self, mistaken: Any, right: Any) -> float:
        """Return how far a modelled mistake lies from right, in tolerances."""
        return self.off(mistaken, right)

    def true(self, value: object, right: Any) -> Any:
        """Read the simulator's truth; a range takes a number and gives it the width of the reference's."""
        return self.read(value)

    def wider(self, fine: float | None, fine_share: float | None) -> Answer | None:
        """Return this type with the tolerance of the wider circle, or None where it has none."""
        return None

    def on(self, case: Mapping[str, Any]) -> Answer:
        """Return this type with what it borrows from the case filled in."""
        return self

    def asking(self, ask: Ask) -> Answer:
        """Return this type able to ask the shop; only types that recompute (review, plan) need it."""
        return self

    def misread(self, given: Any, right: Any) -> Misreading | None:
        """Name a general misreading (per cent for fraction, one day off, …) that turns `right` into `given`, or None."""
        return None

    def undressed(self, value: object) -> Any:
        """Return what a value of another form would be in this one (text that holds a number), or None."""
        return None

    def is_plainly(self, given: Any, right: Any) -> bool:
        """Tell whether a value says enough, and fits closely enough, to be recognised as another exercise's answer."""
        return False

    def praise(self, given: Any, right: Any) -> str:
        """Return the "yes, and …" of a type that has one of its own, or nothing."""
        return ""

    def kept(self, value: Any) -> dict[str, Any]:
        """Return what of a read answer is kept for the next lesson."""
        return {}

    hidden: ClassVar[tuple[str, ...]] = ()
    """Settings that would give an answer away or hold functions: left out of the form."""

    def form(self) -> dict[str, Any]:
        """Return the type and its settings as plain JSON, for lesson.json; `forms.from_form` reads it back."""
        shown = [one.name for one in fields(self) if one.name not in self.hidden]
        return {"kind": self.kind} | {name: _plain(getattr(self, name)) for name in shown}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and isinstance(value, Answer):
        return value.form()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def refuse(sentence: str, **facts: object) -> Misread:
    """Build the reply to a value of the wrong form."""
    return Misread(say(sentence, **facts))


def one(value: object, due: str) -> Any:
    """Return the single plain scalar in a value; a list, column or table of exactly one counts. Raises: Misread."""
    if plain.untouched(value):
        raise Untouched("")
    if plain.is_a(value, pd.DataFrame):
        return _from_table(plain.own(value), due)
    several = plain.items(value)
    if several is None:
        return _known(plain.scalar(value), value, due)
    if len(several) == 1:
        return _known(several[0], value, due)
    if not several:
        raise refuse(words.IS_NONE_LEFT)
    raise refuse(words.IS_MANY, n=f"{plain.size(value):,}", due=due)


def named(value: object, due: str) -> dict[str, object]:
    """Return the entries of a dict or a Series by name, their values unread. Raises: Misread, Untouched."""
    if plain.untouched(value):
        raise Untouched("")
    if plain.size(value) > plain.MOST:
        raise refuse(words.TOO_LONG, n=f"{plain.size(value):,}")
    entries = plain.pairs(value)
    if entries is None:
        one(value, due)
        raise refuse(words.UNREADABLE, due=due, what=a_thing(plain.class_name(value)))
    return {plain.token(name): each for name, each in entries}


def _from_table(table: Any, due: str) -> Any:
    if table.size == 1:
        return _known(plain.scalar(table.iloc[0, 0]), table, due)
    raise refuse(words.IS_NONE_LEFT) if len(table) == 0 else refuse(words.IS_TABLE, n=f"{len(table):,}", due=due)


def _known(read: Any, value: object, due: str) -> Any:
    if plain.untouched(read):
        raise Untouched("")
    if read is None:
        raise refuse(words.EMPTY)
    if isinstance(read, plain.Foreign):
        recipe = callable_class(value)
        raise refuse(words.IS_FUNCTION) if recipe else refuse(words.UNREADABLE, due=due, what=a_thing(read.what))
    return read


def callable_class(value: object) -> bool:
    """Tell functions, methods and built-ins by their class alone."""
    return plain.class_name(value) in ("function", "method", "builtin_function_or_method", "method_descriptor")


def a_thing(name: str) -> str:
    """Name a class in a sentence: a dict, an ndarray."""
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def list_of(names: Iterable[Any], most: int = 8) -> str:
    """Return names for a sentence, shortened after `most`."""
    known = [str(name) for name in names]
    return ", ".join(known[:most]) + (", …" if len(known) > most else "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean X?" for the nearest known name, or nothing."""
    near = difflib.get_close_matches(name, [str(one) for one in known], n=1, cutoff=0.5)
    return say(words.DID_YOU_MEAN, name=near[0]) if near else ""


def exact_off(errors: int, allowed: float) -> float:
    """Return a count of errors in tolerances; where none is allowed, one error lies well outside."""
    if errors <= allowed:
        return errors / allowed if allowed else 0.0
    return errors / allowed if allowed else 1.0 + errors
