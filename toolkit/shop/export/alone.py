"""One run at a time writes into a folder: a lock that the system lets go when its run ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.shop.export.errors import FolderInUse

ENDING = ".lock"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock file, and clear it away afterwards. Raises: FolderInUse where another run holds it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _held(lock)
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(descriptor)
            lock.unlink(missing_ok=True)
        else:
            lock.unlink(missing_ok=True)
            os.close(descriptor)


def _held(lock: Path) -> int:
    """Open and lock the file; again where the run before has just cleared it away."""
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT)
        try:
            _lock(descriptor)
        except OSError as problem:
            os.close(descriptor)
            raise FolderInUse(
                f"{lock.parent} is being written by another run.",
                "Nothing there was touched.",
                "Wait until that run is done, or give --out another folder.",
            ) from problem
        if lock.exists() and os.path.samestat(os.fstat(descriptor), lock.stat()):
            return descriptor
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
