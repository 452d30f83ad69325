"""Many days: the shop from its first morning to its last evening, one day after the other; or from a day in between.

A world that differs from another only from some day on need not live the days before again: `Moment` holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from toolkit.shop.day import Today, live
from toolkit.shop.decisions import Decisions
from toolkit.shop.facts import Facts
from toolkit.shop.gather import Past, facts_of
from toolkit.shop.scenario import Scenario
from toolkit.shop.world import State, Works, copied, first_morning, works_of

BLOCK = 120
"""Days that are kept as they were lived before they are laid behind those that are over: a day is a hundred small arrays."""


@dataclass(frozen=True)
class Moment:
    """A shop on the morning of a day: its state, and what the days before left behind."""

    day: int
    state: State
    past: Past


def run(
    scenario: Scenario,
    days: int,
    decisions: tuple[Decisions, ...] = (),
    without: tuple[str, ...] = (),
    tick: Callable[[int], None] | None = None,
    held: Mapping[str, NDArray[Any]] | None = None,
    since: Moment | None = None,
    keep: tuple[int, Callable[[State], None]] | None = None,
) -> Facts:
    """Live `days` days and return their facts.

    Args: decisions, levers over the shopkeeper's own; without, ids of incidents that do not happen and sources that bring
    nobody; tick, called after each day with its number; held, the purchases of another world, ordered again to the piece;
    since, a moment of a world that is the same until then; keep, a day whose morning is wanted, and who takes
    its state.
    """
    works = works_of(scenario, days, decisions, without, held)
    state = copied(since.state) if since else first_morning(works)
    past, fresh = [since.past if since else Past()], list[Today]()
    for day in range(past[0].days, days):
        if keep and day == keep[0]:
            keep[1](copied(state))
        fresh.append(live(works, state, day))
        if tick:
            tick(day)
        if len(fresh) == BLOCK or day == days - 1:
            past.append(Past.told(fresh))
            fresh.clear()
    return facts_of(works, state, Past.together(past))


def lived(works: Works, state: State, first: int, last: int) -> Iterator[Today]:
    """Live the days from `first` to before `last`, one at a time; the state moves on with each."""
    for day in range(first, last):
        yield live(works, state, day)


def moment(
    scenario: Scenario,
    days: int,
    day: int,
    decisions: tuple[Decisions, ...] = (),
    without: tuple[str, ...] = (),
    since: Moment | None = None,
) -> Moment:
    """The morning of a day in a world of `days` days; since, an earlier moment of the same world."""
    works = works_of(scenario, days, decisions, without)
    state = copied(since.state) if since else first_morning(works)
    past = [since.past if since else Past()]
    for first in range(past[0].days, day, BLOCK):
        past.append(Past.told(list(lived(works, state, first, min(first + BLOCK, day)))))
    return Moment(day, state, Past.together(past))
