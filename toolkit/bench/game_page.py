"""The page of the game's balance: what is aimed at, what is reached, and a row a shop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from toolkit.bench.game import Study

PAGE = Path(__file__).parents[2] / "tests" / "bench" / "game.md"
LEAST, MOST = 0.40, 0.75
Goal = tuple[str, str, str, bool]


def told(one: Study) -> str:
    """One shop in a line."""
    return (
        f"shop {one['seed']}: nothing {one['nothing']:,.0f}, rule {one['rule']:,.0f}, best {one['best']:,.0f}; "
        f"rule {one['share']:.0%} of the gap, random worse in {one['worse']:.0%}"
    )


def goals(studies: list[Study]) -> list[Goal]:
    """What is aimed at: (what, aim, measured, reached)."""
    many = len(studies)
    order = sum(one["nothing"] < one["rule"] < one["best"] for one in studies)
    worse = sum(one["worse"] == 1 for one in studies) / many
    lever = np.array([max(one["levers"].values()) for one in studies])
    sign = np.array([min(one["signs"].values()) for one in studies])
    return [
        ("do nothing < sensible rule < hindsight", "every shop", f"{order} of {many}", order == many),
        _share(_all(studies, "share")),
        ("shops where all random play within ±30 % is worse than the rule", "≥ 90 %", f"{worse:.0%}", worse >= 0.9),
        ("share of the gap that one lever explains", "≤ 50 %", _middle_and_most(lever), bool(lever.max() <= 0.5)),
        *_doubled(studies),
        ("damage a week or more after the sign was told", "> 50 %", f"least {sign.min():.0%}", bool(sign.min() > 0.5)),
    ]


def _share(share: np.ndarray) -> Goal:
    inside = int(((share >= LEAST) & (share <= MOST)).sum())
    shares = f"{inside} of {len(share)}; median {np.median(share):.0%}, {share.min():.0%} to {share.max():.0%}"
    return ("the rule's share of the gap", f"{LEAST:.0%} to {MOST:.0%}", shares, inside == len(share))


def _doubled(studies: list[Study]) -> Iterator[Goal]:
    """What the second half of the runs still found, one row a number of runs."""
    for runs in sorted({one["runs"] for one in studies}):
        best, half = (_all([one for one in studies if one["runs"] == runs], name) for name in ("best", "half"))
        moved = (best - half) / best
        what = f"the best moves from {runs // 2} to {runs} runs ({len(best)} shops)"
        yield (what, "< 2 %", _middle_and_most(moved), bool(moved.max() < 0.02))


def _all(studies: list[Study], name: str) -> np.ndarray:
    return np.array([one[name] for one in studies])


def _middle_and_most(values: np.ndarray) -> str:
    return f"median {np.median(values):.1%}, most {values.max():.1%}"


def write(studies: list[Study], page: Path = PAGE) -> None:
    """Write the balance as a page."""
    names = sorted(studies[0]["levers"])
    columns = ["shop", "nothing", "rule", "best", "rule's share", "random worse", *names]
    lines = [
        "# The balance of the game",
        "",
        f"`python3 -m toolkit bench game`: {len(studies)} shops; {_runs(studies)}.",
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


def _runs(studies: list[Study]) -> str:
    """How many runs of the search there were, in how many shops."""
    told = Counter(one["runs"] for one in studies)
    return ", ".join(f"{runs} runs of the search in {shops} of them" for runs, shops in sorted(told.items()))


def _of_shop(one: Study, names: list[str]) -> str:
    money = [f"{one[name]:,.0f}" for name in ("nothing", "rule", "best")]
    shares = [f"{value:.0%}" for value in (one["share"], one["worse"], *(one["levers"][name] for name in names))]
    return _row(str(one["seed"]), *money, *shares)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
