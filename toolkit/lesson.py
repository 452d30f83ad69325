"""A lesson as its notebook sees it.

from toolkit import open_lesson, show
lesson = open_lesson("is-this-normal")
shop, case = lesson.shop, lesson.case
lesson.check("usual_visitors", usual_visitors)
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from toolkit import home
from toolkit.exercises import course_map, plain, seats, words
from toolkit.exercises.answer import Misread
from toolkit.exercises.compare import Verdict
from toolkit.exercises.diary import REVIEW, Diary, diary, guesses, read_back
from toolkit.exercises.evidence import pointed
from toolkit.exercises.practice import Practice, load
from toolkit.exercises.reply import Action, Card, MapCard, Reply, reply
from toolkit.exercises.seasons import Prepared
from toolkit.exercises.words import say
from toolkit.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from toolkit.exercises.sealed import Sealed


SLOW_SECONDS = 0.5
UNTIMED = "SHOP_UNTIMED"  # set where a page is made to be kept or compared: it tells no seconds


def open_lesson(slug: str, student: str | None = None) -> Lesson:
    """Open a lesson on the classroom shop, on a student's own, or on the sealed one that lies beside the notebook.

    slug: the notebook's name without number and suffix, "is-this-normal". Raises: UnknownLesson.
    """
    folder = seats.find(slug)
    desk = _sealed(folder) if folder else _practice(slug, student)
    return Lesson(desk, Progress(home.progress_file(student)), student)


def _sealed(folder: Path) -> Sealed:
    from toolkit.exercises.sealed import Sealed

    return Sealed(folder)


def _practice(slug: str, student: str | None) -> Practice:
    from toolkit.shop.books import open_shop

    plan = load(slug)
    shop = open_shop(seed="classroom" if student is None else practice_seed(student))
    if plan.tables:
        shop.make(plan.tables)
    desk = Practice(plan, shop, home.tables_dir(shop.id) / "lessons" / slug)
    desk.think_ahead()
    return desk


def _number(value: object) -> Any:
    """Return a learner's number. Raises: Misread."""
    from toolkit.exercises.numbers import Number

    return Number().read(value)


def practice_seed(student: str) -> bytes:
    """Return the 128 bits from which a student's practice shop is made."""
    return hmac.new(b"practice", home.student_id(student).encode(), hashlib.sha256).digest()[:16]


class Lesson:
    """Shop, case, and somebody to talk to: check, hint, solution, guess, note, progress, reveal."""

    def __init__(self, desk: Practice | Sealed, progress: Progress, student: str | None = None) -> None:
        self._desk, self._progress, self._student = desk, progress, student
        self.slug, self.title = desk.slug, desk.title
        self.shop, self.case = desk.shop, desk.case

    def __repr__(self) -> str:
        return say(words.A_LESSON_IS, slug=self.slug, title=self.title, n=len(self._desk.exercises()))

    @property
    def lab(self) -> Any:
        """The shop on which levers are pulled: one's own in practice, the public classroom shop where sealed."""
        return self._desk.lab

    @property
    def unseen(self) -> Any:
        """A stranger's shop, another for each learner. Raises: NoSecondShop where the lesson is about one shop."""
        return self._desk.unseen

    def evidence(self, table: str, filter: str, measure: str, of: Any = None) -> dict[str, Any]:  # noqa: A002 - as a review has it
        """Return a piece of evidence for a review, its number looked up: {"table", "filter", "measure", "number"}.

        of: the shop to look in, the lesson's own unless given. Raises: Misread for what is no filter or no measure.
        """
        return pointed(self.shop if of is None else of, table, filter, measure)

    @property
    def season(self) -> Prepared:
        """The prepared tables of a finished season, as attributes."""
        return Prepared(self._desk)

    def game(self, mode: str = "open", season: int = 1) -> Any:
        """Open the game where it was left; mode: "open", "guided", "short" or "practice". Raises: ImpossibleDecision."""
        return self._desk.game(self._student, mode=mode, season=season)

    def table(self, name: str) -> pd.DataFrame:
        """Return a small table prepared for this lesson. Raises: UnknownTable."""
        return self._desk.table(name)

    def check(self, name: str, value: object) -> Reply:
        """Answer an answer: not yet, not quite because …, or yes and …. Raises: UnknownExercise."""
        start = time.perf_counter()
        verdict = self._desk.judge(name, value)
        self._keep(name, verdict)
        took = time.perf_counter() - start
        small, actions = self._small_print(took), self._actions(name, verdict.outcome)
        said = words.translated(verdict.words)
        return reply(
            verdict.outcome, said, name=name, way=verdict.way, mistake=verdict.code, small=small, actions=actions
        )

    def _keep(self, name: str, verdict: Verdict) -> None:
        if verdict.way == "untouched":
            return
        facts: dict[str, Any] = {"mistake": verdict.code} if verdict.code else {}
        kept = self._desk.kept(name, verdict)
        facts |= {"kept": kept} if kept else {}
        facts |= {"given": verdict.given} if verdict.outcome == "recorded" else {}
        outcome, way = verdict.outcome, verdict.way
        self._progress.add("check", self.slug, exercise=name, outcome=outcome, way=way, **facts)

    def _small_print(self, took: float = 0.0) -> str:
        """Say once what must be said: a slow first check, a folder that cannot be written, lines that cannot be read."""
        where, aside = self._progress.trouble(), self._progress.aside()
        lines = [say(words.NOT_KEPT, where=where)] if where else []
        if aside:
            lines.append(say(words.SET_ASIDE, n=aside, file=self._progress.path.with_suffix(".aside").name))
        if took > SLOW_SECONDS and UNTIMED not in os.environ:
            lines.append(say(words.FIRST_CHECK, seconds=f"{took:.1f}"))
        return " ".join(lines)

    def _actions(self, name: str, outcome: str) -> list[Action]:
        """Return what the buttons under a reply do; after a yes there is nothing left to ask, and no help when sealed."""
        if outcome in ("yes", "recorded") or self._desk.sealed:
            return []
        hints = [
            Action(say(words.HINT_BUTTON, n=n), partial(self.hint, name, n), f'lesson.hint("{name}", {n})')
            for n in (1, 2)
        ]
        typed = f'lesson.solution("{name}")'
        return [
            *hints,
            Action(say(words.SOLUTION_BUTTON), partial(self.solution, name), typed, lambda: not self._waits_for(name)),
        ]

    def _waits_for(self, name: str) -> list[str]:
        return self._progress.waits_for(self.slug, name)

    def hint(self, name: str, n: int = 1) -> Card:
        """Show hint 1 (where to look) or 2 (what to write)."""
        said = self._desk.hint(name, n)
        if self._desk.sealed:
            return self._sealed(said)
        n = min(max(n, 1), 2)
        self._progress.add("hint", self.slug, exercise=name, n=n)
        return Card(words.translated(said), say(words.HINT_TITLE, n=n, total=2), small=self._small_print())

    def solution(self, name: str) -> Card:
        """Show the worked solution and what it gives on this shop, after both hints and one try; kept as "with help"."""
        code, value = self._desk.solution(name)
        if self._desk.sealed:
            return self._sealed(code)
        first = self._waits_for(name)
        if first:
            return self._comes_first(name, first)
        small = [say(words.SOLUTION_GIVES, value=value), self._helped("solution", name), self._small_print()]
        return Card("", say(words.SOLUTION_TITLE), code=code, small=" ".join(filter(None, small)))

    def _comes_first(self, name: str, first: list[str]) -> Card:
        """Say what comes before the solution, and which of it is next."""
        said = [say(words.HELP_TRY) if one == "try" else say(words.HELP_HINT, n=one[-1]) for one in first]
        verb = "check" if first[0] == "try" else "hint"
        more = name if verb == "check" else first[0][-1]
        typed, door = f'lesson.{verb}("{name}", {more})', f'lesson.read_and_decide("{name}")'
        return reply("not yet", say(words.FIRST_HELP, first=", ".join(said), typed=f"`{typed}`", door=f"`{door}`"))

    def _helped(self, kind: str, name: str) -> str:
        """Keep that help was taken; return the sentence that says so, unless the exercise was solved before."""
        self._progress.add(kind, self.slug, exercise=name)
        state = self._progress.state(self.slug, [name])[name]
        return say(words.WITH_HELP) if state == course_map.HELPED else ""

    def read_and_decide(self, name: str) -> Card:
        """Show what the worked solution gives, without its code, for whoever takes the decision alone; "with help"."""
        code, value = self._desk.solution(name)
        if self._desk.sealed:
            return self._sealed(code)
        small = [self._helped("door", name), self._small_print()]
        title = say(words.DOOR_TITLE)
        return Card(say(words.DOOR_GIVES, value=value), title, small=" ".join(filter(None, small)))

    def _sealed(self, said: Any) -> Any:
        return said if self._desk.quiet else Card(said)

    def guess(self, what: str, low: object, high: object) -> Card:
        """Keep a guess as a range; never graded, read again in lesson 11."""
        if plain.untouched(low) or plain.untouched(high):
            return reply("not yet", say(words.GUESS_DOTS))
        try:
            ends = sorted(_number(end) for end in (low, high))
        except Misread:
            return reply("not yet", say(words.GUESS_FORM))
        self._progress.add("guess", self.slug, what=str(what), low=ends[0], high=ends[1])
        shown = [f"{end:,.6g}" for end in ends]
        return Card(say(words.GUESS_KEPT, what=what, low=shown[0], high=shown[1]), small=self._small_print())

    def came(self, what: str, value: object) -> Card:
        """Lay what came beside the guess about it; kept for the guess diary."""
        kept = {one.what: one for one in guesses(self._progress.lines(lesson=self.slug))}
        if not kept:
            return reply("not yet", say(words.NO_GUESS_YET))
        if what not in kept:
            return Card(say(words.NO_SUCH_GUESS, what=what, known=", ".join(kept)))
        try:
            read = _number(value)
        except Misread:
            return reply("not yet", say(words.CAME_FORM))
        self._progress.add("came", self.slug, what=what, value=read)
        return Card(guesses(self._progress.lines(lesson=self.slug))[list(kept).index(what)].reply())

    def guesses(self) -> Diary:
        """Return the guess diary of the whole course: how many ranges held what came, how wide; `.table` is a DataFrame."""
        return diary(guesses(self._progress.lines()), self._small_print())

    def note(self, what: object = ..., evidence: object = ..., next: object = ...) -> Card:  # noqa: A002 - the learner's word
        """Keep the three lines of a review: what happened, what shows it, what comes next."""
        given = dict(zip(REVIEW, (plain.scalar(line) for line in (what, evidence, next)), strict=True))
        empty = [name for name, line in given.items() if not isinstance(line, str) or not line]
        if empty:
            return reply("not yet", say(words.NOTE_DOTS, part=", ".join(empty)))
        self._progress.add("note", self.slug, **given)
        return Card(say(words.NOTE_KEPT), small=self._small_print())

    def read_back(self) -> Card:
        """Show the last review kept in another lesson, and what was decided there: when to look again, what would change it."""
        return read_back(self._progress.lines(), self.slug, self._small_print())

    def progress(self) -> Card:
        """Show the course map: every lesson, and how far its exercises have come."""
        states = {slug: self._progress.state(slug, names) for slug, names in self._desk.course().items()}
        text, table = course_map.as_text(states, self.slug), course_map.as_html(states, self.slug)
        return MapCard(text, inner_html=table, small=self._small_print())

    def reset(self, name: str = "") -> Card:
        """Begin this lesson, or one exercise of it, anew; what was written stays in the file. Raises: UnknownExercise."""
        if name:
            self._desk.known(name)
        self._progress.add("reset", self.slug, exercise=name)
        return Card(say(words.RESET_ONE, name=name) if name else say(words.RESET_ALL), small=self._small_print())

    def reveal(self, what: str, *, unseen: bool = False) -> Any:
        """Return what the simulator knows, such as "incidents"; a sealed shop says that it is sealed. Raises: UnknownTruth.

        unseen: of the stranger's shop.
        """
        return self._desk.reveal(what, unseen=unseen)
