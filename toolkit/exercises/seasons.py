"""Seasons of the game, as far as a lesson may know of them: plain tables of one that is finished, and a door to play.

The game stands above the lessons; who plays it is found by name here, as exercise definitions are, and never imported.
"""

from __future__ import annotations

import importlib
from typing import Any

import pandas as pd

HOME = "toolkit.game.finished"


def of(shop: Any) -> dict[str, Any]:
    """Return the finished season of a shop as plain JSON: the learner's own, or the model game where there is none yet."""
    found: dict[str, Any] = importlib.import_module(HOME).plain(shop.seed)
    return found


def mark(shop: Any) -> str:
    """Return a short text that is another one once another season of the shop is finished."""
    return str(importlib.import_module(HOME).mark_of(shop.seed))


def opened(student: str | None, **which: Any) -> Any:
    """Open a game. Raises: ImpossibleDecision."""
    return importlib.import_module("toolkit.game.game").open_game(student, **which)


class Prepared:
    """The prepared tables of a lesson as attributes, like those of a shop: `season.weeks`."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        table: pd.DataFrame = self._desk.table(name)
        return table
