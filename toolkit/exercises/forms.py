"""Answer types from their forms: what a sealed lesson needs to test an answer's form without any definition.

A form is plain JSON, as `Answer.form` writes it: {"kind": "number", "within": 1.0, …}; types made of others hold theirs
under "parts" or "columns". Functions, reasons and whatever gives an answer away are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from toolkit.exercises.answer import Answer
from toolkit.exercises.chart import Chart
from toolkit.exercises.days import Date, Interval
from toolkit.exercises.found import Found
from toolkit.exercises.line import Line
from toolkit.exercises.lists import Choice, Set
from toolkit.exercises.numbers import Count, Number, Range
from toolkit.exercises.parts import Decision, Several
from toolkit.exercises.places import Ranking, Sorting
from toolkit.exercises.plan import Plan
from toolkit.exercises.review import Review
from toolkit.exercises.sums import Parts
from toolkit.exercises.tables import Table

Make = Callable[..., Answer]


def _decision(parts: Mapping[str, Answer], today: str = "") -> Answer:
    return Decision(today=today, **parts)


KINDS: dict[str, Make] = {
    **{each.kind: each for each in (Number, Count, Range, Date, Interval, Set, Ranking, Sorting)},
    **{each.kind: each for each in (Table, Parts, Chart, Review, Plan, Found, Line)},
    Choice.kind: lambda options: Choice(*options),
    Several.kind: lambda parts: Several(parts),
    Decision.kind: _decision,
}


def from_form(form: Mapping[str, Any]) -> Answer:
    """Return the answer type that a form describes; it reads values as the definition's own does.

    Raises: KeyError for a kind that is not known, TypeError for settings the kind does not have.
    """
    settings = {name: _setting(value) for name, value in form.items() if name != "kind"}
    return KINDS[form["kind"]](**settings)


def _setting(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_setting(each) for each in value)
    if isinstance(value, Mapping):
        return from_form(value) if "kind" in value else {name: _setting(each) for name, each in value.items()}
    return value
