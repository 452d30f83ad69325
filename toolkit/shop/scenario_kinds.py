"""Kinds of value in a scenario file: how a rule is written, what fits it, and how it reads in an error.

A rule is a text `KIND LOW..HIGH UNIT[, with OTHER]`. A number before the kind is the length of a list. Kinds:

    number, whole     one number, one whole number
    numbers, wholes   a list of them; rising: each at least the one before; bounds: a lowest and a highest
    portion           a share of which all rows together make 1
    shares            a list of shares that make 1
    text, unique      some text; text that no other row has
    date, dates       a date, a rising list of dates; book date: a day of the shop's books; month day: a day its month has
    kinds             kinds of incident by their ids
    source            one of the sources of visitors; sources: one row each of them, in their order

A tuple of rules is a list whose places differ; a dict is a section, a list of one dict is rows ([[…]]). A key that ends
with "?" may be left out; with `, with OTHER` it has to stand exactly where OTHER stands.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from toolkit.shop.facts import SOURCES

_FORM = re.compile(
    r"(?:(?P<count>\d+) )?(?P<kind>book date|month day|[a-z]+)"
    r"(?: (?P<low>-?[\d.]+?)\.\.(?P<high>-?[\d.]+))?(?: (?P<unit>.+?))?(?:, with (?P<other>\w+))?"
)
_LISTS = ("numbers", "wholes", "rising", "bounds", "shares")
_WORDS = {
    "number": "a number",
    "whole": "a whole number",
    "portion": "a number",
    "numbers": "numbers",
    "wholes": "whole numbers",
    "rising": "numbers, none below the one before",
    "bounds": "two numbers, the lower first",
    "shares": "numbers",
    "text": "a text",
    "unique": "a text that no other row has",
    "date": "a date such as 2024-01-01",
    "dates": "a list of dates, the earliest first",
    "month day": "a day that its month has",
    "book date": "a day of the shop's books, from shop.start on for shop.days days",
    "kinds": "a list of kinds of incident, such as INC-01",
    "source": f"a source: {', '.join(SOURCES)}",
    "sources": f"a source: {', '.join(SOURCES)}",
}
EXACT = 1e-6
_KIND = re.compile(r"INC-\d\d")


@dataclass(frozen=True)
class Rule:
    """One rule, taken apart."""

    kind: str
    low: float
    high: float
    count: int | None
    unit: str
    other: str | None

    @property
    def limits(self) -> str:
        """The range in words."""
        return "" if math.isinf(self.low) else f" from {self.low:g} to {self.high:g}"


@cache
def rule(text: str) -> Rule:
    """Take a rule apart. Raises: ValueError if it is none."""
    form = _FORM.fullmatch(text)
    if not form or form["kind"] not in _WORDS:
        message = f'"{text}" is no rule. Kinds: {", ".join(_WORDS)}. Write KIND LOW..HIGH UNIT.'
        raise ValueError(message)
    share = form["kind"] in ("portion", "shares")
    low, high = form["low"] or (0 if share else -math.inf), form["high"] or (1 if share else math.inf)
    count = 2 if form["kind"] == "bounds" else form["count"] and int(form["count"])
    return Rule(form["kind"], float(low), float(high), count or None, form["unit"] or "", form["other"])


def first_off(value: Any, wanted: Rule, section: Any, whole: Mapping[str, Any]) -> int | None:
    """Place of the first element that does not fit, -1 for the value as a whole, None where all fits."""
    if wanted.kind not in _LISTS:
        return None if _ONE[wanted.kind](value, wanted, section, whole) else -1
    if not isinstance(value, list) or not value or wanted.count not in (None, len(value)):
        return -1
    each = _whole if wanted.kind == "wholes" else _number
    for place, one in enumerate(value):
        if not each(one, wanted):
            return place
    climbs = wanted.kind not in ("rising", "bounds") or all(one <= other for one, other in pairwise(value))
    return None if climbs and (wanted.kind != "shares" or abs(sum(value) - 1) <= EXACT) else -1


def _number(value: Any, wanted: Rule, *_: Any) -> bool:
    return type(value) in (int, float) and wanted.low <= value <= wanted.high and math.isfinite(value)


def _whole(value: Any, wanted: Rule, *_: Any) -> bool:
    return type(value) is int and wanted.low <= value <= wanted.high


def _text(value: Any, *_: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _date(value: Any, *_: Any) -> bool:
    return type(value) is dt.date


def _dates(value: Any, *_: Any) -> bool:
    rising = isinstance(value, list) and bool(value) and all(_date(one) for one in value)
    return rising and all(one < other for one, other in pairwise(value))


def _month_day(value: Any, wanted: Rule, section: Any, whole: Any) -> bool:
    month = section.get("month")
    return type(value) is int and month in range(1, 13) and 1 <= value <= calendar.monthrange(2023, month)[1]


def _book_date(value: Any, wanted: Rule, section: Any, whole: Any) -> bool:
    shop = whole["shop"]
    return _date(value) and 0 <= (value - shop["start"]).days < shop["days"]


def _kinds(value: Any, *_: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_KIND.fullmatch(str(one)) for one in value)


def _source(value: Any, *_: Any) -> bool:
    return value in SOURCES


_ONE: dict[str, Callable[..., bool]] = {
    "number": _number,
    "portion": _number,
    "whole": _whole,
    "text": _text,
    "unique": _text,
    "date": _date,
    "dates": _dates,
    "month day": _month_day,
    "book date": _book_date,
    "kinds": _kinds,
    "source": _source,
    "sources": _source,
}


def may(wanted: Any) -> str:
    """The allowed range in words."""
    if isinstance(wanted, Mapping):
        return f"is a section with {few(wanted)}"
    if isinstance(wanted, list):
        return f"is one or more rows with {few(wanted[0])}"
    if isinstance(wanted, tuple):
        return f"is a list of {len(wanted)}: " + "; ".join(may(one).removeprefix("is ") for one in wanted)
    one = rule(wanted)
    return f"is {_what(one)}{one.limits}" + (" that make 1" if one.kind == "shares" else "") + _unit(one)


def _what(one: Rule) -> str:
    many = f"{one.count} " if one.count and one.kind != "bounds" else ""
    return many + _WORDS[one.kind]


def _unit(one: Rule) -> str:
    return f" ({one.unit})" if one.unit else ""


def few(rules: Mapping[str, Any]) -> str:
    """The first keys of a section."""
    return ", ".join(name.rstrip("?") for name in list(rules)[:4]) + (", …" if len(rules) > 4 else "")
