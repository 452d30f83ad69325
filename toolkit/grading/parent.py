"""The preloaded parent: everything imported once, nothing secret held, one fork per hand-in.

It is told over a socket where a hand-in lies and is handed the pipe's writing end; it sees neither cells nor records, so
that no fork inherits what another learner wrote. It bounds time, memory and disk, and leaves no process behind.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any

from toolkit.grading.sandbox import kernel, spaces
from toolkit.grading.sandbox.confine import SPACES, Fence, fence_from, inside
from toolkit.grading.watch import Watch

ALWAYS = (
    "numpy", "pandas", "pyarrow.parquet", "matplotlib.pyplot", "matplotlib.font_manager", "ipywidgets", "asyncio",
    "toolkit.lesson", "toolkit.exercises.sealed", "toolkit.exercises.course_map", "toolkit.lens", "toolkit.charts",
    "toolkit.shop.books", "toolkit.data.store", "toolkit.grading.child",
)  # fmt: skip
MESSAGE = 1 << 20
PIPE = 3


def main(control: int, libraries: list[str], *, preload: bool) -> None:
    """Get ready, say so, and serve until the other end closes."""
    line = socket.socket(fileno=control)
    kernel.prctl(kernel.SET_SUBREAPER, 1)
    shell = _load() if preload else None
    covered = _uncover(libraries)
    gc.collect()
    gc.freeze()
    line.send(json.dumps({"ready": True, "covered": covered}).encode())
    while True:
        message, handles, _, _ = socket.recv_fds(line, MESSAGE, 4)
        if not message:
            return
        if not handles:
            _load_more(json.loads(message).get("load", ()))  # else the word to stop, come too late
            continue
        line.send(json.dumps(_serve(json.loads(message), handles[0], line, shell)).encode())


def _load_more(names: list[str]) -> None:
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: S112 - what cannot be loaded ahead is loaded, or not, by the cell that asks for it
            continue
    gc.freeze()


def _load() -> Any:
    for name in ALWAYS:
        importlib.import_module(name)
    import pyarrow

    from toolkit.grading.shell import make_shell
    from toolkit.grading.silence import silence
    from toolkit.grading.warm import warm

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    warm()
    silence()
    return make_shell()


def _uncover(libraries: list[str]) -> list[str]:
    if os.getuid() != 0:
        return []
    try:
        return spaces.uncover(libraries)
    except OSError:
        return []  # the trial says whether a stranger can read the libraries


def _serve(job: dict[str, Any], pipe: int, line: socket.socket, shell: Any) -> dict[str, Any]:
    fence = fence_from(job["fence"])
    with spaces.newborn(wanted=SPACES in fence.layers):
        pid = os.fork()
    if not pid:
        try:
            _become_child(job, fence, pipe, shell)
        finally:
            os._exit(98)
    os.close(pipe)
    return Watch(pid, fence, line).until_gone()


def _become_child(job: dict[str, Any], fence: Fence, pipe: int, shell: Any) -> None:
    os.setsid()
    _only(pipe)
    os.environ.clear()
    os.environ.update(job["environment"])
    given = Path(job["given"])

    def run() -> None:
        if job.get("script"):  # the trial's own lines
            exec(compile((given / "job.json").read_text(), "trial", "exec"), {"PIPE": PIPE})  # noqa: S102 - confined
            return
        from toolkit.grading.child import run_cells

        run_cells(shell, given, PIPE)

    inside(fence, run)


def _only(pipe: int) -> None:
    """Keep three silent standard streams and the pipe; every other open file is closed."""
    silent = os.open("/dev/null", os.O_RDWR)
    os.dup2(pipe, PIPE) if pipe != PIPE else os.set_inheritable(PIPE, True)
    for handle in range(3):
        os.dup2(silent, handle)
    os.closerange(PIPE + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    null = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives as long as the process
    sys.stdout = sys.stderr = null
