"""A saved game: a file of JSON lines, decisions only, that only grows. The season itself is lived again from them.

    {"kind": "game", "student": null, "mode": "open", "season": 1, "shop": "1a2b3c4d", "data": "3"}
    {"kind": "week", "week": 1, "decisions": {…}, "expect": {…}, "stop": […], "look": "…", "review": {…}}

The first line of each week counts: two notebooks that play one game cannot both move it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from toolkit import home
from toolkit.data.schema import DATA_VERSION
from toolkit.exercises.levers import as_json, from_json
from toolkit.lesson import practice_seed
from toolkit.lines import append, read
from toolkit.shop.decisions import Decisions

Line = dict[str, Any]


def file_of(student: str | None, mode: str, season: int) -> Path:
    """Return the file of one game; modes and seasons have files of their own."""
    name = home.progress_file(student).stem
    return home.home() / "games" / f"{name}-{mode}-{season}.jsonl"


def seed_of(student: str | None, season: int, mode: str) -> bytes:
    """The seed of a game's shop: the learner's practice shop; for later seasons and the practice weeks another one."""
    own = b"classroom" if student is None else practice_seed(student)
    if season == 1 and mode != "practice":
        return own
    return hashlib.sha256(own + f" {mode if mode == 'practice' else 'season'} {season}".encode()).digest()[:16]


def mark(seed: bytes) -> str:
    """Eight digits by which a shop is known again, as in its id."""
    return hashlib.sha256(seed).hexdigest()[:8]


def header(student: str | None, mode: str, season: int, seed: bytes) -> Line:
    """The first line of a game."""
    return {
        "kind": "game", "student": student, "mode": mode, "season": season, "shop": mark(seed), "data": DATA_VERSION,
    }  # fmt: skip


def week_line(week: int, decided: Decisions, said: Mapping[str, Any]) -> Line:
    """The line of a week: what was decided, and what was said about it before."""
    return {"kind": "week", "week": week, "decisions": as_json(decided), **said}


def write(path: Path, line: Line) -> None:
    """Append one line. Raises: OSError."""
    append(path, json.dumps(line, ensure_ascii=False))


def header_of(lines: Iterable[Line]) -> Line | None:
    """The first header among some lines."""
    return next((line for line in lines if line.get("kind") == "game"), None)


def weeks_of(lines: Iterable[Line]) -> list[Line]:
    """The weeks of a game in order, the first line of each; where one is missing the game ends before it."""
    first: dict[int, Line] = {}
    for line in lines:
        if line.get("kind") == "week" and isinstance(line.get("week"), int):
            first.setdefault(line["week"], line)
    whole: list[Line] = []
    while len(whole) + 1 in first:
        whole.append(first[len(whole) + 1])
    return whole


def decided_in(line: Line) -> Decisions:
    """The decisions of a week's line. Raises: ImpossibleDecision, ValueError for what is no plan."""
    found = from_json(line["decisions"])
    if type(found) is not Decisions:
        message = f"Week {line['week']} holds a {type(found).__name__}, and a week is one Decisions. Play it again."
        raise ValueError(message)
    return found


def lines_of(path: Path) -> list[Line]:
    """The lines of a saved game; none where there is no file."""
    return read(path)
