"""Where what is made at run time lives: tables, truth, progress, games; and whether a process runs for the grader.

`$SHOP_HOME`, else `.shop/` in the checkout, else the user's data folder where the checkout cannot be written.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
JUDGED = "SHOP_JUDGED"
"""Set in the surroundings of the grader's child, where nobody looks at what is shown."""
NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*%\x00-\x1f]|^\.|[. ]$|^(?=me$)m')


def home() -> Path:
    """Return the folder for everything made at run time; it need not exist yet."""
    asked = os.environ.get("SHOP_HOME")
    if asked:
        return Path(asked).expanduser().absolute()
    if os.access(CHECKOUT / ".shop" if (CHECKOUT / ".shop").exists() else CHECKOUT, os.W_OK):
        return CHECKOUT / ".shop"
    import platformdirs

    return Path(platformdirs.user_data_dir("shop-operations-course", appauthor=False))


def judged() -> bool:
    """Return whether this process runs a hand-in for the grader."""
    return bool(os.environ.get(JUDGED))


def tables_dir(shop_id: str) -> Path:
    """Return the folder of one shop's tables."""
    return home() / "tables" / shop_id


def student_id(student: str) -> str:
    """Return a student id as it is used everywhere: text, NFKC, trimmed, leading zeros kept."""
    return unicodedata.normalize("NFKC", str(student)).strip()


def progress_file(student: str | None = None) -> Path:
    """Return the file of one learner's progress; without a name, me.jsonl."""
    name = "me" if student is None else NOT_IN_FILE_NAMES.sub(_escaped, student_id(student)) or "%"
    return home() / "progress" / f"{name}.jsonl"


def _escaped(character: re.Match[str]) -> str:
    return f"%{ord(character.group()):02X}"
