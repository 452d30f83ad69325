"""What another learner's right answers are worth: handed in as one's own, on one's own shop.

Each learner has other numbers, so copying should earn little. Counted are the exercises about numbers, days and entities of the
shop; a question about how shops work has one answer for everybody and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from toolkit.exercises.compare import YES
from toolkit.exercises.exercise import Exercise
from toolkit.exercises.practice import Practice

READ_BY_OTHERS = ("chart", "review", "plan")
"""Answer types that a person or the simulator reads."""
LISTED = {"choice": "options", "sorting": "items"}
"""Answer types that ask how shops work, unless what they list comes from the learner's own case."""


@dataclass(frozen=True)
class Copied:
    """How far copying goes in one lesson: exercise → share of pairs of learners in which the other's answer is right."""

    lesson: str
    shares: dict[str, float]
    points: dict[str, int]

    @property
    def share(self) -> float:
        """The share of the lesson's points that copying earns; 0 where nothing is counted."""
        whole = sum(self.points.values())
        return sum(self.shares[name] * self.points[name] for name in self.shares) / whole if whole else 0.0


def by_copying(desks: Sequence[Practice]) -> Copied:
    """Hand every learner's right answers in at every other's desk; desks: one lesson on two shops or more."""
    plan = desks[0].plan
    counted = {name: exercise for name, exercise in plan.exercises.items() if is_personal(exercise)}
    right = [{name: desk.papers.known(exercise).ref for name, exercise in counted.items()} for desk in desks]
    pairs = list(permutations(range(len(desks)), 2))
    shares = {name: sum(_passes(desks[to], name, right[of][name]) for of, to in pairs) / len(pairs) for name in counted}
    return Copied(plan.slug, shares, {name: exercise.points for name, exercise in counted.items()})


def is_personal(exercise: Exercise) -> bool:
    """Tell whether an exercise asks for a number, a day or an entity of the learner's own shop."""
    kind, form = exercise.answer.kind, exercise.answer.form()
    if kind in LISTED:
        return any(str(one).startswith("case.") for one in form[LISTED[kind]])
    return kind not in READ_BY_OTHERS


def _passes(desk: Practice, name: str, value: Any) -> bool:
    return desk.judge(name, value).outcome == YES
