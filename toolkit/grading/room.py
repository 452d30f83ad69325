"""The reading room: a copy of the toolkit without anything a hand-in must not see, from which the preloaded parent starts.

What is left out is no secret in itself (it is published); left out, it cannot be imported, patched or leant on either.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from functools import cache
from pathlib import Path

TOOLKIT = Path(__file__).resolve().parents[1]
LEFT_OUT = (
    "bench", "cli", "course", "game", "exercises/lessons", "shop/truth.py", "shop/day.py",
    "shop/history.py", "grading/judge.py", "grading/gradebook.py", "grading/report",
)  # fmt: skip
"""Definitions, truth, the simulated day, and whatever judges."""


def furnish(place: Path) -> Path:
    """Copy the toolkit into `place`, readable to everybody, without what is left out; returns the folder to import from."""
    hidden = {TOOLKIT / name for name in LEFT_OUT}

    def passed_over(folder: str, names: list[str]) -> set[str]:
        here = Path(folder)
        if here.name == "__pycache__":  # compiled files spare the start a second
            return {name for name in names if here.parent / f"{name.split('.')[0]}.py" in hidden}
        return {name for name in names if here / name in hidden}

    shutil.copytree(TOOLKIT, place / "toolkit", ignore=passed_over)
    data = TOOLKIT.parent / "datasets"
    for file in data.glob("*/scenario.toml"):  # public parameters that the shop's names come from
        (place / "datasets" / file.parent.name).mkdir(parents=True)
        shutil.copyfile(file, place / "datasets" / file.parent.name / file.name)
    for path in [place, *place.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place


@cache
def libraries() -> list[str]:
    """Return the folders of Python's own and the installed libraries."""
    found = [sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    shared = sysconfig.get_config_var("LIBDIR")
    there = shared and os.path.isdir(shared)  # noqa: PTH112 - Path.is_dir raises where a folder above is closed
    return [*dict.fromkeys([*found, *([shared] if there else [])])]


@cache
def installed() -> list[str]:
    """Return the folders that packages are imported from, without those that a .pth file adds."""
    paths = [sysconfig.get_paths()[name] for name in ("purelib", "platlib")]
    return [path for path in dict.fromkeys(paths) if path in sys.path or Path(path).is_dir()]
