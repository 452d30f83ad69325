"""`test`: lint, arrows, types, tests, every notebook and the browser test, in one go and with one verdict.

The tests run as everybody sees them run; the other steps run beside them, one after the other, and each is printed whole
when it has ended: what waits in one lane leaves its processor to the other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click

from toolkit.cli import chromium, place

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "toolkit.course.own_home")  # a learner's progress is left alone
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # the lanes fill the processors
NOT_RUN = 3  # exit code: all that was run passed, but not everything was run


@dataclass(frozen=True)
class Step:
    """One part of the whole test: its name, its command, and whether it is seen while it runs."""

    name: str
    command: tuple[str, ...]
    live: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a step went: exit code, seconds, and the last line it printed."""

    step: Step
    code: int
    seconds: float
    closing: str

    def line(self) -> str:
        """Tell it in one line."""
        return f"{'passed' if self.code == 0 else 'FAILED'}  {self.step.name:12} {self.seconds:6.1f} s  {self.closing}"


@click.command()
@click.option("--thorough", is_flag=True, help="The full counts of seeds, mutants and kills (up to an hour).")
@click.option("--without-browser", is_flag=True, help="Leave the browser test out, and call that complete.")
def command(thorough: bool, without_browser: bool) -> None:
    """Run the linters, the type checker, the tests, every notebook and the browser test."""
    browser = None if without_browser else chromium.find_or_install()
    outcomes = run_all(list(steps(thorough, browser is not None)))
    click.echo("\n" + "\n".join(outcome.line() for outcome in outcomes))
    if browser is None and not without_browser:
        click.echo(f"Not run: the browser test (no Chromium here). Get it with: {chromium.HOW}")
    sys.exit(verdict([outcome.code for outcome in outcomes], browser is not None or without_browser))


def steps(thorough: bool, browser: bool) -> Iterator[Step]:
    """Yield what is run, the quickest to fail first."""
    more = ("--thorough",) if thorough else ()
    yield Step("lint", (sys.executable, "-m", "ruff", "check", "."))
    yield Step("arrows", (sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"))
    yield Step("types", (sys.executable, "-m", "mypy"))
    yield Step("tests", (*PYTEST, "-n2", "tests", "--ignore=tests/browser", *more), live=True)
    yield Step("lessons", (*PYTEST, "-n2", "--nbval-lax", "lessons"))
    yield Step("solutions", (*PYTEST, "-n2", "--nbval", "solutions"))  # they say what they said when they were built
    if browser:
        yield Step("browser", (*PYTEST, "tests/browser", *more))


def verdict(codes: list[int], complete: bool) -> int:
    """Exit code of the whole: 1 where a step failed, 3 where something was not run, else 0."""
    if any(codes):
        return 1
    return 0 if complete else NOT_RUN


def run_all(todo: list[Step]) -> list[Outcome]:
    """Run those steps that are seen and those that are not beside each other; outcomes in the order of the steps."""
    over = threading.Event()
    lanes = [[step for step in todo if step.live is live] for live in (True, False)]
    with ThreadPoolExecutor(len(lanes)) as pool:
        try:
            outcomes = [outcome for lane in pool.map(lambda lane: _lane(lane, over), lanes) for outcome in lane]
        finally:
            over.set()  # stopped from the keyboard: nothing further is begun
    return sorted(outcomes, key=lambda outcome: todo.index(outcome.step))


def _lane(todo: Iterable[Step], over: threading.Event) -> list[Outcome]:
    return [_run(step) for step in todo if not over.is_set()]


def _run(step: Step) -> Outcome:
    head = f"\n── {step.name}"
    if step.live:
        click.echo(head)
    started, last, held = time.monotonic(), "", [head + "\n"]
    with _started(step) as child:
        assert child.stdout is not None
        for line in child.stdout:
            held.append(line)
            last = line.strip() or last
            if step.live:
                click.echo(line, nl=False)
    if not step.live:
        click.echo("".join(held), nl=False)
    return Outcome(step, child.returncode, time.monotonic() - started, last)


def _started(step: Step) -> subprocess.Popen[str]:
    return subprocess.Popen(
        step.command,
        cwd=place.ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **ONE_THREAD},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
