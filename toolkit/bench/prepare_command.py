"""`bench prepare`: what a personal shop costs before its learner's answers can be judged."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.bench import prepare as measured
from toolkit.bench import prepare_page


@click.command()
@click.option(
    "--learners",
    type=click.IntRange(1, 100),
    default=3,
    show_default=True,
    help="Learners after the first; medians are told.",
)
@click.option("--lesson", "slugs", multiple=True, help="Slug of a lesson, told and not written.")
@click.option(
    "--page", "out", type=click.Path(path_type=Path), help="Where the page goes.  [default: tests/bench/prepare.md]"
)
def prepare(learners: int, slugs: tuple[str, ...], out: Path | None) -> None:
    """Prepare personal shops for every lesson, about six minutes for all. Writes tests/bench/prepare.md."""
    found = measured.all_of(learners, slugs, lambda one: click.echo(prepare_page.told(one)))
    if out or not slugs:  # the page in the project is about every lesson
        prepare_page.write(found, out or prepare_page.PAGE)
    for what, aim, said, reached in prepare_page.goals(found):
        click.echo(f"{'reached' if reached else 'not yet'}  {what}: {said} ({aim})")
