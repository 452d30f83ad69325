"""The desk of a sealed lesson: it has forms, case and tables, so it tests the form of an answer and records it.

    04-is-this-normal.ipynb
    sealed/<random name>/lesson.json      case, forms, names of the tables
                         <table>.parquet  the learner's tables, and those prepared for the lesson

A sealed lesson is found in `sealed/` beside the notebook (the kernel's folder), or in the folder that `SHOP_SEALED` names.
With `SHOP_JUDGED` set (the grader's child) what is not here is passed over in silence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.exercises import compare, words
from toolkit.exercises.case import Case, read_json
from toolkit.exercises.compare import Verdict
from toolkit.exercises.errors import UnknownExercise, UnknownLesson, UnknownTable, unknown
from toolkit.exercises.forms import from_form
from toolkit.exercises.sealed_shop import SealedBooks
from toolkit.exercises.stand_in import StandIn
from toolkit.exercises.words import say

FOLDER, ASKED, JUDGED = "sealed", "SHOP_SEALED", "SHOP_JUDGED"
SHEET = "lesson.json"


def find(slug: str) -> Path | None:
    """Return the sealed folder of a lesson, or None where it is to be practised.

    Raises: UnknownLesson where `SHOP_SEALED` names a folder without this lesson.
    """
    asked = os.environ.get(ASKED)
    place = Path(asked) if asked else Path.cwd() / FOLDER
    here = {str(sheet.get("slug")): folder for folder, sheet in _sheets(place)}
    if asked and slug not in here:
        raise unknown(UnknownLesson, say(words.A_SEALED_LESSON), slug, here)
    return here.get(slug)


def _sheets(place: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    folders = [place, *sorted(place.glob("*/"))] if place.is_dir() else []
    found = [(folder, read_json(folder / SHEET)) for folder in folders]
    return [(folder, sheet) for folder, sheet in found if isinstance(sheet, dict)]


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
        self.quiet = bool(os.environ.get(JUDGED)) if quiet is None else quiet
        self.slug, self.title = str(self._sheet["slug"]), str(self._sheet["title"])
        self.case = Case(self._sheet["case"])
        refusal = "" if self.quiet else say(words.SEALED_WHAT_IF)
        self.shop = SealedBooks(folder, self._sheet["shop"], self._sheet["tables"], refusal)

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
        return pd.read_parquet(self.folder / f"{name}.parquet")

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

    def reveal(self, what: str) -> StandIn:
        """Return a stand-in that says this shop is sealed."""
        return StandIn() if self.quiet else StandIn(say(words.SEALED_TRUTH, what=what))
