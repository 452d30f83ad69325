"""`clean`: remove what can be made again. Progress and games are a learner's own and go only when asked by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from toolkit.cli import place
from toolkit.cli.trouble import NotWritable
from toolkit.home import home

MADE_AGAIN = ("tables", "truth")
OWN = ("progress", "games")


@click.command()
@click.option("--environment", is_flag=True, help="Remove the environment too; the next start sets it up again.")
@click.option("--progress", is_flag=True, help="Remove progress and games too. They cannot be made again.")
@click.option("--everything", is_flag=True, help="All of the above.")
def command(environment: bool, progress: bool, everything: bool) -> None:
    """Remove the shop's tables, which are made again when needed; progress is kept unless named."""
    folders = [home() / name for name in (*MADE_AGAIN, *(OWN if progress or everything else ()))]
    if environment or everything:
        folders.append(place.venv_folder("learner"))
    removed = [folder for folder in folders if _remove(folder)]
    click.echo("\n".join(f"removed {folder}" for folder in removed) or "There was nothing to remove.")


def _remove(folder: Path) -> bool:
    if not folder.exists():
        return False
    try:
        shutil.rmtree(folder)
    except OSError as problem:
        raise NotWritable(
            f"Stopped: {folder} could not be removed ({problem.strerror}).",
            "Another user made it, a program holds a file of it open, or its disk is read-only.",
            "Close what uses it, or ask whoever owns it; then give the same command again.",
        ) from problem
    return True
