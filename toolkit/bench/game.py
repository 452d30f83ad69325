"""The game's balance over many shops: nothing, the sensible rule, random play around it, and the best that hindsight finds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from toolkit import lines
from toolkit.game.desk import Desk
from toolkit.game.hindsight import LEVER_OF, Steps, Tried, search, season_of, start
from toolkit.game.limits import CHEAPEST, STEP
from toolkit.game.play import play
from toolkit.game.rule import do_nothing, sensible
from toolkit.game.score import daily, score
from toolkit.game.season import HANDOVER, WEEKS, Past, Season, past
from toolkit.shop.decisions import EVERYBODY, PACKING, Decisions, amount, times
from toolkit.shop.facts import SHIFTS

SPREAD, RANDOM_RUNS, AHEAD = 0.3, 3, 7
Study = dict[str, Any]


def study(seed: int, runs: int, file: Path) -> Study:
    """Play one shop by every hand, or go on from where its line in the file ends. Returns yuan and shares by name."""
    before, known = past(str(seed).encode()), kept(file).get(seed, {})
    if known and not holds(before, known):
        known = {}
    if known.get("runs", 0) >= runs:
        return known
    tried = {_place(name): total for name, total in known.get("tried", {}).items()}
    made = _studied(before, seed, runs, tried)
    lines.append(file, json.dumps(made))
    return made


def kept(file: Path) -> dict[int, Study]:
    """The shops that were studied so far, the last line of each."""
    return {line["seed"]: line for line in lines.read(file)}


def holds(before: Past, found: Study) -> bool:
    """Whether a shop that was studied before still plays to the same yuan: else the game has changed since."""
    again = {
        "nothing": play(before, do_nothing),
        "rule": play(before, sensible),
        "best": season_of(before, found["steps"]),
    }
    return all(abs(score(season).total - found[name]) < 0.5 for name, season in again.items())


def _studied(before: Past, seed: int, runs: int, tried: Tried) -> Study:
    nothing, rule = (score(play(before, policy)).total for policy in (do_nothing, sensible))
    lot = np.random.default_rng(seed)
    random = [score(play(before, lambda desk: around(desk, lot))).total for _ in range(RANDOM_RUNS)]
    found = search(before, runs, tried)
    gap = found.total - nothing
    return {
        "seed": seed, "runs": runs, "nothing": nothing, "rule": rule, "best": found.total, "share": (rule - nothing) / gap,
        "worse": float(np.mean(np.array(random) < rule)), "half": found.path[runs // 2 - 1], "steps": found.steps,
        "levers": {name: (found.total - _without(before, found.steps, name)) / gap for name in sorted(set(LEVER_OF.values()))},
        "signs": signs(before), "tried": {_name(place): total for place, total in found.tried.items()},
    }  # fmt: skip


def _name(place: tuple[int, ...]) -> str:
    return " ".join(map(str, place))


def _place(name: str) -> tuple[int, ...]:
    return tuple(map(int, name.split()))


def _without(before: Past, steps: Steps, lever: str) -> float:
    """Score of the best plan with one lever left where it was handed over."""
    held = {name: step for name, step in start().items() if LEVER_OF[name] == lever}
    return score(season_of(before, {**steps, **held})).total


def around(desk: Desk, lot: np.random.Generator) -> Decisions:
    """The rule's levers, each as it stands or is decided, times a random factor within the spread."""
    made = sensible(desk)
    budgets = {name: now / max(desk.handed_over[name], 1e-9) for name, now in desk.budgets.items()}
    budgets |= {name: amount(value, 1.0) for name, value in made.budgets.items()}
    prices = {sku: amount(value, 1.0) for sku, value in made.prices.items()}
    people = {**desk.people, **made.staff}
    return replace(
        made,
        budgets={name: times(_near(share, lot)) for name, share in budgets.items()},
        messages={EVERYBODY: times(min(_near(1.5, lot), 2.0))},
        prices={sku: times(min(max(_near(factor, lot), CHEAPEST), 1 + STEP)) for sku, factor in prices.items()},
        orders={sku: round(_near(units, lot)) for sku, units in made.orders.items()},
        staff={shift: max(round(_near(amount(people[shift], 0), lot)), 1) for shift in (*SHIFTS, PACKING)},
        overtime={shift: _near(hours, lot) for shift, hours in {**desk.overtime, **made.overtime}.items()},
    )


def _near(value: float, lot: np.random.Generator) -> float:
    return float(value) * float(lot.uniform(1 - SPREAD, 1 + SPREAD))


def signs(before: Past) -> dict[str, float]:
    """Share of each avoidable trouble's damage that comes a week or more after its first sign has been in a report."""
    with_it = _left(before, ())
    found = {}
    for one in before.troubles:
        if one.sort != "avoidable":
            continue
        lost = _left(before, (one.incident.id,)) - with_it
        report = -(-(one.sign + 1 - before.first) // 7) * 7
        found[one.incident.id] = float(lost[report + AHEAD :].sum() / max(lost.sum(), 1.0))
    return found


def _left(before: Past, without: tuple[str, ...]) -> np.ndarray:
    season = Season(before, without)
    for _ in range(WEEKS + HANDOVER):
        season.live(Decisions())
    return np.asarray(sum(daily(season.works, before.first, season.days).values()))
