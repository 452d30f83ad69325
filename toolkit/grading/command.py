"""`python3 -m toolkit grade`: a folder of hand-ins, or the zip from Moodle or Canvas, becomes grades and pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from toolkit.course.build import progress_bar
from toolkit.course.classes import NoClass, open_class
from toolkit.course.notebooks import ROOT, LessonFile, LessonNotFoundError, code_cells, lessons, read
from toolkit.exercises.practice import load
from toolkit.grading.elsewhere import borrowed
from toolkit.grading.errors import GradingError, NoSandbox
from toolkit.grading.gradebook import Row, write_all
from toolkit.grading.limits import Limits
from toolkit.grading.report.class_page import write_class_page
from toolkit.grading.report.learner_page import write_learner_pages
from toolkit.grading.rosters import read_roster
from toolkit.grading.sandbox.confine import LIMITS
from toolkit.grading.sandbox.trial import table, trial
from toolkit.grading.session import Session
from toolkit.grading.worker import How, close_all
from toolkit.spread import Cluster, Local, SpreadError

NO_SANDBOX = 3
LIKE = Limits()


@click.command(
    epilog="Example: python3 -m toolkit grade hand-ins/ --lesson is-this-normal --roster roster.csv --out grades/"
)
@click.argument("hand_ins", type=click.Path(path_type=Path))
@click.option("--lesson", "slug", required=True, help="Which lesson: its slug, number or file name.")
@click.option(
    "--roster", required=True, type=click.Path(path_type=Path), help="The class list; Canvas' or Moodle's will do."
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where grades and pages go."
)
@click.option("--class", "class_folder", type=click.Path(path_type=Path), help="The class folder: personal shops.")
@click.option("--jobs", default=1, type=click.IntRange(1, 256), help="Hand-ins at a time.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local")
@click.option("--scheduler", help="Address of a Dask scheduler.")
@click.option("--again", multiple=True, metavar="ID", help="Grade this learner anew; may be given several times.")
@click.option("--cpu", default=LIKE.cpu, help="Seconds of processor time a hand-in may use.", show_default=True)
@click.option("--memory", default=LIKE.memory, help="MiB of memory.", show_default=True)
@click.option("--wall", default=LIKE.wall, help="Seconds from start to end.", show_default=True)
@click.option("--output", default=LIKE.output, help="KiB of answers.", show_default=True)
@click.option("--no-sandbox", is_flag=True, help="Run hand-ins unprotected; every page will say so.")
def command(
    hand_ins: Path, slug: str, roster: Path, out: Path, class_folder: Path | None, jobs: int, engine: str,
    scheduler: str | None, again: tuple[str, ...], cpu: int, memory: int, wall: int, output: int, *, no_sandbox: bool,
) -> None:  # fmt: skip
    """Grade HAND_INS: run each in a sandbox, judge its answers, write grades.csv and pages. Goes on where it stopped."""
    console = Console(soft_wrap=True, highlight=False)
    limits = Limits(cpu=cpu, memory=memory, wall=wall, output=output)
    try:
        (lesson,) = lessons(ROOT, slug)[:1]
        layers = (LIMITS,) if no_sandbox else trial(limits)
        console.print("\n".join(["Sandbox:", *table(layers)]))
        how = How(limits, layers, tuple(cell.source for cell in code_cells(read(lesson.path))))
        of = open_class(class_folder) if class_folder else None
        spreads = Cluster(scheduler, jobs) if engine == "dask" else Local(jobs)
        session = Session(lesson, read_roster(roster), out, how, of, spreads, again)
        _grade(session, hand_ins, console)
    except NoSandbox as trouble:
        console.print(str(trouble))
        sys.exit(NO_SANDBOX)
    except (GradingError, LessonNotFoundError, NoClass, SpreadError, OSError) as trouble:
        raise click.ClickException(str(trouble)) from trouble
    finally:
        close_all()


def _grade(session: Session, place: Path, console: Console) -> None:
    gathered = session.gather(place)
    with progress_bar(console) as bar:
        task = bar.add_task(session.lesson.slug, total=len(gathered))
        rows = session.run(gathered, lambda: bar.advance(task))
    _write(session, session.lesson, rows, console)


def _write(session: Session, lesson: LessonFile, rows: list[Row], console: Console) -> None:
    plan = load(lesson.slug)
    most = float(sum(exercise.points for exercise in plan.exercises.values()))
    paths = write_all(session.out, session.roster, rows, plan.title, most)
    write_learner_pages(session.out, rows, plan.title, session.how.layers)
    fits = borrowed(lesson.slug, rows, session.places())
    page = write_class_page(session.out, rows, plan.title, most, session.how.layers, fits)
    for line in session.changed:
        console.print(f"changed: {line}", markup=False)
    graded = sum(row.record is not None for row in rows)
    console.print(
        f"{graded} of {len(rows)} graded. {', '.join(path.name for path in paths)} in {session.out}", markup=False
    )
    console.print(f"what the class misunderstood: {page}", markup=False)
