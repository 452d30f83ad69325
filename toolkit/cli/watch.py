"""Run an installer, keep its words for later, and show that it is alive."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

BENT = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass
class Done:
    """What an installer left: its exit code and everything it printed."""

    code: int
    output: str


@dataclass
class _Pulse:
    """How far an installer is, for the line that tells so."""

    total: int
    seen: int = 0
    started: float = field(default_factory=time.monotonic)

    def line(self) -> str:
        """Tell packages seen and seconds passed."""
        seconds = int(time.monotonic() - self.started)
        packages = f"{min(self.seen, self.total)} of about {self.total} packages, " if self.seen else ""
        return f"  {packages}{seconds} s"


def run(command: list[str], total: int) -> Done:
    """Run a command to its end. total: packages it will name (0 shows no progress). Ends the child when interrupted."""
    pulse = _Pulse(total)
    with _started(command) as child:
        try:
            with _shown(pulse if total else None):
                lines = list(_read(child, pulse))
        except BaseException:
            child.terminate()
            raise
    return Done(child.returncode, "".join(lines))


def _started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        errors="replace",
        encoding="utf-8",
        env=_straight(),
        close_fds=False,  # it shares the hold on the environment (bootstrap)
    )


def _read(child: subprocess.Popen[str], pulse: _Pulse) -> Iterator[str]:
    assert child.stdout is not None
    for line in child.stdout:
        pulse.seen += line.startswith("Collecting ")
        yield line


def _straight() -> dict[str, str]:
    """Environment without what bends an installer away from the environment it is told to fill."""
    kept = {key: value for key, value in os.environ.items() if key not in BENT}
    return {**kept, "PIP_USER": "0", "PYTHONUTF8": "1", "NO_COLOR": "1"}


@contextmanager
def _shown(pulse: _Pulse | None) -> Iterator[None]:
    if pulse is None or not sys.stdout.isatty():
        yield
        return
    over = threading.Event()
    ticker = threading.Thread(target=_tick, args=(pulse, over), daemon=True)
    ticker.start()
    try:
        yield
    finally:
        over.set()
        ticker.join()


def _tick(pulse: _Pulse, over: threading.Event) -> None:
    while not over.wait(0.5):
        sys.stdout.write("\r" + pulse.line())
        sys.stdout.flush()
    sys.stdout.write("\r" + " " * 60 + "\r")
    sys.stdout.flush()
