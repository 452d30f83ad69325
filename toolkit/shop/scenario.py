"""The parameters of a shop: read from its scenario file, and those a seed decides (goods, taste, weekday shape)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats, Keys, draw
from toolkit.shop.scenario_check import checked

DATASETS = Path(__file__).parents[2] / "datasets"


@dataclass(frozen=True, eq=False)
class Scenario:
    """All parameters of one shop: the file's values in `raw`, and arrays by source where the day step needs them."""

    slug: str
    raw: dict[str, Any]
    keys: Keys
    scale: float

    @property
    def start(self) -> dt.date:
        """First day of the books."""
        return dt.date.fromisoformat(str(self.raw["shop"]["start"]))

    @property
    def source(self) -> str:
        """The shop whose names and words this one uses."""
        return str(self.raw["shop"].get("like", self.slug))

    @property
    def categories(self) -> list[dict[str, Any]]:
        """The categories, in order of their index."""
        return list(self.raw["category"])

    def by_source(self, name: str) -> Floats:
        """One parameter of every source, [12]; 0 where a source has none."""
        return _by_source(self.slug, name).copy()

    def falls_back_on(self) -> list[int]:
        """Index of the source where a source's visits would come in without it, −1 where they would stay away."""
        return [SOURCES.index(row["falls_back_on"]) if "falls_back_on" in row else -1 for row in self.raw["source"]]

    def between(self, bounds: list[float], name: str, *parts: int) -> float:
        """A personal parameter: uniform between two bounds, drawn by name."""
        low, high = bounds
        return float(np.round(low + (high - low) * draw(self.keys.process(name), *(parts or (0,))), 6).item())


@cache
def _by_source(slug: str, name: str) -> Floats:
    return np.array([float(row.get(name, 0.0)) for row in read(slug)["source"]])


def shops() -> list[str]:
    """Names of the shops there are: folders of datasets/ with a scenario."""
    return sorted(path.parent.name for path in DATASETS.glob("*/scenario.toml"))


@cache
def read(slug: str) -> dict[str, Any]:
    """The scenario file of a shop, every value checked against `scenario_rules`. Raises: ImpossibleScenario."""
    path = DATASETS / slug / "scenario.toml"
    return checked(path.read_bytes(), path.relative_to(DATASETS.parent).as_posix(), read)


def scenario(slug: str, seed: bytes, scale: float = 1.0) -> Scenario:
    """The scenario of one seed at one scale (scale multiplies visits, budgets, staff and cash, not goods or days)."""
    return Scenario(slug, read(slug), Keys(seed), scale)
