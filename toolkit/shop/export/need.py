"""What a shop of some size takes, told before it is made. The rates are measured (tests/bench/README.md)."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from toolkit.shop.export.errors import TooLarge

USUAL_DAYS = 731
_FIXED_ROWS, _ROWS = 430_000, 2_000_000
_BYTES_A_ROW = {"parquet": 18.0, "csv": 90.0}
_BASE_MEMORY, _MEMORY = 215e6, 15e6
_ROWS_A_SECOND = 1_000_000
_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB", "EB")


@dataclass(frozen=True)
class Need:
    """Rows, bytes on disk, bytes of memory and seconds of one processor."""

    rows: float
    disk: float
    memory: float
    seconds: float


def need(scale: float, days: int = USUAL_DAYS, form: str = "parquet", shops: int = 1) -> Need:
    """Estimate what so many shops take; memory is that of one at a time."""
    share = days / USUAL_DAYS
    rows = (_FIXED_ROWS + _ROWS * scale) * share * shops
    return Need(rows, rows * _BYTES_A_ROW[form], _BASE_MEMORY + _MEMORY * scale, rows / _ROWS_A_SECOND)


def said(scale: float, days: int = USUAL_DAYS, form: str = "parquet") -> str:
    """The need in words: rows, disk, memory, time."""
    take = need(scale, days, form)
    return (
        f"about {take.rows:,.0f} rows: {size(take.disk)} of disk, {size(take.memory)} of memory, "
        f"{duration(take.seconds)} of one processor"
    )


def check(folder: Path, take: Need) -> None:
    """Refuse a shop that cannot fit. Raises: TooLarge."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free
    if take.disk > free:
        raise TooLarge(
            f"This takes about {size(take.disk)} of disk for {take.rows:,.0f} rows.",
            f"{there} has {size(free)} free.",
            "Free some space, choose another folder, or give a smaller --scale; --format parquet is the smallest.",
        )
    left = free_memory()
    if left is not None and take.memory > left:
        raise TooLarge(
            f"This takes about {size(take.memory)} of memory.",
            f"{size(left)} are free here.",
            "Give a smaller --scale, or make it on a larger machine.",
        )


def free_memory() -> float | None:
    """Bytes of memory that are free to use; None where the system does not tell."""
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as lines:
            told = dict(line.split(":", 1) for line in lines)
        return float(told["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        pass
    try:
        return float(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return None


def size(count: float) -> str:
    """Bytes in words: 3.2 GB."""
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:,.{0 if count >= 100 or not unit else 1}f} {_UNITS[unit]}"


def duration(seconds: float) -> str:
    """Seconds in words: the largest unit that fits."""
    for name, length in (("years", 31_557_600), ("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:,.0f} {name}"
    return f"{max(seconds, 1):.0f} seconds"
