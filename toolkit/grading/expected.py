"""What would have been right, for appeals: the range or the values that are taken, and the rule in a few words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from toolkit.exercises.answer import Answer
from toolkit.exercises.compare import Known
from toolkit.exercises.exercise import Exercise
from toolkit.exercises.numbers import Number

LONGEST = 400
OF_LOOKS = ("kind", "shown", "items", "options")


def expected(exercise: Exercise, answer: Answer, known: Known) -> str:
    """Return every value that counts as right, numbers as the range that is taken."""
    wide = answer.wider(exercise.fine, exercise.fine_share)
    shown = (_range(answer, wide, right) for right in known.rights())
    return " or ".join(dict.fromkeys(each for each in shown if each))[:LONGEST]


def _range(answer: Answer, wide: Answer | None, right: Any) -> str:
    if not isinstance(answer, Number):
        return shown(answer, right)
    steps = [each.within or each.within_share * abs(right) for each in (answer, wide) if isinstance(each, Number)]
    low, high = (shown(answer, right + sign * max(steps)) for sign in (-1, 1))
    return low if low == high else f"{low} – {high}"


def rule(form: Mapping[str, Any]) -> str:
    """Return the form of an answer in words: "number, within 0.5"."""
    said = [str(form["kind"])]
    for name, value in form.items():
        if name == "parts":
            said += [f"{part}: {rule(inner)}" for part, inner in value.items()]
        elif name not in OF_LOOKS and value not in EMPTY:
            said.append(f"{name} {value if isinstance(value, str) else _plain(value)}")
    return ", ".join(said)[:LONGEST]


def _plain(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " · ".join(value)
    return json.dumps(value, ensure_ascii=False)


EMPTY: tuple[Any, ...] = (None, "", [], {}, 0, 0.0)


def shown(answer: Answer, value: Any) -> str:
    """Return a value as its type shows it, whatever it is; nothing for none."""
    if value is None:
        return ""
    try:
        return str(answer.show(value))[:LONGEST]
    except Exception:
        return str(value)[:LONGEST]
