"""Files of a folder or a zip, one at a time, each bounded; nothing is ever unpacked to disk.

Names are only read, never followed: a zip entry called `../../x` is a file with an odd name. Symbolic links are told, not read.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath

from toolkit.grading.errors import NothingToGrade
from toolkit.grading.notebook import MOST_BYTES

MOST_ENTRIES = 50_000
THE_ZIP = "the zip itself"
DAMAGED = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error)
ALONE = (".ipynb", ".py", ".jsonl")
NESTED = ("__MACOSX", ".ipynb_checkpoints", ".git")


@dataclass
class Found:
    """One file: its path inside what was given, when it was last changed, and how to read it (at most MOST_BYTES + 1)."""

    name: str
    changed: float
    read: Callable[[], bytes]
    problem: str = ""


def files(place: Path) -> Iterator[Found]:
    """Yield the files of a folder or zip in the order of their names; zips inside are opened once. Raises: NothingToGrade."""
    if place.is_dir():
        yield from _folder(place)
    elif place.is_file() and zipfile.is_zipfile(place):
        yield from _zip(cache(lambda: zipfile.ZipFile(place)), "", 0)
    elif place.is_file() and place.suffix.casefold() in ALONE:
        yield Found(place.name, place.stat().st_mtime, lambda: _bytes(place))
    else:
        raise NothingToGrade(
            f"{place} is neither a folder nor a zip" + (", and no notebook." if place.exists() else "."),
            "Hand-ins are a folder of notebooks, or the zip that Moodle or Canvas gives.",
            "Give its path after the word grade.",
        )


def _folder(place: Path) -> Iterator[Found]:
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if _passed_over(name) or (path.is_dir() and not path.is_symlink()):
            continue
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            yield Found(name, about.st_mtime, bytes, "this is a link or device, not a file; it was not opened")
        elif path.suffix.casefold() == ".zip" and about.st_size <= MOST_BYTES:
            yield from _zip(lambda path=path: zipfile.ZipFile(path), name, 0)  # type: ignore[misc]
        else:
            yield Found(name, about.st_mtime, lambda path=path: _bytes(path))  # type: ignore[misc]


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _passed_over(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[-1].startswith(".") or any(part in NESTED for part in parts)


class Unreadable(Exception):
    """A zip or an entry of it cannot be read; the text says why."""


Open = Callable[[], zipfile.ZipFile]
"""How a zip is opened: anew for every file that is read, so that a thousand of them lie neither in memory nor open."""


def _zip(opened: Open, inside: str, depth: int) -> Iterator[Found]:
    try:
        entries = opened().infolist()
    except (*DAMAGED, Unreadable) as odd:
        yield Found(inside or THE_ZIP, 0.0, bytes, f"the zip cannot be opened: {odd}")
        return
    if len(entries) > MOST_ENTRIES:
        yield Found(inside or THE_ZIP, 0.0, bytes, f"the zip holds more than {MOST_ENTRIES:,} files; it was not opened")
        return
    for entry in sorted(entries, key=lambda one: one.filename):
        yield from _entry(opened, entry, inside, depth)


def _entry(opened: Open, entry: zipfile.ZipInfo, inside: str, depth: int) -> Iterator[Found]:
    name = "/".join(filter(None, [inside, _named(entry)]))
    if entry.is_dir() or _passed_over(name):
        return
    changed = _time(entry)
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield Found(name, changed, bytes, "this is a link inside the zip, not a file; it was not followed")
    elif name.casefold().endswith(".zip") and depth == 0 and entry.file_size <= MOST_BYTES:
        yield from _zip(lambda: zipfile.ZipFile(io.BytesIO(_read(opened, entry))), name, 1)
    else:
        yield Found(name, changed, lambda: _read(opened, entry))


def _read(opened: Open, entry: zipfile.ZipInfo) -> bytes:
    """Return an entry's bytes, never more than the bound, whatever its heading claims. Raises: Unreadable."""
    try:
        with opened().open(entry) as file:
            return file.read(MOST_BYTES + 1)
    except RuntimeError:
        raise Unreadable("this file is locked with a password") from None
    except DAMAGED as odd:
        raise Unreadable(f"this file in the zip is damaged: {odd}") from odd


def _named(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; old Windows zips write Chinese names in GBK without saying so."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _time(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError):
        return 0.0
