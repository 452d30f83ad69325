"""The only door from a lesson to what the simulator knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toolkit.exercises.errors import CourseError, SealedShop, unknown

DOORS: dict[str, Callable[[Any], Any]] = {
    "incidents": lambda truth: truth.incidents(),
    "parameters": lambda truth: truth.parameters(),
}


class UnknownTruth(CourseError):
    """There is no such thing to reveal."""


def truth_of(shop: Any) -> Any:
    """Return what the simulator knows of a shop; imported only when it is asked for."""
    from toolkit.shop.truth import Truth

    return Truth(shop)


def reveal(what: str, shop: Any, *, sealed: bool = False) -> Any:
    """Return a table of the truth. Raises: SealedShop, UnknownTruth."""
    if sealed:
        raise SealedShop(
            given=f'This shop is sealed, so "{what}" is not revealed.',
            exists="A sealed shop holds the learner's tables and the lesson's case.",
            do='Look at the classroom shop instead: open_lesson(...) without a sealed folder, then reveal("incidents").',
        )
    if what not in DOORS:
        raise unknown(UnknownTruth, "thing to reveal called", what, DOORS)
    return DOORS[what](truth_of(shop))
