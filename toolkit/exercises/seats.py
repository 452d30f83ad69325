"""Where a sealed lesson is found.

    04-is-this-normal.ipynb
    sealed/<random name>/lesson.json      case, forms, names of the tables
                         <table>.parquet  the learner's tables, and those prepared for the lesson
                         unseen/<table>.parquet  those of the stranger's shop, where the lesson has one

In `sealed/` beside the notebook (the kernel's folder), or in the folder that `SHOP_SEALED` names. With `SHOP_JUDGED` set (the
grader's child) what a sealed lesson does not hold is passed over in silence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.exercises import words
from toolkit.exercises.case import read_json
from toolkit.exercises.errors import UnknownLesson, unknown
from toolkit.exercises.words import say

FOLDER, ASKED = "sealed", "SHOP_SEALED"
SHEET, UNSEEN_FOLDER = "lesson.json", "unseen"


def find(slug: str) -> Path | None:
    """Return the sealed folder of a lesson, or None where it is to be practised.

    Raises: UnknownLesson where `SHOP_SEALED` names a folder without this lesson.
    """
    asked = os.environ.get(ASKED)
    place = Path(asked) if asked else Path.cwd() / FOLDER
    here = {str(sheet.get("slug")): folder for folder, sheet in _sheets(place)}
    if asked and slug not in here:
        raise unknown(UnknownLesson, say(words.A_SEALED_LESSON), slug, here)
    return here.get(slug)


def _sheets(place: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    folders = [place, *sorted(place.glob("*/"))] if place.is_dir() else []
    found = [(folder, read_json(folder / SHEET)) for folder in folders]
    return [(folder, sheet) for folder, sheet in found if isinstance(sheet, dict)]
