"""`shop`: a shop of any size as files, or many personal shops; looked through again with --verify."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from toolkit.shop.export import job, need
from toolkit.shop.export.errors import ImpossibleShop
from toolkit.shop.export.plan import Plan
from toolkit.shop.export.verify import verify
from toolkit.spread import Cluster, Local

SLUG = "luyang-living"
MOST_SHOPS = 100_000


class PartOf(click.ParamType):
    """A part and the number of parts: 2/4."""

    name = "i/n"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Read i/n."""
        if isinstance(value, tuple):
            return value
        part, slash, parts = str(value).partition("/")
        if not (slash and part.isdecimal() and parts.isdecimal()):
            self.fail(f'"{value}" is no part. Parts are written i/n. The second of four is: --part 2/4', param, ctx)
        return int(part), int(parts)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to; empty or new.")
@click.option("--seed", default="classroom", show_default=True, help="Whose shop: any text or number.")
@click.option(
    "--scale", type=float, default=1.0, show_default=True, help="Times the visits, budgets and staff of scale 1."
)
@click.option("--days", type=click.IntRange(1, 1096), help="Days from 2024-01-01 on.  [default: 731]")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@click.option("--part", type=PartOf(), default=(1, 1), help="Only this part, so that several machines share the work.")
@click.option("--shops", type=int, help="So many personal shops instead of one.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to work on.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True)
@click.option("--scheduler", help="Address of a running Dask scheduler, such as tcp://10.0.0.5:8786.")
@click.option("--verify", "only_verify", is_flag=True, help="Look a folder through instead of writing it.")
def command(
    out: Path,
    seed: str,
    scale: float,
    days: int | None,
    form: str,
    part: tuple[int, int],
    shops: int | None,
    workers: int,
    engine: str,
    scheduler: str | None,
    only_verify: bool,
) -> None:
    """Write every table of a shop into a folder, block by block: any scale, on any number of workers, the same values.

    Parquet keeps exact units; CSV is UTF-8 with BOM, for spreadsheets. Each large table is a folder of files, one for each
    block of days: pandas.read_parquet("DIR/orders") reads them as one. manifest.json is written last; where it stands, all is there.
    """
    try:
        if only_verify:
            _verify(out)
            return
        plan = Plan(SLUG, seed.encode(), scale, days, "csv" if form == "csv" else "parquet", *part)
        chosen = _engine(engine, scheduler, workers)
        if shops is None:
            _one(plan, out, chosen)
        else:
            _many(plan, shops, out, chosen)
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing half-made looks complete; give the same command to go on.", err=True)
        sys.exit(130)


def _engine(engine: str, scheduler: str | None, workers: int) -> job.Engine:
    if engine == "dask":
        return Cluster(scheduler, workers)
    if scheduler:
        given = "--scheduler was given without --engine dask. The local engine has no scheduler."
        raise click.UsageError(f"{given} Add --engine dask, or leave --scheduler out.")
    return Local(workers)


def _one(plan: Plan, out: Path, engine: job.Engine) -> None:
    take = need.need(plan.scale, plan.length, plan.form)
    need.check(out, take)
    click.echo(f"Scale {plan.scale:g}, {plan.length} days: {need.said(plan.scale, plan.length, plan.form)}.")
    with _bar("days", job.units(plan)) as tick:
        made = job.write(plan, out, engine=engine, tick=tick)
    click.echo(f"{out} {'is complete' if made else 'holds this very shop already: nothing to do'}.")


def _many(plan: Plan, shops: int, out: Path, engine: job.Engine) -> None:
    if not 1 <= shops <= MOST_SHOPS:
        raise ImpossibleShop(
            f"--shops {shops} cannot be made.",
            f"From 1 to {MOST_SHOPS:,} personal shops are made in one go.",
            "Give such a number, or leave --shops out for one shop.",
        )
    if plan.parts > 1:
        raise ImpossibleShop(
            "--part was given with --shops.",
            "Personal shops are shared out whole: by --workers, or by --engine dask.",
            "Leave --part out.",
        )
    need.check(out, need.need(plan.scale, plan.length, plan.form, shops))
    with _bar("shops", shops) as tick:
        made = job.write_many(plan, shops, out, engine=engine, tick=tick)
    click.echo(f"{out} holds {shops} shops; {made} were made now.")


def _verify(out: Path) -> None:
    shops = (
        [path.parent for path in sorted(out.glob("*/manifest.json"))] if not (out / "manifest.json").exists() else []
    )
    for folder in shops or [out]:
        with _bar("rows", None) as tick:
            verdict = verify(folder, tick)
        rules = (
            "files, checksums and rules hold" if verdict.rules else "files and checksums hold (rules: up to 40 M rows)"
        )
        click.echo(f"{folder}: {len(verdict.manifest.tables)} tables, {verdict.rows:,} rows; {rules}.")


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar with the time left, where somebody looks on."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, transient=True, disable=not sys.stdout.isatty()) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, advance=done)
