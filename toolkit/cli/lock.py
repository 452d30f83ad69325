"""Resolve what the course needs, for every supported Python and system, into two hash-pinned locks.

No registry's address is written down: an installer uses the one its machine is set up with.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from toolkit.cli import place

TEST_TOOLS = place.ROOT / "requirements" / "test.in"
COURSE = place.ROOT / "pyproject.toml"
HOW = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url")
PLAIN = ("--no-annotate", "--no-header", "--quiet")


@click.command()
@click.option("--upgrade", is_flag=True, help="Take the newest versions inside the bounds instead of the locked ones.")
def command(upgrade: bool) -> None:
    """Resolve requirements.txt, requirements/test.in and the extras again into the hash-pinned locks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = folder / "course.in"
        course.write_text(bounds(), encoding="utf-8")
        learner = _resolve(folder / "learner.txt", [course], [], _locked("learner", upgrade))
        pins = folder / "pins.txt"
        pins.write_text("".join(line.rstrip("\\ \n") + "\n" for line in learner.splitlines() if "==" in line), "utf-8")
        everything = _resolve(
            folder / "all.txt", [course, TEST_TOOLS, COURSE], [pins], learner + _locked("test", upgrade)
        )
    shared = {_pin(block) for block in blocks(learner)}
    place.LOCKS["learner"].write_text(learner, encoding="utf-8")
    place.LOCKS["test"].write_text("".join(block for block in blocks(everything) if _pin(block) not in shared), "utf-8")


def bounds() -> str:
    """What requirements.txt asks for, without the course itself (pip refuses `-e .` beside hashes)."""
    lines = (place.ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("-e"))


def blocks(lock: str) -> list[str]:
    """Split a lock into its packages: one pinned line with its hashes each."""
    found: list[str] = []
    for line in lock.splitlines(keepends=True):
        if line[0].isspace():
            found[-1] += line
        else:
            found.append(line)
    return found


def _pin(block: str) -> str:
    """Package and version of a block, whatever the systems it is for (one more system may need it for a test tool)."""
    return block.split(maxsplit=1)[0]


def _locked(name: str, upgrade: bool) -> str:
    lock = place.LOCKS[name]
    return "" if upgrade or not lock.exists() else lock.read_text(encoding="utf-8")


def _resolve(out: Path, asked: list[Path], bound: list[Path], locked: str) -> str:
    """Resolve requirement files into a lock's text. locked: pins to keep where the bounds still allow them."""
    out.write_text(locked, encoding="utf-8")
    constraints = [part for path in bound for part in ("-c", str(path))]
    extras = ["--all-extras"] if COURSE in asked else []
    files = [*map(str, asked), *extras, *constraints, "-o", str(out)]
    subprocess.run([sys.executable, "-m", "uv", "pip", "compile", *HOW, *PLAIN, *files], check=True)
    return out.read_text(encoding="utf-8")
