"""Records on their way out of the sandbox: bounded, typed lines, of which nothing is believed but their form.

{"t": "answer", "cell": 12, "name": "usual_visitors", "kind": "read", "value": 1234.5}   value: plain JSON
{"t": "answer", …, "kind": "form", "what": "DataFrame", "value": null}                     another form than asked
{"t": "answer", …, "kind": "dots"} or "unknown"                                            untouched; no such exercise
{"t": "cell", "cell": 3, "said": "KeyError: 'uv'"}                                         a cell that raised
{"t": "done", "cells": 40}                                                                 the last cell was reached
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

ANSWER, CELL, DONE = "answer", "cell", "done"
READ, FORM, DOTS, UNKNOWN = "read", "form", "dots", "unknown"
KINDS = (READ, FORM, DOTS, UNKNOWN)
LONGEST_LINE = 256 << 10
LONGEST_NAME, LONGEST_SAID, LONGEST_TEXT = 80, 300, 4_000
DEEPEST, MOST_VALUES = 10, 20_000
MOST_LINES = 5_000
LARGEST = 1e300


@dataclass
class Handed:
    """What one run handed out: answers by name (the last that was touched), cells that raised, how far it came."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    done: bool = False
    spoiled: int = 0


def read_all(lines: Iterable[bytes]) -> Handed:
    """Return what the lines of one hand-in say; a line that is no record is counted and passed over."""
    handed = Handed()
    for number, line in enumerate(lines):
        record = read_line(line) if number < MOST_LINES else None
        if record is None:
            handed.spoiled += 1
        elif record["t"] == CELL:
            handed.said[record["cell"]] = record["said"]
        elif record["t"] == DONE:
            handed.done = True
        else:
            _put(handed, record)
    return handed


def _put(handed: Handed, record: dict[str, Any]) -> None:
    name, kind = record["name"], record["kind"]
    if kind == UNKNOWN:
        handed.unknown = list(dict.fromkeys([*handed.unknown, name]))[:20]
    elif kind != DOTS or name not in handed.answers:
        handed.answers[name] = {key: record[key] for key in ("kind", "value", "what", "cell") if key in record}


def read_line(line: bytes) -> dict[str, Any] | None:
    """Return a record of a known form, or None."""
    if len(line) > LONGEST_LINE:
        return None
    try:
        found = _parsed(line.decode("utf-8"))
        return _typed(found) if isinstance(found, dict) else None
    except (ValueError, RecursionError, KeyError, TypeError):
        return None


def _typed(found: dict[str, Any]) -> dict[str, Any] | None:
    if found["t"] == DONE:
        return {"t": DONE}
    cell = found["cell"]
    if type(cell) is not int or not -1 <= cell < 100_000:
        return None
    if found["t"] == CELL:
        return {"t": CELL, "cell": cell, "said": _text(found["said"], LONGEST_SAID)}
    if found["t"] != ANSWER or found["kind"] not in KINDS:
        return None
    record = {"t": ANSWER, "cell": cell, "name": _text(found["name"], LONGEST_NAME), "kind": found["kind"]}
    value = found.get("value")
    _bounded(value, DEEPEST, [MOST_VALUES])
    return record | {"value": value, "what": _text(found.get("what", ""), LONGEST_NAME)}


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse, parse_float=_float, parse_int=_int)


def read_json(text: str) -> Any:
    """Return a line's value within the bounds of a record. Raises: ValueError, TypeError, RecursionError."""
    if len(text) > LONGEST_LINE:
        raise ValueError
    value = _parsed(text)
    _bounded(value, DEEPEST, [MOST_VALUES])
    return value


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode("utf-8")  # lone surrogates cannot be written anywhere
    return value[:longest]


def _bounded(value: Any, depth: int, left: list[int]) -> None:
    """Check a value's depth, size and texts. Raises: ValueError, TypeError."""
    left[0] -= 1
    if depth < 0 or left[0] < 0:
        raise ValueError
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError
        value.encode("utf-8")
    elif isinstance(value, dict):
        for name, each in value.items():
            _bounded(name, depth, left)
            _bounded(each, depth - 1, left)
    elif isinstance(value, list):
        for each in value:
            _bounded(each, depth - 1, left)


def _refuse(_: str) -> float:
    raise ValueError


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise ValueError
    return number


def _int(text: str) -> int:
    if len(text) > 300:
        raise ValueError
    return int(text)
