"""What a lesson is about in this shop: a frozen mapping with attribute access."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.exercises import words
from toolkit.exercises.answer import did_you_mean
from toolkit.exercises.words import say

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Case(Mapping[str, Any]):
    """Says where to look, never what to find; days come out as pandas Timestamps.

    `case.today` and `case["today"]` are the same. Text that is a date in JSON is handed out as a Timestamp, because a
    text date compares with `<=` and silently matches nothing with `==` and `in`.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__["_values"] = {name: _thaw(value) for name, value in values.items()}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        values = self.__dict__.get("_values", {})
        if name not in values:
            hint = did_you_mean(name, values)
            hint = hint or f" {say(words.TAKE_ONE)}"
            message = say(words.CASE_HAS, name=name, names=", ".join(values), hint=hint)
            raise AttributeError(message)
        return values[name]

    def __setattr__(self, name: str, value: object) -> None:
        message = say(words.CASE_IS_READ, name=name)
        raise AttributeError(message)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*self._values, *super().__dir__()]

    def __repr__(self) -> str:
        return "case\n" + "\n".join(f"  {name}: {_shown(value)}" for name, value in self._values.items())


def _thaw(value: Any) -> Any:
    if isinstance(value, str) and DAY.fullmatch(value):
        return pd.Timestamp(value)
    if isinstance(value, Mapping):
        return Case(value)
    return tuple(_thaw(one) for one in value) if isinstance(value, list | tuple) else value


def _shown(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%a %d %b %Y}"
    return ", ".join(_shown(one) for one in value) if isinstance(value, tuple) else str(value)


def frozen(value: Any) -> Any:
    """Return a value as plain JSON, days as ISO text. Raises: TypeError for what JSON cannot hold."""
    if isinstance(value, pd.Timestamp | np.datetime64):
        return pd.Timestamp(value).strftime("%Y-%m-%d")
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {str(name): frozen(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | np.ndarray | pd.Series | pd.Index):
        return [frozen(one) for one in value]
    return value


def write_json(path: Path, values: Any) -> None:
    """Write JSON at once (a temporary name, then renamed), so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{_unique()}")
    draft.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def read_json(path: Path) -> Any:
    """Return what a JSON file holds, or None where it is missing or broken."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _unique() -> str:
    import secrets

    return secrets.token_hex(4)
