"""What a sealed shop hands out instead of what it does not hold: it says so where it is shown, and stops nothing.

It takes any further call, index or sum and stays itself, and counts as empty, so that a lesson runs to its end.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator
from typing import Any


class StandIn:
    """Says `words` wherever it is shown; quiet where they are empty (in the grader)."""

    def __init__(self, words: str = "") -> None:
        self.__dict__["_words"] = words

    def __repr__(self) -> str:
        return str(self.__dict__["_words"])

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self), quote=False)}</p>"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # numpy, pandas and IPython ask for protocols: it has none
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        """Forget what is put in."""

    def __call__(self, *_: object, **__: object) -> StandIn:
        """Return itself."""
        return self

    def __getitem__(self, key: object) -> StandIn:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        """Forget what is put in."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, key: object) -> bool:
        return True

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __float__(self) -> float:
        return math.nan

    def __int__(self) -> int:
        return 0

    __index__ = __int__

    def __format__(self, how: str) -> str:
        return "…"

    def __str__(self) -> str:
        return repr(self)

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        """Let what was raised pass."""

    def _itself(self, *_: object) -> StandIn:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __abs__ = __invert__ = _itself
    __and__ = __rand__ = __or__ = __ror__ = __lt__ = __le__ = __gt__ = __ge__ = __round__ = _itself
