"""What each week's decisions earned: the season lived again without them, on the same draws, booked to the week they were taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from toolkit.game.play import run_on
from toolkit.game.score import score
from toolkit.game.season import Season
from toolkit.shop.decisions import Decisions

LINKS = {
    "promotion": ("budgets", "messages"),
    "product": ("prices", "promotions"),
    "supply": ("orders",),
    "service": ("overtime", "promises"),
    "team": ("staff",),
}
"""The levers of each link."""


def links_of(decided: Decisions) -> list[str]:
    """The links that a week's decisions move."""
    return [link for link, levers in LINKS.items() if any(getattr(decided, lever) for lever in levers)]


def without(decided: Decisions, link: str) -> Decisions:
    """The same decisions, the levers of one link held."""
    nothing: dict[str, Any] = {lever: {} for lever in LINKS[link]}
    return replace(decided, **nothing)


def total_of(season: Season, decided: list[Decisions]) -> float:
    """Let a season live decisions; returns its score with the hand-over weeks, yuan."""
    for one in decided:
        season.live(one)
    return score(run_on(season)).total


def worth(season: Season, whole: float) -> pd.DataFrame:
    """One row a week and link that was moved: what the season would have lost without it, yuan.

    Decisions help or hurt each other, so the parts of a week need not add up to the week as a whole, which has link "all".
    season: one that kept its Mondays. whole: its score with the hand-over weeks.
    """
    rows, decided = [], season.decided
    for at, one in enumerate(decided):
        links = links_of(one)
        tries = {link: without(one, link) for link in links} | ({"all": Decisions()} if len(links) > 1 else {})
        totals = {name: total_of(season.monday(at + 1), [other, *decided[at + 1 :]]) for name, other in tries.items()}
        if len(links) == 1:
            totals["all"] = totals[links[0]]
        rows += [(at + 1, name, round(whole - total)) for name, total in totals.items()]
    return pd.DataFrame(rows, columns=["week", "link", "yuan"])
