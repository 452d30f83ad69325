"""What a lesson only shows is not shown here: its widgets and pictures on the page become stand-ins that take anything.

What is worked out of a stand-in (a what-if that the sealed shop does not hold) is a stand-in again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from toolkit import charts, lens
from toolkit.exercises.stand_in import StandIn

SHOWN = ("show", "pull", "board", "replay")
"""What puts a picture or a lever on the page. Charts themselves are drawn: they may be answers."""


def silence() -> None:
    """Put stand-ins in the place of all that only shows, and have charts and lens pass stand-ins through."""
    for room in (charts, lens):
        for name in dir(room):
            _pass_through(room, name)
    for name in SHOWN:
        if callable(getattr(charts, name, None)):
            setattr(charts, name, StandIn())


def _pass_through(room: ModuleType, name: str) -> None:
    function = getattr(room, name, None) if not name.startswith("_") else None
    if isinstance(function, FunctionType):
        setattr(room, name, _taking_stand_ins(function))


def _taking_stand_ins(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def taking(*given: Any, **more: Any) -> Any:
        if any(type(each) is StandIn for each in (*given, *more.values())):
            return StandIn()
        return function(*given, **more)

    return taking
