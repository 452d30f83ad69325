"""The layers of the sandbox in the one order in which they can be put on."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from toolkit.grading.limits import MIB, Limits
from toolkit.grading.sandbox import filter as calls
from toolkit.grading.sandbox import kernel, landlock, spaces

USER, LIMITS, PRIVILEGES, FILES, CALLS = "user", "limits", "privileges", "files", "calls"
SPACES, DISK = "spaces", "disk"
MANDATORY = (USER, LIMITS, PRIVILEGES, FILES, CALLS)
LAYERS = (*MANDATORY, SPACES, DISK)
SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/dev/urandom", "/dev/zero",
)  # fmt: skip
GRACE = 1
"""Seconds between the soft limit of the processor and the hard one: the first process of a namespace ignores the soft."""


@dataclass(frozen=True)
class Fence:
    """What surrounds one hand-in: what it may read, where it may write, what it may use, which layers are put on."""

    readable: tuple[str, ...] = ()
    work: str = ""
    limits: Limits = field(default_factory=Limits)
    user: int | None = None
    layers: tuple[str, ...] = LAYERS

    def as_json(self) -> dict[str, Any]:
        """Return the fence as plain JSON."""
        return asdict(self)


def fence_from(given: dict[str, Any]) -> Fence:
    """Return the fence that `as_json` wrote."""
    lists = {name: tuple(given[name]) for name in ("readable", "layers")}
    return Fence(**{**given, **lists, "limits": Limits(**given["limits"])})


def inside(fence: Fence, run: Callable[[], None]) -> None:
    """Confine this process, a fresh fork, and run; never returns. An exit code of 97 says that a layer would not go on."""
    try:
        _private_world(fence)
        _bounds(fence)
        _lock(fence)
    except OSError:
        os._exit(97)
    try:
        run()
    finally:
        os._exit(0)


def _private_world(fence: Fence) -> None:
    early = SPACES in fence.layers and os.getuid() == 0 and _left(fence)
    if USER in fence.layers and fence.user is not None and os.getuid() == 0:
        spaces.drop_to(fence.user)
    if SPACES in fence.layers and not early:
        spaces.leave()
        _disk(fence)
    _die_with_parent()
    if SPACES in fence.layers and not spaces.is_first():
        _become_first()


def _left(fence: Fence) -> bool:
    """Leave as root, which needs no user namespace; tell whether it went."""
    try:
        spaces.leave()
        _disk(fence)
    except OSError:
        return False
    return True


def _disk(fence: Fence) -> None:
    if DISK in fence.layers:
        owner = os.getuid() if fence.user is None else fence.user
        spaces.small_disk(fence.work, fence.limits.disk, owner)


def _die_with_parent() -> None:
    kernel.prctl(kernel.SET_PDEATHSIG, signal.SIGKILL)


def _become_first() -> None:
    """Fork into the new namespace of processes; who stays outside only waits, and takes everything with it."""
    first = os.fork()
    if first:
        _, status = os.waitpid(first, 0)
        os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
    _die_with_parent()


def _bounds(fence: Fence) -> None:
    if LIMITS not in fence.layers:
        return
    limits, kinds = fence.limits, resource
    held = _pages_held()
    bounds = {
        kinds.RLIMIT_CPU: (limits.cpu, limits.cpu + GRACE),
        kinds.RLIMIT_AS: (held + limits.memory * MIB,) * 2,
        kinds.RLIMIT_FSIZE: (limits.disk * MIB,) * 2,
        kinds.RLIMIT_NOFILE: (limits.files,) * 2,
        kinds.RLIMIT_NPROC: (limits.processes + _tasks_of_user(fence),) * 2,
        kinds.RLIMIT_CORE: (0, 0),
    }
    for kind, bound in bounds.items():
        hard = resource.getrlimit(kind)[1]
        most = bound[1] if hard == resource.RLIM_INFINITY else min(bound[1], hard)
        resource.setrlimit(kind, (min(bound[0], most), most))


def _pages_held() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _tasks_of_user(fence: Fence) -> int:
    """Count what this user runs already, where that counts against the limit: not in a namespace of one's own."""
    if SPACES in fence.layers or fence.user is not None:
        return 0
    return sum(_threads(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit())


def _threads(folder: Path) -> int:
    try:
        return len(list((folder / "task").iterdir())) if folder.stat().st_uid == os.getuid() else 0
    except OSError:
        return 0


def _lock(fence: Fence) -> None:
    os.chdir(fence.work)
    if PRIVILEGES in fence.layers:
        if SPACES in fence.layers:
            spaces.give_up_capabilities()
        kernel.prctl(kernel.SET_NO_NEW_PRIVS, 1)
    if FILES in fence.layers:
        landlock.restrict((*SYSTEM, *fence.readable), (fence.work, "/dev/null"))
    if CALLS in fence.layers:
        calls.install(signals=SPACES in fence.layers or landlock.guards_signals())
