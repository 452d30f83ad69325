"""Near-identical code: fingerprints of what learners wrote themselves, compared here and nowhere else.

Names, numbers and spaces do not count, the lesson's own lines are left out. Likeness is evidence to look at, not proof:
short answers to one question resemble each other by nature.
"""

from __future__ import annotations

import io
import keyword
import tokenize
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

SPAN, MOST, FEWEST = 12, 300, 12
ALIKE = 0.8
COMMON = 0.2


def fingerprints(cells: Iterable[str], lesson: frozenset[str]) -> list[int]:
    """Return hashes of all runs of 12 tokens in the lines that the lesson did not hold, at most 300."""
    tokens = [token for cell in cells for token in _tokens(cell, lesson)]
    runs = {zlib.crc32(" ".join(tokens[at : at + SPAN]).encode()) for at in range(len(tokens) - SPAN + 1)}
    return sorted(runs)[:MOST]


def lines_of(cells: Iterable[str]) -> frozenset[str]:
    """Return a lesson's own lines, trimmed."""
    return frozenset(line.strip() for cell in cells for line in cell.splitlines())


def _tokens(cell: str, lesson: frozenset[str]) -> list[str]:
    own = "\n".join(line for line in cell.splitlines() if line.strip() not in lesson)
    try:
        return [_kind(token) for token in tokenize.generate_tokens(io.StringIO(own).readline) if token.string.strip()]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return own.split()


def _kind(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME and not keyword.iskeyword(token.string):
        return "n"
    return {tokenize.NUMBER: "0", tokenize.STRING: "s", tokenize.COMMENT: ""}.get(token.type, token.string)


def alike(prints: Mapping[str, list[int]]) -> list[tuple[str, str, float]]:
    """Return pairs of learners whose own code is alike, the most alike first: (one, other, share of runs in common).

    Runs that a fifth of the class has (at least three people) say nothing and are left out.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for who, runs in prints.items():
        for run in runs:
            holders[run].append(who)
    common = max(3, COMMON * len(prints))
    rare = {who: {run for run in runs if len(holders[run]) < common} for who, runs in prints.items()}
    together: dict[tuple[str, str], int] = defaultdict(int)
    for people in holders.values():
        if 1 < len(people) < common:
            for pair in combinations(sorted(people), 2):
                together[pair] += 1
    found = [(a, b, n / min(len(rare[a]), len(rare[b]))) for (a, b), n in together.items() if n >= FEWEST]
    return sorted([each for each in found if each[2] >= ALIKE], key=lambda each: (-each[2], each[:2]))
