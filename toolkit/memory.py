"""Memory that was freed: handed back where a process lives for hours, kept where it asks for as much again at once.

glibc keeps what many small arrays leave behind, Arrow what its tables leave; large arrays both give back, and to have their
pages from the system anew takes longer than most of what is done with them.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_NEVER = 1 << 30
_keeps = False


def clear_away() -> None:
    """Free what only refers to itself, such as figures that were shown, and hand it back; takes some 50 ms in a notebook."""
    gc.collect()
    hand_back()


def hand_back() -> None:
    """Give freed memory back to the system where its C library can and nobody wants it kept; elsewhere do nothing."""
    if _keeps:
        return
    arrow = sys.modules.get("pyarrow")
    if arrow:
        arrow.default_memory_pool().release_unused()
    _ask("malloc_trim", 0)


@cache
def keep_freed() -> None:
    """From now on use freed memory again without giving it back meanwhile: for a process that makes tables until it ends."""
    import pyarrow as pa

    for threshold in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
        if not _ask("mallopt", threshold, _NEVER):
            return
    pa.set_memory_pool(pa.system_memory_pool())


def keep_all() -> None:
    """The same, and nothing is handed back where it is asked for: for a process that makes shop after shop, each as large."""
    global _keeps
    keep_freed()
    _keeps = True


def _ask(function: str, *numbers: int) -> bool:
    """Call a function of glibc; False where there is another C library."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(getattr(ctypes.CDLL("libc.so.6"), function)(*numbers))
    except (OSError, AttributeError):
        return False
