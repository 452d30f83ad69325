"""What learners believe: the codes under which modelled wrong methods are filed, each with its belief."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("misconceptions.toml")


@dataclass(frozen=True)
class Misconception:
    """One wrong belief: its code, the belief in a few words, and the group it stands in."""

    code: str
    belief: str
    group: str


@cache
def misconceptions() -> dict[str, Misconception]:
    """Return every misconception by its code, in the file's order."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: Misconception(code, belief, group) for group, held in groups.items() for code, belief in held.items()}
