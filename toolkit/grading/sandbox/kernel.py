"""The few calls of the Linux kernel that Python has no name for."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from functools import cache

SET_PDEATHSIG, SET_DUMPABLE, SET_SECCOMP, SET_SUBREAPER, SET_NO_NEW_PRIVS = 1, 4, 22, 36, 38
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
PRIVATE, RECURSIVE, BIND, NO_SUID, NO_DEVICES = 1 << 18, 1 << 14, 1 << 12, 2, 4
MACHINES = ("x86_64", "aarch64")


def is_supported() -> bool:
    """Tell whether this system is one whose calls are known here."""
    return sys.platform == "linux" and platform.machine() in MACHINES


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(returned: int) -> int:
    if returned < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return returned


def call(number: int, *arguments: int | bytes) -> int:
    """Make a system call by its number. Raises: OSError."""
    given = [ctypes.c_char_p(one) if isinstance(one, bytes) else ctypes.c_long(one) for one in arguments]
    return _checked(_libc().syscall(ctypes.c_long(number), *given))


def prctl(option: int, *values: int) -> int:
    """Set a property of this process. Raises: OSError."""
    given = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return _checked(_libc().prctl(ctypes.c_int(option), *given))


def prctl_at(option: int, value: int, address: int) -> int:
    """Set a property that is described in memory. Raises: OSError."""
    return _checked(_libc().prctl(ctypes.c_int(option), ctypes.c_ulong(value), ctypes.c_void_p(address)))


def unshare(flags: int) -> None:
    """Leave shared namespaces. Raises: OSError."""
    _checked(_libc().unshare(ctypes.c_int(flags)))


def setns(handle: int, flags: int) -> None:
    """Join the namespace that an open file stands for. Raises: OSError."""
    _checked(_libc().setns(ctypes.c_int(handle), ctypes.c_int(flags)))


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount a file system or bind a folder. Raises: OSError."""
    texts = [text.encode() if text else None for text in (source, target, kind)]
    _checked(_libc().mount(*texts, ctypes.c_ulong(flags), options.encode() if options else None))
