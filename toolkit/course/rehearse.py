"""Rules that only a run can tell: an untouched lesson is quiet and says "not yet", its solution gets "yes"."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.course.build import is_stale, orphans, solution
from toolkit.course.findings import Finding
from toolkit.course.notebooks import calls, code_cells, new_cell
from toolkit.course.prose import LITERAL
from toolkit.course.run import WIDGET, Ran, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from toolkit.course.findings import Material

OPENING = re.compile(r"(open_lesson\(\s*[\"'][^\"']+[\"'])\s*\)")
VERDICT = re.compile(r"(not yet|not quite|yes)\b")
RAW = re.compile(r"\bnp\.\w+\(|\bTimestamp\(|<[\w.]+ object at")
PICTURE = "image/png"
TELLING = "answers-told"
AGAIN = "-solved"
TELLING_DIGITS = 3


@dataclass(frozen=True)
class Rehearsal:
    """One lesson on one shop: run as a learner finds it, then as the solution leaves it."""

    lesson: Material
    student: str | None = None

    @property
    def shop(self) -> str:
        """Whose shop it is, in words for a finding."""
        return f"shop of {self.student}" if self.student else "classroom shop"

    def untouched(self, place: Path, tick: Callable[[], None] | None = None) -> Iterator[Finding]:
        """Run the lesson as it is: no exception, nothing on stderr, every check says "not yet"."""
        yield from self._as_found(run(self._found(), self.lesson.file.path.parent, place, tick=tick))

    def solved(self, place: Path, tick: Callable[[], None] | None = None) -> Iterator[Finding]:
        """Run the lesson with the worked solutions filled in: as quiet, and every check says "yes"."""
        yield from self._as_left(run(self._left(), self.lesson.file.path.parent, place, tick=tick))

    def both(self, place: Path) -> Iterator[Finding]:
        """Run the lesson as it is and then solved, one after the other in the same kernel."""
        found, left = self._found(), self._left()
        together = copy.copy(found)
        together.cells = [*found.cells, *_renamed(left.cells)]
        ran = run(together, self.lesson.file.path.parent, place)
        cut = len(found.cells)
        found.cells, left.cells = ran.book.cells[:cut], _renamed(ran.book.cells[cut:], back=True)
        yield from self._as_found(Ran(found, ran.kernel_said))
        yield from self._as_left(Ran(left, ""))

    def _found(self) -> Any:
        return for_student(self.lesson.book, self.student)

    def _left(self) -> Any:
        book = for_student(solution(self.lesson.file, self.lesson.plan), self.student)
        book.cells.append(_telling(sorted(self.lesson.plan.exercises)))
        return book

    def _as_found(self, ran: Ran) -> Iterator[Finding]:
        yield from self._quiet(ran)
        yield from self._verdicts(ran, "not yet")
        yield from self._sentences(ran)
        yield from self._plain(ran)

    def _as_left(self, ran: Ran) -> Iterator[Finding]:
        yield from self._quiet(ran)
        yield from self._verdicts(ran, "yes")
        yield from self._given_away(ran)

    def _quiet(self, ran: Ran) -> Iterator[Finding]:
        for cell, text in ran.errors():
            yield self.lesson.finding(cell, f"on the {self.shop} it stops: {text}", "A lesson runs from top to bottom.")
        for cell, text in ran.stderr():
            what = f"on the {self.shop} it writes on stderr: {text.strip()[:200]}"
            yield self.lesson.finding(cell, what, "Mend the cause; do not silence it.")
        if ran.kernel_said.strip():
            what = f"on the {self.shop} the kernel writes on stderr: {ran.kernel_said.strip()[:200]}"
            yield self.lesson.finding(None, what, "Mend the cause; do not silence it.")

    def _verdicts(self, ran: Ran, wanted: str) -> Iterator[Finding]:
        for cell, expected in _checks(ran.book):
            found = [verdict[0] for verdict in map(VERDICT.match, ran.said(cell.id)) if verdict]
            if found != [wanted] * expected:
                what = f'on the {self.shop} {expected} checks say {found or "nothing"}, not "{wanted}"'
                yield self.lesson.finding(cell, what, f"{self._said(ran, cell)}")

    def _plain(self, ran: Ran) -> Iterator[Finding]:
        for cell in code_cells(ran.book):
            for shown in filter(RAW.search, ran.said(cell.id)):
                yield self.lesson.finding(cell, f"it shows {shown[:40]}", "Round or print it: a learner reads numbers.")

    def _given_away(self, ran: Ran) -> Iterator[Finding]:
        answers = json.loads("".join(ran.said(TELLING)) or "{}")
        for cell in self.lesson.book.cells:
            for name, answer in answers.items():
                if any(is_answer(literal, answer) for literal in _literals(cell)):
                    yield self.lesson.finding(cell, f'the answer to "{name}" stands here', "Let code compute it.")

    def _said(self, ran: Ran, cell: Any) -> str:
        return f"It says: {' '.join(' '.join(ran.said(cell.id)).split())[:200] or 'nothing'}"

    def _sentences(self, ran: Ran) -> Iterator[Finding]:
        for cell in code_cells(ran.book):
            kinds = [set(out.get("data", {})) or {out.output_type} for out in cell.outputs]
            if any(map(bare_picture, kinds, [*kinds[1:], set()])):
                yield self.lesson.finding(cell, "a picture without its sentence", 'Show it with show(…, says="…").')


def _renamed(cells: list[Any], *, back: bool = False) -> list[Any]:
    """Return cells under ids that the same lesson's other run does not have, or with their own ids back."""
    for cell in cells:
        cell.id = cell.id.removesuffix(AGAIN) if back else cell.id + AGAIN
    return cells


def bare_picture(kinds: set[str], after: set[str]) -> bool:
    """Tell whether an output is a picture that no text follows."""
    return PICTURE in kinds and (PICTURE in after or WIDGET in after or not after)


def _telling(names: list[str]) -> Any:
    """Return a cell that tells the answers that are numbers, to see whether the lesson gives them away."""
    numbers = f"{{name: globals()[name] for name in {names} if isinstance(globals().get(name), numbers.Real)}}"
    source = f"import json, numbers\nprint(json.dumps({{name: float(x) for name, x in {numbers}.items()}}))"
    return new_cell(TELLING, "code", source)


def is_answer(literal: str, answer: float) -> bool:
    """Tell whether a number as written, of three digits or more, is an answer rounded to as many."""
    digits = len(literal.replace(".", "").lstrip("0"))
    return digits >= TELLING_DIGITS and float(f"{answer:.{digits}g}") == float(literal)


def _literals(cell: Any) -> list[str]:
    return LITERAL.findall(cell.source.replace(",", "")) if cell.cell_type in ("code", "markdown") else []


def _checks(book: Any) -> list[tuple[Any, int]]:
    """Return (cell, number of checks in it) for the cells that check."""
    cells = [cell for cell, _ in calls(book, "check")]
    return [(cell, cells.count(cell)) for position, cell in enumerate(cells) if cell not in cells[:position]]


def for_student(book: Any, student: str | None) -> Any:
    """Return a copy of a notebook that opens its lesson on this student's own shop."""
    book = copy.deepcopy(book)
    for cell in code_cells(book) if student else ():
        cell.source = OPENING.sub(rf'\1, student="{student}")', cell.source)
    return book


def solution_is_fresh(lesson: Material) -> Iterator[Finding]:
    """Refuse a committed solution that is missing or not the build of its lesson."""
    if is_stale(lesson.file, lesson.plan):
        yield lesson.finding(None, "its solution is stale or missing", f"python3 -m toolkit build {lesson.file.slug}")


def no_orphans(root: Path) -> Iterator[Finding]:
    """Refuse solutions whose lesson is gone."""
    for path in orphans(root):
        yield Finding(path.relative_to(root).as_posix(), "", "a solution without a lesson", "Remove it.")
