"""A lesson's own cells, run once in the sandbox: what they load, the parent loads ahead, so that no hand-in pays for it."""

from __future__ import annotations

import json
import os
import sys

from toolkit.grading.records import CELL
from toolkit.grading.shell import GradingShell


def rehearse(pipe: int, cells: list[str], slug: str) -> None:
    """Run cells and tell the names of all modules that came with them, in the order in which they came."""
    before, shell = set(sys.modules), GradingShell.instance()
    for source in cells:
        shell.run_cell(source, store_history=False)  # type: ignore[no-untyped-call]
        shell.close_figures()
    new = [name for name in sys.modules if name not in before and not name.startswith("__")]
    for at, name in enumerate(new):
        os.write(pipe, json.dumps({"t": CELL, "cell": at, "said": name}).encode() + b"\n")
