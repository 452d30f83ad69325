"""The figures as a page: what was to be reached, what was measured, and how cost grows with size."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.bench.generate import TPCH_SCALE, Figures, Made
from toolkit.home import CHECKOUT

PAGE = CHECKOUT / "tests" / "bench" / "README.md"
CHART = "cost.svg"

_MILLION, _MORE = 900_000, 10_000_000
_LIMITS = {
    "open, one table, warm": 0.2,
    "tables of one lesson, cold": 1.2,
    "what-if, 13 weeks": 0.3,
    "what-if, 731 days": 0.8,
}


def write(figures: Figures, page: Path = PAGE) -> None:
    """Write the page and its chart."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(_lines(figures)) + "\n", encoding="utf-8", newline="\n")
    _chart(figures, page.parent / CHART)


def goals(figures: Figures) -> Iterator[tuple[str, str, str, bool]]:
    """Each goal: what, the figure to reach, what was measured, whether it was reached."""
    for made in figures.sizes:
        if made.times_floor is not None and made.floor is not None and made.rows.get("orders", 0) >= _MILLION:
            what = f"{made.rows.get('orders', 0):,} orders, every table ({made.total:,} rows), Parquet"
            yield (
                what,
                "≤ 3 × the floor",
                f"{made.times_floor:.2f} × ({made.floor.cpu:.2f} CPU s)",
                made.times_floor <= 3,
            )
            yield what, "≤ 6.5 CPU s", f"{made.cost.cpu:.2f} CPU s", made.cost.cpu <= 6.5
            yield what, "≤ 300 MiB", f"{made.cost.peak:.0f} MiB", made.cost.peak <= 300
    for made in figures.sizes:
        if made.total >= _MORE and made.workers == 1:
            speed = made.total / made.cost.cpu
            yield f"rows per CPU s at {made.total / 1e6:.0f} M rows", "≥ 2.5 M", f"{speed / 1e6:.2f} M", speed >= 2.5e6
            yield (
                f"memory at {made.total / 1e6:.0f} M rows",
                "≤ 512 MiB",
                f"{made.cost.peak:.0f} MiB",
                made.cost.peak <= 512,
            )
    for peer in figures.peers:
        most = {"tpchgen-cli": 0.5, "jafgen": 1 / 40}[peer.name]
        words = f"≤ {most:g} × {peer.name}" if most >= 0.1 else f"{peer.name} takes ≥ {1 / most:.0f} times as much"
        told = f"{peer.per_row:.2f} ×" if most >= 0.1 else f"{1 / peer.per_row:.1f} times"
        yield "CPU per row", words, told, peer.per_row <= most
    for name, seconds in figures.shop.items():
        yield name, f"≤ {_LIMITS[name]} CPU s", f"{seconds:.2f} CPU s", seconds <= _LIMITS[name]


def _lines(figures: Figures) -> Iterator[str]:
    yield "# What making a shop costs"
    yield ""
    yield "Written by `python3 -m toolkit bench generate`; run it to get the figures of your machine."
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    yield f"Measured on {dt.date.today().isoformat()}: {machine};"
    yield f"medians of {figures.runs} runs in turn, processor seconds (user and system) of whole processes with their children."
    yield ""
    yield from table(
        ("what", "to reach", "measured", ""), [(*row[:3], "yes" if row[3] else "not yet") for row in goals(figures)]
    )
    yield from ("", "## Cost against size", "")
    head = ("scale", "workers", "orders", "rows", "CPU s", "wall s", "M rows / CPU s", "MB / CPU s", "peak MiB")
    yield from table(head, [_size_row(made) for made in figures.sizes])
    yield from ("", f"![Processor seconds and memory against rows]({CHART})", "")
    yield "*Cost grows in step with rows; peak is that of the largest process.*" if figures.sizes else ""
    if figures.peers:
        yield from ("", "## Beside peers", "")
        yield from table(("program", "rows", "CPU s", "M rows / CPU s", "MB / CPU s", "peak MiB"), _peer_rows(figures))
        known = ", ".join(f"{name} {version}" for name, version in figures.versions.items())
        yield f"\n{known}; tpchgen-cli: scale factor {TPCH_SCALE}, one thread, Parquet. Its rows are wider than ours: see MB."
    if figures.sizes:
        yield from ("", "## Rows by table", "")
        first = next((made for made in figures.sizes if made.floor), figures.sizes[0])
        yield from table(
            (f"table at scale {first.scale:g}", "rows"), [(name, f"{rows:,}") for name, rows in first.rows.items()]
        )


def _size_row(made: Made) -> tuple[str, ...]:
    cpu = made.cost.cpu
    numbers = (cpu, made.cost.wall, made.total / cpu / 1e6, made.size / cpu / 1e6)
    orders = f"{made.rows.get('orders', 0):,}"
    return (
        f"{made.scale:g}",
        str(made.workers),
        orders,
        f"{made.total:,}",
        *(f"{one:.2f}" for one in numbers),
        f"{made.cost.peak:.0f}",
    )


def _peer_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for peer in figures.peers:
        cpu = peer.cost.cpu
        numbers = (cpu, peer.rows / cpu / 1e6, peer.size / cpu / 1e6)
        yield peer.name, f"{peer.rows:,}", *(f"{one:.2f}" for one in numbers), f"{peer.cost.peak:.0f}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table's lines."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _chart(figures: Figures, path: Path) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "bench", "svg.fonttype": "none"}):
        figure = Figure(figsize=(7.6, 3.6), layout="constrained")
        for axes, (what, label) in zip(figure.subplots(1, 2), (("cpu", "CPU s"), ("peak", "peak MiB")), strict=True):
            for workers, colour, mark in ((1, "#0173b2", "o"), (2, "#de8f05", "s")):
                line = [
                    (made.total / 1e6, getattr(made.cost, what)) for made in figures.sizes if made.workers == workers
                ]
                if line:
                    axes.plot(
                        *zip(*line, strict=True),
                        color=colour,
                        marker=mark,
                        label=f"{workers} worker{'s' * (workers > 1)}",
                    )
            axes.set(xscale="log", yscale="log", xlabel="million rows", ylabel=label)
            if figures.sizes:
                axes.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})
