"""What a learner has done, one JSON line each, only ever appended; nothing leaves the machine.

The last line about a thing counts; `reset` is a line too. A line that cannot be read is copied aside and said once; a line
made with an earlier version of the shop's data is kept and marked; a folder that cannot be written costs nothing but memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.data.schema import DATA_VERSION
from toolkit.exercises.course_map import HELPED, OLD, OPEN, OWN, RECORDED
from toolkit.lines import append, read, torn

HELP = ("solution", "door")
"""What shows an answer: the worked solution, and the door that shows its value alone."""
BOTH = {1, 2}


class Progress:
    """One learner's lines: checks, help taken, guesses, reviews.

    `trouble` is where the lines could not be written, `aside` what could not be read; each is told once.
    """

    def __init__(self, path: Path, version: str = DATA_VERSION) -> None:
        self.path, self.version = path, version
        self._unwritten: list[dict[str, Any]] = []
        self._told = False

    def add(self, kind: str, lesson: str, **facts: Any) -> None:
        """Append one line, after those that could not be written before; never raises."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._unwritten.append({"at": at, "kind": kind, "lesson": lesson, "data": self.version, **facts})
        try:
            while self._unwritten:
                append(self.path, json.dumps(self._unwritten[0], ensure_ascii=False))
                del self._unwritten[0]
        except OSError:
            return

    def lines(self, kind: str = "", lesson: str = "") -> list[dict[str, Any]]:
        """Return the lines kept so far, oldest first; of one kind and one lesson where asked."""
        wanted = {name: value for name, value in (("kind", kind), ("lesson", lesson)) if value}
        every = [*read(self.path), *self._unwritten]
        return [line for line in every if all(line.get(name) == value for name, value in wanted.items())]

    def trouble(self) -> str:
        """Return the folder that cannot be written, the first time it is asked after it happened; else nothing."""
        if self._told or not self._unwritten:
            return ""
        self._told = True
        return self.path.parent.name

    def aside(self) -> int:
        """Copy lines that cannot be read into a file beside, and return how many are new there; never raises."""
        beside = self.path.with_suffix(".aside")
        try:
            known = set(beside.read_bytes().split(b"\n")) if beside.exists() else set()
            new = [line for line in torn(self.path) if line not in known]
            if new:
                with beside.open("ab") as file:
                    file.write(b"\n".join(new) + b"\n")
        except OSError:
            return 0
        return len(new)

    def of(self, lesson: str, exercise: str) -> list[dict[str, Any]]:
        """Return the lines about one exercise that count: those after its last reset."""
        return _about(self.lines(lesson=lesson), exercise)

    def state(self, lesson: str, exercises: Iterable[str]) -> dict[str, str]:
        """Return for each exercise: open, with help, own or recorded; ", old" is added for an earlier data version."""
        kept = self.lines(lesson=lesson)
        return {name: self._state(_about(kept, name)) for name in exercises}

    def _state(self, lines: list[dict[str, Any]]) -> str:
        state = _state(lines)
        told = [line for line in lines if line.get("kind") in ("check", *HELP)]
        return state + OLD if state != OPEN and told[-1].get("data") != self.version else state

    def waits_for(self, lesson: str, exercise: str) -> list[str]:
        """Return what comes before the worked solution: "hint 1", "hint 2", "try"; nothing once it was solved or shown."""
        lines = self.of(lesson, exercise)
        if _state(lines) == OWN or any(line.get("kind") == "solution" for line in lines):
            return []
        seen = {line.get("n") for line in lines if line.get("kind") == "hint"}
        tried = any(line.get("kind") == "check" for line in lines)
        return [f"hint {n}" for n in sorted(BOTH - seen)] + ([] if tried else ["try"])


def _about(lines: list[dict[str, Any]], exercise: str) -> list[dict[str, Any]]:
    resets = [
        at for at, line in enumerate(lines) if line.get("kind") == "reset" and line.get("exercise") in ("", exercise)
    ]
    return [line for line in lines[max(resets, default=-1) + 1 :] if line.get("exercise") == exercise]


def _state(lines: list[dict[str, Any]]) -> str:
    checks = [line.get("outcome") for line in lines if line.get("kind") == "check"]
    shown = next((at for at, line in enumerate(lines) if line.get("kind") in HELP), len(lines))
    alone = any(line.get("kind") == "check" and line.get("outcome") == "yes" for line in lines[:shown])
    if checks and checks[-1] == "yes":
        return OWN if alone else HELPED
    if checks and checks[-1] == "recorded":
        return RECORDED
    return HELPED if shown < len(lines) else OPEN
