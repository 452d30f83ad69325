"""The desk of a practising learner: everything is here and nothing is secret.

A lesson talks to its desk only. A sealed desk (forms and case, no definitions, no truth) answers the same calls.
"""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.exercises import compare, seasons, words
from toolkit.exercises.case import Case
from toolkit.exercises.compare import Verdict
from toolkit.exercises.errors import UnknownExercise, UnknownLesson, no_second_shop, unknown
from toolkit.exercises.evidence import pointed
from toolkit.exercises.exercise import Exercise, LessonPlan
from toolkit.exercises.papers import Papers, let_go
from toolkit.exercises.reveal import reveal, truth_of
from toolkit.exercises.words import say

DEFINITIONS = "toolkit.exercises.lessons"
IDLE_SECONDS = 1.0
UNSEEN = "luyang-unseen"
"""Whose kind the second shop of a lesson is."""


def written() -> list[str]:
    """Return the slugs of all lessons that have exercises, without loading them."""
    files = Path(__file__).with_name("lessons").glob("[a-z]*.py")
    return sorted(file.stem.replace("_", "-") for file in files)


def load(slug: str) -> LessonPlan:
    """Return the definitions of a lesson. Raises: UnknownLesson."""
    if slug not in written():
        raise unknown(UnknownLesson, say(words.A_LESSON), slug, written())
    module = importlib.import_module(f"{DEFINITIONS}.{slug.replace('-', '_')}")
    plan: LessonPlan = module.plan
    return plan


class Names(dict[str, Any]):
    """The names a definition may ask for; what the simulator knows is fetched when it is first asked for."""

    def __missing__(self, name: str) -> Any:
        makes: dict[str, Callable[[], Any]] = {
            "truth": lambda: truth_of(self["shop"]),
            "unseen": lambda: self["shop"].stranger(UNSEEN),
            "unseen_truth": lambda: truth_of(self["unseen"]),
        }
        if name not in makes:
            raise KeyError(name)
        self[name] = makes[name]()
        return self[name]


class Practice:
    """Judges answers, gives hints and solutions, and reveals the truth of one lesson on one shop."""

    sealed = quiet = False

    def __init__(self, plan: LessonPlan, shop: Any, folder: Path, *, tables: Path | None = None) -> None:
        self.plan, self.shop = plan, shop
        self.slug, self.title = plan.slug, plan.title
        self.names = Names(shop=shop, lesson=self)
        self.papers = Papers(plan, folder, self.names, tables)
        self._turn = threading.RLock()

    @property
    def case(self) -> Case:
        """What the lesson is about in this shop."""
        return self.papers.case

    @property
    def lab(self) -> Any:
        """The shop on which levers are pulled: in practice one's own."""
        return self.shop

    @property
    def unseen(self) -> Any:
        """The stranger's shop that goes with this one. Raises: NoSecondShop."""
        if not self.plan.unseen:
            raise no_second_shop(self.slug)
        return self.names["unseen"]

    def evidence(self, table: str, look: str, measure: str, of: Any = None) -> dict[str, Any]:
        """Return a piece of evidence with its number, looked up in the lesson's shop or in `of`."""
        return pointed(self.shop if of is None else of, table, look, measure)

    def exercises(self) -> list[str]:
        """Return the exercises of the lesson, in its order."""
        return list(self.plan.exercises)

    def course(self) -> dict[str, list[str]]:
        """Return every lesson that is written, with its exercises."""
        return {slug: list(load(slug).exercises) for slug in written()}

    def known(self, name: str) -> None:
        """Do nothing for an exercise of this lesson. Raises: UnknownExercise."""
        self.exercise(name)

    def table(self, name: str) -> pd.DataFrame:
        """Return a prepared table of the lesson. Raises: UnknownTable."""
        return self.papers.table(name)

    def exercise(self, name: str) -> Exercise:
        """Return a definition. Raises: UnknownExercise."""
        if name not in self.plan.exercises:
            raise unknown(UnknownExercise, say(words.AN_EXERCISE, lesson=self.slug), name, self.plan.exercises)
        return self.plan.exercises[name]

    def judge(self, name: str, value: object) -> Verdict:
        """Return what an answer is, with the words for it."""
        exercise = self.exercise(name)
        answer = exercise.answer.on(self.case)
        read = compare.form(exercise, value, answer)
        if read.way != "read" and (read.label == compare.HANGS or not self._may_be_in_disguise(read, exercise)):
            return read
        with self._turn:
            known, neighbours = self.papers.known(exercise), self._neighbours(exercise)
        verdict = compare.judge(exercise, value, known, answer, ask=self.papers.ask, neighbours=neighbours)
        return replace(verdict, words=compare.speak(exercise, verdict, known, answer, self.papers.ask))

    def _may_be_in_disguise(self, read: Verdict, exercise: Exercise) -> bool:
        """Tell whether a value of another form is worth a second look: the right number in quotation marks."""
        return read.way == "form" and self.papers.is_known(exercise)

    def _neighbours(self, exercise: Exercise) -> compare.Neighbours:
        """Return the lesson's other exercises whose values are there already; none is worked out for this."""
        others = [
            other for other in self.plan.exercises.values() if other is not exercise and self.papers.is_known(other)
        ]
        return {other.name: (other.answer.on(self.case), self.papers.known(other)) for other in others}

    def kept(self, name: str, verdict: Verdict) -> dict[str, Any]:
        """Return what of an answer the next lesson reads back."""
        return self.exercise(name).answer.kept(verdict.given) if verdict.given is not None else {}

    def hint(self, name: str, number: int) -> str:
        """Return hint 1 or 2; any other number gives the nearest."""
        return self.exercise(name).hints[0 if number <= 1 else 1]

    def solution(self, name: str) -> tuple[str, str]:
        """Return the worked solution's code, and its value on this shop as shown in a sentence."""
        exercise = self.exercise(name)
        with self._turn:
            known = self.papers.known(exercise)
        return exercise.solution(), exercise.answer.on(self.case).show(known.ref)

    def game(self, student: str | None, **which: Any) -> Any:
        """Open a game on the learner's practice shop."""
        return seasons.opened(student, **which)

    def reveal(self, what: str, *, unseen: bool = False) -> Any:
        """Return what the simulator knows of the lesson's shop, or of the stranger's."""
        return reveal(what, self.unseen if unseen else self.shop)

    def close(self) -> None:
        """Let the shop go, and all that was made of it: nothing can be asked afterwards."""
        self.names.clear()

    def think_ahead(self) -> threading.Thread:
        """Work all values out in an idle thread, one exercise at a time, so that checks find them ready."""
        thread = threading.Thread(target=self._think, name=f"values of {self.plan.slug}", daemon=True)
        thread.start()
        return thread

    def _think(self) -> None:
        time.sleep(IDLE_SECONDS)
        for exercise in self.plan.exercises.values():
            try:
                with self._turn:
                    self.papers.known(exercise)
            except Exception:
                return
            time.sleep(0.02)
        let_go(self.names)
