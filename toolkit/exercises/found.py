# ruff: noqa: D102 - what each method means is said once, in Answer
"""What was found in a shop's books: of which kind, from which day to which, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import FAR, Answer, Misread, Untouched, exact_off, named, one, refuse
from toolkit.exercises.days import Date, days_between, shared
from toolkit.exercises.lists import Choice
from toolkit.exercises.words import say

Row = dict[str, Any]
FIELDS = ("kind", "start", "end", "where")
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Found(Answer):
    """A table or a list of dicts with kind, start, end and where; right where its rows and ours are the same ones.

    kinds: what may be found. days: how far either end may lie off; of a long stretch `overlap` of all its days is enough.
    A mistake names rows of which an answer holds one; a field that it leaves open (ANY) counts as any, and `times` says in
    how many rows of the answer its days must lie.
    """

    kind: ClassVar[str] = "found"
    kinds: tuple[str, ...]
    days: int = 2
    overlap: float = 0.75

    def due(self) -> str:
        return say(sheet_words.DUE_FOUND)

    def read(self, value: object) -> Any:
        if plain.untouched(value):
            raise Untouched("")
        return [self._row(at, entries) for at, entries in enumerate(self._entries(value), start=1)]

    def _entries(self, value: object) -> list[dict[str, object]]:
        if plain.is_a(value, pd.DataFrame):
            table: Any = plain.own(value)
            rows: Any = table.to_dict("records") if len(table) <= MOST else range(len(table))
        elif type(value) in (list, tuple):
            rows = value
        else:
            if plain.items(value) is None:
                one(value, self.due())
            raise refuse(sheet_words.FOUND_ROWS)
        if not 0 < len(rows) <= MOST:
            raise refuse(sheet_words.FOUND_MANY, n=len(rows), most=MOST)
        return [named(row, self.due()) for row in rows]

    def _row(self, at: int, entries: Mapping[str, object]) -> Row:
        missing = [name for name in FIELDS if name not in entries]
        if missing:
            raise refuse(sheet_words.FOUND_FIELD, n=at, part=missing[0])
        row = {name: self._field(f"{name} ({at})", name, entries[name]) for name in FIELDS}
        if row["start"] > row["end"]:
            raise Misread(say(words.PART_OFF, part=f"row {at}", words=say(words.BACKWARDS)))
        return row

    def _field(self, part: str, name: str, value: object) -> str:
        try:
            if name == "where":
                return plain.token(one(value, self.due()))
            return str((Choice(*self.kinds) if name == "kind" else Date()).read(value))
        except Untouched:
            raise Untouched(part) from None
        except Misread as odd:
            raise Misread(say(words.PART_OFF, part=part, words=str(odd))) from None

    def model(self, value: object) -> Any:
        rows: list[Any] = list(value)  # type: ignore[call-overload]
        return [{name: _open(row.get(name)) for name in FIELDS} | {"times": int(row.get("times", 1))} for row in rows]

    def off(self, given: Any, right: Any) -> float:
        held = self._held(given, right)
        return exact_off(len(given) - len(held) + len(right) - len(held), 0)

    def _held(self, given: Any, right: Any) -> list[Row]:
        """Return the rows of `given` that are one of ours, each of ours once."""
        left, held = list(right), []
        for row in given:
            ours = next((each for each in left if self._same(row, each)), None)
            if ours is not None:
                left.remove(ours)
                held.append(row)
        return held

    def _same(self, row: Row, ours: Row) -> bool:
        return bool(row["kind"] == ours["kind"] and _same_place(row, ours) and self._same_days(row, ours))

    def _same_days(self, row: Row, ours: Row) -> bool:
        ends = max(abs(days_between(ours[end], row[end])) for end in ("start", "end"))
        return ends <= self.days or _shared(row, ours) >= self.overlap

    def like(self, given: Any, mistaken: Any) -> float:
        return 0.0 if any(_holds(given, row) for row in mistaken) else FAR

    def apart(self, mistaken: Any, right: Any) -> float:
        return FAR if mistaken and not any(_holds(right, row) for row in mistaken) else 0.0

    def nudge(self, given: Any, right: Any) -> str:
        held = self._held(given, right)
        for row in (row for row in given if row not in held):
            same = [ours for ours in right if ours["kind"] == row["kind"]]
            if not same:
                return say(sheet_words.FOUND_EXTRA, held=len(held), n=len(given), **row)
            off = sheet_words.FOUND_DAYS if any(_same_place(row, ours) for ours in same) else sheet_words.FOUND_WHERE
            return say(off, held=len(held), n=len(given), **row)
        return say(sheet_words.FOUND_MORE, held=len(held))

    def show(self, value: Any) -> str:
        return "; ".join(f"{row['kind']}, {row['where']}, {row['start']} – {row['end']}" for row in value)


def _open(value: Any) -> str | None:
    return None if value is None else plain.token(plain.scalar(value))


def _same_place(row: Row, ours: Row) -> bool:
    return str(row["where"]).casefold() == str(ours["where"]).casefold()


def _shared(row: Row, ours: Row) -> float:
    return shared([row["start"], row["end"]], [ours["start"], ours["end"]])


def _holds(rows: Any, wanted: Row) -> bool:
    """Tell whether rows fit what a mistake names, as often as it says."""
    fitting = [
        row
        for row in rows
        if wanted["kind"] in (None, row["kind"])
        if wanted["where"] is None or _same_place(row, wanted)
        if wanted["start"] is None or _shared(row, wanted) > 0
    ]
    return len(fitting) >= int(wanted.get("times", 1))
