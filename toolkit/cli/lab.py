"""`lab`: the shop's tables are made once, then JupyterLab opens on the first lesson."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from toolkit.cli import place
from toolkit.home import home

FIRST = "00-start-here.ipynb"
MAKERS = ("toolkit/shop", "toolkit/data", "datasets")


@click.command()
@click.option("--browser/--no-browser", default=True, help="Open a browser window (default) or only serve.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on (default: 8888, or the next free one).")
@click.argument("more", nargs=-1, type=click.UNPROCESSED, metavar="[-- JUPYTERLAB OPTIONS]")
def command(browser: bool, port: int | None, more: tuple[str, ...]) -> None:
    """Make the classroom shop's tables where they are missing, then open the first lesson in JupyterLab."""
    make_tables()
    root = own_copy(home()) if read_only(place.ROOT / "lessons") else place.ROOT
    _open(jupyterlab(root, browser, port, more))


def jupyterlab(root: Path, browser: bool, port: int | None, more: tuple[str, ...]) -> list[str]:
    """Build the command that starts JupyterLab on the first lesson, on loopback only."""
    placed = any(option.startswith(("--ServerApp.root_dir", "--notebook-dir")) for option in more)
    return [
        sys.executable,
        *("-m", "jupyterlab", "--ip=127.0.0.1"),
        *([] if placed else [f"--ServerApp.root_dir={root}"]),  # JupyterLab refuses to be told twice
        f"--LabApp.default_url=/lab/tree/lessons/{FIRST}",
        *(["--allow-root"] if as_root() else []),
        *([] if browser else ["--no-browser"]),
        *([f"--port={port}"] if port else []),
        *more,
    ]


def as_root() -> bool:
    """Say whether this is root, as in most containers; JupyterLab would refuse to start."""
    return os.name != "nt" and os.geteuid() == 0


def make_tables() -> None:
    """Make the classroom shop's tables with a progress bar; costs nothing where they are there."""
    ready = home() / "tables" / "classroom-ready.txt"
    print_of_makers = fingerprint()
    if ready.exists() and ready.read_text(encoding="utf-8") == print_of_makers:
        return
    _make()
    ready.parent.mkdir(parents=True, exist_ok=True)
    ready.write_text(print_of_makers, encoding="utf-8")


def fingerprint() -> str:
    """Hex digest of everything the tables are made from; importing nothing of it keeps the second start quick."""
    digest = hashlib.sha256()
    for folder in MAKERS:
        for path in sorted((place.ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(place.ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _make() -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from toolkit.shop.books import open_shop

    shop = open_shop()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("Opening the shop", total=len(shop.tables()))
        shop.make(progress=lambda name: bar.update(task, advance=1, description=name))


def read_only(folder: Path) -> bool:
    """Say whether a learner could not save a lesson in a folder."""
    return not os.access(folder, os.W_OK)


def own_copy(target: Path) -> Path:
    """Copy the lessons to where they can be saved; a lesson that is there already is the learner's and stays."""
    for source in sorted((place.ROOT / "lessons").rglob("*")):
        copy = target / source.relative_to(place.ROOT)
        if source.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    print(f"This copy of the course is read-only, so your lessons are in {target / 'lessons'}.", flush=True)
    return target


def _open(start: list[str]) -> None:
    sys.stdout.flush()
    if os.name == "nt":  # exec on Windows gives the terminal back too early
        sys.exit(subprocess.call(start))
    os.execv(start[0], start)
