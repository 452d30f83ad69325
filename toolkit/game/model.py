"""A model game: the sensible rule in the hands of somebody who says why, what they expect, and what they think was the cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from toolkit.game import marks
from toolkit.game.desk import Desk
from toolkit.game.rule import TOO_DEAR, sensible
from toolkit.game.season import WEEKS, Past, Season
from toolkit.shop.day import Today
from toolkit.shop.decisions import Decisions
from toolkit.shop.keys import Floats

_WIDE, _STOP = 0.14, 0.25
_FESTIVAL = (-16, 13)
_SOBER = "less of it until somebody bids soberly again"
WHY = {
    "budgets": "whoever seeks us by name, or was here already, comes anyway: I pay less for them",
    "messages": "a letter to those who agreed costs little beside what it brings",
    "prices": "the families that sell most bear a step up; two weeks show whether they do",
    "orders": "the supplier has warned: its best goods are ordered before it is late, as far as cash goes",
    "staff": "the packing table decides who gets stars: a hand more where it is full, one less where it is quiet",
    "overtime": "chats wait: two hours more a day cost less than a new colleague who is slow for two weeks",
}
"""Why the sensible rule moves each lever."""


def played(before: Past) -> tuple[Season, list[dict[str, Any]]]:
    """Play the model game; returns the season and what was said before each week."""
    season, lines = Season(before, keeps=True), []
    for week in range(1, WEEKS + 1):
        desk = Desk(season)
        decided, middle = sensible(desk), expected(season)
        cause = sorted(marks.causes_of(season, week - 1))[0] if week > 1 else "luck"
        lines.append({
            "week": week,
            "expect": {"paid_amount": [round(middle * (1 - _WIDE)), round(middle * (1 + _WIDE))]},
            "stop": ["paid_amount", "<", round(middle * (1 - _STOP))],
            "review": {"cause": cause, "next": reasons(desk, decided)},
        })  # fmt: skip
        season.live(decided)
    return season, lines


def expected(season: Season) -> float:
    """The paid money of a week to come: the middle of the last four; around Spring Festival, moved as it moved last year."""
    days, day, offset = [*season.past.days, *season.days], season.day, season.works.out.calendar.cny_offset
    usual = _middle(days[day - 28 : day])
    if not _FESTIVAL[0] <= offset[day] <= _FESTIVAL[1] + 28:
        return usual
    year_ago = int(np.flatnonzero(offset[: season.past.first - 200] == offset[day])[-1])
    return usual * float(_paid(days[year_ago : year_ago + 7]).sum()) / _middle(days[year_ago - 28 : year_ago])


def _middle(days: Sequence[Today]) -> float:
    """Middle of the money of four weeks."""
    return float(np.median(_paid(days).reshape(4, 7).sum(axis=1)))


def _paid(days: Sequence[Today]) -> Floats:
    return np.array([int(one.sold.orders["paid_fen"].sum()) for one in days]) / 100


def reasons(desk: Desk, decided: Decisions) -> str:
    """Why these decisions, in the words of somebody who has done it; holding has a reason too."""
    moved = {lever for lever in WHY if getattr(decided, lever)}
    said = {lever: why for lever, why in WHY.items() if lever in moved}
    dear = next((name for name, over in desk.overspent.items() if over > TOO_DEAR), None)
    if dear and "budgets" in moved:
        said["budgets"] = f"{dear} spends {desk.overspent[dear]:.1f} times its budget: {_SOBER}"
    if "overtime" in moved and not any(decided.overtime.values()):
        said["overtime"] = "the desk is quiet again: the hours go"
    return "; ".join(said.values()) or "nothing has left its range: I hold, and watch"
