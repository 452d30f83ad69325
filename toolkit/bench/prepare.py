"""What it costs to prepare a learner's own shop for judging: processor seconds, and bytes that lie on disk afterwards.

One judge for each lesson, as grading has it: a process of its own that is asked learner by learner. Its first learner pays
for what is loaded once; each further one is what one more learner costs.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from toolkit.bench.cost import BenchFailed, cost, python
from toolkit.course.bundle import size
from toolkit.exercises.practice import load, written
from toolkit.grading.runner import ONE_THREAD

SEASON = "a season handed in"
ASKED = f"""
import os, sys, time
os.environ.update({ONE_THREAD})
from toolkit.grading import judge

took = []

def lines():
    for line in open(sys.argv[1], encoding="utf-8"):
        took.append(time.process_time())
        yield line
    took.append(time.process_time())

sys.stdin = lines()
judge.main()
print(took, file=sys.__stdout__)
"""
"""A judge that tells on its last line how many processor seconds it had used before each request and at the end."""


@dataclass(frozen=True)
class Prepared:
    """One lesson: CPU seconds of the first learner and of each further one, bytes of each learner's folder."""

    slug: str
    what: str
    first: float
    each: tuple[float, ...]
    bytes: tuple[int, ...]

    @property
    def cpu(self) -> float:
        """Seconds of one more learner."""
        return statistics.median(self.each)

    @property
    def size(self) -> float:
        """Bytes of a learner."""
        return statistics.median(self.bytes)


def measure(slug: str, learners: int, *, season: bool = False) -> Prepared:
    """Prepare the shops of so many learners and one before them, in one judge; season: each hands in a season of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = [_request(slug, number, folder, season=season) for number in range(learners + 1)]
        (folder / "asked.jsonl").write_text("\n".join(map(json.dumps, asked)) + "\n", encoding="utf-8")
        said = cost(python(ASKED, folder / "asked.jsonl"), home=folder / "home").said
        sizes = [_bytes(Path(one["place"])) for one in asked]
    took = json.loads(said)
    first, *each = (later - before for before, later in pairwise(took))
    return Prepared(slug, SEASON if season else "", first, tuple(each), tuple(sizes))


def all_of(learners: int, slugs: tuple[str, ...], tell: Callable[[Prepared], None]) -> list[Prepared]:
    """Measure lessons, all that are written unless some are named."""
    found = []
    for slug in slugs or written():
        for season in (False, True) if load(slug).per_game else (False,):
            found.append(measure(slug, learners, season=season))
            tell(found[-1])
    return found


def _request(slug: str, number: int, folder: Path, *, season: bool) -> dict[str, Any]:
    who = f"learner {number}"
    request = {"do": "prepare", "slug": slug, "seed": _seed(who), "place": str(folder / f"p{number}"), "who": who}
    return {**request, "game": _season(who) if season else ""}


def _seed(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:32]


def _season(who: str) -> str:
    """A season as it is handed in: the sensible rule's decisions on the learner's practice shop, with what is said beside."""
    from toolkit.game import model, saved
    from toolkit.game.season import past

    seed = saved.seed_of(who, 1, "open")
    season, lines = model.played(past(seed))
    weeks = [
        saved.week_line(line["week"], decided, {"look": "", **line})
        for line, decided in zip(lines, season.decided, strict=True)
    ]
    return "\n".join(map(json.dumps, [saved.header(who, "open", 1, seed), *weeks]))


def _bytes(folder: Path) -> int:
    if not folder.is_dir():
        raise BenchFailed(
            f"{folder.name} was to be prepared.\nIts folder is not there.\nAsk the judge by hand what it says to `prepare`."
        )
    return size(folder)
