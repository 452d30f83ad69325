"""The game's balance over many shops: nothing, the sensible rule, random play around it, and the best that hindsight finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.game.desk import Desk
from toolkit.game.hindsight import LEVER_OF, search, season_of, start
from toolkit.game.limits import CHEAPEST, DEAREST
from toolkit.game.play import play
from toolkit.game.rule import do_nothing, sensible
from toolkit.game.score import daily, score
from toolkit.game.season import HANDOVER, WEEKS, Past, Season, past
from toolkit.shop.decisions import EVERYBODY, PACKING, Decisions, amount, times
from toolkit.shop.facts import SHIFTS

PAGE = Path(__file__).parents[2] / "tests" / "bench" / "game.md"
SPREAD, RANDOM_RUNS, AHEAD = 0.3, 3, 7
LEAST, MOST = 0.40, 0.75
Study = dict[str, Any]


def study(seed: int, runs: int) -> Study:
    """Play one shop by every hand. Returns yuan and shares by name."""
    before = past(str(seed).encode())
    nothing, rule = (score(play(before, policy)).total for policy in (do_nothing, sensible))
    lot = np.random.default_rng(seed)
    random = [score(play(before, lambda desk: around(desk, lot))).total for _ in range(RANDOM_RUNS)]
    found = search(before, runs)
    gap = found.total - nothing
    return {
        "seed": seed, "nothing": nothing, "rule": rule, "best": found.total, "share": (rule - nothing) / gap,
        "worse": float(np.mean(np.array(random) < rule)), "half": found.path[len(found.path) // 2 - 1],
        "levers": {name: (found.total - _without(before, found.steps, name)) / gap for name in sorted(set(LEVER_OF.values()))},
        "signs": signs(before),
    }  # fmt: skip


def _without(before: Past, steps: dict[str, int], lever: str) -> float:
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
        prices={sku: times(min(max(_near(factor, lot), CHEAPEST), DEAREST)) for sku, factor in prices.items()},
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


def told(one: Study) -> str:
    """One shop in a line."""
    return (
        f"shop {one['seed']}: nothing {one['nothing']:,.0f}, rule {one['rule']:,.0f}, best {one['best']:,.0f}; "
        f"rule {one['share']:.0%} of the gap, random worse in {one['worse']:.0%}"
    )


def goals(studies: list[Study]) -> list[tuple[str, str, str, bool]]:
    """What is aimed at: (what, aim, measured, reached)."""
    many = len(studies)
    order = sum(one["nothing"] < one["rule"] < one["best"] for one in studies)
    share, worse = _all(studies, "share"), float(_all(studies, "worse").mean())
    lever = np.array([max(one["levers"].values()) for one in studies])
    moved = (_all(studies, "best") - _all(studies, "half")) / _all(studies, "best")
    sign = np.array([min(one["signs"].values()) for one in studies])
    inside = int(((share >= LEAST) & (share <= MOST)).sum())
    shares = f"{inside} of {many}; median {np.median(share):.0%}, {share.min():.0%} to {share.max():.0%}"
    return [
        ("do nothing < sensible rule < hindsight", "every shop", f"{order} of {many}", order == many),
        ("the rule's share of the gap", f"{LEAST:.0%} to {MOST:.0%}", shares, inside == many),
        ("random play within ±30 % is worse than the rule", "≥ 90 %", f"{worse:.0%}", worse >= 0.9),
        ("share of the gap that one lever explains", "≤ 50 %", _middle_and_most(lever), bool(lever.max() <= 0.5)),
        ("the best moves when the runs are doubled", "< 2 %", _middle_and_most(moved), bool(moved.max() < 0.02)),
        ("damage a week or more after the sign was told", "> 50 %", f"least {sign.min():.0%}", bool(sign.min() > 0.5)),
    ]


def _all(studies: list[Study], name: str) -> np.ndarray:
    return np.array([one[name] for one in studies])


def _middle_and_most(values: np.ndarray) -> str:
    return f"median {np.median(values):.1%}, most {values.max():.1%}"


def write(studies: list[Study], runs: int, page: Path = PAGE) -> None:
    """Write the balance as a page."""
    names = sorted(studies[0]["levers"])
    columns = ["shop", "nothing", "rule", "best", "rule's share", "random worse", *names]
    lines = [
        "# The balance of the game",
        "",
        f"`python3 -m toolkit bench game`: {len(studies)} shops, {runs} runs of the search in each.",
        "",
        "| what | aim | measured | |",
        "|---|---|---|---|",
        *(_row(what, aim, found, "reached" if reached else "not yet") for what, aim, found, reached in goals(studies)),
        "",
        _row(*columns),
        "|---" * len(columns) + "|",
        *(_of_shop(one, names) for one in sorted(studies, key=lambda study: study["seed"])),
        "",
        "CNY of the whole score. The last columns: what the best plan loses of the gap where one lever is left alone.",
    ]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _of_shop(one: Study, names: list[str]) -> str:
    money = [f"{one[name]:,.0f}" for name in ("nothing", "rule", "best")]
    shares = [f"{value:.0%}" for value in (one["share"], one["worse"], *(one["levers"][name] for name in names))]
    return _row(str(one["seed"]), *money, *shares)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
