"""`bench truth`: whole shops searched for everything that was planted in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from toolkit import spread
from toolkit.bench import truth as studied
from toolkit.bench.truth_measures import MEASURES


@click.command()
@click.option("--seeds", type=click.IntRange(1, 500), default=50, show_default=True, help="Shops; seeds 1, 2, 3 …")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--page", "out", type=click.Path(path_type=Path), default=studied.PAGE, help="Where the page goes.")
@click.option(
    "--again",
    type=click.Choice(MEASURES),
    multiple=True,
    help="Only these, put anew into a page that holds the others. Example: --again prices",
)
def truth(seeds: int, workers: int, out: Path, again: tuple[str, ...]) -> None:
    """Seek every planted truth in many shops, 5 to 15 s each. Writes tests/bench/truth.md."""
    seek = partial(studied.measured, only=again) if again else studied.study
    studies = []
    for one in spread.spread(seek, range(1, seeds + 1), engine=spread.Local(workers)):
        studies.append(one)
        click.echo(studied.told(one))
        if not again:
            studied.write(studies, out)
    if again:
        studied.rewrite(studies, out)
    for row in studied.rows(studies):
        reached = "reached" if row.reached else "not yet"
        click.echo(
            f"{reached}  {row.truth}: {row.found} of {row.seeds}, {row.false:.2f} false dates per 100 clean days"
        )
