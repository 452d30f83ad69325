"""What a lesson only shows is not shown here: its widgets and pictures on the page become stand-ins that take anything."""

from __future__ import annotations

from toolkit import charts
from toolkit.exercises.stand_in import StandIn

SHOWN = ("show", "pull")
"""What puts a picture or a lever on the page. Charts themselves are drawn: they may be answers."""


def silence() -> None:
    """Put stand-ins in the place of everything in the charts room that only shows."""
    shown = (*SHOWN, *(name for name in ("board", "replay") if callable(getattr(charts, name, None))))
    for name in shown:
        setattr(charts, name, StandIn())
