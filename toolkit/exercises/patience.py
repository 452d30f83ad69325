"""Nobody waits for ever: what does not answer in time is left alone.

A learner's object may hang wherever it is touched. Reading runs beside the lesson, and a reader that is still at it
when patience ends is told to stop and left behind; the reply is given without it.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

SECONDS = 0.45
"""A check may read an answer twice (its form, then itself), and a second is what a learner is promised."""


class Hangs(Exception):
    """The value did not answer in time."""


def patiently(read: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """Return what `read` returns, or raise what it raises. Raises: Hangs where it takes longer than `seconds`."""
    outcome: list[tuple[bool, Any]] = []
    done, turn = threading.Event(), threading.Lock()
    reader = threading.Thread(target=_run, args=(read, outcome, done, turn), daemon=True, name="reading an answer")
    try:
        reader.start()
    except RuntimeError:  # a place that allows no further thread
        return read()
    done.wait(seconds)
    _stop(reader, done, turn)
    if not outcome:
        raise Hangs
    worked, result = outcome[0]
    if not worked:
        raise result
    return result


def _run(read: Callable[[], Any], outcome: list[tuple[bool, Any]], done: threading.Event, turn: threading.Lock) -> None:
    try:
        try:
            outcome.append((True, read()))
        except BaseException as odd:  # SystemExit and KeyboardInterrupt of a learner's object included
            outcome.append((False, odd if isinstance(odd, Exception) else Hangs()))
        with turn:
            done.set()
    except SystemExit:  # told to stop at the very moment it was done
        done.set()


def _stop(reader: threading.Thread, done: threading.Event, turn: threading.Lock) -> None:
    """Tell a reader that is still at it to stop; one that is done is never disturbed."""
    with turn:
        if not done.is_set() and reader.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(reader.ident), ctypes.py_object(SystemExit))
