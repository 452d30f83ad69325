"""Reading every lesson as a careful colleague would, before a learner does; then running it on several shops."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click
from rich.console import Console

from toolkit.course import form, prose, rehearse, teaching
from toolkit.course.bars import progress_bar
from toolkit.course.findings import Finding, Material
from toolkit.course.notebooks import ROOT, LessonFile, LessonNotFoundError, lessons, read
from toolkit.course.run import quiet_home
from toolkit.exercises.practice import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RULES = (
    form.nothing_computed,
    form.cells_keep_their_names,
    form.short_enough,
    prose.holds_for_every_shop,
    prose.sentences_are_computed,
    prose.links_lead_somewhere,
    prose.terms_are_in_the_glossary,
    teaching.helps_and_explains,
    teaching.speaks_kindly,
    teaching.asks_what_is_defined,
    teaching.gives_nothing_away,
    rehearse.solution_is_fresh,
)
RUNS = 2


def material(lesson: LessonFile) -> Material:
    """Return a lesson with its cells and its exercise definitions."""
    return Material(lesson, read(lesson.path), load(lesson.slug))


def read_through(lesson: Material) -> list[Finding]:
    """Return what the rules find without running anything."""
    return [finding for rule in RULES for finding in rule(lesson)]


def rehearsals(lesson: Material, seeds: int) -> list[rehearse.Rehearsal]:
    """Return the runs of a lesson: on the classroom shop, then on as many personal ones."""
    students = [None, *(f"rehearsal-{number}" for number in range(1, seeds + 1))]
    return [rehearse.Rehearsal(lesson, student) for student in students]


def run_through(lesson: Material, seeds: int, place: Path, tick: Callable[[], None]) -> Iterator[Finding]:
    """Yield what the runs of a lesson find, untouched and solved. tick is called after each run."""
    for rehearsal in rehearsals(lesson, seeds):
        for act in (rehearsal.untouched, rehearsal.solved):
            yield from act(place)
            tick()


@click.command(epilog="Example: python3 -m toolkit check-lessons is-this-normal --seeds 5")
@click.argument("names", nargs=-1)
@click.option(
    "--seeds", default=2, type=click.IntRange(0), show_default=True, help="Personal shops beside the classroom's."
)
@click.option("--no-run", is_flag=True, help="Read only; run nothing.")
def command(names: tuple[str, ...], seeds: int, *, no_run: bool) -> None:
    """Read and run the lessons (all, or NAMES); say what to mend and where. Ends with 1 when there is anything."""
    console = Console(soft_wrap=True)
    try:
        chosen = [material(lesson) for lesson in lessons(ROOT, *names)]
    except LessonNotFoundError as error:
        raise click.ClickException(str(error)) from error
    found = [finding for lesson in chosen for finding in read_through(lesson)]
    found += [] if names else [*prose.pages_lead_somewhere(ROOT), *rehearse.no_orphans(ROOT)]
    found += [] if no_run else _run_all(chosen, seeds, console)
    for finding in found:
        console.print(str(finding), highlight=False, markup=False)
    console.print(f"{len(chosen)} lessons read, {len(found)} things to mend.", highlight=False)
    raise SystemExit(1 if found else 0)


def _run_all(chosen: list[Material], seeds: int, console: Console) -> list[Finding]:
    found: list[Finding] = []
    with progress_bar(console) as bar, quiet_home() as place:
        for lesson in chosen:
            task = bar.add_task(lesson.file.slug, total=RUNS * (seeds + 1))
            found += run_through(lesson, seeds, place, partial(bar.advance, task))
    return found
