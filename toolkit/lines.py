"""Files of JSON lines: one line appended at a time, by as many processes as like, read whatever happened to them.

A line is one write at the file's end, under a lock where the system has one. After a crash the next line begins on a line of
its own; a line that is no JSON object is passed over and can be asked for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def append(path: Path, line: str) -> None:
    """Append a line in one write, on a line of its own even where the file ends in a torn one. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        with _alone(handle):
            written = (("\n" if _ends_torn(handle, path) else "") + line + "\n").encode()
            if os.write(handle, written) != len(written):
                message = f"{path.name} took only part of a line. The disk may be full. Make room, then try again."
                raise OSError(message)
    finally:
        os.close(handle)


def _ends_torn(handle: int, path: Path) -> bool:
    if not os.fstat(handle).st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


@contextmanager
def _alone(handle: int) -> Iterator[None]:
    """Hold the file against other writers; where nothing can be locked, the single write has to do."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)  # closing the file unlocks it
    except (ImportError, OSError):
        pass
    yield


def read(path: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a file; torn, foreign and missing ones are passed over."""
    return [line for line in map(_parsed, _pieces(path)) if line is not None]


def torn(path: Path) -> list[bytes]:
    """Return the lines that cannot be read; the last one without its line end may still be on its way and is left out."""
    return [piece for piece in _pieces(path)[:-1] if piece.strip() and _parsed(piece) is None]


def _pieces(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError:
        return []


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line.decode("utf-8"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
