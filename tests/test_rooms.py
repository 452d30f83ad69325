"""What a sealed hand-in may import works without what it must not see."""

import subprocess
import sys

import pytest

HIDDEN = ("toolkit.shop.truth", "toolkit.shop.day", "toolkit.exercises.lessons")
SLOW = ("scipy.stats", "statsmodels", "seaborn")
ROOMS = ("toolkit.lesson", "toolkit.shop.books", "toolkit.exercises", "toolkit.lens", "toolkit.charts")


def imported_without(denied, code):
    """What Python says when some modules cannot be imported and `code` is run: nothing where it works."""
    denial = f"import sys; sys.modules.update(dict.fromkeys({denied!r})); "
    return subprocess.run([sys.executable, "-c", denial + code], capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_without_truth_days_and_definitions(room):
    assert imported_without(HIDDEN, f"import {room}") == ""


def test_opening_a_lesson_needs_none_of_the_slow_libraries():
    assert imported_without(SLOW, "from toolkit import open_lesson, open_shop, show") == ""


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_there_exists_and_really_is_hidden(name):
    assert imported_without((), f"import {name}") == ""
    assert "ModuleNotFoundError" in imported_without(HIDDEN, f"import {name}")
