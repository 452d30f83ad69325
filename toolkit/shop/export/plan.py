"""What is asked for: which shop, how large, in which form, and which part of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any, Literal

from toolkit.data.schema import DATA_VERSION
from toolkit.shop.export.errors import ImpossibleShop
from toolkit.shop.export.need import said
from toolkit.shop.export.window import blocks
from toolkit.shop.scenario import Scenario, scenario

MOST_SCALE = 1_000
"""Above this, published identifiers run out of digits for the visitors and orders of one day and channel."""

Format = Literal["parquet", "csv"]


@dataclass(frozen=True)
class Plan:
    """One shop to be written: its seed, scale and days (None: as many as its scenario has), the form, part i of n."""

    slug: str
    seed: bytes
    scale: float = 1.0
    days: int | None = None
    form: Format = "parquet"
    part: int = 1
    parts: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.scale <= MOST_SCALE:
            raise _impossible_scale(self.scale)
        if not 1 <= self.part <= self.parts:
            raise ImpossibleShop(
                f"--part {self.part}/{self.parts} is no part.",
                "Parts are counted from 1: with 4 parts they are 1/4, 2/4, 3/4 and 4/4.",
                "Give one of these.",
            )

    @property
    def scenario(self) -> Scenario:
        """The parameters of the shop."""
        return scenario(self.slug, self.seed, self.scale)

    @property
    def length(self) -> int:
        """Days of the book."""
        return self.days if self.days is not None else int(self.scenario.raw["shop"]["days"])

    @property
    def mark(self) -> dict[str, Any]:
        """What tells this shop from others, whatever part and form."""
        seed = hashlib.sha256(self.seed).hexdigest()[:8]
        return {"shop": self.slug, "data_version": DATA_VERSION, "seed": seed, "scale": self.scale, "days": self.length}

    def blocks(self, *borders: int) -> list[tuple[int, int]]:
        """Blocks of days of this part."""
        every = list(blocks(self.scale, self.length, *borders))
        return every[self._at(len(every), self.part - 1) : self._at(len(every), self.part)]

    @property
    def is_last(self) -> bool:
        """Whether this part ends with the last day; it brings the short tables."""
        return self.part == self.parts

    def personal(self, number: int) -> Plan:
        """The plan of one of many personal shops."""
        return replace(self, seed=self.seed + b"/" + str(number).encode())

    def _at(self, count: int, part: int) -> int:
        return count * part // self.parts


def _impossible_scale(scale: float) -> ImpossibleShop:
    if scale > MOST_SCALE:
        return ImpossibleShop(
            f"--scale {scale:g} would make {said(scale)}.",
            f"One shop goes up to scale {MOST_SCALE:,}; beyond that its identifiers have no digits left.",
            "Give a smaller scale, or make many shops: --shops 100.",
        )
    return ImpossibleShop(
        f"--scale {scale:g} makes no shop.",
        f"Scale multiplies visits, budgets and staff: above 0, up to {MOST_SCALE:,}; 1 is the shop of the books.",
        "Give a number such as 1 or 50.",
    )
