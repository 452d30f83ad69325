"""What a learner has done, one JSON line each, only ever appended.

The last line about a thing counts. A torn or foreign line is passed over; a folder that cannot be written costs the
memory of this session and nothing else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.exercises.course_map import HELPED, OPEN, OWN


class Progress:
    """One learner's lines: checks, help taken, guesses, reviews.

    `trouble` is where the lines could not be written, told once; later lines are remembered until the session ends.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._unwritten: list[dict[str, Any]] = []
        self._told = False

    def add(self, kind: str, lesson: str, **facts: Any) -> None:
        """Append one line; never raises."""
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "kind": kind, "lesson": lesson, **facts}
        try:
            append(self.path, json.dumps(line, ensure_ascii=False))
        except OSError:
            self._unwritten.append(line)

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

    def state(self, lesson: str, exercises: Iterable[str]) -> dict[str, str]:
        """Return for each exercise: open, with help, or own."""
        kept = [line for line in self.lines() if line.get("lesson") == lesson]
        return {name: _state([line for line in kept if line.get("exercise") == name]) for name in exercises}


def _state(lines: list[dict[str, Any]]) -> str:
    checks = [line.get("outcome") for line in lines if line.get("kind") == "check"]
    shown = next((at for at, line in enumerate(lines) if line.get("kind") == "solution"), len(lines))
    alone = any(line.get("kind") == "check" and line.get("outcome") == "yes" for line in lines[:shown])
    if checks and checks[-1] == "yes":
        return OWN if alone else HELPED
    return HELPED if shown < len(lines) else OPEN


def append(path: Path, line: str) -> None:
    """Append a line in one write, on a line of its own even where the file ends in a torn one. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and _last_byte(path) != b"\n"
        os.write(handle, (("\n" if torn else "") + line + "\n").encode())
    finally:
        os.close(handle)


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a file; torn, foreign and missing ones are passed over."""
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return []
    return [line for line in map(_parsed, text.split("\n")) if line is not None]


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        read_line = json.loads(line)
    except ValueError:
        return None
    return read_line if isinstance(read_line, dict) else None
