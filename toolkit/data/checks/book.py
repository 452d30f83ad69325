"""All tables under one cover, in the form in which rules look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from toolkit.data.columns import Columns
from toolkit.data.errors import UnknownTable
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

Table: TypeAlias = "pd.DataFrame | Columns"


@dataclass(frozen=True)
class Violation:
    """One broken rule: in which table, in how many rows, and the first of them."""

    table: str
    rule: str
    rows: int
    example: str

    @classmethod
    def of(cls, table: str, rule: str, rows: pd.DataFrame) -> Violation:
        """Describe offending rows."""
        first = ", ".join(f"{name}={_short(value)}" for name, value in rows.iloc[0].items())
        return cls(table, rule, len(rows), first)

    def __str__(self) -> str:
        return f"{self.table}: {self.rule}; broken in {self.rows} rows, first {self.example}"


class Book:
    """The tables by attribute, as DataFrames with money in whole fen, so that sums are exact.

    A table that lacks columns is left out; `misfits` says so.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        *,
        outage: pd.DatetimeIndex | None = None,
        full_log: pd.DatetimeIndex | None = None,
        cash: pd.Series | None = None,
    ) -> None:
        import pandas as pd

        self.misfits: list[Violation] = []
        self.frames: dict[str, pd.DataFrame] = {}
        for name, given in tables.items():
            self._bind(name, given)
        self.outage = pd.DatetimeIndex([]) if outage is None else outage
        self.full_log = pd.DatetimeIndex([]) if full_log is None else full_log
        self.cash = cash

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.frames:
            raise AttributeError(name)
        return self.frames[name]

    @property
    def last_day(self) -> pd.Timestamp | None:
        """Last day of shop_daily, if that table is there."""
        return self.frames["shop_daily"]["date"].max() if "shop_daily" in self.frames else None

    def _bind(self, name: str, given: Table) -> None:
        if name not in TABLES:
            raise UnknownTable(name, TABLES)
        table = TABLES[name]
        frame = to_frame(given, table) if isinstance(given, dict) else given
        if missing := [column for column in table.names if column not in frame]:
            rule = "every column of the schema is there"
            self.misfits.append(Violation(name, rule, len(frame), f"missing: {', '.join(missing)}"))
            return
        money = [column.name for column in table.columns if column.kind == "money"]
        self.frames[name] = frame.assign(**{column: to_fen(frame[column]) for column in money})


def to_fen(yuan: pd.Series) -> pd.Series:
    """Yuan to whole fen; a column with empty values stays float."""
    fen = np.rint(yuan * 100)
    return fen if fen.isna().any() else fen.astype("int64")


def _short(value: object) -> str:
    return str(value).removesuffix(" 00:00:00")
