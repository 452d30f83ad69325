"""Watching one hand-in from outside: time, memory, disk; and leaving no process of it behind."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.grading.limits import MIB
from toolkit.grading.sandbox.confine import DISK, Fence
from toolkit.grading.sandbox.spaces import MOST_FILES

PAGE = os.sysconf("SC_PAGE_SIZE")
LOOK_SECONDS, SWEEP_SECONDS = 0.1, 10.0
NO_LAYER, NO_START = 97, 98


class Watch:
    """One forked hand-in and what bounds it; `line` may bring the word to stop it."""

    def __init__(self, pid: int, fence: Fence, line: socket.socket) -> None:
        self.pid, self.fence, self.line = pid, fence, line
        self.limits, self.start, self.peak = fence.limits, time.monotonic(), 0
        self.usage: Any = None

    def until_gone(self) -> dict[str, Any]:
        """Wait for its end, or make it; return how it ended and what it used: cpu and wall seconds, peak in MiB."""
        why, status = "", None
        handle = os.pidfd_open(self.pid)
        ends: list[Any] = [handle, self.line]
        try:
            while status is None and not why:
                ready, _, _ = select.select(ends, [], [], LOOK_SECONDS)
                status = self._ended() if handle in ready else None
                why = self._told() if self.line in ready else self._over()
        finally:
            os.close(handle)
        status = self._sweep(status)
        wall, usage = time.monotonic() - self.start, self.usage
        cpu = usage.ru_utime + usage.ru_stime if usage else wall
        return {"end": why or self._how(status, cpu), "cpu": round(cpu, 3), "wall": round(wall, 3), "peak": self.peak}

    def _ended(self) -> int | None:
        pid, status, self.usage = os.wait4(self.pid, os.WNOHANG)
        return status if pid else None

    def _told(self) -> str:
        message = self.line.recv(1 << 16)
        return str(json.loads(message)["stop"]) if message else "nobody listens"

    def _over(self) -> str:
        """Return which bound is passed, or nothing."""
        if time.monotonic() - self.start > self.limits.wall:
            return "wall"
        if self._memory() > self.limits.memory:
            return "memory"
        return "disk" if DISK not in self.fence.layers and self._too_full() else ""

    def _memory(self) -> int:
        """Return MiB of all its processes; shared pages are counted in full first, and fairly where that is too much."""
        pids = list(descendants(os.getpid()))
        held = sum(map(_resident, pids)) // MIB
        if held > self.limits.memory:
            held = sum(map(_fair, pids)) // MIB
        self.peak = max(self.peak, held)
        return held

    def _too_full(self) -> bool:
        used = files = 0
        for folder, _, names in os.walk(self.fence.work):
            for name in names:
                files += 1
                used += _blocks(f"{folder}/{name}")
                if files > MOST_FILES or used > self.limits.disk * MIB:
                    return True
        return False

    def _sweep(self, status: int | None) -> int | None:
        """End every process that is left, the daemons that came to this process included, and bury them all."""
        until = time.monotonic() + SWEEP_SECONDS
        while time.monotonic() < until:
            for order in (signal.SIGSTOP, signal.SIGKILL):
                for pid in list(descendants(os.getpid())):
                    _signal(pid, order)
            try:
                while True:
                    pid, ended, usage = os.wait4(-1, os.WNOHANG)
                    if not pid:
                        break
                    if pid == self.pid:
                        status, self.usage = ended, usage
            except ChildProcessError:
                return status
            time.sleep(0.002)
        return status

    def _how(self, status: int | None, cpu: float) -> str:
        if status is None:
            return "lost"
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
        if code in (128 + signal.SIGXCPU, 128 + signal.SIGKILL) and cpu >= self.limits.cpu - 0.5:
            return "cpu"
        if code > 128:
            return f"signal {code - 128}"
        return {0: "ended", NO_LAYER: "layer", NO_START: "start"}.get(code, f"exit {code}")


def descendants(pid: int) -> Iterator[int]:
    """Yield all processes below one."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for task in tasks:
        for child in _words(task / "children"):
            yield int(child)
            yield from descendants(int(child))


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []


def _resident(pid: int) -> int:
    words = _words(Path(f"/proc/{pid}/statm"))
    return int(words[1]) * PAGE if len(words) > 1 else 0


def _fair(pid: int) -> int:
    """Return the bytes of a process, each page divided by how many share it."""
    words = _words(Path(f"/proc/{pid}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) * 1024 if "Pss:" in words else _resident(pid)


def _blocks(path: str) -> int:
    try:
        return os.lstat(path).st_blocks * 512
    except OSError:
        return 0


def _signal(pid: int, order: int) -> None:
    try:
        os.kill(pid, order)
    except (ProcessLookupError, PermissionError):
        return
