"""`bench game`: the balance of the capstone over many shops."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from toolkit import home, spread
from toolkit.bench import game as studied
from toolkit.bench import game_page
from toolkit.game.hindsight import RUNS


@click.command()
@click.option("--seeds", type=click.IntRange(1, 500), default=50, show_default=True, help="Shops; seeds 1, 2, 3 …")
@click.option(
    "--runs", type=click.IntRange(20, 5000), default=RUNS, show_default=True, help="Runs of the search a shop."
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--kept", type=click.Path(path_type=Path), help="File of the shops so far.  [default: in $SHOP_HOME]")
@click.option("--page", "out", type=click.Path(path_type=Path), default=game_page.PAGE, help="Where the page goes.")
def game(seeds: int, runs: int, workers: int, kept: Path | None, out: Path) -> None:
    """Play many shops by every hand, a minute each for 300 runs. Writes tests/bench/game.md.

    Each shop is a line in a file; started again it goes on from there, with more runs too.
    """
    file = kept or home.home() / "bench" / "game.jsonl"
    one_shop, shops = partial(studied.study, runs=runs, file=file), range(1, seeds + 1)
    for study in spread.spread(one_shop, shops, engine=spread.Local(workers)):
        click.echo(game_page.told(study))
        studies = [one for seed, one in studied.kept(file).items() if seed in shops]
        game_page.write(studies, out)
    for what, aim, measured, reached in game_page.goals(studies):
        click.echo(f"{'reached' if reached else 'not yet'}  {what}: {measured} ({aim})")
