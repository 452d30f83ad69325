"""Shop operations: open a shop, open a lesson, show a chart.

Names are resolved on first use, since `python3 -m toolkit` runs before the environment exists;
and old Pythons can read this file, since they are the ones that need its message.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.charts import show
    from toolkit.lesson import open_lesson
    from toolkit.shop.books import open_shop

__all__ = ["open_lesson", "open_shop", "show"]
_HOMES = {"open_lesson": "toolkit.lesson", "open_shop": "toolkit.shop.books", "show": "toolkit.charts"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f'module "toolkit" has no name "{name}"'
        raise AttributeError(message)
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list:
    return [*__all__, *globals()]
