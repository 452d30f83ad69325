"""The best season that hindsight finds: a search over plans by one who knows the troubles, run by run on the simulator.

A plan is one step on each of some ladders, one ladder a lever. From the sensible start each ladder is tried a step up and
a step down, again and again, the one that has just helped further; where nothing helps, wider steps, then two at once by
lot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toolkit import home
from toolkit.exercises.case import read_json, write_json
from toolkit.game.desk import Desk
from toolkit.game.limits import DEAREST, PACE, STEP
from toolkit.game.play import play
from toolkit.game.score import score
from toolkit.game.season import CAMPAIGNS, Past, Season
from toolkit.shop.decisions import EVERYBODY, PACKING, Amount, Decisions, times

RUNS = 300
_BUDGET = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_PRICE = (0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1)
_FAMILIES, _WIDEST = 3, 4

LADDERS: dict[str, tuple[float, ...]] = {
    **dict.fromkeys(CAMPAIGNS, _BUDGET),
    "messages": (0.0, 0.5, 1.0, 1.5, 2.0),
    **{f"price {place}": _PRICE for place in range(1, _FAMILIES + 1)},
    "bids": (0.0, 0.25, 0.5, 0.75, 1.0),
    "order ahead": (0.0, 0.25, 0.5, 0.75, 1.0, 1.5),
    "overtime morning": (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0),
    "overtime evening": (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0),
    "packing": (0.0, 1.0, 2.0),
    "promotion": (0.0, 1.0, 2.0, 3.0),
}
"""Steps of each lever: shares of the old budgets and prices, hours, hands; order ahead, of a late supplier's missing days."""
LEVER_OF = {
    **dict.fromkeys(CAMPAIGNS, "budgets"), "bids": "budgets", "messages": "messages",
    **{f"price {place}": "prices" for place in range(1, _FAMILIES + 1)}, "promotion": "prices",
    "order ahead": "orders", "overtime morning": "staff", "overtime evening": "staff", "packing": "staff",
}  # fmt: skip
"""The lever of the game to which each ladder belongs."""
Steps = dict[str, int]
Tried = dict[tuple[int, ...], float]


@dataclass(frozen=True)
class Found:
    """The best plan of a search: its steps, its score in yuan, the best score after each run, and all that was tried."""

    steps: Steps
    total: float
    path: tuple[float, ...]
    tried: Tried


def start() -> Steps:
    """Every lever where the shop was handed over."""
    held = {name: 1.0 for name in LADDERS if LEVER_OF[name] in ("budgets", "messages", "prices")} | {"promotion": 0.0}
    return {name: ladder.index(held.get(name, 0.0)) for name, ladder in LADDERS.items()}


def search(before: Past, runs: int = RUNS, tried: Tried | None = None) -> Found:
    """Search the best season of a shop in so many runs; tried: plans whose score is known from a shorter search."""
    known: Tried = {}
    best, path = start(), []
    proposals = _proposals(lambda: best)
    while len(known) < runs:
        steps = best if not known else next(proposals)
        place = tuple(steps.values())
        if place in known:
            continue
        at_hand = (tried or {}).get(place)
        known[place] = score(season_of(before, steps)).total if at_hand is None else at_hand
        if known[place] > known[tuple(best.values())]:
            best = steps
        path.append(known[tuple(best.values())])
    return Found(best, path[-1], tuple(path), known)


def kept(seed: bytes) -> Path:
    """The file in which the best plan of a shop is kept."""
    mark = hashlib.sha256(seed).hexdigest()[:8]
    return home.home() / "games" / f"best-{mark}.json"


def best_known(seed: bytes) -> Steps | None:
    """The best plan that was found for a shop before, or None."""
    found = read_json(kept(seed))
    return found if isinstance(found, dict) and list(found) == list(LADDERS) else None


def keep_best(before: Past, runs: int = RUNS) -> Found:
    """Search a shop's best season and keep its plan: a minute or two."""
    found = search(before, runs)
    write_json(kept(before.scenario.keys.seed), found.steps)
    return found


def _proposals(best: Callable[[], Steps]) -> Iterator[Steps]:
    """Ladders up and down in turn, a step that helped once more; where nothing helps, wider steps, then two ladders at a time."""
    lot = np.random.default_rng(1)
    wide = 1
    while True:
        before = best()
        for name, ladder in LADDERS.items():
            for way in (wide, -wide) if wide < len(ladder) else ():
                yield from _as_long_as_it_helps(best, name, way)
        wide = 1 if best() != before else wide + 1
        for _ in range(4 * wide * (wide > _WIDEST)):
            two = {**best()}
            for name in lot.choice(list(LADDERS), 2, replace=False).tolist():
                two |= _moved(two, name, int(lot.choice([-2, -1, 1, 2])))
            yield two


def _as_long_as_it_helps(best: Callable[[], Steps], name: str, way: int) -> Iterator[Steps]:
    while True:
        tried = _moved(best(), name, way)
        yield tried
        if best() is not tried:
            return


def _moved(steps: Steps, name: str, way: int) -> Steps:
    return {**steps, name: min(max(steps[name] + way, 0), len(LADDERS[name]) - 1)}


def season_of(before: Past, steps: Steps) -> Season:
    """Play the plan of some steps."""
    at = {name: LADDERS[name][step] for name, step in steps.items()}
    families = Desk(Season(before)).families[:_FAMILIES]
    return play(before, lambda desk: _decide(before, at, families, desk))


def _decide(before: Past, at: dict[str, float], families: list[int], desk: Desk) -> Decisions:
    """What a plan decides in one week, knowing on which days the troubles come."""
    days = {one.incident.id: (one.incident.start_day, one.incident.end_day) for one in before.troubles}
    first, last = days["INC-07"]
    short = first <= desk.day <= last
    hours = {shift: at[f"overtime {shift}"] * short for shift in ("morning", "evening")}
    return Decisions(
        budgets={name: times(_share(at, name, desk.day, days["INC-05"])) for name in CAMPAIGNS},
        messages={EVERYBODY: times(at["messages"])},
        prices=_prices(desk, at, families),
        promotions=_promotion(desk, at),
        orders=_ahead(before, desk, at["order ahead"]),
        overtime=hours,
        staff={PACKING: 3 + int(at["packing"]) * short},
    )


def _share(at: dict[str, float], name: str, day: int, dear: tuple[int, int]) -> float:
    bids = at["bids"] if name == "paid_search" and dear[0] - 6 <= day <= dear[1] else 1.0
    return at[name] * bids


def _prices(desk: Desk, at: dict[str, float], families: list[int]) -> dict[int, Amount]:
    """In the first week, of a raise one step; the other as soon as it may be."""
    if desk.week not in (1, 1 + PACE):
        return {}
    most = 1 + STEP if desk.week == 1 else DEAREST
    return {
        sku: times(min(at[f"price {place}"], most))
        for place, one in enumerate(families, 1)
        for sku in np.flatnonzero(desk.goods.family == one).tolist()
    }


def _promotion(desk: Desk, at: dict[str, float]) -> dict[int, float]:
    """A tenth off one of the next families, every third week."""
    place = int(at["promotion"])
    if not place or desk.week % 3:
        return {}
    one = desk.families[_FAMILIES + place - 1]
    return dict.fromkeys(np.flatnonzero(desk.goods.family == one).tolist(), 0.1)


def _ahead(before: Past, desk: Desk, share: float) -> dict[int, int]:
    """On the last Monday before a supplier is late: so much of what its goods will sell while it is."""
    one = next(one.incident for one in before.troubles if one.incident.id == "INC-12")
    if not 0 < one.start_day - desk.day <= 7 or not share:
        return {}
    late = before.scenario.raw["incident"]["INC-12"]["late_days"] * one.size
    wanted = np.where(desk.goods.supplier == one.target, np.ceil(desk.a_day * late * share), 0)
    return {sku: int(units) for sku, units in enumerate(wanted.tolist()) if units >= 6}
