"""One simulated shop as a study needs it: its tables in memory, what is known of it, and what an estimator found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.books import Shop, open_shop
from toolkit.shop.truth import Truth

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Finding:
    """What an estimator made of one truth of one shop.

    off: distance from the truth, in the unit of the truth's tolerance. said: the estimate beside the truth, for whoever
    looks at a miss. false_dates: clean days on which it named something that was not there.
    """

    truth: str
    seed: int
    found: bool
    off: float
    said: str
    false_dates: int = 0


class Lived:
    """A shop whose tables are made in memory, each once, and never on disk; every table is an attribute."""

    def __init__(self, seed: int, scale: float = 1.0) -> None:
        self.seed, self.shop = seed, open_shop(seed=seed, scale=scale)
        self.truth = Truth(self.shop)

    @cached_property
    def clean(self) -> pd.DatetimeIndex:
        """Days touched by no incident and no festival."""
        return self.truth.clean_days()

    @cached_property
    def incidents(self) -> pd.DataFrame:
        """The true incidents, one row an id."""
        return self.truth.incidents().set_index("id")

    @cached_property
    def shelf(self) -> pd.DataFrame:
        """Every listed day of every product with the hours it could be bought."""
        from toolkit import lens

        return lens.on_the_shelf(self.product_daily, self.inventory_daily)

    @property
    def facts_of(self) -> Shop:
        """The shop itself."""
        return self.shop

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(name)
        frame = to_frame(rows.make(name, self.shop.facts), TABLES[name])
        self.__dict__[name] = frame
        return frame
