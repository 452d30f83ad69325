"""Grading measured: what one more hand-in costs, beside nbgrader and otter-grader on the same hand-ins; and large classes."""

from __future__ import annotations

import csv
import json
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.bench import peers
from toolkit.bench.assignment import SLUG, handed_in, points, write
from toolkit.bench.cost import Cost, cost
from toolkit.bench.graders import PACKAGES, Peers, Points
from toolkit.grading.judge import Judge
from toolkit.grading.limits import MIB
from toolkit.grading.runner import Runner
from toolkit.grading.watch import descendants
from toolkit.home import home

OURS, NBGRADER, OTTER = "toolkit", "nbgrader", "otter-grader"
SMALL, LARGE = 20, 220
PEERS = (5, 15)
Grader = Callable[..., tuple[Cost, Points]]
Say = Callable[[str], None]


@dataclass
class Slope:
    """What one more hand-in costs a program, in processor seconds, run by run; of two class sizes."""

    name: str
    figure: bool
    sizes: tuple[int, int]
    each: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Median of the runs."""
        return statistics.median(self.each)


@dataclass
class Size:
    """A class of one size graded by one program."""

    name: str
    count: int
    jobs: int
    cost: Cost


@dataclass
class Graded:
    """Everything measured in one go; agreed, compared: questions of which both said the same, by peer."""

    runs: int
    slopes: list[Slope] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    private: float = 0.0
    agreed: dict[str, tuple[int, int]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def slope(self, name: str, *, figure: bool) -> Slope | None:
        """Return a program's slope, where it was measured."""
        return next((one for one in self.slopes if (one.name, one.figure) == (name, figure)), None)

    def times(self, name: str, *, figure: bool) -> float:
        """Return how many times a peer's next hand-in costs what ours costs: the median of the runs, pair by pair."""
        ours, theirs = self.slope(OURS, figure=figure), self.slope(name, figure=figure)
        assert ours is not None
        assert theirs is not None
        return statistics.median(b / a for a, b in zip(ours.each, theirs.each, strict=True))


def ours(
    count: int, folder: Path, *, figure: bool, jobs: int = 1, tests: list[dict[str, object]] | None = None
) -> tuple[Cost, Points]:
    """Grade a class with the command that an instructor types; returns what it took, and the points it gave."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(count):
        write(handed_in(number, tests or [], figure=figure), folder / "in" / f"s{number:05}.ipynb")
    (folder / "roster.csv").write_text("".join(f"s{number:05}\n" for number in range(count)), encoding="utf-8")
    where: list[str | Path] = ["--lesson", SLUG, "--roster", folder / "roster.csv", "--out", folder / "out"]
    words = ["grade", folder / "in", *where, "--jobs", str(jobs)]
    took = cost([sys.executable, "-m", "toolkit", *words], home=folder / "home")
    with (folder / "out" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    names = list(table[0])[7:]
    return took, {row["id"]: {name: float(row[name] or 0) for name in names} for row in table}


def measure(graded: Graded, sizes: tuple[int, ...], jobs: int, say: Say, *, with_peers: bool) -> None:
    """Measure everything into `graded`, telling how it goes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        graders: dict[str, tuple[Grader, tuple[int, int]]] = {OURS: (ours, (SMALL, LARGE))}
        if with_peers:
            both = _peers(folder, graded)
            graders |= {NBGRADER: (both.nbgrader, PEERS), OTTER: (both.otter, PEERS)}
            _agree(graded, folder, both, say)
        for figure in (False, True):
            _slopes(graded, folder, graders, say, figure=figure)
        graded.private = private(folder)
        say(f"{graded.private:.0f} MiB private to a child")
        for count in sizes:
            took, _ = ours(count, folder / "class", figure=False, jobs=jobs)
            graded.sizes.append(Size(OURS, count, jobs, took))
            say(f"{count:,} hand-ins, {jobs} jobs: {took.wall:.0f} s, {took.cpu:.0f} CPU s")


def _peers(folder: Path, graded: Graded) -> Peers:
    programs = peers.environment(home() / "bench" / "graders", PACKAGES, ("nbgrader", "otter"))
    graded.versions = peers.versions(programs, (NBGRADER, OTTER))
    Judge().prepare(SLUG, "classroom", str(folder / "prepared"))
    known = json.loads((folder / "prepared" / "papers" / "known.json").read_text(encoding="utf-8"))["values"]
    return Peers(programs, folder / "prepared" / "sealed", {name: values["ref"] for name, values in known.items()})


def _agree(graded: Graded, folder: Path, both: Peers, say: Say) -> None:
    """Grade the very same files with all three, and count the questions on which they agree."""
    _, mine = ours(max(PEERS), folder / "ours", figure=False, tests=both.released())
    deserved = {f"s{number:05}": points(number) for number in range(max(PEERS))}
    for name, grader in ((NBGRADER, both.nbgrader), (OTTER, both.otter)):
        _, theirs = grader(max(PEERS), folder / "theirs", figure=False)
        pairs = [(mine[who][question], theirs[who].get(question)) for who in deserved for question in deserved[who]]
        graded.agreed[name] = sum(a == b for a, b in pairs), len(pairs)
        say(f"{name} agrees on {graded.agreed[name][0]} of {len(pairs)}")
    graded.agreed["what each deserves"] = (
        sum(mine[who][question] == right for who in deserved for question, right in deserved[who].items()),
        sum(map(len, deserved.values())),
    )


def _slopes(
    graded: Graded, folder: Path, graders: dict[str, tuple[Grader, tuple[int, int]]], say: Say, *, figure: bool
) -> None:
    """Run all programs in turn, again and again, so that a busy machine slows all alike."""
    slopes = {name: Slope(name, figure, sizes) for name, (_, sizes) in graders.items()}
    for _ in range(graded.runs):
        for name, (grader, (few, many)) in graders.items():
            low, high = (grader(count, folder / "class", figure=figure)[0].cpu for count in (few, many))
            slopes[name].each.append((high - low) / (many - few))
    graded.slopes += slopes.values()
    for slope in slopes.values():
        say(f"{slope.name}{', with a figure' * figure}: {slope.middle:.3f} CPU s a hand-in")


def private(folder: Path) -> float:
    """Return the MiB of memory that a child does not share with the parent, at its most."""
    Judge().prepare(SLUG, "classroom", str(folder / "prepared"))
    cells = [str(cell["source"]) for cell in handed_in(7, [], figure=False)["cells"]]
    most, over = [0], threading.Event()

    def look(pid: int) -> None:
        while not over.wait(0.002):
            most[0] = max(most[0], *map(_private, descendants(pid)), 0)

    with Runner() as runner:
        runner.rehearse(cells, SLUG, folder / "prepared" / "sealed")
        assert runner.pid is not None
        watcher = threading.Thread(target=look, args=(runner.pid,))
        watcher.start()
        for _ in range(5):
            runner.run(cells, SLUG, folder / "prepared" / "sealed")
        over.set()
        watcher.join()
    return most[0] / MIB


def _private(pid: int) -> int:
    """Return the bytes that a process alone has written."""
    try:
        words = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(words[words.index("Private_Dirty:") + 1]) * 1024 if "Private_Dirty:" in words else 0
