"""What no hand-in may read lies outside the folders that every hand-in may read: Python's own and the system's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.grading.errors import InTheOpen
from toolkit.grading.room import libraries
from toolkit.grading.sandbox.confine import SYSTEM


def keep_hidden(places: Mapping[str, Path | None]) -> None:
    """Do nothing where all places are hidden from hand-ins; places: what each holds → its path. Raises: InTheOpen."""
    for what, place in places.items():
        above = _open_above(place) if place else None
        if above:
            raise InTheOpen(
                f"The {what} is {place}.",
                f"It lies below {above}, which the sandbox lets every hand-in read: its code needs the system's and Python's files.",
                "Move it elsewhere, into your own folder for example, and give the command again with the new place.",
            )


def _open_above(place: Path) -> Path | None:
    real = place.resolve()
    opened = (Path(one) for one in (*SYSTEM, *libraries()))
    return next((one for one in opened if real.is_relative_to(one.resolve())), None)
