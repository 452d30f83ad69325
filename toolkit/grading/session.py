"""One grading session: who is graded on which shop, what is done already, what is left; record by record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.course.classes import Class
from toolkit.course.notebooks import LessonFile
from toolkit.course.roster import Roster
from toolkit.data.schema import DATA_VERSION
from toolkit.exercises.papers import stamp
from toolkit.exercises.practice import load
from toolkit.grading.book import Book, Change, changes
from toolkit.grading.collect import HandIn, Opened, collect, mark_of, opened
from toolkit.grading.errors import GradingError
from toolkit.grading.gradebook import Row
from toolkit.grading.likeness import fingerprints, lines_of
from toolkit.grading.notebook import Read, cells_of
from toolkit.grading.worker import How, Part, grade
from toolkit.home import student_id
from toolkit.spread import Cluster, Local, spread

CLASSROOM, SEASON = "classroom", "run-the-shop"
OLD = "graded by earlier exercises or on earlier data (version {}); --mended grades it anew"
NOTHING, ENDS = "nothing was handed in", {
    "cpu": "it used more processor time than it may",
    "wall": "it took longer than it may",
    "memory": "it used more memory than it may",
    "output": "it handed out more than it may",
    "disk": "it wrote more than it may",
}  # fmt: skip


@dataclass
class Session:
    """A lesson, a class, a folder for what comes of it; engine and how it is run."""

    lesson: LessonFile
    roster: Roster
    out: Path
    how: How
    of: Class | None = None
    engine: Local | Cluster = field(default_factory=Local)
    again: tuple[str, ...] = ()
    mended: bool = False

    def __post_init__(self) -> None:
        self.out.mkdir(mode=0o700, parents=True, exist_ok=True)  # a learner on the same machine reads no grades
        self.again = tuple(map(student_id, self.again))
        self.stamp = stamp(load(self.lesson.slug))
        self.book = Book(self.out)
        self.changed: list[Change] = []
        self._lines = lines_of(cells_of(self.lesson.path))
        self.handed_out = self._handed_out()
        self._rows: list[Row] = []
        self.places: dict[str, str] = {}
        """Where each learner's shop lies prepared."""

    def gather(self, place: Path) -> list[HandIn]:
        """Return all hand-ins, and learners without one. Raises: NothingToGrade, GradingError for --again with no such id."""
        known = {learner.id for learner in self.roster.students}
        strangers = [who for who in self.again if who not in known]
        if strangers:
            raise GradingError(
                f"To be graded again: {', '.join(strangers)}.",
                f"The class list has {len(known)} ids, and none like that.",
                "Give the id as it stands in the class list.",
            )
        return collect(place, self.roster, self.lesson.path.stem)

    def run(self, hand_ins: list[HandIn], tick: Callable[[], None]) -> list[Row]:
        """Grade what is not graded yet; returns one row a learner and a stray file, in order. Raises: SpreadError, OSError."""
        done = self.book.last(self.lesson.slug)
        before = dict(done)
        prints: dict[str, list[int]] = {}
        parts = self._parts(hand_ins, done, prints, tick)
        for record in spread(grade, parts, engine=self.engine):
            fresh = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "data": DATA_VERSION, **record}
            fresh["prints"] = prints.pop(record["id"], [])
            self.book.add(fresh)
            self.changed += changes(before[record["id"]], fresh) if record["id"] in before else []
            done[record["id"]] = fresh
            tick()
        return [self._with_record(row, done) for row in self._rows]

    def _parts(
        self, hand_ins: list[HandIn], done: dict[str, Any], prints: dict[str, list[int]], tick: Callable[[], None]
    ) -> Iterator[Part]:
        for hand_in in hand_ins:
            row, part = self._look(hand_in)
            self._rows.append(row)
            known = done.get(part.id) if part else None
            if part is None or (known and self._stands(known, part)):
                tick()
                continue
            prints[part.id] = fingerprints(part.cells, self._lines)
            yield part

    def _stands(self, known: dict[str, Any], part: Part) -> bool:
        """Tell whether a record is about these very bytes, was judged, and nobody asked to have it made anew."""
        asked = part.id in self.again or (self.mended and self._is_old(known))
        return bool(known["mark"] == part.mark and not known.get("odd") and not asked)

    def _is_old(self, record: dict[str, Any]) -> bool:
        """Tell whether a record was made by other definitions or on other data than there are now."""
        return bool(record.get("data") != DATA_VERSION or record.get("stamp") != self.stamp)

    def _look(self, hand_in: HandIn) -> tuple[Row, Part | None]:
        """Return a hand-in's row, and the part to be run where there is one."""
        row = Row(hand_in.learner, hand_in.name, notes=list(hand_in.notes))
        game = hand_in.game if self.lesson.slug == SEASON else ""
        if hand_in.file is None and not game:
            row.notes.append(NOTHING)
            return row, None
        if hand_in.learner is None or hand_in.learner.note:
            return row, None
        found = opened(hand_in, self.lesson.slug) if hand_in.file else Opened(mark_of(game), Read())
        row.file, row.notes = hand_in.name, [*hand_in.notes, *found.read.notes]
        row.notes += [found.problem] if found.problem else []
        if found.problem and not game:
            return row, None
        row.notes += self._of_bundle(hand_in.learner.id)
        who, cells = hand_in.learner.id, () if found.problem else tuple(found.read.cells)
        mark = mark_of(found.mark + game) if game else found.mark
        row.gradable = True
        place = self.places[who] = self._place(who, game)
        return row, Part(who, mark, self.lesson.slug, cells, self._seed(who), place, self.how, game)

    def _handed_out(self) -> dict[str, dict[str, Any]]:
        """Return what the class was handed of this lesson, by student."""
        lines = self.of.handed_out() if self.of else []
        return {line["student"]: line for line in lines if line.get("lesson") == self.lesson.slug and "student" in line}

    def _of_bundle(self, who: str) -> list[str]:
        """Return what is to be told of a learner's bundle: none, or one of other data; the notebook runs on today's."""
        if self.of is None:
            return []
        if who not in self.handed_out:
            return ["the class was not handed this lesson for this learner; graded on the shop of the id"]
        version = self.handed_out[who].get("data", DATA_VERSION)
        return (
            []
            if version == DATA_VERSION
            else [f"handed out with version {version} of the data, graded on {DATA_VERSION}"]
        )

    def _is_shared(self) -> bool:
        """Tell whether the class was handed one shop for all."""
        return any(Path(line.get("folder", "")).name == self.lesson.slug for line in self.handed_out.values())

    def _seed(self, who: str) -> str:
        if self.of is None:
            return CLASSROOM
        return (self.of.seed() if self._is_shared() else self.of.seed(who)).hex()

    def _place(self, who: str, game: str = "") -> str:
        """Return where a learner's shop lies prepared; a season that was handed in makes another one of it."""
        season = [who, mark_of(game)] if game else []
        mark = hashlib.sha256(" ".join([self._seed(who), *season]).encode()).hexdigest()[:16]
        return str((self.out / "prepared" / f"{self.lesson.slug}-{DATA_VERSION}-{mark}").absolute())

    def _with_record(self, row: Row, done: dict[str, Any]) -> Row:
        record = done.get(row.id) if row.gradable else None
        if record is None:
            return row
        row.record = record
        row.notes += [*_told(record), *([OLD.format(record.get("data"))] if self._is_old(record) else [])]
        return row


def _told(record: dict[str, Any]) -> list[str]:
    """Return what is to be told about a run that did not reach its end, or whose cells raised."""
    notes = []
    if record["end"] != "ended" or not record["whole"]:
        why = ENDS.get(record["end"], f"a cell ended the run ({record['end']})")
        notes.append(f"it stopped early: {why}; answers until then count")
    game = record.get("game", {})
    notes += [f"the season: {said}" for said in (game.get("odd"), game.get("note")) if said]
    if game.get("refused"):
        notes.append(
            f"the season: decisions of week {', '.join(game['refused'])} were held, the game would have refused them"
        )
    if record["said"]:
        notes.append(f"{len(record['said'])} of {record['cells']} cells raised an error")
    if record["unknown"]:
        notes.append(f"checked under unknown names: {', '.join(record['unknown'][:5])}")
    odd = [record["odd"]] if record.get("odd") else []
    odd += [f"{mark['exercise']}: {mark['said']}" for mark in record["marks"] if mark["way"] == "odd"]
    if odd:
        notes.append(f"please look at it by hand: {'; '.join(odd)}")
    return notes
