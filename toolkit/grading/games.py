"""A season handed in: the list of decisions in games/<id>.jsonl, lived again by the judge; nothing else in it is believed.

What is read: {"kind": "game", …} and {"kind": "week", …} lines, bounded like every record; in their decisions nothing is
named but the shop's own levers. Which shop: the learner's practice shop, or the classroom's; anybody else's is refused.
"""

from __future__ import annotations

import math
from typing import Any

from toolkit.data.schema import DATA_VERSION
from toolkit.game import saved
from toolkit.game.finished import finished, is_played, only
from toolkit.game.game import SCORED
from toolkit.grading.records import read_json
from toolkit.grading.reread import Forged, only_decisions

MOST_LINES, MOST_SEASONS = 400, 99
TOLD = ("evidence", "held", "width", "reaction")


def replayed(who: str, text: str) -> dict[str, Any]:
    """Return what a season came to: yuan of one's own, of doing nothing and of the rule; or what is odd about it, as `odd`."""
    try:
        seed, lines, note = handed_in(who, text)
        done = finished(lines, seed, whole=False)
    except ValueError as odd:
        return {"odd": str(odd)}
    told = {name: round(value, 3) for name, value in done.told.items() if name in TOLD and math.isfinite(value)}
    sums = {"total": done.score.total, "nothing": done.nothing.total, "rule": done.rule.total}
    held = {str(week): why[:200] for week, why in done.refused.items()}
    return {
        **{name: round(value, 2) for name, value in sums.items()},
        "share": round(done.share, 4),
        **told,
        "refused": held,
        "note": note,
    }


def handed_in(who: str, text: str) -> tuple[bytes, list[dict[str, Any]], str]:
    """Return the seed of the shop of a season, its lines, and a note. Raises: ValueError, which says what is odd about it."""
    lines = _lines(text)
    seed, note = _seed(who, saved.header_of(lines) or {})
    if seed is None:
        raise ValueError(note)
    try:
        for line in saved.weeks_of(lines):
            only_decisions(line.get("decisions"))
    except Forged:
        message = "it names something that is no decision of the shop"
        raise ValueError(message) from None
    return seed, lines, note


def looked_through(who: str, text: str) -> tuple[bytes | None, list[dict[str, Any]]]:
    """Return the seed and the lines of a whole season, which the exercises then are about; no seed where it is none."""
    try:
        seed, lines, _ = handed_in(who, text)
        with only(lines):
            return (seed, lines) if is_played(seed) else (None, [])
    except ValueError:
        return None, []


def _lines(text: str) -> list[dict[str, Any]]:
    found = []
    for line in text.splitlines()[:MOST_LINES]:
        try:
            value = read_json(line)
        except (ValueError, RecursionError, TypeError):
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


def _seed(who: str, header: dict[str, Any]) -> tuple[bytes | None, str]:
    """Return the seed of the shop on which a game was played, and a note; no seed where it is neither the learner's nor the class's."""
    mode, season = str(header.get("mode")), header.get("season")
    if mode not in SCORED or type(season) is not int or not 1 <= season <= MOST_SEASONS:
        return None, f"the file holds no season that is scored ({', '.join(SCORED)})"
    shops = {saved.mark(seed): seed for seed in (saved.seed_of(student, season, mode) for student in (who, None))}
    if header.get("shop") not in shops:
        return None, f"it was played on a shop that is neither {who}'s nor the classroom's"
    played = header.get("data")
    return shops[header["shop"]], "" if played == DATA_VERSION else f"played on version {str(played)[:20]} of the data"
