"""`python3 -m toolkit exercise NAME`: an author's view of one exercise on three shops.

For each shop: the reference, the other right ways, truth and every mistake with its value and its distance from right in
tolerances. A mistake under 5 tolerances is marked, one under 2 is never named; one that breaks shows why. `--watch` keeps it
open beside the editor.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from toolkit.exercises import compare
from toolkit.exercises.answer import Answer, Ask
from toolkit.exercises.beside import files_of, forget, saved
from toolkit.exercises.compare import Known, Verdict
from toolkit.exercises.errors import CourseError, UnknownExercise, unknown
from toolkit.exercises.exercise import Exercise, Function, LessonPlan, Mistake
from toolkit.exercises.misconceptions import FILE, misconceptions
from toolkit.exercises.papers import work_out
from toolkit.exercises.practice import Practice, load, written

SEEDS = ("classroom", 1, 2)
APART = 5.0
MISTAKES, WORDS = 2, 30


@dataclass(frozen=True)
class Row:
    """One value of an exercise on one shop."""

    what: str
    value: str
    tolerances: float | None
    remark: str
    says: str


def find(name: str) -> tuple[LessonPlan, Exercise]:
    """Return the exercise called "lesson/name", or "name" where only one lesson has it. Raises: UnknownExercise."""
    slug, _, bare = name.rpartition("/")
    plans = [load(slug)] if slug else [load(one) for one in written()]
    holders = [plan for plan in plans if bare in plan.exercises]
    if len(holders) == 1:
        return holders[0], holders[0].exercises[bare]
    if holders:
        homes = ", ".join(f"{plan.slug}/{bare}" for plan in holders)
        raise UnknownExercise(
            given=f'"{bare}" stands in {len(holders)} lessons.', exists=f"They are {homes}.", do="Say which one."
        )
    raise unknown(UnknownExercise, "exercise", bare, [each for plan in plans for each in plan.exercises])


def rows(exercise: Exercise, desk: Practice) -> Iterator[Row]:
    """Work an exercise out on a desk's shop and describe every value."""
    answer, ask = exercise.answer.on(desk.case), desk.papers.ask
    known = work_out(exercise, ask, desk.case)
    yield Row(
        "reference", answer.show(known.ref), 0.0, "", _said(exercise, Verdict("right", known.ref), known, answer, ask)
    )
    if known.true is not None:
        yield Row("truth", answer.show(known.true), answer.off(known.true, known.ref), "", "")
    for label, value in known.also.items():
        yield Row(f"also: {label}", answer.show(value), answer.off(value, known.ref), "", "")
    for mistake in exercise.mistakes:
        yield _mistake_row(exercise, mistake, known, answer, ask)


def _mistake_row(exercise: Exercise, mistake: Mistake, known: Known, answer: Answer, ask: Ask) -> Row:
    what = f"{mistake.code} {mistake.name}"
    if mistake.name not in known.mistakes:
        return Row(what, "—", None, _why(mistake.run, answer, ask, known), mistake.words)
    value = known.mistakes[mistake.name]
    far = min(answer.apart(value, right) for right in known.rights())
    remark = "never named here" if far < compare.NAMED_FROM else "near" if far < APART else ""
    verdict = Verdict("mistake", value, mistake)
    return Row(what, answer.show(value), far, remark, _said(exercise, verdict, known, answer, ask))


def _said(exercise: Exercise, verdict: Verdict, known: Known, answer: Answer, ask: Ask) -> str:
    """Return the words, with what broke while they were made."""
    broken: list[str] = []

    def told(function: Function, **extra: Any) -> Any:
        try:
            return ask(function, **extra)
        except Exception as odd:
            broken.append(f"[{function.__name__} raised {type(odd).__name__}: {odd}]")
            raise

    return " ".join([compare.speak(exercise, verdict, known, answer, told), *broken])


def _why(run: Function, answer: Answer, ask: Ask, known: Known) -> str:
    try:
        answer.model(ask(run, ref=known.ref))
    except Exception as odd:
        return f"{type(odd).__name__}: {odd}"
    return ""


def printed(title: str, found: Iterator[Row]) -> Table:
    """Return the rows of one shop as a table for the terminal."""
    table = Table(title=title, title_justify="left", show_lines=True)
    for column in ("what", "value", "tolerances", "", "says"):
        table.add_column(column, justify="right" if column == "tolerances" else "left")
    for row in found:
        far = "" if row.tolerances is None else f"{row.tolerances:,.1f}"
        table.add_row(row.what, row.value[:60], far, row.remark, row.says)
    return table


@click.command("exercise")
@click.argument("name")
@click.option(
    "--seed", "seeds", multiple=True, help="A shop to try it on; several are allowed. Default: classroom, 1, 2."
)
@click.option("--watch", is_flag=True, help="Stay, and show it again whenever its definitions are saved.")
def command(name: str, seeds: tuple[str, ...], *, watch: bool) -> None:
    """Show what an exercise's reference and mistakes give on three shops."""
    from toolkit.shop.books import open_shop

    console = Console()
    try:
        plan, _ = find(name)
        shops = [open_shop(seed=seed) for seed in seeds or map(str, SEEDS)]
        for _ in saved(files_of(plan)) if watch else (None,):
            view(name, plan.slug, shops, console, gently=watch)
    except CourseError as trouble:
        raise click.ClickException(str(trouble)) from trouble


def view(name: str, slug: str, shops: list[Any], console: Console, *, gently: bool) -> None:
    """Print an exercise as its files have it now; gently: what cannot be read is said, and the next save may mend it."""
    try:
        forget(slug)
        plan, exercise = find(name)
        for line in advice(exercise):
            console.print(line, highlight=False, markup=False)
        for shop in shops:
            with tempfile.TemporaryDirectory() as folder:
                desk = Practice(plan, shop, Path(folder))
                console.print(printed(f"{exercise.id} on {shop.id}", rows(exercise, desk)))
    except Exception as odd:
        if not gently:
            raise
        console.print(f"{type(odd).__name__}: {odd}", highlight=False, markup=False)


def advice(exercise: Exercise) -> Iterator[str]:
    """Yield what an author may still want to do before anything is run."""
    if len(exercise.mistakes) < MISTAKES:
        yield f"{exercise.id} has {len(exercise.mistakes)} modelled mistakes; {MISTAKES} or more are due."
    for mistake in exercise.mistakes:
        long = len(mistake.words.split())
        if long > WORDS:
            yield f"{mistake.name} says {long} words; at most {WORDS} are read."
        if mistake.code not in misconceptions():
            yield f'{mistake.code} is a new code: add {mistake.code} = "the belief" to {FILE.name}.'
