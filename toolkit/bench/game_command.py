"""`bench game`: the balance of the capstone over many shops."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from toolkit import spread
from toolkit.bench import game as studied
from toolkit.game.hindsight import RUNS


@click.command()
@click.option("--seeds", type=click.IntRange(1, 500), default=50, show_default=True, help="Shops; seeds 1, 2, 3 …")
@click.option(
    "--runs", type=click.IntRange(20, 5000), default=RUNS, show_default=True, help="Runs of the search a shop."
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--page", "out", type=click.Path(path_type=Path), default=studied.PAGE, help="Where the page goes.")
def game(seeds: int, runs: int, workers: int, out: Path) -> None:
    """Play many shops by every hand, 1 to 2 minutes each. Writes tests/bench/game.md."""
    studies: list[studied.Study] = []
    for one in spread.spread(partial(studied.study, runs=runs), range(1, seeds + 1), engine=spread.Local(workers)):
        studies.append(one)
        click.echo(studied.told(one))
        studied.write(studies, runs, out)
    for what, aim, measured, reached in studied.goals(studies):
        click.echo(f"{'reached' if reached else 'not yet'}  {what}: {measured} ({aim})")
