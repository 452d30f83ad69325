"""Work that several tables share is done once for the same facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeAlias, TypeVar

import numpy as np

from toolkit.shop.facts import Facts

Made = TypeVar("Made")
Loan: TypeAlias = Mapping[Callable[[Facts], Any], Any]
"""Functions of facts, and what each has made."""
_KEPT = "_made"


def once(make: Callable[[Facts], Made]) -> Callable[[Facts], Made]:
    """Keep what a function makes of facts as long as the facts themselves; arrays are handed out for reading only.

    Facts are never changed once tables are made of them: another world is another object.
    """
    name = _name(make)

    @wraps(make)
    def made(facts: Facts) -> Made:
        kept = facts.__dict__.setdefault(_KEPT, {})
        if name not in kept:
            value = make(facts)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
            kept[name] = value
        result: Made = kept[name]
        return result

    return made


def lend(facts: Facts, made: Loan) -> Facts:
    """Give facts what was made of the facts that they were cut from; they hold too little to make it themselves."""
    facts.__dict__.setdefault(_KEPT, {}).update({_name(make): value for make, value in made.items()})
    return facts


def _name(make: Callable[[Facts], Any]) -> str:
    return f"{make.__module__}.{make.__qualname__}"
