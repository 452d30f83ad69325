"""Which tests meet on one worker, and in which order: those of a file, and all that sit at the desks of one lesson.

A worker keeps the desks of the lesson it is at (`desks.desk`): what definitions promise for every lesson and what one
lesson promises are tested on the same shops, made once. What takes long begins, so that both workers end together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ONE_EACH = ("tests/course/test_lessons.py", "tests/course/test_sealed_lessons.py")
"""Files whose tests have nothing dear in common: each is a share of its own."""
OF_LESSON = re.compile(r"tests/exercises/lessons/test_(?:every_lesson\.py::.*\[(?P<slug>[\w-]+)\]|(?P<file>\w+)\.py)")
LESSON = "lesson "
LONG = ("tests/cli/", LESSON, "tests/attacks/", "tests/grading/", "tests/shop/", "tests/game/", "tests/course/")
"""What begins, in this order: first those that wait more than they compute, while the notebooks need the processors."""


def share_of(test: str) -> str:
    """Return the name of the share that a test, by its node id, belongs to."""
    lesson = OF_LESSON.match(test)
    if lesson:
        return LESSON + (lesson["slug"] or lesson["file"].replace("_", "-"))
    file = test.split("::", 1)[0]
    return test if file in ONE_EACH else file


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return tests share by share, those first that take long."""
    shares: dict[str, list[pytest.Item]] = {}
    for item in items:
        shares.setdefault(share_of(item.nodeid), []).append(item)
    names = sorted(shares, key=lambda name: next((at for at, start in enumerate(LONG) if name.startswith(start)), 99))
    return [item for name in names for item in shares[name]]
