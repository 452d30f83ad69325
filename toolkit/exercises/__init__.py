"""The exercise engine: what an exercise is, what counts as right, what is said.

Definitions live in `toolkit/exercises/lessons/`, one file a lesson; the engine loads them by name and never imports them.
Names are resolved on first use: a lesson loads the answer types that it asks for.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.exercises.answer import ANY, Answer
    from toolkit.exercises.chart import Chart
    from toolkit.exercises.days import Date, Interval
    from toolkit.exercises.exercise import Exercise, LessonPlan
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

__all__ = [
    "ANY",
    "Answer",
    "Chart",
    "Choice",
    "Count",
    "Date",
    "Decision",
    "Exercise",
    "Found",
    "Interval",
    "LessonPlan",
    "Line",
    "Number",
    "Parts",
    "Plan",
    "Range",
    "Ranking",
    "Review",
    "Set",
    "Several",
    "Sorting",
    "Table",
]

_HOMES = {
    "answer": ("ANY", "Answer"),
    "chart": ("Chart",),
    "days": ("Date", "Interval"),
    "exercise": ("Exercise", "LessonPlan"),
    "found": ("Found",),
    "line": ("Line",),
    "lists": ("Choice", "Set"),
    "numbers": ("Count", "Number", "Range"),
    "parts": ("Decision", "Several"),
    "places": ("Ranking", "Sorting"),
    "plan": ("Plan",),
    "review": ("Review",),
    "sums": ("Parts",),
    "tables": ("Table",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"toolkit.exercises.{home}"), name)
    message = f'module "toolkit.exercises" has no name "{name}"'
    raise AttributeError(message)


def __dir__() -> list[str]:
    return [*__all__, *globals()]
