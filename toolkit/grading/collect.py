"""Collecting hand-ins: every file gets a learner or a reason, every learner a hand-in or a reason.

Of several hand-ins by one learner the latest that opens this lesson counts, and it is said; nothing is run here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from toolkit.course.roster import Roster, Student
from toolkit.grading.archive import Found, Unreadable, files
from toolkit.grading.errors import NothingToGrade
from toolkit.grading.names import Whose
from toolkit.grading.notebook import Read, read

NOTEBOOK, SCRIPT, OTHER = 0, 1, 2
SUFFIXES = {".ipynb": NOTEBOOK, ".py": SCRIPT}
MARK_BYTES, MOST_TRIED = 16, 20
MOST_GAME, SEASON = 1 << 20, re.compile(rb'"kind": ?"game"')


@dataclass
class HandIn:
    """What one learner handed in, or a file that nobody in the class list handed in (then `learner` is None)."""

    learner: Student | None
    file: Found | None
    notes: list[str] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)
    game: str = ""
    game_name: str = ""

    @property
    def name(self) -> str:
        """The file's path in what was given, or nothing."""
        return self.file.name if self.file else self.game_name


@dataclass
class Opened:
    """A hand-in that was read: a short mark of its bytes, what it holds, and why it cannot be run, if so."""

    mark: str
    read: Read
    problem: str = ""


def collect(place: Path, roster: Roster, lesson_stem: str) -> list[HandIn]:
    """Return one entry a learner in the roster's order, then the files that name nobody. Raises: NothingToGrade."""
    whose = Whose(roster.students, lesson_stem)
    owned: dict[int, list[Found]] = {}
    strays: list[HandIn] = []
    for file in files(place):
        named = whose.named(file.name)
        if len(named) == 1:
            owned.setdefault(id(named[0]), []).append(file)
        else:
            strays.append(HandIn(None, file, [_unclear(named)]))
    if not owned and not strays:
        raise NothingToGrade(
            f"{place} holds no file.",
            "Hand-ins are a folder of notebooks, or the zip that Moodle or Canvas gives.",
            "Look at the path after the word grade.",
        )
    return [*(_entry(learner, owned.get(id(learner), [])) for learner in roster.students), *strays]


def _unclear(named: list[Student]) -> str:
    if not named:
        return "the name of the file names nobody in the class list"
    return (
        f"the name of the file fits several learners: {', '.join(learner.id or learner.name for learner in named[:4])}"
    )


def _entry(learner: Student, found: list[Found]) -> HandIn:
    notes = [learner.note] if learner.note else []
    if not found:
        return HandIn(learner, None, notes)
    game, game_name = _game(found)
    found = [file for file in found if not _may_be_game(file)] if game else found
    if not found:
        return HandIn(learner, None, notes, game=game, game_name=game_name)
    best = min(map(_rank, found))
    ranked = sorted((file for file in found if _rank(file) == best), key=lambda file: (file.changed, file.name))
    *others, latest = ranked
    return HandIn(learner, latest, notes, others, game, game_name)


def _may_be_game(file: Found) -> bool:
    return PurePosixPath(file.name).suffix.casefold() == ".jsonl" and not file.problem


def _game(found: list[Found]) -> tuple[str, str]:
    """Return the lines and the name of the latest season among a learner's files, or nothing."""
    for file in sorted(filter(_may_be_game, found), key=lambda one: (one.changed, one.name), reverse=True)[:MOST_TRIED]:
        try:
            raw = file.read()
        except (OSError, Unreadable):
            continue
        if len(raw) <= MOST_GAME and SEASON.search(raw):
            return raw.decode("utf-8", errors="replace"), file.name
    return "", ""


def _rank(file: Found) -> int:
    return SUFFIXES.get(PurePosixPath(file.name).suffix.casefold(), OTHER)


def opened(hand_in: HandIn, slug: str) -> Opened:
    """Read a hand-in; where there are several, the latest that opens this lesson is taken, and a note says so."""
    assert hand_in.file is not None
    first = _open(hand_in.file, slug)
    if not hand_in.others:
        return first
    for file, found in _others(hand_in.others, slug) if first.problem else ():
        if not found.problem:
            _say_which(hand_in, file)
            return found
    _say_which(hand_in, hand_in.file)
    return first


def _others(others: list[Found], slug: str) -> Iterator[tuple[Found, Opened]]:
    return ((file, _open(file, slug)) for file in others[: -1 - MOST_TRIED : -1])


def _say_which(hand_in: HandIn, file: Found) -> None:
    count = len(hand_in.others) + 1
    hand_in.file = file
    hand_in.notes.append(f"{count} hand-ins; the latest that can be graded counts: {file.name}")


def _open(file: Found, slug: str) -> Opened:
    if file.problem:
        return Opened(_mark([file.name]), Read(), file.problem)
    try:
        raw = file.read()
    except (OSError, Unreadable) as odd:
        return Opened(_mark([file.name]), Read(), f"the file cannot be read: {odd}")
    found = read(file.name, raw)
    other = [lesson for lesson in found.lessons if lesson != slug]
    wrong = f"another lesson: the notebook opens {other[0]}" if other and slug not in found.lessons else ""
    return Opened(_mark([file.name], raw), found, found.problem or wrong)


def mark_of(text: str) -> str:
    """Return the short mark of a text."""
    return _mark([], text.encode("utf-8"))


def _mark(texts: Iterable[str], raw: bytes = b"") -> str:
    digest = hashlib.sha256(raw)
    for text in texts if not raw else ():
        digest.update(text.encode("utf-8", errors="replace"))
    return digest.hexdigest()[: 2 * MARK_BYTES]
