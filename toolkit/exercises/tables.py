# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers that are tables: a DataFrame or a Series, compared row by row at its grain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import FAR, Answer, Misread, Misreading, Untouched, list_of, refuse
from toolkit.exercises.frames import keyed, table_of
from toolkit.exercises.places import out_of_order
from toolkit.exercises.words import say

Row = dict[str, Any]
JOINT = " · "


@dataclass(frozen=True, kw_only=True)
class Table(Answer):
    """A DataFrame or Series with one row per `key`; every column is read and compared as an answer of its own type.

    columns: name → type, whose tolerance holds in every row. order: whether the rows' order counts. Read form:
    {"key": ["band"], "rows": {"often": {"customers": 12}}}, the rows in the order given, None for a missing value.
    """

    kind: ClassVar[str] = "table"
    key: tuple[str, ...]
    columns: Mapping[str, Answer] = field(default_factory=dict)
    order: bool = False

    def due(self) -> str:
        return say(sheet_words.DUE_TABLE, key=list_of(self.key), columns=list_of(self.columns))

    def on(self, case: Mapping[str, Any]) -> Answer:
        return replace(self, columns={name: column.on(case) for name, column in self.columns.items()})

    def read(self, value: object) -> Any:
        keys, values = keyed(table_of(value, self.due()), self.key, tuple(self.columns))
        labels = [JOINT.join(plain.token(part) for part in parts) for parts in zip(*keys, strict=True)]
        twice = [label for label, times in Counter(labels).items() if times > 1]
        if twice:
            raise refuse(sheet_words.GRAIN, key=list_of(self.key), row=twice[0])
        return {"key": list(self.key), "rows": {label: self._row(label, at, values) for at, label in enumerate(labels)}}

    def _row(self, label: str, at: int, values: Mapping[str, list[Any]]) -> Row:
        return {name: _cell(f"{name} ({label})", column, values[name][at]) for name, column in self.columns.items()}

    def off(self, given: Any, right: Any) -> float:
        ours, theirs = right["rows"], given["rows"]
        if set(ours) != set(theirs) or (self.order and list(ours) != list(theirs)):
            return FAR
        return max((gap for _, _, gap in self._gaps(theirs, ours)), default=0.0)

    def _gaps(self, theirs: dict[str, Row], ours: dict[str, Row]) -> Iterator[tuple[str, str, float]]:
        """Yield (row, column, distance) for every cell that both have."""
        for label in ours:
            if label in theirs:
                for name, column in self.columns.items():
                    yield label, name, _gap(column, theirs[label][name], ours[label][name])

    def nudge(self, given: Any, right: Any) -> str:
        ours, theirs = right["rows"], given["rows"]
        missing, extra = [row for row in ours if row not in theirs], [row for row in theirs if row not in ours]
        if missing and extra and len(missing) == len(ours):
            return say(sheet_words.OTHER_ROWS, key=list_of(self.key), given=list_of(extra, most=2))
        if missing:
            return say(sheet_words.ROWS_MISSING, n=len(missing), rows=list_of(missing, most=2))
        if extra:
            return say(sheet_words.ROWS_EXTRA, n=len(extra), rows=list_of(extra, most=2))
        return self._cells_off(theirs, ours) or self._unsorted(theirs, ours)

    def _cells_off(self, theirs: dict[str, Row], ours: dict[str, Row]) -> str:
        astray = [(label, name) for label, name, gap in self._gaps(theirs, ours) if gap > 1]
        if not astray:
            return ""
        label, name = astray[0]
        if self._moved(name, theirs, ours):
            return say(sheet_words.MOVED, column=name, row=label)
        given, right = theirs[label][name], ours[label][name]
        if given is None or right is None:
            return say(sheet_words.CELL_EMPTY if given is None else sheet_words.CELL_FILLED, column=name, row=label)
        rows = list_of(dict.fromkeys(row for row, column in astray if column == name), most=2)
        return say(sheet_words.CELL_OFF, column=name, rows=rows, words=self.columns[name].nudge(given, right))

    def _moved(self, name: str, theirs: dict[str, Row], ours: dict[str, Row]) -> bool:
        """Tell whether a column holds the right values in other rows, as when an index was lost on the way."""
        column = self.columns[name]
        pools = [[row[name] for row in rows.values() if row[name] is not None] for rows in (theirs, ours)]
        pairs = zip(*(sorted(pool) for pool in pools), strict=False)
        return len(pools[0]) == len(pools[1]) > 1 and all(column.off(a, b) <= 1 for a, b in pairs)

    def _unsorted(self, theirs: dict[str, Row], ours: dict[str, Row]) -> str:
        pairs = out_of_order(list(theirs), list(ours))
        a, b = pairs[0] if pairs else ("…", "…")
        return say(sheet_words.UNSORTED, a=a, b=b)

    def misread(self, given: Any, right: Any) -> Misreading | None:
        """Name what befell a whole column: the same misreading in every row that is off."""
        theirs, ours = given["rows"], right["rows"]
        astray = [(label, name) for label, name, gap in self._gaps(theirs, ours) if gap > 1]
        if not astray or set(theirs) != set(ours):
            return None
        name, rows = astray[0][1], [label for label, column in astray if column == astray[0][1]]
        odd = [_odd(self.columns[name], theirs[row][name], ours[row][name]) for row in rows]
        first = odd[0]
        same = first and all(each and each.code == first.code for each in odd)
        return Misreading(first.code, say(words.PART_OFF, part=name, words=first.words)) if first and same else None

    def is_plainly(self, given: Any, right: Any) -> bool:
        return len(right["rows"]) > 1 and self.off(given, right) == 0

    def wider(self, fine: float | None, fine_share: float | None) -> Answer | None:
        wide = {name: column.wider(fine, fine_share) or column for name, column in self.columns.items()}
        return None if fine is None and fine_share is None else replace(self, columns=wide)

    def show(self, value: Any) -> str:
        rows = value["rows"]
        label, row = next(iter(rows.items()))
        cells = ", ".join(f"{name} {_shown(self.columns[name], cell)}" for name, cell in row.items())
        return say(sheet_words.TABLE_SHOWN, n=len(rows), row=label, cells=cells)


def _cell(where: str, column: Answer, value: Any) -> Any:
    if value is None:
        return None
    try:
        return column.read(value)
    except Untouched:
        raise Untouched(where) from None
    except Misread as form:
        raise Misread(say(words.PART_OFF, part=where, words=str(form))) from None


def _gap(column: Answer, given: Any, right: Any) -> float:
    if given is None or right is None:
        return 0.0 if given is right else FAR
    return column.off(given, right)


def _odd(column: Answer, given: Any, right: Any) -> Misreading | None:
    return None if given is None or right is None else column.misread(given, right)


def _shown(column: Answer, cell: Any) -> str:
    return "—" if cell is None else column.show(cell)
