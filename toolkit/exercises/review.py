# ruff: noqa: D102 - what each method means is said once, in Answer
"""The review sheet (复盘): what was wanted, what came, why, what it teaches, what comes next, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import Answer, Ask, Misread, Untouched, exact_off, list_of, named, refuse
from toolkit.exercises.claims import loose_numbers
from toolkit.exercises.days import Date
from toolkit.exercises.evidence import Seen, entries_of, read_evidence, recomputed, sentence
from toolkit.exercises.numbers import Range
from toolkit.exercises.rubric import CAST, blames, is_outside, is_slogan, proposal
from toolkit.exercises.words import say

PARTS = ("goal", "result", "causes", "rule", "next")
MOST_CAUSES = 6
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class Review(Answer):
    """A dict: goal, result, causes, rule, next; and, for the higher marks, normal and a rival for each cause.

    result: {"says": words, "table", "filter", "measure", "number"} · causes: a list of {"cause": words, "table", "filter",
    "measure", "number"} and perhaps "rival": {"cause": the rival, …evidence that clears it} · normal: {"range": (low, high),
    "witness": evidence from another table} · rule: words · next: {"action", "owner", "date"}, perhaps "watch" and "stop".

    Every number is recomputed from its table (rounding up to `within_share` is fine), every filter must show rows; a
    person as a cause, a slogan as the next step and the outside as the only cause get replies of their own. The rest is
    a person's to judge: `marks` proposes rows A to C of the rubric. unseen: the tables are those of the stranger's shop.
    """

    kind: ClassVar[str] = "review"
    hidden: ClassVar[tuple[str, ...]] = ("ask",)
    tables: tuple[str, ...]
    people: tuple[str, ...] = CAST
    within_share: float = 0.005
    unseen: bool = False
    ask: Ask | None = None

    def asking(self, ask: Ask) -> Answer:
        return replace(self, ask=ask)

    def due(self) -> str:
        return say(words.DUE_PARTS, parts=list_of(PARTS))

    def read(self, value: object) -> Any:
        entries = named(value, self.due())
        missing = [name for name in PARTS if name not in entries]
        if missing:
            raise refuse(words.PART_MISSING, part=missing[0], parts=list_of(PARTS))
        sheet: dict[str, Any] = {name: sentence(name, entries[name]) for name in ("goal", "rule")}
        result = entries_of("result", entries["result"])
        sheet["result"] = {"says": sentence("result, says", result.get("says"))} | self._evidence("result", result)
        sheet["causes"] = self._causes(entries["causes"])
        sheet["next"] = _next(entries["next"])
        return sheet | ({"normal": self._normal(entries["normal"])} if "normal" in entries else {})

    def _evidence(self, part: str, entries: Mapping[str, object]) -> dict[str, Any]:
        return read_evidence(part, entries, self.tables)

    def _causes(self, value: object) -> list[dict[str, Any]]:
        if plain.untouched(value):
            raise Untouched("causes")
        given = list(value) if type(value) in (list, tuple) else [value]  # type: ignore[call-overload]
        if not 0 < len(given) <= MOST_CAUSES:
            raise refuse(sheet_words.HOW_MANY_CAUSES, n=len(given), most=MOST_CAUSES)
        return [self._cause(f"cause {at}", entries_of(f"cause {at}", each)) for at, each in enumerate(given, 1)]

    def _cause(self, part: str, entries: Mapping[str, object]) -> dict[str, Any]:
        cause = {"cause": sentence(part, entries.get("cause"))} | self._evidence(part, entries)
        if "rival" not in entries:
            return cause
        rival = entries_of(f"{part}, rival", entries["rival"])
        said = {"cause": sentence(f"{part}, rival", rival.get("cause"))}
        return cause | {"rival": said | self._evidence(f"{part}, rival", rival)}

    def _normal(self, value: object) -> dict[str, Any]:
        entries = entries_of("normal", value)
        normal: dict[str, Any] = {}
        if "range" in entries:
            try:
                normal["range"] = Range().read(entries["range"])
            except Misread as odd:
                raise Misread(say(words.PART_OFF, part="normal, range", words=str(odd))) from None
        if "witness" in entries:
            normal["witness"] = self._evidence("witness", entries_of("witness", entries["witness"]))
        return normal

    def off(self, given: Any, right: Any) -> float:
        return exact_off(len(list(self.flaws(given))), 0)

    def like(self, given: Any, mistaken: Any) -> float:
        """Return 0 where the first flaw of a modelled bad sheet is the first flaw here."""
        first = [next(iter(self.flaws(sheet)), ("", ""))[0].split(" ")[0] for sheet in (given, mistaken)]
        return 0.0 if first[0] and first[0] == first[1] else float("inf")

    def flaws(self, sheet: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what a machine can hold against a sheet, the gravest first: (code, sentence)."""
        for at, cause in enumerate(sheet["causes"], 1):
            if blames(cause["cause"], self.people):
                yield "REV-BLAME", say(sheet_words.BLAME, part=f"cause {at}")
        step = " ".join(sheet["next"].get(name, "") for name in ("action", "watch", "stop"))
        if is_slogan(step) or is_slogan(sheet["rule"]):
            yield "REV-SLOGAN", say(sheet_words.SLOGAN)
        if all(is_outside(cause["cause"]) for cause in sheet["causes"]):
            yield "REV-OUTSIDE", say(sheet_words.ALL_OUTSIDE)
        seen = self.seen(sheet)
        for part, each in seen.items():
            if not each.holds:
                yield f"REV-NUMBER {part}", each.says
        yield from _loose(sheet, seen)

    def seen(self, sheet: Mapping[str, Any]) -> dict[str, Seen]:
        """Return what the tables say to every piece of evidence, by part; empty where there is no shop to ask."""
        ask, share = self.ask, self.within_share
        if ask is None:
            return {}
        return {part: recomputed(part, each, ask, share, unseen=self.unseen) for part, each in _pieces(sheet)}

    def marks(self, sheet: Mapping[str, Any]) -> dict[str, int]:
        """Propose rows A, B and C of the rubric, 0 to 3 each, for a person to confirm."""
        return proposal(sheet, {part: seen.holds for part, seen in self.seen(sheet).items()})

    def nudge(self, given: Any, right: Any) -> str:
        return next(iter(self.flaws(given)))[1]

    def praise(self, given: Any, right: Any) -> str:
        if self.ask is None:
            return ""
        marks = " · ".join(f"{row} {mark}" for row, mark in self.marks(given).items())
        return say(sheet_words.REVIEW_YES, marks=marks, owner=given["next"]["owner"], date=given["next"]["date"])

    def kept(self, value: Any) -> dict[str, Any]:
        return {"rule": value["rule"], "next": value["next"]["action"]} | {
            name: value["next"][name] for name in ("owner", "date", "watch", "stop") if name in value["next"]
        }

    def show(self, value: Any) -> str:
        return str(value["result"]["says"])


def _loose(sheet: Mapping[str, Any], seen: Mapping[str, Seen]) -> Iterator[tuple[str, str]]:
    """Yield the numbers in the sheet's sentences that no evidence, range or goal stands behind."""
    if not seen:
        return
    goal = [float(number.replace(",", "")) for number in NUMERAL.findall(sheet["goal"])]
    known = [*(each.number for each in seen.values()), *goal, *sheet.get("normal", {}).get("range", [])]
    apart = [abs(a - b) for a in known for b in known]
    said = {"result": sheet["result"]["says"], **{f"cause {n}": c["cause"] for n, c in enumerate(sheet["causes"], 1)}}
    for part, text in said.items():
        for number in loose_numbers(text, [*known, *apart]):
            yield f"REV-LOOSE {part}", say(sheet_words.LOOSE_NUMBER, part=part, number=number)


def _pieces(sheet: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "result", sheet["result"]
    if "witness" in sheet.get("normal", {}):
        yield "witness", sheet["normal"]["witness"]
    for at, cause in enumerate(sheet["causes"], 1):
        yield f"cause {at}", cause
        if "rival" in cause:
            yield f"cause {at}, rival", cause["rival"]


def _next(value: object) -> dict[str, str]:
    entries = entries_of("next", value)
    said = {name: sentence(f"next, {name}", entries.get(name)) for name in ("action", "owner")}
    if plain.untouched(entries.get("date")):
        raise Untouched("next, date")
    try:
        said["date"] = Date().read(entries.get("date"))
    except Misread:
        raise refuse(sheet_words.BY_WHEN) from None
    return said | {name: sentence(f"next, {name}", entries[name]) for name in ("watch", "stop") if name in entries}
