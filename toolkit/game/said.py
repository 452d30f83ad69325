"""What is said before a week moves: a range expected, a rule to stop by, a day to look again; and what came of it."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from toolkit.game.limits import refusal
from toolkit.shop.day import Today

SIGNS = {"<": operator.lt, ">": operator.gt}
REVIEW = ("result", "normal", "cause", "next")
CAUSES = ("luck", "tracker", "outside", "capital", "product", "supply", "promotion", "service", "team")


def metrics(days: Sequence[Today]) -> dict[str, float]:
    """The numbers of a week about which something can be expected: money paid and spent (CNY), orders, late parcels, cash."""
    paid = sum(int(one.sold.orders["paid"].sum()) for one in days)
    late = sum(int(one.sold.orders["late"].sum()) for one in days)
    return {
        "paid_amount": sum(int(one.sold.orders["paid_fen"].sum()) for one in days) / 100,
        "pay_orders": float(paid),
        "ad_spend": sum(int(np.sum(one.daily["spend"])) for one in days) / 100,
        "late_share": late / max(paid, 1),
        "cash": int(np.asarray(days[-1].daily["cash_close"])) / 100,
    }


METRICS = ("paid_amount", "pay_orders", "ad_spend", "late_share", "cash")


def said(expect: object, stop: object, look: object, review: object) -> dict[str, Any]:
    """Return what was said as plain JSON. Raises: ImpossibleDecision where the range or the stop rule is missing."""
    return {
        "expect": _expected(expect),
        "stop": _stop(stop),
        "look": None if look is None else str(look)[:40],
        "review": _review(review),
    }


def _expected(expect: object) -> dict[str, list[float]]:
    given = dict(expect) if isinstance(expect, Mapping) else {}
    if len(given) != 1:
        raise refusal(
            f"{len(given)} ranges are expected.",
            "No week moves without one: a number of the week and the range you expect it in.",
            'Write expect={"paid_amount": (140_000, 165_000)}; the numbers are ' + ", ".join(METRICS) + ".",
        )
    name, ends = next(iter(given.items()))
    if name not in METRICS:
        raise refusal(f'"{name}" is no number of the week.', f"Numbers: {', '.join(METRICS)}.", "Expect one of these.")
    pair = list(ends) if isinstance(ends, Sequence) and not isinstance(ends, str) else []
    if len(pair) != 2 or not all(map(_number, pair)) or pair[0] == pair[1]:
        raise refusal(f"The range of {name} is {ends!r}.", "A range has two ends.", f"Write {{{name!r}: (low, high)}}.")
    return {name: sorted(float(end) for end in pair)}


def _number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool) and bool(np.isfinite(value))


def _stop(stop: object) -> list[Any]:
    given = list(stop) if isinstance(stop, Sequence) and not isinstance(stop, str) else []
    if len(given) != 3 or given[0] not in METRICS or given[1] not in SIGNS or not _number(given[2]):
        raise refusal(
            f"The stop rule is {stop!r}.",
            "No week moves without one: a number of the week, < or >, and where you stop.",
            'Write stop=("paid_amount", "<", 120_000).',
        )
    return [given[0], given[1], float(given[2])]


def _review(review: object) -> dict[str, Any]:
    given = dict(review) if isinstance(review, Mapping) else {}
    odd = [name for name in given if name not in REVIEW]
    if odd or ("cause" in given and given["cause"] not in CAUSES):
        raise refusal(
            f"The review holds {odd[0] if odd else given['cause']!r}.",
            f"Its lines are {', '.join(REVIEW)}; a cause is one of {', '.join(CAUSES)}.",
            'Write review={"cause": "luck"}: luck is a full answer.',
        )
    return {name: str(value)[:200] for name, value in given.items()}


def came(line: Mapping[str, Any], days: Sequence[Today]) -> dict[str, Any]:
    """Lay what came beside what was said: the number, whether the range held it, its width, whether to stop."""
    name, (low, high) = next(iter(line["expect"].items()))
    metric, sign, edge = line["stop"]
    numbers = metrics(days)
    return {
        "week": line["week"],
        "expected": name,
        "low": low,
        "high": high,
        "came": round(numbers[name], 4),
        "held": low <= numbers[name] <= high,
        "width": round((high - low) / max(abs(high + low) / 2, 1e-9), 3),
        "stop": SIGNS[sign](numbers[metric], edge),
    }
