"""What was worked out once and need not be again: of a shop, which never changes and knows how to forget, or of numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import numpy as np
import pandas as pd

Result = TypeVar("Result")
_KEPT = 4
_last: dict[bytes, Any] = {}


def remembered(shop: Any, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` gives; of a shop that remembers, made at the first time only. A table comes as a copy."""
    memory = getattr(shop, "__dict__", {}).get("_remembered")
    if memory is None:
        return make()
    if key not in memory:
        memory[key] = make()
    found = memory[key]
    return found.copy(deep=False) if isinstance(found, pd.DataFrame | pd.Series) else found


def once(make: Callable[..., Result]) -> Callable[..., Result]:
    """Have a function of a shop, and of plain values, be worked out once for a shop that remembers."""

    @wraps(make)
    def asked(shop: Any, *values: Any) -> Result:
        found: Result = remembered(shop, (make, *values), lambda: make(shop, *values))
        return found

    return asked


def remembered_of(numbers: Iterable[np.ndarray], key: str, make: Callable[[], Result]) -> Result:
    """Return what `make` gives for these numbers under a key; of the last few that were asked for, without asking again."""
    digest = hashlib.sha256(key.encode())
    for each in numbers:
        digest.update(f"{each.shape} {each.dtype}".encode())
        digest.update(each.tobytes())
    mark = digest.digest()
    found: Result | None = _last.get(mark)
    if found is None:
        found = _last[mark] = make()
        for old in list(_last)[:-_KEPT]:
            _last.pop(old, None)  # a lesson's idle thread may have been quicker
    return found
