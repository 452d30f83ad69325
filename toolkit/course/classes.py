"""A class: a folder with its secret key and a record of what was handed out.

<folder>/class.toml          the key from which graded shops are made; it stays with the teacher
         handed-out.jsonl    one line a bundle: student, lesson, the sealed folder's name
         handed-out.csv      the same for a spreadsheet
         bundles/<lesson>/   what is handed out
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit import home
from toolkit.course.sheets import write_table
from toolkit.lines import append, read

KEY_BYTES = 32
EVERYBODY = "\0everybody"
"""Whose shop it is where a class shares one; no student id holds a null character."""
ABOUT = """# The secret of this class. Graded shops are made from it: whoever has it can make them too.
# Keep it, and keep it to yourself; without it the shops handed out cannot be made again.
key = "{key}"
"""
COLUMNS = ("student", "name", "lesson", "folder", "sealed")


class NoClass(Exception):
    """A folder is not a class's, or its key cannot be read."""

    def __init__(self, *, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given} {exists} {do}")


@dataclass(frozen=True)
class Class:
    """A class folder and its key."""

    folder: Path
    key: bytes

    def seed(self, student: str | None = None) -> bytes:
        """Return the 128 bits from which a student's graded shop is made, or the one that the class shares."""
        who = EVERYBODY if student is None else home.student_id(student)
        return hmac.new(self.key, who.encode(), hashlib.sha256).digest()[:16]

    def handed_out(self) -> list[dict[str, Any]]:
        """Return what was handed out, the last line about a student and lesson."""
        lines = read(self.folder / "handed-out.jsonl")
        return list({(line.get("student"), line.get("lesson")): line for line in lines}.values())

    def hand_out(self, **facts: str) -> None:
        """Keep that a bundle was made. Raises: OSError."""
        import json

        append(self.folder / "handed-out.jsonl", json.dumps(facts, ensure_ascii=False))

    def write_view(self) -> Path:
        """Write handed-out.csv: UTF-8 with a byte-order mark, every cell harmless to a spreadsheet."""
        rows = [[str(line.get(column, "")) for column in COLUMNS] for line in self.handed_out()]
        return write_table(self.folder / "handed-out.csv", [COLUMNS, *rows])


def open_class(folder: Path, *, make: bool = False) -> Class:
    """Open a class folder; make: draw its key where it has none yet. Raises: NoClass."""
    path = folder / "class.toml"
    if make and not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_once(path, ABOUT.format(key=secrets.token_hex(KEY_BYTES)))
    try:
        key = bytes.fromhex(tomllib.loads(path.read_text(encoding="utf-8"))["key"])
    except (OSError, ValueError, KeyError, TypeError) as odd:
        raise _no_class(path) from odd
    if len(key) < KEY_BYTES:
        raise _no_class(path)
    return Class(folder, key)


def _no_class(path: Path) -> NoClass:
    return NoClass(
        given=f"{path} holds no key that can be read.",
        exists="A class folder has class.toml with the key that its first bundle drew.",
        do="Put the file back from your copy; a new key would make other shops.",
    )


def _write_once(path: Path, text: str) -> None:
    """Write a file that only its owner may read, unless somebody was faster."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
