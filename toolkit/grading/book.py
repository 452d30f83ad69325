"""The book of a run: one line a hand-in, only ever appended; the last line about a learner and a lesson counts.

Two runs, or two machines, merge by putting their books one after the other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.lines import append, read

NAME, NONE = "records.jsonl", "—"
CHANGING = ("at", "cpu", "wall", "peak")
"""What differs from run to run and says nothing about an answer."""


class Book:
    """The records of a folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def add(self, record: dict[str, Any]) -> None:
        """Append a record. Raises: OSError where the disk is full; what was written before stays whole."""
        append(self.path, json.dumps(record, ensure_ascii=False))

    def lines(self, lesson: str) -> list[dict[str, Any]]:
        """Return every record of a lesson, oldest first."""
        return [line for line in read(self.path) if line.get("lesson") == lesson and "id" in line]

    def last(self, lesson: str) -> dict[str, dict[str, Any]]:
        """Return the record that counts of each learner."""
        return {line["id"]: line for line in self.lines(lesson)}


def lasting(record: dict[str, Any]) -> dict[str, Any]:
    """Return what of a record is the same in every run."""
    return {name: value for name, value in record.items() if name not in CHANGING}


def points(record: dict[str, Any]) -> float:
    """Return the points of a record, never above what its exercises are worth."""
    return sum(min(mark["points"], mark["of"]) for mark in record.get("marks", ()))


class Change(NamedTuple):
    """Points that a second grading changed."""

    who: str
    exercise: str
    before: float | str
    after: float | str


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return which points of a learner changed between two gradings."""
    old = {mark["exercise"]: mark["points"] for mark in before.get("marks", ())}
    new = {mark["exercise"]: mark["points"] for mark in after.get("marks", ())}
    moved = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [Change(after["id"], name, old.get(name, NONE), new.get(name, NONE)) for name in moved]


def summary(changed: Sequence[Change]) -> Iterator[str]:
    """Yield changes as lines to print: what moved in the class first, exercise by exercise, then each learner."""
    moved = Counter((one.exercise, f"{one.before} → {one.after}") for one in changed)
    yield from (
        f"changed: {exercise}, {step}: {count} learner{'s' * (count > 1)}"
        for (exercise, step), count in moved.most_common()
    )
    yield from (f"  {one.who}: {one.exercise} {one.before} → {one.after}" for one in changed)
