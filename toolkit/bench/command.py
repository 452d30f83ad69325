"""`bench`: the figures of the course, measured on this machine beside its peers."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.bench import generate as figures_of
from toolkit.bench import page
from toolkit.bench.game_command import game
from toolkit.bench.prepare_command import prepare
from toolkit.bench.truth_command import truth

SCALES = (0.8, 9.0)
LARGE = 90.0
FLOOR_AT = 9.0


@click.group()
def command() -> None:
    """Measure what the course costs, beside its peers."""


@command.command()
@click.option(
    "--runs", type=click.IntRange(1, 25), default=3, show_default=True, help="Runs of each; medians are told."
)
@click.option(
    "--scale", "scales", type=click.FloatRange(0.01, 1000), multiple=True, help="Scales to make.  [default: 0.8 9]"
)
@click.option("--large", is_flag=True, help=f"Scale {LARGE:g} as well: 100 million rows, a few minutes, 2 GB of disk.")
@click.option("--workers", type=click.IntRange(1, 64), multiple=True, default=(1, 2), show_default=True)
@click.option(
    "--without-peers", is_flag=True, help="Leave tpchgen-cli and jafgen out; they are fetched at the first run."
)
@click.option("--page", "out", type=click.Path(path_type=Path), default=page.PAGE, help="Where the page goes.")
def generate(
    runs: int, scales: tuple[float, ...], large: bool, workers: tuple[int, ...], without_peers: bool, out: Path
) -> None:
    """Make shops, beside the floor and the peers; open them; ask them what if. Writes tests/bench/README.md."""
    figures = figures_of.Figures(runs)
    chosen = (scales or SCALES) + ((LARGE,) if large else ())
    floor_at = FLOOR_AT if FLOOR_AT in chosen else chosen[0]
    figures_of.sizes(figures, chosen, workers, floor_at, click.echo)
    if not without_peers:
        figures_of.against_peers(figures, floor_at, click.echo)
    figures_of.opening(figures, click.echo)
    page.write(figures, out)
    for what, aim, measured, reached in page.goals(figures):
        click.echo(f"{'reached' if reached else 'not yet'}  {what}: {measured} ({aim})")


@command.command()
@click.option(
    "--runs", type=click.IntRange(1, 25), default=3, show_default=True, help="Runs of each; medians are told."
)
@click.option(
    "--size", "sizes", type=click.IntRange(1, 100_000), multiple=True, default=(10, 100, 1000), show_default=True
)
@click.option("--large", is_flag=True, help="A class of 10,000 as well: about half an hour.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Hand-ins at a time, in large classes."
)
@click.option(
    "--without-peers", is_flag=True, help="Leave nbgrader and otter-grader out; they are fetched at the first run."
)
@click.option(
    "--page", "out", type=click.Path(path_type=Path), help="Where the page goes.  [default: tests/bench/grade.md]"
)
def grade(runs: int, sizes: tuple[int, ...], large: bool, jobs: int, without_peers: bool, out: Path | None) -> None:
    """Grade classes of one small notebook, in turn with nbgrader and otter-grader. Writes tests/bench/grade.md."""
    from toolkit.bench import grade as measured
    from toolkit.bench import grade_page

    graded = measured.Graded(runs)
    chosen = (*sizes, *((10_000,) if large else ()))
    measured.measure(graded, chosen, jobs, click.echo, with_peers=not without_peers)
    grade_page.write(graded, out or grade_page.PAGE)
    for what, aim, found, reached in grade_page.goals(graded):
        click.echo(f"{'reached' if reached else 'not yet'}  {what}: {found} ({aim})")


command.add_command(game)
command.add_command(prepare)
command.add_command(truth)
