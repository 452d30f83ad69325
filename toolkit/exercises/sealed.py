"""The desk of a sealed lesson: it has forms, case and tables, so it tests the form of an answer and records it.

Where it is found, and what lies there: `toolkit/exercises/seats.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit import home
from toolkit.exercises import compare, seasons, words
from toolkit.exercises.case import Case, read_json
from toolkit.exercises.compare import Verdict
from toolkit.exercises.errors import UnknownExercise, UnknownTable, no_second_shop, unknown
from toolkit.exercises.forms import from_form
from toolkit.exercises.sealed_shop import SealedBooks
from toolkit.exercises.seats import SHEET, UNSEEN_FOLDER
from toolkit.exercises.stand_in import StandIn
from toolkit.exercises.words import say


@dataclass(frozen=True)
class Recorded(Verdict):
    """An answer whose form is right."""

    @property
    def outcome(self) -> str:
        """Return "recorded": nothing here knows what is right."""
        return "recorded"


@dataclass(frozen=True)
class _Asked:
    name: str


class Sealed:
    """Tests forms and records; hints, solutions, truth and what-ifs are not here."""

    sealed = True

    def __init__(self, folder: Path, *, quiet: bool | None = None) -> None:
        self.folder, self._sheet = folder, read_json(folder / SHEET)
        self.quiet = home.judged() if quiet is None else quiet
        self.slug, self.title = str(self._sheet["slug"]), str(self._sheet["title"])
        self.case = Case(self._sheet["case"])
        self._refusal = "" if self.quiet else say(words.SEALED_WHAT_IF)
        self.shop = SealedBooks(folder, self._sheet["shop"], self._sheet["tables"], self._refusal)

    @property
    def unseen(self) -> Any:
        """The stranger's shop of the learner, its tables only. Raises: NoSecondShop."""
        about = self._sheet.get("unseen")
        if not about:
            raise no_second_shop(self.slug)
        return SealedBooks(self.folder / UNSEEN_FOLDER, about, about["tables"], self._refusal)

    @property
    def lab(self) -> Any:
        """The public classroom shop: levers are pulled there."""
        if self.quiet:
            return StandIn()
        from toolkit.shop.books import open_shop

        return open_shop()

    def exercises(self) -> list[str]:
        """Return the exercises of the lesson, in its order."""
        return list(self._sheet["forms"])

    def course(self) -> dict[str, list[str]]:
        """Return what the course map can show here: this lesson."""
        return {self.slug: self.exercises()}

    def known(self, name: str) -> None:
        """Do nothing for an exercise of this lesson. Raises: UnknownExercise."""
        if name not in self._sheet["forms"]:
            raise unknown(UnknownExercise, say(words.AN_EXERCISE, lesson=self.slug), name, self.exercises())

    def table(self, name: str) -> pd.DataFrame:
        """Return a prepared table of the lesson. Raises: UnknownTable."""
        if name not in self._sheet["prepared"]:
            raise unknown(UnknownTable, say(words.A_TABLE), name, self._sheet["prepared"])
        return pd.read_parquet(self.folder / f"{name}.parquet", use_threads=False)  # threads may hang at exit

    def judge(self, name: str, value: object) -> Verdict:
        """Return whether the form of an answer is right, with the words for it."""
        self.known(name)
        answer = from_form(self._sheet["forms"][name])
        asked: Any = _Asked(name)
        read = compare.form(asked, value, answer)
        if read.way != "read":
            return read
        return Recorded("recorded", read.given, words=say(words.IS_RECORDED, given=answer.show(read.given)))

    def kept(self, name: str, verdict: Verdict) -> dict[str, Any]:
        """Return what of an answer the next lesson reads back."""
        return from_form(self._sheet["forms"][name]).kept(verdict.given) if verdict.given is not None else {}

    def hint(self, name: str, number: int) -> Any:
        """Return the sentence that hints stay outside."""
        self.known(name)
        return StandIn() if self.quiet else say(words.SEALED_HINT, name=name)

    def solution(self, name: str) -> tuple[Any, str]:
        """Return the sentence that solutions stay outside, and no value."""
        return self.hint(name, 1), ""

    def game(self, student: str | None, **which: Any) -> Any:
        """Open a game on the learner's practice shop, which is never sealed; a stand-in in the grader."""
        return StandIn() if self.quiet else seasons.opened(student, **which)

    def reveal(self, what: str, *, unseen: bool = False) -> StandIn:
        """Return a stand-in that says this shop is sealed."""
        return StandIn() if self.quiet else StandIn(say(words.SEALED_TRUTH, what=what))
