"""`python3 -m toolkit grade`: a folder of hand-ins, or the zip from Moodle or Canvas, becomes grades and pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from toolkit.course.bars import progress_bar
from toolkit.course.classes import NoClass, open_class
from toolkit.course.notebooks import ROOT, LessonNotFoundError, lessons
from toolkit.course.roster import read_roster
from toolkit.course.sheets import BadSheet
from toolkit.exercises.practice import load
from toolkit.grading.book import summary
from toolkit.grading.elsewhere import borrowed
from toolkit.grading.errors import GradingError, NoSandbox
from toolkit.grading.gradebook import Row, fill_in, write_all
from toolkit.grading.limits import Limits
from toolkit.grading.marking import Sheet, read_sheet, write_sheet
from toolkit.grading.notebook import cells_of
from toolkit.grading.report.class_page import write_class_page
from toolkit.grading.report.learner_page import write_learner_pages
from toolkit.grading.sandbox.hidden import keep_hidden
from toolkit.grading.sandbox.trial import table, trial, unprotected
from toolkit.grading.session import Session
from toolkit.grading.worker import How, close_all
from toolkit.spread import Cluster, Local, SpreadError

NO_SANDBOX, MARKING = 3, "marking.csv"
LIKE, ONE_OR_MORE = Limits(), click.IntRange(1)
LEAST_MEMORY = 256
"""MiB below which no lesson can be run, nor the sandbox be tried."""


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
@click.option("--mended", is_flag=True, help="Grade anew what was graded by earlier exercises or on earlier data.")
@click.option(
    "--marks", type=click.Path(path_type=Path), help="The marking sheet, filled in: marking.csv of an earlier run."
)
@click.option(
    "--cpu", default=LIKE.cpu, type=ONE_OR_MORE, help="Seconds of processor time a hand-in may use.", show_default=True
)
@click.option(
    "--memory", default=LIKE.memory, type=click.IntRange(LEAST_MEMORY), help="MiB of memory.", show_default=True
)
@click.option("--wall", default=LIKE.wall, type=ONE_OR_MORE, help="Seconds from start to end.", show_default=True)
@click.option("--output", default=LIKE.output, type=ONE_OR_MORE, help="KiB of answers.", show_default=True)
@click.option("--no-sandbox", is_flag=True, help="Run hand-ins unprotected; every page will say so.")
def command(
    hand_ins: Path, slug: str, roster: Path, out: Path, class_folder: Path | None, jobs: int, engine: str,
    scheduler: str | None, again: tuple[str, ...], marks: Path | None, cpu: int, memory: int, wall: int, output: int,
    *, mended: bool, no_sandbox: bool,
) -> None:  # fmt: skip
    """Grade HAND_INS: run each in a sandbox, judge its answers, write grades.csv and pages. Goes on where it stopped."""
    console = Console(soft_wrap=True, highlight=False)
    limits = Limits(cpu=cpu, memory=memory, wall=wall, output=output)
    if scheduler and engine != "dask":
        given = "--scheduler was given without --engine dask. The local engine has no scheduler."
        raise click.UsageError(f"{given} Add --engine dask, or leave --scheduler out.")
    try:
        (lesson,) = lessons(ROOT, slug)[:1]
        layers = unprotected() if no_sandbox else trial(limits)
        console.print("\n".join(["Sandbox:", *table(layers)]))
        if not no_sandbox:
            kept = {
                "class folder": class_folder,
                "class list": roster,
                "folder of grades": out,
                "folder of hand-ins": hand_ins,
            }
            keep_hidden(kept)
        how = How(limits, layers, tuple(cells_of(lesson.path)))
        of = open_class(class_folder) if class_folder else None
        spreads = Cluster(scheduler, jobs) if engine == "dask" else Local(jobs)
        session = Session(lesson, read_roster(roster), out, how, of, spreads, again, mended)
        sheet = read_sheet(marks) if marks else ({}, [])
        _report(session, _graded(session, hand_ins, console), sheet, console)
    except KeyboardInterrupt:
        raise click.ClickException(
            "Interrupted. What was graded is kept; the same command goes on from here."
        ) from None
    except NoSandbox as trouble:
        console.print(str(trouble))
        sys.exit(NO_SANDBOX)
    except (BadSheet, GradingError, LessonNotFoundError, NoClass, SpreadError) as trouble:
        raise click.ClickException(str(trouble)) from trouble
    except OSError as problem:
        raise click.ClickException(
            f"{problem.filename or 'A file'} could not be read or written ({problem.strerror}).\n"
            "What was graded before is kept.\n"
            "Give folders that are yours, or make room; then the same command goes on from here."
        ) from problem
    finally:
        close_all()


def _graded(session: Session, place: Path, console: Console) -> list[Row]:
    gathered = session.gather(place)
    with progress_bar(console) as bar:
        task = bar.add_task(session.lesson.slug, total=len(gathered))
        return session.run(gathered, lambda: bar.advance(task))


def _report(session: Session, rows: list[Row], marks: tuple[Sheet, list[str]], console: Console) -> None:
    """Write the gradebooks, the marking sheet and the pages, and say what there is to say."""
    plan, out, layers = load(session.lesson.slug), session.out, session.how.layers
    sheet, odd = marks
    odd = [*odd, *fill_in(rows, sheet)]
    most = float(sum(exercise.points for exercise in plan.exercises.values()))
    paths = write_all(out, session.roster, rows, plan.title, most)
    write_learner_pages(out, rows, plan.title, layers, session.lesson.path)
    fits = borrowed(plan.slug, rows, session.places)
    page = write_class_page(out, rows, plan.title, most, layers, fits, session.lesson.path)
    due = _write_marking(out / MARKING, rows, sheet)
    for line in [*odd, *summary(session.changed)]:
        console.print(line, markup=False)
    graded = sum(row.record is not None for row in rows)
    names = ", ".join(path.name for path in paths)
    console.print(f"{graded} of {len(rows)} graded. {names} in {out}", markup=False)
    if due:
        console.print(f"{due} answers for a person to mark: {out / MARKING}; read back with --marks", markup=False)
    console.print(f"what the class misunderstood: {page}", markup=False)


def _write_marking(path: Path, rows: list[Row], sheet: Sheet) -> int:
    """Write the marking sheet; what stands filled in in an earlier one stays."""
    before = read_sheet(path)[0] if path.exists() else {}
    lines = ((row.id, row.name, mark) for row in rows for mark in row.marks if "by_hand" in mark and mark["value"])
    return write_sheet(path, lines, {**before, **sheet})
