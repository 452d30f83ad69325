"""Rules on the exercises of a lesson: each is asked, helps twice, knows its wrong ways, and is not given away."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from typing import TYPE_CHECKING, Any

from toolkit.course.blanks import blanks
from toolkit.course.notebooks import calls, code_cells, first_text, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.course.findings import Finding, Material
    from toolkit.exercises.exercise import Exercise

HINTS = 2
MISTAKES = 2
REPLY_WORDS = 30
LEAK_LENGTH = 24
SHAME = re.compile(r"\b(wrong|incorrect|simply|just|obviously|should have)\b", re.IGNORECASE)
VERBS = ("check", "hint", "solution")


def helps_and_explains(lesson: Material) -> Iterator[Finding]:
    """Refuse an exercise with fewer than two hints or two modelled mistakes, or a reply too long to read."""
    for name, exercise in lesson.plan.exercises.items():
        if sum(bool(hint.strip()) for hint in exercise.hints) < HINTS:
            yield lesson.finding(name, "fewer than two hints", "Say where to look, then what to write.")
        if len(exercise.mistakes) < MISTAKES:
            yield lesson.finding(name, "fewer than two mistakes", "Model the methods people try, each with its words.")
        for mistake in exercise.mistakes:
            if len(mistake.words.split()) > REPLY_WORDS:
                what = f'the words of "{mistake.name}" are {len(mistake.words.split())}'
                yield lesson.finding(name, what, f"At most {REPLY_WORDS}: what was done, why it tempts, the next move.")


def speaks_kindly(lesson: Material) -> Iterator[Finding]:
    """Refuse words of shame in anything an exercise says."""
    for name, exercise in lesson.plan.exercises.items():
        for text in said_by(exercise):
            if found := SHAME.search(text):
                yield lesson.finding(name, f'a reply says "{found[0]}"', "Name the method and end on the next move.")


def said_by(exercise: Exercise) -> list[str]:
    """Return all texts of an exercise that a learner may read."""
    replies = [mistake.words for mistake in exercise.mistakes] + [also.label for also in exercise.alsos]
    return [exercise.asks, *exercise.hints, *replies, *_texts(exercise.yes_says)]


def _texts(function: Callable[..., Any] | None) -> list[str]:
    nodes = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))) if function else ()
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def asks_what_is_defined(lesson: Material) -> Iterator[Finding]:
    """Refuse checks of unknown names, exercises never checked, and exercises without a blank."""
    known = lesson.plan.exercises
    for verb in VERBS:
        for cell, call in calls(lesson.book, verb):
            name = first_text(call)
            if name is not None and name not in known:
                what = f'{verb} of "{name}", which the definitions do not know'
                yield lesson.finding(cell, what, f"Exercises: {', '.join(known)}.")
    checked = {first_text(call) for _, call in calls(lesson.book, "check")}
    waiting = {node for cell in code_cells(lesson.book) for node in blank_names(cell, known)}
    for name in known:
        if name not in checked:
            yield lesson.finding(name, "an exercise is never checked", f'Add lesson.check("{name}", {name}).')
        if name not in waiting:
            yield lesson.finding(name, "an exercise has no blank", f"Add a line {name} = ...")


def blank_names(cell: Any, known: Any) -> set[str]:
    """Return the exercises whose blank, an assignment with ``...`` in it, is in this cell."""
    return {
        getattr(node.targets[0], "id", "")
        for node in blanks(cell.source, known)
        if any(isinstance(part, ast.Constant) and part.value is ... for part in ast.walk(node.value))
    }


def gives_nothing_away(lesson: Material) -> Iterator[Finding]:
    """Refuse lines of a worked solution in code or prose before the check; later cells compute afresh what they need."""
    for name, exercise in lesson.plan.exercises.items():
        before = _until_checked(lesson, name)
        for step in steps(exercise.solution()):
            for cell in before:
                if contains(cell, step):
                    what = f'a line of the worked solution of "{name}" stands in the lesson: {step}'
                    yield lesson.finding(cell, what, "Work the step on another day, column or table.")


def _until_checked(lesson: Material, name: str) -> list[Any]:
    cells = [cell for cell in lesson.book.cells if cell.cell_type in ("code", "markdown")]
    last = max(
        (cells.index(cell) for cell, call in calls(lesson.book, "check") if first_text(call) == name), default=-1
    )
    return cells[: last + 1] if last >= 0 else cells


def steps(worked: str) -> list[str]:
    """Return the expressions that carry a worked solution: the right sides of its statements, long ones only."""
    values = [getattr(node, "value", None) for node in (tree(worked) or ast.Module([], [])).body]
    found = [ast.unparse(value) for value in values if value is not None]
    return [step for step in found if len(step) >= LEAK_LENGTH]


def contains(cell: Any, step: str) -> bool:
    """Tell whether a cell holds an expression, whatever its spaces and quotes."""
    if cell.cell_type == "markdown":
        return _squeezed(step) in _squeezed(cell.source)
    nodes = ast.walk(tree(cell.source) or ast.Module([], []))
    return any(isinstance(node, ast.expr) and ast.unparse(node) == step for node in nodes)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace('"', "'")
