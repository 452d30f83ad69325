"""The shop of a sealed lesson: the learner's tables as files, and nothing that made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.data.dictionary import describe
from toolkit.data.schema import TABLES
from toolkit.exercises import words
from toolkit.exercises.answer import did_you_mean
from toolkit.exercises.errors import SealedShop
from toolkit.exercises.sealed_table import sealed_table
from toolkit.exercises.stand_in import StandIn
from toolkit.exercises.words import say


class SealedBooks:
    """One shop's tables, read from a sealed folder; every table is an attribute, as on any shop.

    tables: those that are there, each with its columns, which may be fewer than in the shop it was made of.
    """

    def __init__(
        self, folder: Path, about: Mapping[str, Any], tables: Mapping[str, Sequence[str]], refusal: str = ""
    ) -> None:
        self._folder, self._tables, self._refusal = folder, tables, refusal
        self.id, self.name = folder.name, str(about["name"])
        self.first_day, self.last_day = pd.Timestamp(about["first_day"]), pd.Timestamp(about["last_day"])
        self.days = int((self.last_day - self.first_day) / pd.Timedelta(1, "D")) + 1
        self._frames: dict[str, pd.DataFrame] = {}

    def tables(self) -> list[str]:
        """Names of the tables that are here."""
        return list(self._tables)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table; what is done to it stays with the caller. Raises: SealedShop."""
        self._need(name)
        if name not in self._frames:
            from toolkit.data.store import read_frame

            there = self._tables[name]
            frame = read_frame(self._folder / f"{name}.parquet", TABLES[name].part(there))
            self._frames[name] = sealed_table(frame, TABLES[name], there)
        return self._frames[name].copy(deep=False)

    def describe(self, table: str) -> pd.DataFrame:
        """One row a column of a table: kind, unit, meaning. Raises: SealedShop."""
        self._need(table)
        return describe(TABLES[table].part(self._tables[table]))

    def make(self, names: Iterable[str] | None = None, progress: Callable[[str], None] | None = None) -> None:
        """Do nothing: what is here was made before it was sealed. Raises: SealedShop for a table that is not here."""
        for name in names or ():
            self._need(name)

    def what_if(self, *_: object, **__: object) -> StandIn:
        """Return a stand-in that says this shop is sealed."""
        return StandIn(self._refusal)

    compare = what_if

    def _need(self, name: str) -> None:
        if name not in self._tables:
            hint = did_you_mean(name, self._tables).strip()
            raise SealedShop(
                given=say(words.SEALED_ASKED, name=name),
                exists=say(words.SEALED_HOLDS, names=", ".join(self._tables)),
                do=hint or say(words.TAKE_ONE),
            )

    def __getattr__(self, name: str) -> Any:
        if name in TABLES and not name.startswith("_"):
            return self.table(name)
        message = say(words.SEALED_NONE, name=name, names=", ".join(self.__dict__.get("_tables", ())))
        raise AttributeError(message)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __repr__(self) -> str:
        first, last = f"{self.first_day:%Y-%m-%d}", f"{self.last_day:%Y-%m-%d}"
        return say(words.A_SEALED_SHOP_IS, name=self.name, first=first, last=last, n=len(self._tables))
