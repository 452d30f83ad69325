"""A piece of evidence in a review: a table, a filter, a measure, and the number they are said to give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import Ask, Misread, Untouched, did_you_mean, list_of, named, refuse
from toolkit.exercises.filters import check_filter, check_measure, measure_of, rows_of
from toolkit.exercises.numbers import Number
from toolkit.exercises.words import say

LONGEST = 400
FIELDS = ("table", "filter", "measure", "number")


def sentence(part: str, value: object) -> str:
    """Return a sentence the learner wrote. Raises: Misread where there is none, Untouched."""
    if plain.untouched(value):
        raise Untouched(part)
    read = plain.scalar(value)
    if not isinstance(read, str) or not read:
        raise refuse(sheet_words.WORDS_DUE, part=part)
    return read[:LONGEST]


def read_evidence(part: str, entries: Mapping[str, object], tables: Sequence[str]) -> dict[str, Any]:
    """Return {"table", "filter", "measure", "number"} in plain form, unchecked against the shop. Raises: Misread, Untouched."""
    missing = [name for name in FIELDS if name not in entries]
    if missing:
        raise refuse(sheet_words.EVIDENCE_DUE, part=part, missing=missing[0])
    texts = {name: sentence(f"{part}, {name}", entries[name]) for name in ("table", "measure")}
    if texts["table"] not in tables:
        hint = did_you_mean(texts["table"], tables)
        raise refuse(sheet_words.NO_SUCH_TABLE, given=texts["table"], tables=list_of(tables), hint=hint)
    look = sentence(f"{part}, filter", entries["filter"])
    try:
        check_filter(look)
        check_measure(texts["measure"])
        number = Number().read(entries["number"])
    except Untouched:
        raise Untouched(f"{part}, number") from None
    except Misread as odd:
        raise Misread(say(words.PART_OFF, part=part, words=str(odd))) from None
    return {**texts, "filter": look, "number": number}


def entries_of(part: str, value: object) -> dict[str, object]:
    """Return the entries of a part that is a dict. Raises: Misread, Untouched."""
    if plain.untouched(value):
        raise Untouched(part)
    if plain.pairs(value) is None:
        raise refuse(sheet_words.PART_IS_A_DICT, part=part)
    return named(value, part)


@dataclass(frozen=True)
class Seen:
    """What the shop's tables say to a piece of evidence: how many rows, which number, and what is to be said, if anything."""

    rows: int
    number: float
    says: str = ""

    @property
    def holds(self) -> bool:
        """Whether the number can be recomputed from rows that are there."""
        return not self.says


def pointed(shop: Any, table: str, look: str, measure: str) -> dict[str, Any]:
    """Return a piece of evidence with the number that a shop's table gives. Raises: Misread."""
    number = measure_of(rows_of(getattr(shop, table), look), measure)
    return {"table": table, "filter": look, "measure": measure, "number": number}


def _table(shop: Any, table: str) -> Any:
    return getattr(shop, table)


def _unseen_table(unseen: Any, table: str) -> Any:
    return getattr(unseen, table)


def recomputed(part: str, evidence: Mapping[str, Any], ask: Ask, within_share: float, *, unseen: bool = False) -> Seen:
    """Look a piece of evidence up in the shop (or the stranger's); the number may be rounded to `within_share`."""
    try:
        table = ask(_unseen_table if unseen else _table, table=evidence["table"])
        rows = rows_of(table, evidence["filter"])
        number = measure_of(rows, evidence["measure"])
    except Misread as odd:
        return Seen(0, float("nan"), say(words.PART_OFF, part=part, words=str(odd)))
    if rows.empty:
        return Seen(0, number, say(sheet_words.SHOWS_NOTHING, part=part, table=evidence["table"]))
    if not abs(evidence["number"] - number) <= within_share * max(abs(number), 1e-9):
        given, shown = (f"{value:,.6g}" for value in (evidence["number"], number))
        return Seen(
            len(rows),
            number,
            say(sheet_words.RECOMPUTED, part=part, given=given, number=shown, table=evidence["table"]),
        )
    return Seen(len(rows), number)
