# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers that are parts of a whole: named numbers that must add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import Answer, Misread, Misreading, Untouched, list_of, named, refuse
from toolkit.exercises.lists import borrowed
from toolkit.exercises.numbers import ROUNDING, Number
from toolkit.exercises.words import say


@dataclass(frozen=True, kw_only=True)
class Parts(Answer):
    """A dict or Series of named numbers that add up to a whole; the reply speaks of the sum, then of the first part off.

    names: the parts, or ("case.channels",). Each part is right within `within` or `within_share` **of the whole** (the
    larger counts), and so is their sum. total: the name under which the learner may hand in the whole as well; it must
    then be the sum of their own parts.
    """

    kind: ClassVar[str] = "parts"
    names: tuple[str, ...]
    within: float = 0.0
    within_share: float = 0.0
    total: str = ""
    shown: str = ""

    def due(self) -> str:
        return say(words.DUE_PARTS, parts=list_of(self.names))

    def on(self, case: Mapping[str, Any]) -> Answer:
        return replace(self, names=tuple(plain.token(plain.scalar(each)) for each in borrowed(self.names, case)))

    def _number(self) -> Number:
        return Number(within=self.within, shown=self.shown)

    def read(self, value: object) -> Any:
        entries = named(_one_column(value), self.due())
        missing = [name for name in self.names if name not in entries]
        if missing:
            raise refuse(words.PART_MISSING, part=missing[0], parts=list_of(self.names))
        unknown = [name for name in entries if name not in (*self.names, self.total)]
        if unknown:
            raise refuse(words.UNKNOWN_ITEM, item=unknown[0], items=list_of(self.names), hint="")
        parts = {name: self._part(name, entries[name]) for name in self.names}
        if self.total in entries:
            self._check_total(self._part(self.total, entries[self.total]), sum(parts.values()))
        return parts

    def _part(self, name: str, value: object) -> float:
        try:
            return float(self._number().read(value))
        except Untouched:
            raise Untouched(name) from None
        except Misread as form:
            raise Misread(say(words.PART_OFF, part=name, words=str(form))) from None

    def _check_total(self, total: float, together: float) -> None:
        if abs(total - together) > self.tolerance(total):
            show = self._number().show
            raise refuse(sheet_words.OWN_SUM_OFF, total=show(total), sum=show(together))

    def tolerance(self, whole: float) -> float:
        """Return the absolute tolerance of a part and of the sum."""
        return max(self.within, self.within_share * abs(whole), ROUNDING * max(1.0, abs(whole)))

    def off(self, given: Any, right: Any) -> float:
        allowed = self.tolerance(sum(right.values()))
        gaps = [sum(given.values()) - sum(right.values()), *(given[name] - right[name] for name in self.names)]
        return max(abs(gap) for gap in gaps) / allowed

    def nudge(self, given: Any, right: Any) -> str:
        whole, together = sum(right.values()), sum(given.values())
        allowed, show = self.tolerance(whole), self._number().show
        name = next((name for name in self.names if abs(given[name] - right[name]) > allowed), self.names[0])
        if abs(together - whole) > allowed:
            sentence = sheet_words.SUM_OVER if together > whole else sheet_words.SUM_UNDER
            return say(sentence, sum=show(together), gap=show(abs(together - whole)), part=name)
        return say(sheet_words.SUM_FITS, part=name, words=self._number().nudge(given[name], right[name]))

    def misread(self, given: Any, right: Any) -> Misreading | None:
        whole = sum(right.values())
        if whole and self.off({name: given[name] * whole for name in self.names}, right) <= 1:
            return Misreading("GEN-SHARE", say(sheet_words.SHARES_OF_WHOLE))
        odd = [self._number().misread(given[name], right[name]) for name in self.names if right[name]]
        first = odd[0] if odd else None
        return first if first and all(each and each.code == first.code for each in odd) else None

    def is_plainly(self, given: Any, right: Any) -> bool:
        return len(right) > 1 and set(given) == set(right) and self.off(given, right) <= 1

    def wider(self, fine: float | None, fine_share: float | None) -> Answer | None:
        if fine is None and fine_share is None:
            return None
        return replace(self, within=fine or 0.0, within_share=fine_share or 0.0)

    def show(self, value: Any) -> str:
        return ", ".join(f"{name} {self._number().show(part)}" for name, part in value.items())


def _one_column(value: object) -> object:
    """Return a table of one column, or of one row, as a Series of named parts; anything else as it is."""
    if not plain.is_a(value, pd.DataFrame):
        return value
    table: Any = plain.own(value)
    if table.shape[1] == 1:
        return table.iloc[:, 0]
    return table.iloc[0] if len(table) == 1 else value
