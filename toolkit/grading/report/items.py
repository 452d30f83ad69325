"""What a class's marks say about the exercises: how hard each was, and whether it tells learners apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.grading.gradebook import Row

SPLIT = (0.35, 0.65)


@dataclass
class Item:
    """One exercise in a class: the share that solved it, its point-biserial correlation with the rest.

    mistakes: learners by misconception. often: the answer most often given by who did not solve it, and by how many.
    """

    name: str
    asks: str
    solved: float
    tells: float
    mistakes: dict[str, list[str]] = field(default_factory=dict)
    often: tuple[str, int] = ("", 0)

    @property
    def splits(self) -> bool:
        """Whether the class fell into two halves over it."""
        return SPLIT[0] <= self.solved <= SPLIT[1]


def items(rows: Sequence[Row]) -> list[Item]:
    """Return the exercises in the lesson's order."""
    graded = [row for row in rows if row.marks]
    names = list(dict.fromkeys(mark["exercise"] for row in graded for mark in row.marks))
    return [_item(name, graded) for name in names]


def _item(name: str, graded: Sequence[Row]) -> Item:
    pairs = [(row, mark) for row in graded for mark in row.marks if mark["exercise"] == name]
    solved = [float(row.points(mark) > mark["of"] / 2) for row, mark in pairs]
    rest = [row.total - row.points(mark) for row, mark in pairs]
    mistakes: dict[str, list[str]] = {}
    for row, mark in pairs:
        if mark["code"]:
            mistakes.setdefault(mark["code"], []).append(row.id)
    others = Counter(mark["given"] for (_, mark), yes in zip(pairs, solved, strict=True) if not yes and mark["given"])
    often = (others.most_common(1) or [("", 0)])[0]
    return Item(name, pairs[0][1]["asks"], sum(solved) / len(solved), correlation(solved, rest), mistakes, often)


def beliefs(found: Sequence[Item]) -> dict[str, dict[str, list[str]]]:
    """Return what was misunderstood: code → exercise → learners; what most learners believe comes first."""
    by_code: dict[str, dict[str, list[str]]] = {}
    for one in found:
        for code, who in one.mistakes.items():
            by_code.setdefault(code, {})[one.name] = who
    return dict(sorted(by_code.items(), key=lambda held: -len(believers(held[1]))))


def believers(where: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the learners of all exercises, each once."""
    return list(dict.fromkeys(who for each in where.values() for who in each))


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return Pearson's correlation, which is the point-biserial one where xs are 0 and 1; NaN where either never varies."""
    n = len(xs)
    mx, my = sum(xs) / n, sum(ys) / n
    sx, sy = (math.sqrt(sum((v - m) ** 2 for v in vs)) for vs, m in ((xs, mx), (ys, my)))
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / (sx * sy) if sx and sy else math.nan


def distribution(rows: Sequence[Row]) -> dict[float, int]:
    """Return how many learners have how many points, the fewest first; whole points that nobody has stand with 0."""
    counts = Counter(row.total for row in rows if row.record)
    whole = range(int(max(counts, default=0)) + 1)
    return dict(sorted({**dict.fromkeys(map(float, whole), 0), **counts}.items()))
