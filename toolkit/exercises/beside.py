"""An exercise's view beside the editor: definitions loaded afresh whenever one of their files is saved."""

from __future__ import annotations

import importlib
import inspect
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.exercises.exercise import LessonPlan
from toolkit.exercises.practice import DEFINITIONS

LOOK_SECONDS = 0.5


def files_of(plan: LessonPlan) -> list[Path]:
    """Return the files in which a lesson's definitions are written."""
    functions = [one.reference for one in plan.exercises.values()]
    functions += [mistake.run for one in plan.exercises.values() for mistake in one.mistakes]
    functions += [*plan.prepared.values(), *plan.defined.values(), *([plan.case_is] if plan.case_is else [])]
    return sorted({Path(inspect.getfile(function)) for function in functions})


def saved(files: list[Path], wait: Callable[[float], object] = time.sleep) -> Iterator[None]:
    """Yield once at the start and then whenever one of the files has been saved; never ends by itself."""
    seen: list[float] = []
    while True:
        now = [path.stat().st_mtime if path.exists() else 0.0 for path in files]
        if now != seen:
            seen = now
            yield
        wait(LOOK_SECONDS)


def forget(slug: str) -> None:
    """Forget a lesson's definitions, so that they are read from their files at the next call."""
    module = f"{DEFINITIONS}.{slug.replace('-', '_')}"
    for name in [name for name in sys.modules if name == module or name.startswith(f"{module}_parts")]:
        del sys.modules[name]
    importlib.invalidate_caches()
