"""A checkout of one small lesson, good in every respect, which a test then spoils in one."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from toolkit.course.findings import Material
from toolkit.course.notebooks import LessonFile, lessons, new_book, new_cell, read
from toolkit.exercises import LessonPlan, Number

if TYPE_CHECKING:
    from pathlib import Path

plan = LessonPlan(slug="small-talk", number="04", title="How long is a week?")


@plan.exercise(answer=Number(within=0.1), asks="Days of a week", hints=("Count them.", "Use len."))
def week(shop, case):
    # Monday to Sunday
    days = list(range(case.first, case.first + 7))
    return len(days)


@week.mistake("ENDS")
def both_ends(shop, case):
    "You counted {given}: both ends. Leave one out."
    return 8


@week.mistake("WORK")
def working_days(shop, case):
    "You left out the weekend. Shops are open then."
    return 5


@week.yes
def and_so(shop, case):
    return "A week has a rhythm."


STAND_IN = """\
class Lesson:
    def check(self, name, value):
        print("not yet" if value is ... else "yes, and so on" if value == 7 else "not quite, because")
from types import SimpleNamespace
lesson, case, shop = Lesson(), SimpleNamespace(first=3), None"""

CELLS = [
    (
        "title",
        "markdown",
        "# How long is a week (周)?\n\nLook at [the words](../glossary.md) and at [this lesson](04-small-talk.ipynb).",
    ),
    ("setup", "code", STAND_IN),
    ("week-check", "code", 'week = ...\nlesson.check("week", week)'),
]


def checkout(root: Path, *more: tuple[str, str, str]) -> LessonFile:
    """Write the small lesson, with more cells at its end, and its glossary; return the lesson's file."""
    folder = root / "lessons" / "1-first"
    folder.mkdir(parents=True)
    (root / "lessons" / "glossary.md").write_text("| week | 周 |\n", encoding="utf-8")
    book = new_book(*(new_cell(*one) for one in (*CELLS, *more)))
    (folder / "04-small-talk.ipynb").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    return lessons(root)[0]


def material(root: Path, *more: tuple[str, str, str], exercises: Any = None) -> Material:
    """Return the small lesson as the rules read it; exercises replaces its definitions."""
    own = copy.copy(plan)
    own.exercises = plan.exercises if exercises is None else exercises
    file = checkout(root, *more)
    return Material(file, read(file.path), own)
