"""Work that several tables share is done once for the same facts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import numpy as np

from toolkit.shop.facts import Facts

Made = TypeVar("Made")
_KEPT = "_made"


def once(make: Callable[[Facts], Made]) -> Callable[[Facts], Made]:
    """Keep what a function makes of facts as long as the facts themselves; arrays are handed out for reading only.

    Facts are never changed once tables are made of them: another world is another object.
    """
    name = f"{make.__module__}.{make.__qualname__}"

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
