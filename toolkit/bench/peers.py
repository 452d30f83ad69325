"""Other programs that make shop tables, installed in an environment of their own so that they touch nothing of ours."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from toolkit.bench.cost import BenchFailed
from toolkit.cli import place

PACKAGES = ("tpchgen-cli", "jafgen")


def environment(folder: Path, packages: Sequence[str] = PACKAGES, commands: Sequence[str] = PACKAGES) -> Path:
    """Folder of the peers' programs, made at the first call. Raises: BenchFailed where they cannot be fetched."""
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if all((programs / name).exists() for name in commands):
        return programs
    click.echo(f"Setting up the peers {', '.join(packages)}, once, into {folder}.")
    steps = (
        [sys.executable, "-m", "venv", str(folder)],
        [str(place.python_of(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BenchFailed(
                f"The peers could not be set up in {folder}.\n"
                f"The installer's last words: {done.stderr.strip()[-300:]}\n"
                "Look at the network and try again, or measure without them: --without-peers"
            )
    return programs


def versions(programs: Path, packages: Sequence[str] = PACKAGES) -> dict[str, str]:
    """Version of each peer."""
    python = place.python_of(programs.parent)
    code = f"from importlib.metadata import version; print(*map(version, {tuple(packages)!r}))"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return dict(zip(packages, told.stdout.split(), strict=True))


def tpch(programs: Path, scale: float, out: Path) -> list[str | Path]:
    """All eight tables of TPC-H as Parquet, on one thread."""
    options = ["-s", f"{scale:g}", "-n", "1", "--quiet"]
    return [programs / "tpchgen-cli", "parquet", *options, "--output-dir", out]


def jaffle(programs: Path, years: int, out: Path) -> list[str | Path]:
    """A jaffle shop of some years, as CSV into the working folder."""
    code = "import os, sys; os.chdir(sys.argv[1]); os.execv(sys.argv[2], sys.argv[2:])"
    return [sys.executable, "-c", code, out, programs / "jafgen", str(years)]
