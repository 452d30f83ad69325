"""The shop measured: making it beside the floor and the peers, growing it, opening it, asking it what if."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from toolkit.bench import peers
from toolkit.bench.cost import Cost, cost, in_turn, median, python, ratio
from toolkit.home import home
from toolkit.shop.export.manifest import MANIFEST, read

SHOP = "from toolkit.cli.shop import command; command()"
PANDAS = "import pandas"
WARM = "from toolkit import open_shop; open_shop().table('orders')"
COLD = """
import sys
from toolkit.exercises.practice import load
from toolkit.shop.books import open_shop
open_shop(seed=sys.argv[1]).make(load("is-this-normal").tables)
"""
WHAT_IF = """
import json, time
import pandas as pd
from toolkit import open_shop
shop = open_shop()
shop.facts
took = {}
for name, start in (("13 weeks", shop.last_day - pd.Timedelta(90, "D")), ("731 days", shop.first_day)):
    begun = time.process_time()
    shop.what_if(start=start, budgets={"video": 9000.0}).facts
    took[name] = time.process_time() - begun
print(json.dumps(took))
"""
TPCH_SCALE, TPCH_ROWS = 1, 8_661_245
JAFFLE_YEARS = 3
Say = Callable[[str], None]


@dataclass
class Made:
    """A shop made at one scale: rows by table, orders, bytes, what it cost, its floor where measured."""

    scale: float
    workers: int
    rows: dict[str, int]
    size: int
    cost: Cost
    floor: Cost | None = None
    times_floor: float | None = None

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())


@dataclass
class Peer:
    """A peer's run in pairs with ours: its rows, bytes, cost, and our processor time per row as a share of its own."""

    name: str
    rows: int
    size: int
    cost: Cost
    per_row: float


@dataclass
class Figures:
    """Everything measured in one go."""

    runs: int
    sizes: list[Made] = field(default_factory=list)
    peers: list[Peer] = field(default_factory=list)
    shop: dict[str, float] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), indent=1) + "\n"


def sizes(figures: Figures, scales: tuple[float, ...], workers: tuple[int, ...], floor_at: float, say: Say) -> None:
    """Make shops of some scales on some numbers of workers; at one scale in turn with the floor."""
    for scale in scales:
        for count in workers:
            beside = scale == floor_at and count == min(workers)
            figures.sizes.append(_size(scale, count, figures.runs, beside=beside))
            made = figures.sizes[-1]
            say(
                f"scale {scale:g}, {count} workers: {made.total:,} rows, {made.cost.cpu:.1f} CPU s, {made.cost.peak:.0f} MiB"
            )


def against_peers(figures: Figures, scale: float, say: Say) -> None:
    """Make a shop in turn with each peer."""
    programs = peers.environment(home() / "bench" / "peers")
    figures.versions = peers.versions(programs)
    for name, command in (
        ("tpchgen-cli", lambda out: peers.tpch(programs, TPCH_SCALE, out)),
        ("jafgen", lambda out: peers.jaffle(programs, JAFFLE_YEARS, out)),
    ):
        figures.peers.append(_beside(name, command, scale, figures.runs))
        say(f"{name}: our CPU time per row is {figures.peers[-1].per_row:.3f} of its")


def opening(figures: Figures, say: Say) -> None:
    """CPU seconds beyond importing pandas to open a shop warm and to make a lesson's tables cold; of a what-if, in the kernel."""
    with _folder() as folder:
        cost(python(WARM), home=folder)
        numbers = iter(range(figures.runs))
        plain, warm, cold = in_turn(
            figures.runs,
            lambda: cost(python(PANDAS), home=folder),
            lambda: cost(python(WARM), home=folder),
            lambda: cost(python(COLD, f"learner {next(numbers)}"), home=folder),
        )
        asked = [json.loads(cost(python(WHAT_IF), home=folder).said) for _ in range(figures.runs)]
    base = median(plain).cpu
    figures.shop = {
        "open, one table, warm": median(warm).cpu - base,
        "tables of one lesson, cold": median(cold).cpu - base,
    }
    for name in asked[0]:
        figures.shop[f"what-if, {name}"] = sorted(one[name] for one in asked)[len(asked) // 2]
    say(", ".join(f"{name}: {seconds:.2f} CPU s" for name, seconds in figures.shop.items()))


def _size(scale: float, workers: int, runs: int, *, beside: bool) -> Made:
    with _folder() as folder:
        first = make_shop(folder / "kept", scale, workers)
        there = read(folder / "kept" / MANIFEST)
        rows = {name: entry.rows for name, entry in there.tables.items()}
        size = sum(told[1] for entry in there.tables.values() for told in entry.files.values())
        if not beside:
            again = [make_shop(_fresh(folder), scale, workers) for _ in range(runs - 1)]
            return Made(scale, workers, rows, size, median([first, *again]))
        ours, floor = in_turn(
            runs,
            lambda: make_shop(_fresh(folder), scale, workers),
            lambda: _floor(folder / "kept" / MANIFEST, _fresh(folder)),
        )
        return Made(scale, workers, rows, size, median(ours), median(floor), ratio(ours, floor))


def _beside(name: str, command: Callable[[Path], list[str | Path]], scale: float, runs: int) -> Peer:
    with _folder() as folder:
        make_shop(folder / "kept", scale, 1)
        our_rows = sum(entry.rows for entry in read(folder / "kept" / MANIFEST).tables.values())
        out = folder / "theirs"

        def theirs() -> Cost:
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            return cost(command(out), home=folder)

        ours, others = in_turn(runs, lambda: make_shop(_fresh(folder), scale, 1), theirs)
        rows = TPCH_ROWS if name == "tpchgen-cli" else _csv_rows(out)
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        return Peer(name, rows, size, median(others), ratio(ours, others) * rows / our_rows)


def make_shop(out: Path, scale: float, workers: int) -> Cost:
    """Make a shop in a process of its own."""
    return cost(
        python(SHOP, "--scale", f"{scale:g}", "--seed", "bench", "--workers", str(workers), "--out", out),
        home=out.parent,
    )


def _floor(manifest: Path, out: Path) -> Cost:
    return cost(
        python("import runpy; runpy.run_module('toolkit.bench.floor', run_name='__main__')", manifest, out),
        home=out.parent,
    )


def _csv_rows(folder: Path) -> int:
    return sum(max(path.read_bytes().count(b"\n") - 1, 0) for path in folder.rglob("*.csv"))


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder / "again", ignore_errors=True)
    return folder / "again"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="shop-bench-") as name:
        yield Path(name)
