"""Memory that was freed, handed back: glibc keeps what many small arrays leave behind, Arrow what its tables leave.

A notebook's kernel lives for hours.
"""

from __future__ import annotations

import ctypes
import gc
import sys


def clear_away() -> None:
    """Free what only refers to itself, such as figures that were shown, and hand it back; takes some 50 ms in a notebook."""
    gc.collect()
    hand_back()


def hand_back() -> None:
    """Give freed memory back to the system where its C library can; elsewhere do nothing."""
    arrow = sys.modules.get("pyarrow")
    if arrow:
        arrow.default_memory_pool().release_unused()
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):  # another C library, which keeps less
        return
