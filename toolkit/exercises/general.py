"""Misreadings that can befall any value, tried where no modelled mistake fits.

A value is turned back (÷ 100, − 1, one day earlier, …); where that gives right, the misreading has a name. Turning back
must be exact to half a per cent or to the answer's own tolerance, whichever is larger, and never beyond 2 %, since a
wide tolerance would find a name for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.exercises import words
from toolkit.exercises.answer import Misreading
from toolkit.exercises.words import say

EXACT, LOOSEST = 0.005, 0.02
BESIDE = 1.5
YEARS = (364, 365, 366)

Turn = tuple[str, str, Callable[[float], float]]
SCALES: tuple[Turn, ...] = (
    ("GEN-SIGN", words.GEN_SIGN, lambda given: -given),
    ("GEN-PCT", words.GEN_PER_CENT, lambda given: given / 100),
    ("GEN-FRAC", words.GEN_FRACTION, lambda given: given * 100),
    ("GEN-1000", words.GEN_THOUSANDS, lambda given: given / 1000),
    ("GEN-1000", words.GEN_THOUSANDS, lambda given: given * 1000),
    ("GEN-RECIP", words.GEN_RECIPROCAL, lambda given: 1 / given),
)


def of_number(given: float, right: float, *, tolerance: float, n: int | None = None) -> tuple[str, str] | None:
    """Return code and sentence of the misreading that turned `right` into `given`, or None.

    tolerance: absolute, around right. n: how many values the answer brings together, where that is known.
    """
    if given == 0 or right == 0:
        return None
    allowed = min(max(tolerance, EXACT * abs(right)), LOOSEST * abs(right))
    beside = 1 / BESIDE < given / right < BESIDE  # near 1 any two neighbours are each other upside down
    for code, sentence, back in () if beside else (*SCALES, *_together(n)):
        if abs(back(given) - right) <= allowed:
            return code, sentence
    return None


def _together(n: int | None) -> Iterator[Turn]:
    if n and n > 1:
        yield "GEN-SUM", words.GEN_SUM, lambda given: given / n
        yield "GEN-MEAN", words.GEN_MEAN, lambda given: given * n


def of_count(given: int, right: int) -> tuple[str, str] | None:
    """Return code and sentence where a count is one off."""
    if abs(given - right) != 1:
        return None
    return ("GEN-ONE", words.GEN_ONE_MORE if given > right else words.GEN_ONE_LESS)


def of_day(given: str, days: int) -> Misreading | None:
    """Name a day that lies one day, one week or one year from right."""
    for near, code, sentence in (((1,), "GEN-DAY", words.GEN_DAY), ((7,), "GEN-WEEK", words.GEN_WEEK)):
        if abs(days) in near:
            return Misreading(code, say(sentence, given=given))
    return Misreading("GEN-YEAR", say(words.GEN_YEAR, given=given)) if abs(days) in YEARS else None


def of_stretch(shown: str, first: int, last: int) -> Misreading | None:
    """Name a stretch whose ends lie `first` and `last` days from right."""
    if first == last:
        odd = of_day(shown, first)
        return odd or Misreading("GEN-SHIFT", say(words.GEN_SHIFTED, given=shown, days=abs(first)))
    one_end = sorted((abs(first), abs(last))) == [0, 1]
    return Misreading("GEN-END", say(words.GEN_ENDS, given=shown)) if one_end else None
