"""What is told beside the score, never in yuan: causes that held, ranges that held, days from a sign to an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from toolkit.game.said import came
from toolkit.game.season import Season
from toolkit.game.troubles import Trouble
from toolkit.shop.decisions import Decisions
from toolkit.shop.facts import SOURCES
from toolkit.shop.market import calendar

PART_OF = {
    "INC-05": ("promotion",),
    "INC-12": ("supply",),
    "INC-07": ("service", "team"),
    "INC-06": ("outside",),
    "INC-01": ("tracker",),
}
"""Causes of a review that name each trouble rightly."""
LINGERS = {"INC-12": 45, "INC-07": 14, "INC-06": 7}
"""Days after its last one on which a trouble is still felt."""
_FESTIVAL = (-9, 13)


def causes_of(season: Season, week: int) -> set[str]:
    """The causes that hold in the truth of a week that has been lived; "luck" alone where nothing else was the matter."""
    first = season.past.first + 7 * (week - 1)
    found = {cause for one in season.past.troubles if _felt(one, first) for cause in PART_OF.get(one.incident.id, ())}
    offsets = calendar(season.past.scenario, first + 7).cny_offset[first:]
    if any(_FESTIVAL[0] <= offset <= _FESTIVAL[1] for offset in offsets.tolist()):
        found.add("outside")
    return found or {"luck"}


def _felt(one: Trouble, first: int) -> bool:
    begins = min(one.sign, one.incident.start_day)
    return begins <= first + 6 and first <= one.incident.end_day + LINGERS.get(one.incident.id, 0)


def evidence(season: Season, lines: Sequence[dict[str, Any]]) -> float:
    """Share of the causes named in reviews that hold; the review written in a week is about the week before. NaN: none named."""
    named = [(line["week"] - 1, line["review"]["cause"]) for line in lines if line.get("review", {}).get("cause")]
    held = [cause in causes_of(season, week) for week, cause in named if week >= 1]
    return sum(held) / len(held) if held else float("nan")


def calibration(season: Season, lines: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Share of the ranges that held what came, and their middling width as a share of the number."""
    rows = pd.DataFrame([came(line, season.week_days(line["week"])) for line in lines])
    if rows.empty:
        return {"held": float("nan"), "width": float("nan")}
    return {"held": float(rows["held"].mean()), "width": float(rows["width"].median())}


def reaction(season: Season) -> pd.DataFrame:
    """One row an avoidable trouble: its first sign, the Monday of the first decision that meets it, and the days between."""
    rows = []
    for one in season.past.troubles:
        if one.sort != "avoidable":
            continue
        met = [
            season.past.first + 7 * at
            for at, decided in enumerate(season.decided)
            if season.past.first + 7 * at > one.sign and _meets(season, one, decided)
        ]
        acted = met[0] if met else None
        days = None if acted is None else acted - one.sign
        when = None if acted is None else season.date(acted)
        rows.append((one.incident.kind, season.date(one.sign), season.date(one.incident.start_day), when, days))
    return pd.DataFrame(rows, columns=["trouble", "sign", "start", "acted", "days"])


def _meets(season: Season, one: Trouble, decided: Decisions) -> bool:
    if one.incident.id == "INC-05":
        return SOURCES[2] in decided.budgets
    if one.incident.id == "INC-12":
        return any(int(season.works.goods.supplier[sku]) == one.incident.target for sku in decided.orders)
    return bool(decided.staff or any(decided.overtime.values()))
