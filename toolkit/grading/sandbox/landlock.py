"""Landlock: the list of folders that may be read and of those that may be written; all else is as if it were not there."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from toolkit.grading.sandbox import kernel

READ = 0b1101  # execute, read a file, list a folder
WHOLE_FILE = 0b111 | 1 << 14 | 1 << 15
NO_DEVICE_FILES = ~(1 << 6 | 1 << 11)
BELOW, SIGNALS_FROM = 1, 6
BY_ABI = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""Which rights of files each version of the interface handles."""
TCP, OTHERS = 0b11, 0b11


def version() -> int:
    """Return the version of the kernel's interface, 0 where there is none."""
    try:
        return kernel.call(kernel.LANDLOCK_CREATE, 0, 0, 1)
    except OSError:
        return 0


def guards_signals() -> bool:
    """Tell whether processes outside are out of reach of signals and of abstract sockets."""
    return version() >= SIGNALS_FROM


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Leave this process and its children nothing but these paths; paths that do not exist are passed over.

    TCP, and signals to processes outside, are closed as well where the kernel can. Raises: OSError.
    """
    abi = version()
    rights = sum(bits for since, bits in BY_ABI if abi >= since)
    rules = _rules(abi, rights)
    try:
        for paths, allowed in ((readable, READ), (writable, rights & NO_DEVICE_FILES)):
            for path in filter(os.path.exists, paths):
                _allow(rules, path, allowed & rights)
        kernel.call(kernel.LANDLOCK_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _rules(abi: int, rights: int) -> int:
    fields = [rights, *([TCP] if abi >= 4 else []), *([OTHERS] if abi >= SIGNALS_FROM else [])]
    described = struct.pack(f"<{len(fields)}Q", *fields)
    return kernel.call(kernel.LANDLOCK_CREATE, described, len(described), 0)


def _allow(rules: int, path: str, rights: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        fitting = rights if Path(path).is_dir() else rights & WHOLE_FILE
        kernel.call(kernel.LANDLOCK_ADD, rules, BELOW, struct.pack("<Qi", fitting, handle), 0)
    finally:
        os.close(handle)
