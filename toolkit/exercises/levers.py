"""The shop's `Decisions` as plain JSON and back, so that a plan can be recorded, compared and played later.

Written by type and not by name: a lever that the shop learns tomorrow is read as well. Nothing but the shop's own
dataclasses, plain dicts, lists, numbers, texts and days is taken from what a learner hands in.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pandas as pd

from toolkit.exercises import plain

HOME = "toolkit.shop.decisions"
DEEPEST = 6


class NotAPlan(ValueError):
    """A value inside a plan is none that a plan can hold; the text names it."""


def known_class(value: object) -> type | None:
    """Return the class of the shop's decisions that a value really has, or None."""
    home = sys.modules.get(HOME)
    kind = type(value)
    named = getattr(home, plain.class_name(value), None)
    return kind if named is kind and hasattr(kind, "__dataclass_fields__") else None


def as_json(value: object, depth: int = 0) -> Any:
    """Return decisions as plain JSON: {"type": "Decisions", "budgets": {"map": [["video", 900.0]]}, …}. Raises: NotAPlan."""
    kind = known_class(value)
    if depth > DEEPEST:
        raise NotAPlan(plain.class_name(value))
    if kind is not None:
        own = object.__getattribute__(value, "__dict__")
        parts = {each.name: as_json(own[each.name], depth + 1) for each in fields(kind) if each.name in own}
        return {"type": kind.__name__} | parts
    if plain.is_a(value, dict):
        pairs = plain.pairs(value) or []
        return {"map": [[_scalar(key), as_json(each, depth + 1)] for key, each in pairs[: plain.MOST]]}
    if type(value) is list or type(value) is tuple:
        return {"list": [as_json(each, depth + 1) for each in value[: plain.MOST]]}
    return _scalar(value)


def _scalar(value: object) -> Any:
    read = plain.scalar(value)
    if isinstance(read, plain.Foreign):
        raise NotAPlan(read.what)
    if read is ... or (isinstance(read, float) and not math.isfinite(read)):
        raise NotAPlan("…" if read is ... else "nan")
    return {"day": plain.token(read)} if isinstance(read, pd.Timestamp) else read


def from_json(given: Any) -> Any:
    """Return the decisions that `as_json` wrote. Raises: ImpossibleDecision, as the shop's own classes do."""
    import toolkit.shop.decisions as home

    if not isinstance(given, dict):
        return given
    if "map" in given:
        return {_key(key): from_json(each) for key, each in given["map"]}
    if "list" in given:
        return tuple(from_json(each) for each in given["list"])
    if "day" in given:
        return pd.Timestamp(given["day"])
    return getattr(home, given["type"])(**{name: from_json(each) for name, each in given.items() if name != "type"})


def _key(key: Any) -> Any:
    return pd.Timestamp(key["day"]) if isinstance(key, dict) else key


def flat(given: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (path, amount) for everything a plan decides; what is left to the shopkeeper (None, empty) is left out."""
    if isinstance(given, dict) and "map" in given:
        for key, each in given["map"]:
            yield from flat(each, f"{path}.{_key(key)}")
    elif isinstance(given, dict) and "list" in given:
        for at, each in enumerate(given["list"]):
            yield from flat(each, f"{path}.{at}")
    elif isinstance(given, dict):
        for name, each in given.items():
            yield from flat(each, f"{path}.{name}" if name != "type" else path) if name != "type" else ()
    elif given is not None:
        yield path, given
