"""The only door from a lesson to what the simulator knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toolkit.exercises import words
from toolkit.exercises.errors import CourseError, unknown
from toolkit.exercises.words import say

DOORS: dict[str, Callable[[Any], Any]] = {
    "incidents": lambda truth: truth.incidents(),
    "effects": lambda truth: truth.effects(),
    "channels": lambda truth: truth.channels(),
    "products": lambda truth: truth.products(),
    "customers": lambda truth: truth.customers(),
    "clock": lambda truth: truth.clock(),
    "lost_sales": lambda truth: truth.lost_sales(),
    "bots": lambda truth: truth.bots(),
    "batches": lambda truth: truth.batches(),
    "message_lift": lambda truth: truth.message_lift(),
    "notes": lambda truth: truth.notes(),
    "parameters": lambda truth: truth.parameters(),
}
"""What a lesson may show of the truth of a practice shop, by name; each is read only when its door is opened."""


class UnknownTruth(CourseError):
    """There is no such thing to reveal."""


def truth_of(shop: Any) -> Any:
    """Return what the simulator knows of a shop; imported only when it is asked for."""
    from toolkit.shop.truth import Truth

    return Truth(shop)


def reveal(what: str, shop: Any) -> Any:
    """Return a table of the truth. Raises: UnknownTruth."""
    if what not in DOORS:
        raise unknown(UnknownTruth, say(words.A_TRUTH), what, DOORS)
    return DOORS[what](truth_of(shop))
