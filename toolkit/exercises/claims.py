"""Numbers inside a sentence that a learner wrote, and whether something recomputed stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterable

DAYS = re.compile(
    r"\d{4}-\d{2}(-\d{2})?|\b\d{1,2}[./]\d{1,2}\b(?!\s*%)|\b20\d\d\b|\b(lesson|week|INC-)\s*\d+", re.IGNORECASE
)
NUMBER = re.compile(
    r"(?<![\w.])[-+−]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|per cent|points?|thousand|million|万)?", re.IGNORECASE
)
SCALES = {"%": 0.01, "per cent": 0.01, "point": 0.01, "points": 0.01, "thousand": 1e3, "million": 1e6, "万": 1e4}
SMALL = 31
"""Whole numbers up to here count days and things on fingers; they need no table."""


def loose_numbers(text: str, known: Iterable[float]) -> list[str]:
    """Return the numbers of a sentence that fit none of the known ones, to the digits they were written with."""
    behind = [abs(number) for number in known if number == number]
    found = NUMBER.finditer(DAYS.sub(" ", text))
    return [each.group(0).strip() for each in found if not _stands(each, behind)]


def _stands(found: re.Match[str], known: list[float]) -> bool:
    whole, decimals, unit = found.group(1).replace(",", ""), found.group(2) or "", (found.group(3) or "").lower()
    said = float(whole + decimals)
    if not unit and not decimals and said <= SMALL:
        return True
    scales = (SCALES[unit], 1.0) if unit else (1.0, 0.01)
    zeros = len(whole) - len(whole.rstrip("0")) if not decimals else 0
    step = 0.5 * 10.0 ** (min(zeros, len(whole) - 2) if not decimals else 1 - len(decimals))
    return any(abs(number / scale - said) <= step for number in known for scale in scales)
