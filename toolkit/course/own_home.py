"""A pytest plugin for notebooks: they run without anybody's progress, and nobody's progress is touched.

pytest -p toolkit.course.own_home --nbval-lax lessons       they run
pytest -p toolkit.course.own_home --nbval solutions         and say what they said when they were built
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from toolkit.course.run import quiet_home
from toolkit.lesson import UNTIMED

if TYPE_CHECKING:
    import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Give this process and its kernels a home of their own until the run ends."""
    stack = ExitStack()
    os.environ |= {"SHOP_HOME": str(stack.enter_context(quiet_home())), UNTIMED: "1"}
    config.add_cleanup(stack.close)
