"""Running hand-ins: the preloaded parent is started, told what lies where, and read from; it can be started again.

<base>/room/             the toolkit as hand-ins see it
       <hand-in>/given/  job.json (cells) and sealed/ (tables, case, forms); read only
                 work/   the one place where it may write
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.exercises.seats import ASKED
from toolkit.grading.errors import LostHelper
from toolkit.grading.limits import Limits
from toolkit.grading.records import LONGEST_LINE, Handed, read_all
from toolkit.grading.room import furnish, installed, libraries
from toolkit.grading.sandbox.confine import LAYERS, USER, Fence
from toolkit.grading.sandbox.spaces import unprivileged_user
from toolkit.home import JUDGED

START_SECONDS, SPARE_SECONDS = 120.0, 30.0
BOOT = "import sys; sys.path[:0] = {paths!r}; from toolkit.grading.parent import main; main({fd}, {libraries!r}, preload={preload})"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
LEAN = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Arrow's own allocator lays claim to gigabytes of addresses that it never uses; the limit would count them."""
PLAIN = {
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", **ONE_THREAD, **LEAN,
}  # fmt: skip
PREFIX = "shop-grade"
MODULES = 200


@dataclass
class Ran:
    """What came of one hand-in: what it handed out, how it ended, what it used (seconds, MiB)."""

    handed: Handed
    end: str
    cpu: float = 0.0
    wall: float = 0.0
    peak: int = 0


@dataclass
class Runner:
    """One preloaded parent and the place where its hand-ins run; not preloaded, it runs plain lines only."""

    limits: Limits = field(default_factory=Limits)
    layers: tuple[str, ...] = LAYERS
    preload: bool = True
    base: Path = field(init=False)

    def __post_init__(self) -> None:
        clear_away()
        self.base = Path(tempfile.mkdtemp(prefix=f"{PREFIX}-{os.getpid()}-"))
        self.base.chmod(0o711)
        self.room = furnish(self.base / "room")
        self.user = unprivileged_user() if os.getuid() == 0 and USER in self.layers else None
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._loaded: list[str] = []

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the parent and remove what was written."""
        self._end()
        shutil.rmtree(self.base, ignore_errors=True)

    @property
    def pid(self) -> int | None:
        """The parent's process id while there is one."""
        return self._process.pid if self._process else None

    def run(self, cells: list[str], slug: str, sealed: Path) -> Ran:
        """Run a hand-in's cells on the shop that lies sealed in a folder. Raises: LostHelper."""
        return self._run(json.dumps({"slug": slug, "cells": cells}), sealed, script=False)

    def script(self, lines: str) -> Ran:
        """Run plain lines inside the sandbox, for its trial. Raises: LostHelper."""
        return self._run(lines, None, script=True)

    def rehearse(self, cells: list[str], slug: str, sealed: Path) -> None:
        """Run a lesson's own cells once inside the sandbox, and have the parent load ahead what they loaded."""
        lines = f"from toolkit.grading.rehearsal import rehearse\nrehearse(PIPE, {cells!r}, {slug!r})"
        said = self._run(lines, sealed, script=True).handed.said
        self._loaded = [said[at] for at in sorted(said)]
        self._load_ahead(self._start())

    def _load_ahead(self, line: socket.socket) -> None:
        for at in range(0, len(self._loaded), MODULES):
            line.send(json.dumps({"load": self._loaded[at : at + MODULES]}).encode())

    def _run(self, job: str, sealed: Path | None, *, script: bool) -> Ran:
        place = self.base / secrets.token_hex(8)
        try:
            self._lay_out(place, job, sealed)
            return self._exchange(self._message(place, script=script))
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _lay_out(self, place: Path, job: str, sealed: Path | None) -> None:
        given, work = place / "given", place / "work"
        for folder in (place, given, work):
            folder.mkdir()
            folder.chmod(0o755)
        (given / "job.json").write_text(job, encoding="utf-8")
        if sealed is not None:
            shutil.copytree(sealed, given / "sealed", copy_function=shutil.copyfile)
        if self.user is not None:
            os.chown(work, self.user, self.user)

    def _message(self, place: Path, *, script: bool) -> dict[str, Any]:
        given, work = str(place / "given"), str(place / "work")
        readable = (given, str(self.room), *libraries())
        fence = Fence(readable, work, self.limits, self.user, self.layers)
        own = {"HOME": work, "TMPDIR": work, "SHOP_HOME": f"{work}/home", ASKED: f"{given}/sealed", JUDGED: "1"}
        environment = {**PLAIN, **own, "MPLCONFIGDIR": work}
        return {"fence": fence.as_json(), "given": given, "environment": environment, "script": script}

    def _exchange(self, message: dict[str, Any]) -> Ran:
        line = self._start()
        out, into = os.pipe()
        try:
            socket.send_fds(line, [json.dumps(message).encode()], [into])
            os.close(into)
            into = -1
            return self._listen(line, out)
        except OSError:
            self._end()
            return Ran(Handed(), "the parent was lost")
        finally:
            os.close(out)
            if into >= 0:
                os.close(into)

    def _listen(self, line: socket.socket, out: int) -> Ran:
        """Read records until the parent says how it ended; what is sent beyond the bound stops the hand-in."""
        until, most = time.monotonic() + self.limits.wall + SPARE_SECONDS, self.limits.output << 10
        held, told, open_end = bytearray(), b"", True
        stopped = False
        while not told:
            ends: list[Any] = [line, *([out] if open_end else [])]
            ready, _, _ = select.select(ends, [], [], max(until - time.monotonic(), 0))
            if not ready:
                self._end()
                return Ran(read_all(_lines(held)), "the parent was lost")
            if out in ready:
                piece = os.read(out, 1 << 16)
                open_end = bool(piece)
                held += piece[: most - len(held) + 1] if len(held) <= most else b""
            if len(held) > most and not stopped:
                line.send(json.dumps({"stop": "output"}).encode())
                stopped = True
            told = line.recv(1 << 16) if line in ready else b""
            if line in ready and not told:
                self._end()
                return Ran(read_all(_lines(held)), "the parent was lost")
        held += _rest(out, most - len(held)) if open_end else b""
        return Ran(read_all(_lines(held[:most])), **json.loads(told))

    def _start(self) -> socket.socket:
        """Return the line to the parent, started where it is not alive. Raises: LostHelper."""
        if self._line is not None and self._process is not None and self._process.poll() is None:
            return self._line
        self._end()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        code = BOOT.format(
            paths=[str(self.room), *installed()], fd=theirs.fileno(), libraries=libraries(), preload=self.preload
        )
        fonts = self.base / "fonts"
        fonts.mkdir(exist_ok=True)
        with (self.base / "parent.log").open("wb") as log, theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", code],
                pass_fds=[theirs.fileno()],
                env={**PLAIN, **dict.fromkeys(("HOME", "MPLCONFIGDIR", "IPYTHONDIR"), str(fonts))},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.room,
            )
        self._line = ours
        ours.settimeout(START_SECONDS)
        ready = ours.recv(1 << 16) if select.select([ours], [], [], START_SECONDS)[0] else b""
        if not ready:
            said = (self.base / "parent.log").read_text(errors="replace").strip().splitlines()[-1:]
            raise LostHelper(
                f"The process that runs hand-ins did not start: {' '.join(said) or 'it said nothing'}.",
                "It needs the course's own environment.",
                "Type: python3 -m toolkit test; it sets the environment up anew.",
            )
        ours.settimeout(None)
        self._load_ahead(ours)
        return ours

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None
        if self._process is not None:
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None


def _rest(out: int, most: int) -> bytes:
    """Return what still lies in the pipe; every process that could write there is gone."""
    held = bytearray()
    os.set_blocking(out, False)
    with suppress(BlockingIOError):
        while len(held) < most:
            piece = os.read(out, 1 << 16)
            if not piece:
                break
            held += piece
    return bytes(held)


def _lines(held: bytes | bytearray) -> Iterator[bytes]:
    """Yield the whole lines; a last one without its end was cut off and says nothing for certain."""
    return (line for line in bytes(held).split(b"\n")[:-1] if line and len(line) <= LONGEST_LINE)


def clear_away() -> None:
    """Remove what runs left behind that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}-*-*"):
        pid = folder.name.split("-")[2]
        if pid.isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)
