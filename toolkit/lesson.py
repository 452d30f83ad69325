"""A lesson as its notebook sees it.

from toolkit import open_lesson, show
lesson = open_lesson("is-this-normal")
shop, case = lesson.shop, lesson.case
lesson.check("usual_visitors", usual_visitors)
"""

from __future__ import annotations

import hashlib
import hmac
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from toolkit import home
from toolkit.exercises import course_map, plain, words
from toolkit.exercises.answer import Misread
from toolkit.exercises.compare import Verdict
from toolkit.exercises.numbers import Number
from toolkit.exercises.practice import Practice, load, written
from toolkit.exercises.reply import Action, Card, Reply, reply
from toolkit.exercises.words import say
from toolkit.progress import Progress

if TYPE_CHECKING:
    import pandas as pd


SLOW_SECONDS = 0.5
REVIEW = ("what", "evidence", "next")


def open_lesson(slug: str, student: str | None = None) -> Lesson:
    """Open a lesson on the classroom shop, or on a student's own.

    slug: the notebook's name without number and suffix, "is-this-normal". Raises: UnknownLesson.
    """
    from toolkit.shop.books import open_shop

    plan = load(slug)
    shop = open_shop(seed="classroom" if student is None else practice_seed(student))
    if plan.tables:
        shop.make(plan.tables)
    desk = Practice(plan, shop, home.tables_dir(shop.id) / "lessons" / slug)
    desk.think_ahead()
    return Lesson(desk, Progress(home.progress_file(student)))


def practice_seed(student: str) -> bytes:
    """Return the 128 bits from which a student's practice shop is made."""
    return hmac.new(b"practice", home.student_id(student).encode(), hashlib.sha256).digest()[:16]


class Lesson:
    """Shop, case, and somebody to talk to: check, hint, solution, guess, note, progress, reveal."""

    def __init__(self, desk: Practice, progress: Progress) -> None:
        self._desk, self._progress = desk, progress
        self.slug, self.title = desk.plan.slug, desk.plan.title
        self.shop, self.case, self.lab = desk.shop, desk.case, desk.lab

    def __repr__(self) -> str:
        return f"Lesson {self.slug}: {self.title} · {len(self._desk.plan.exercises)} exercises"

    def table(self, name: str) -> pd.DataFrame:
        """Return a small table prepared for this lesson. Raises: UnknownTable."""
        return self._desk.table(name)

    def check(self, name: str, value: object) -> Reply:
        """Answer an answer: not yet, not quite because …, or yes and …. Raises: UnknownExercise."""
        start = time.perf_counter()
        verdict = self._desk.judge(name, value)
        self._keep(name, verdict)
        took = time.perf_counter() - start
        mistake = verdict.mistake.code if verdict.mistake else ""
        small, actions = self._small_print(took), self._actions(name, verdict.outcome)
        return reply(
            verdict.outcome, verdict.words, name=name, way=verdict.way, mistake=mistake, small=small, actions=actions
        )

    def _keep(self, name: str, verdict: Verdict) -> None:
        if verdict.way == "untouched":
            return
        mistake = {"mistake": verdict.mistake.code} if verdict.mistake else {}
        kept = self._desk.kept(name, verdict)
        self._progress.add(
            "check",
            self.slug,
            exercise=name,
            outcome=verdict.outcome,
            way=verdict.way,
            **mistake,
            **({"kept": kept} if kept else {}),
        )

    def _small_print(self, took: float = 0.0) -> str:
        """Say once what must be said: a slow first check, a folder that cannot be written."""
        where = self._progress.trouble()
        lines = [say(words.NOT_KEPT, where=where)] if where else []
        if took > SLOW_SECONDS:
            lines.append(say(words.FIRST_CHECK, seconds=f"{took:.1f}"))
        return " ".join(lines)

    def _actions(self, name: str, outcome: str) -> list[Action]:
        """Return what the buttons under a reply do; after a yes there is nothing left to ask."""
        if outcome == "yes":
            return []
        shown: list[Action] = [(say(words.HINT_BUTTON, n=n), partial(self.hint, name, n)) for n in (1, 2)]
        return [*shown, (say(words.SOLUTION_BUTTON), partial(self.solution, name))]

    def hint(self, name: str, n: int = 1) -> Card:
        """Show hint 1 (where to look) or 2 (what to write)."""
        said = say(self._desk.hint(name, n))
        self._progress.add("hint", self.slug, exercise=name, n=n)
        return Card(said, say(words.HINT_TITLE, n=min(max(n, 1), 2), total=2), small=self._small_print())

    def solution(self, name: str) -> Card:
        """Show the worked solution and what it gives on this shop; kept as "with help" unless it was solved before."""
        code, value = self._desk.solution(name)
        self._progress.add("solution", self.slug, exercise=name)
        helped = self._progress.state(self.slug, [name])[name] == course_map.HELPED
        small = [say(words.SOLUTION_GIVES, value=value), say(words.WITH_HELP) if helped else "", self._small_print()]
        return Card("", say(words.SOLUTION_TITLE), code=code, small=" ".join(filter(None, small)))

    def guess(self, what: str, low: object, high: object) -> Card:
        """Keep a guess as a range; never graded, read again in lesson 11."""
        if plain.untouched(low) or plain.untouched(high):
            return reply("not yet", say(words.GUESS_DOTS))
        try:
            ends = sorted(Number().read(end) for end in (low, high))
        except Misread:
            return reply("not yet", say(words.GUESS_FORM))
        self._progress.add("guess", self.slug, what=str(what), low=ends[0], high=ends[1])
        shown = [f"{end:,.6g}" for end in ends]
        return Card(say(words.GUESS_KEPT, what=what, low=shown[0], high=shown[1]), small=self._small_print())

    def note(self, what: object = ..., evidence: object = ..., next: object = ...) -> Card:  # noqa: A002 - the learner's word
        """Keep the three lines of a review: what happened, what shows it, what comes next."""
        given = dict(zip(REVIEW, (plain.scalar(line) for line in (what, evidence, next)), strict=True))
        empty = [name for name, line in given.items() if not isinstance(line, str) or not line]
        if empty:
            return reply("not yet", say(words.NOTE_DOTS, part=", ".join(empty)))
        self._progress.add("note", self.slug, **given)
        return Card(say(words.NOTE_KEPT), small=self._small_print())

    def read_back(self) -> Card:
        """Show the last review kept in another lesson, and what was decided there."""
        notes = [line for line in self._progress.lines("note") if line["lesson"] != self.slug]
        if not notes:
            return Card(say(words.READ_BACK_NONE))
        last = notes[-1]
        lines = [f"{name}: {last.get(name, '')}" for name in REVIEW]
        return Card("\n".join([*lines, *self._decided(last["lesson"])]), say(words.READ_BACK))

    def _decided(self, lesson: str) -> list[str]:
        kept = [line["kept"] for line in self._progress.lines("check", lesson) if line.get("kept")]
        return [f"{name.replace('_', ' ')}: {value}" for name, value in kept[-1].items()] if kept else []

    def progress(self) -> Card:
        """Show the course map: every lesson, and how far its exercises have come."""
        states = {slug: self._progress.state(slug, load(slug).exercises) for slug in written()}
        text, table = course_map.as_text(states, self.slug), course_map.as_html(states, self.slug)
        return _Map(text, inner_html=table, small=self._small_print())

    def reveal(self, what: str) -> Any:
        """Return what the simulator knows, such as "incidents". Raises: SealedShop where the shop is sealed."""
        return self._desk.reveal(what)


class _Map(Card):
    """The course map: its text in a terminal, its table in a notebook."""

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.words, self.small) if part)

    def _repr_html_(self) -> str:
        return Card("", inner_html=self.inner_html, small=self.small)._repr_html_()
