"""A pytest plugin for notebooks: they run without anybody's progress, and nobody's progress is touched.

pytest -p toolkit.course.own_home --nbval-lax lessons       they run
pytest -p toolkit.course.own_home --nbval solutions         and say what they said when they were built
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from toolkit.course.run import quiet_home
from toolkit.home import home
from toolkit.lesson import UNTIMED

LAST = pytest.StashKey[Path]()
KEPT = ("progress", "games")


def pytest_configure(config: pytest.Config) -> None:
    """Give this process and its kernels a home of their own until the run ends."""
    stack = ExitStack()
    os.environ |= {"SHOP_HOME": str(stack.enter_context(quiet_home())), UNTIMED: "1"}
    config.add_cleanup(stack.close)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a notebook find nothing of the one before it, as when it was built."""
    if item.path.suffix == ".ipynb" and item.config.stash.get(LAST, None) != item.path:
        item.config.stash[LAST] = item.path
        for name in KEPT:
            shutil.rmtree(home() / name, ignore_errors=True)
