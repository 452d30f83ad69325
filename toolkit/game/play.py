"""A policy played over a whole season: every Monday it sees the desk and decides; after the last week the rule takes over."""

from __future__ import annotations

from toolkit.game.desk import Desk
from toolkit.game.rule import Policy, do_nothing, sensible
from toolkit.game.season import HANDOVER, WEEKS, Past, Season


def play(before: Past, policy: Policy, weeks: int = WEEKS, handed_over: int = HANDOVER) -> Season:
    """Play a season by a policy and hand the shop over to the sensible rule."""
    season = Season(before)
    for week in range(weeks + handed_over):
        season.live((policy if week < weeks else sensible)(Desk(season)))
    return season


def hand_over(season: Season, weeks: int = HANDOVER) -> Season:
    """Let the sensible rule run the weeks that come home after a season; the season given is left as it is."""
    return run_on(season.fork(), weeks)


def run_on(season: Season, weeks: int = HANDOVER) -> Season:
    """Let the sensible rule run the next weeks of a season; returns it."""
    for _ in range(weeks):
        season.live(sensible(Desk(season)))
    return season


def beside(season: Season, *, model: bool = False) -> dict[str, Season]:
    """A season that is over and the rules on the same draws, all handed over; model: it is the sensible rule's own."""
    you, weeks = hand_over(season), len(season.decided)
    rule = you if model else play(season.past, sensible, weeks)
    return {"you": you, "nothing": play(season.past, do_nothing, weeks), "rule": rule}
