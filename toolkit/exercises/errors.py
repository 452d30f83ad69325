"""What can be asked of the engine in vain; every message says what came, what exists and what to do.

CourseError
├── UnknownLesson      there is no lesson of that name
├── UnknownExercise    the lesson has no exercise of that name
├── UnknownTable       the lesson has no prepared table of that name
├── NoSecondShop       the lesson is about one shop
├── SealedShop         the shop holds its tables only
└── BadDefinition      an exercise is not defined as the engine needs it
    └── NotOneReturn   a worked solution returns once, on its last line
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from toolkit.exercises import words
from toolkit.exercises.words import say


class CourseError(Exception):
    """The course cannot do what was asked."""

    def __init__(self, *, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given} {exists} {do}".strip())
        self.given = given

    def _render_traceback_(self) -> list[str]:
        """Tell IPython what to show: the sentence, without the calls that led to it."""
        return [f"{type(self).__name__}: {self}"]


class UnknownLesson(CourseError):
    """There is no lesson of that name."""


class UnknownExercise(CourseError):
    """The lesson has no exercise of that name."""


class UnknownTable(CourseError):
    """The lesson has no prepared table of that name."""


class NoSecondShop(CourseError):
    """The lesson is about one shop."""


class SealedShop(CourseError):
    """The shop holds its tables only."""


class BadDefinition(CourseError):
    """An exercise is not defined as the engine needs it."""


class NotOneReturn(BadDefinition):
    """A worked solution returns once, on its last line."""


def unknown(error: type[CourseError], what: str, name: object, known: Iterable[str]) -> CourseError:
    """Build the error for a name that is not there, with the nearest one that is; what: in the learner's language."""
    names = sorted(known)
    near = difflib.get_close_matches(str(name), names, n=1)
    return error(
        given=say(words.NO_SUCH, what=what, name=name),
        exists=say(words.THERE_IS, names=", ".join(names) or say(words.NONE_YET)),
        do=say(words.MEANT, name=near[0]) if near else say(words.TAKE_ONE),
    )


def no_second_shop(slug: str) -> CourseError:
    """Build the error for a stranger's shop where the lesson has none."""
    return NoSecondShop(given=say(words.NO_UNSEEN, lesson=slug), exists=say(words.ONE_SHOP), do=say(words.TAKE_SHOP))
