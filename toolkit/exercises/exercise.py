"""One exercise, defined once: its worked solution, its wrong methods and their words.

    plan = LessonPlan(slug="is-this-normal", number="04", title="Is this normal?", tables=("shop_daily",))

    @plan.exercise(answer=Number(within=1), asks="The usual visitors", hints=("Which days are alike?", "Take a median."))
    def usual_visitors(shop, case):
        alike = shop.shop_daily.query("dow == @case.dow")
        return alike["uv"].tail(8).median()

    @usual_visitors.mistake("ANOM-DOW")
    def mean_of_last_seven(shop, case):
        "{given} mixes seven kinds of day. Compare a {weekday} with {weekday}s."
        return shop.shop_daily["uv"].tail(7).mean()

A function receives the names in its signature: shop, case, lesson; truth (what the simulator knows), ref (the
reference's value); unseen and unseen_truth where the lesson has a second shop; and, where words are made, given (the
learner's value) and true (the value of truth=).
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.data.schema import TABLES
from toolkit.exercises.answer import Answer
from toolkit.exercises.course_map import DEEPER_SLUG
from toolkit.exercises.errors import BadDefinition
from toolkit.exercises.worked import worked_solution

Function = Callable[..., Any]
_one_at_a_time = threading.RLock()


@dataclass
class Mistake:
    """A wrong method: code of the misconception, the words for it, the method itself."""

    code: str
    run: Function
    says: Function | None = None

    @property
    def name(self) -> str:
        """The function's name, under which its value is cached."""
        return self.run.__name__

    @property
    def words(self) -> str:
        """What the learner reads: the docstring, on one line."""
        return " ".join((self.run.__doc__ or "").split())


@dataclass
class Also:
    """Another right method and what it is called."""

    label: str
    run: Function


@dataclass
class Exercise:
    """One question of a lesson; calling it runs the worked solution."""

    name: str
    lesson: str
    answer: Answer
    reference: Function
    asks: str
    hints: tuple[str, str]
    points: int = 1
    fine: float | None = None
    fine_share: float | None = None
    truth_is: Function | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    alsos: list[Also] = field(default_factory=list)
    yes_says: Function | None = None

    def __call__(self, *args: Any, **names: Any) -> Any:
        """Run the worked solution."""
        return self.reference(*args, **names)

    @property
    def id(self) -> str:
        """Lesson slug and name, the key used everywhere."""
        return f"{self.lesson}/{self.name}"

    def mistake(self, code: str, says: Function | None = None) -> Callable[[Function], Function]:
        """Declare a wrong method; its docstring is what the learner reads (at most 30 words).

        says: a function returning {placeholder: value} for the docstring, called with the names it asks for.
        """

        def declare(run: Function) -> Function:
            if not (run.__doc__ or "").strip():
                raise BadDefinition(
                    given=f"The mistake {run.__name__} of {self.id} has no docstring.",
                    exists="The docstring of a mistake is what the learner reads.",
                    do="Write it: at most 30 words, ending on the next move.",
                )
            self.mistakes.append(Mistake(code, run, says))
            return run

        return declare

    def also(self, label: str) -> Callable[[Function], Function]:
        """Declare another right method, said as "your way works too (label)"."""

        def declare(run: Function) -> Function:
            self.alsos.append(Also(label, run))
            return run

        return declare

    def yes(self, says: Function) -> Function:
        """Declare the "yes, and …": returns the sentence, or facts for the placeholders of its docstring."""
        self.yes_says = says
        return says

    def truth(self, value: Function) -> Function:
        """Declare what the simulator knows: a function of (truth, case, …) whose value is accepted as well."""
        self.truth_is = value
        return value

    def solution(self) -> str:
        """The worked solution as a learner would write it: the reference's body, its return turned into `name = …`."""
        return worked_solution(self.name, self.reference)


@dataclass
class LessonPlan:
    """All that one lesson asks: its tables, its case, its exercises in order.

    slug: file name without number and suffix. tables: shop tables the lesson reads. minutes: the core, as printed.
    columns: of a table, those that the lesson's own cells read, where they are not all; "" where only definitions read it.
    A sealed folder holds no more than that.
    unseen: tables of `lesson.unseen`, a stranger's shop of the learner's own; none where the lesson has no such shop.
    per_game: the case is a season of the game, and another one where another game is finished.
    """

    slug: str
    number: str
    title: str
    tables: tuple[str, ...] = ()
    minutes: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    per_game: bool = False
    exercises: dict[str, Exercise] = field(default_factory=dict)
    case_is: Function | None = None
    prepared: dict[str, Function] = field(default_factory=dict)
    defined: dict[str, Function] = field(default_factory=dict)

    @property
    def optional(self) -> bool:
        """Whether it goes beyond a core lesson, whose number it then bears."""
        return self.slug.startswith(DEEPER_SLUG)

    @property
    def sealed_columns(self) -> dict[str, tuple[str, ...]]:
        """Return the columns of each table that a sealed folder of this lesson holds."""
        named = {name: tuple(self.columns.get(name, " ".join(TABLES[name].names)).split()) for name in self.tables}
        return {name: columns for name, columns in named.items() if columns}

    def case(self, choose: Function) -> Function:
        """Declare what the lesson is about: (shop, truth) → dict of plain JSON values, dates as ISO text."""
        self.case_is = choose
        return choose

    def table(self, name: str) -> Callable[[Function], Function]:
        """Declare a small prepared table: (shop, case) → DataFrame, reached as lesson.table(name)."""

        def declare(make: Function) -> Function:
            self.prepared[name] = make
            return make

        return declare

    def defines(self, make: Function) -> Any:
        """Declare a name that the lesson's own cells define before the exercises use it.

        The function computes the same value; references and mistakes of this module see the value under that name.
        """
        self.defined[make.__name__] = make
        return make

    def exercise(
        self,
        *,
        answer: Answer,
        asks: str,
        hints: Iterable[str],
        points: int = 1,
        truth: Function | None = None,
        fine: float | None = None,
        fine_share: float | None = None,
    ) -> Callable[[Function], Exercise]:
        """Declare an exercise; the function's body is the worked solution, its name the exercise's name."""

        def declare(reference: Function) -> Exercise:
            name, two = reference.__name__, tuple(hints)
            if len(two) != 2:
                raise BadDefinition(
                    given=f"The exercise {self.slug}/{name} has {len(two)} hints.",
                    exists="An exercise has two: where to look, and what to write.",
                    do="Give hints=(first, second).",
                )
            made = Exercise(name, self.slug, answer, reference, asks, (two[0], two[1]), points, fine, fine_share, truth)
            self.exercises[name] = made
            return made

        return declare


def call(function: Function, names: Mapping[str, Any], defined: Mapping[str, Any] | None = None) -> Any:
    """Call a definition's function with the names it asks for.

    defined: values of the names that a lesson's cells define; the function's module sees them while it runs, its helpers
    included. Tables among them come as copies, since a worked solution may add a column.
    """
    wanted = list(inspect.signature(function).parameters)
    with _laid_over(function, defined or {}):
        return function(**{name: names[name] for name in wanted})


@contextmanager
def _laid_over(function: Function, defined: Mapping[str, Any]) -> Iterator[None]:
    space: dict[str, Any] = getattr(function, "__globals__", {})
    with _one_at_a_time:
        before = {name: space[name] for name in defined if name in space}
        space.update({name: _own(defined[name]) for name in before})
        try:
            yield
        finally:
            space.update(before)


def _own(value: Any) -> Any:
    return value.copy(deep=False) if isinstance(value, pd.DataFrame | pd.Series) else value
