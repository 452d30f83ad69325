"""What a process costs: processor seconds with its children, and the most memory any of them held."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.home import CHECKOUT


class BenchFailed(Exception):
    """A program that was to be measured ended with an error."""


@dataclass(frozen=True)
class Cost:
    """cpu, user and system seconds with children; wall, seconds; peak, MiB of the largest process; said, its last line."""

    cpu: float
    wall: float
    peak: float
    said: str = ""


_RUNNER = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([used.ru_utime + used.ru_stime, used.ru_maxrss], file)
sys.exit(code)
"""  # a small process in between: the system counts the memory of whoever starts a process as that process's own


def cost(command: Sequence[str | Path], *, home: Path) -> Cost:
    """Run a program to its end and say what it took.

    Args: home, the folder that stands for $SHOP_HOME. Raises: BenchFailed. Works where the system counts for processes.
    """
    env = {**os.environ, "SHOP_HOME": str(home), "PYTHONPATH": str(CHECKOUT), "PYTHONWARNINGS": "ignore"}
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        count = Path(folder) / "count.json"
        runner = [sys.executable, "-I", "-S", "-c", _RUNNER, str(count), *map(str, command)]
        done = subprocess.run(runner, env=env, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - started
        if done.returncode:
            raise BenchFailed(
                f"{Path(str(command[0])).name} {' '.join(map(str, command[1:4]))} … ended with {done.returncode}.\n"
                f"Its last words: {(done.stderr or done.stdout).strip()[-300:]}\n"
                "Mend that, then measure again."
            )
        cpu, peak = json.loads(count.read_text(encoding="utf-8"))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    lines = done.stdout.strip().splitlines()
    return Cost(cpu, wall, peak / unit, lines[-1] if lines else "")


def median(costs: Sequence[Cost]) -> Cost:
    """Median of each number."""
    cpu, wall, peak = (statistics.median(getattr(one, name) for one in costs) for name in ("cpu", "wall", "peak"))
    return Cost(cpu, wall, peak, costs[-1].said)


def in_turn(runs: int, *programs: Callable[[], Cost]) -> list[list[Cost]]:
    """Run programs one after the other, again and again, so that a busy machine slows all alike; costs by program."""
    rounds = [[program() for program in programs] for _ in range(runs)]
    return [list(column) for column in zip(*rounds, strict=True)]


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """Median of the pairs' ratios of processor time."""
    return statistics.median(one.cpu / other.cpu for one, other in zip(ours, theirs, strict=True))


def python(code: str, *arguments: str | Path) -> list[str | Path]:
    """A command that runs Python code of this environment."""
    return [sys.executable, "-c", code, *arguments]
