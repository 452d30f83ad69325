"""What a machine can say about a review's words, and its proposal for rows A to C of the rubric (teaching plan 4.3).

A result · B normal or not · C cause; 0 a slogan, 1 a story with holes, 2 sound, 3 one could act on it today. A person
decides; rows D to F are theirs alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

CAST = (
    "Lu jie",
    "Fang",
    "Lin jie",
    "Lao Zhou",
    "Xiao Tang",
    "Xiao He",
    "陆姐",
    "方会计",
    "林姐",
    "老周",
    "小唐",
    "小何",
)
FAULT = re.compile(
    r"\b(fault|to blame|blame[ds]?|careless(ly|ness)?|lazy|laziness|negligen\w+|did not care|incompetent|stupid)\b|马虎|懒|怪他|怪她",
    re.IGNORECASE,
)
SLOGAN = re.compile(
    r"\b((work|try) (much )?harder|more effort|pay (more )?attention|be more careful|do (our|my|your) best|do better"
    r"|(improve|optimi[sz]e|strengthen) (the |our )?\w+( \w+)?|as soon as possible)\b|更加努力|加油",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\b(market|competitors?|rivals?|weather|season|economy|platform'?s? (rules?|algorithm))\b|大环境|市场|天气",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")


def blames(text: str, people: Sequence[str] = CAST) -> bool:
    """Tell a sentence that puts a person, or a fault, where a cause belongs; a person's tool or plan is no blame."""
    persons = "|".join(re.escape(name) for name in people)
    named = re.search(rf"(?<!\w)({persons})(?!\w|['’]s)", text) if persons else None
    return bool(FAULT.search(text) or named)


def is_slogan(text: str) -> bool:
    """Tell "work harder" and its kin; a sentence with a number in it says at least how much."""
    return bool(SLOGAN.search(text)) and not DIGIT.search(text)


def is_outside(text: str) -> bool:
    """Tell a cause that lies outside the shop."""
    return bool(OUTSIDE.search(text))


def proposal(sheet: Mapping[str, Any], seen: Mapping[str, bool]) -> dict[str, int]:
    """Return the proposed marks {"A": 0–3, "B": 0–3, "C": 0–3}; seen: name of a piece of evidence → whether it holds."""
    return {"A": _result(sheet, seen), "B": _normal(sheet, seen), "C": _cause(sheet, seen)}


def _result(sheet: Mapping[str, Any], seen: Mapping[str, bool]) -> int:
    if not seen.get("result"):
        return 1
    days_said = "date" in sheet["result"]["filter"] or "_ts" in sheet["result"]["filter"]
    return 3 if days_said and DIGIT.search(sheet["goal"]) else 2


def _normal(sheet: Mapping[str, Any], seen: Mapping[str, bool]) -> int:
    normal = sheet.get("normal")
    if not normal:
        return 0
    if "range" not in normal:
        return 1
    return 3 if "witness" in normal and seen.get("witness") else 2


def _cause(sheet: Mapping[str, Any], seen: Mapping[str, bool]) -> int:
    causes = sheet["causes"]
    if any(blames(cause["cause"]) for cause in causes) or all(is_outside(cause["cause"]) for cause in causes):
        return 0
    holding = [at for at, _ in enumerate(causes, 1) if seen.get(f"cause {at}")]
    proven = [at for at in holding if causes[at - 1]["table"] != "ops_log"]
    if len(holding) < len(causes) or not proven:
        return 1
    return 3 if any(seen.get(f"cause {at}, rival") for at in holding) else 2
