"""A world of its own for one hand-in: namespaces, a small disk, and a user that owns nothing else."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.grading.limits import MIB
from toolkit.grading.sandbox import kernel

NEW_MOUNTS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = (
    0x20000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
APART = NEW_MOUNTS | NEW_UTS | NEW_IPC | NEW_PID | NEW_NET
NOBODY = 65534
FIRST_USER, USERS = 1_900_000_000, 60_000
MOST_FILES = 4_096
CAPSET = {"x86_64": 126, "aarch64": 91}
CAPABILITIES = 0x20080522


def unprivileged_user() -> int:
    """Return a user id that nobody else runs under, or nobody's where the system maps only a few."""
    wanted = FIRST_USER + os.getpid() % USERS
    spans = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    return wanted if any(first <= wanted < first + count for first, _, count in spans) else NOBODY


def drop_to(user: int) -> None:
    """Become a user with no groups and no rights, for good. Raises: OSError."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    kernel.prctl(kernel.SET_DUMPABLE, 1)  # else /proc/self belongs to root, and no namespace can be made


@contextmanager
def newborn(*, wanted: bool) -> Iterator[None]:
    """Have what is forked meanwhile be the first of a new namespace of processes, where this process may do so.

    It spares the child a fork of its own; where the system refuses, the child forks once more, as an ordinary user's does.
    """
    if not wanted or os.getuid() != 0:
        yield
        return
    home, left = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC), False
    with suppress(OSError):
        kernel.setns(home, NEW_PID)  # who cannot come back does not leave
        kernel.unshare(NEW_PID)
        left = True
    try:
        yield
    finally:
        if left and not is_first():
            kernel.setns(home, NEW_PID)
        os.close(home)


def is_first() -> bool:
    """Tell whether this process is the first of its namespace."""
    return os.getpid() == 1


def leave() -> None:
    """Leave the namespaces of mounts, names, IPC, processes and network; an ordinary user makes a user namespace first.

    Raises: OSError.
    """
    apart = APART & ~NEW_PID if is_first() else APART
    if os.getuid() == 0:
        kernel.unshare(apart)
        return
    user, group = os.getuid(), os.getgid()
    kernel.unshare(NEW_USER | apart)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(text)


def small_disk(folder: str, mib: int, user: int) -> None:
    """Lay a file system of `mib` MiB in memory over a folder; it is gone with the last process that sees it. Raises: OSError."""
    kernel.mount("none", "/", flags=kernel.PRIVATE | kernel.RECURSIVE)
    options = f"size={mib * MIB},nr_inodes={MOST_FILES},mode=0700,uid={user},gid={user}"
    kernel.mount("tmpfs", folder, "tmpfs", kernel.NO_SUID | kernel.NO_DEVICES, options)


def give_up_capabilities() -> None:
    """Give up every capability, those inside one's own user namespace included. Raises: OSError."""
    import platform

    head = struct.pack("<Ii", CAPABILITIES, 0)
    kernel.call(CAPSET[platform.machine()], head, b"\0" * 24)


def uncover(paths: list[str]) -> list[str]:
    """Make folders that lie behind a closed door (/root) readable to everybody, in this process's own mounts.

    The topmost closed folder is covered by an empty one, into which what is needed is bound; returns the covers.
    Raises: OSError.
    """
    behind: dict[str, list[str]] = {}
    for path in sorted({str(Path(path).resolve()) for path in paths if Path(path).exists()}):
        door = closed_door(path)
        if door:
            behind.setdefault(door, []).append(path)
    if not behind:
        return []
    kernel.unshare(NEW_MOUNTS)
    kernel.mount("none", "/", flags=kernel.PRIVATE | kernel.RECURSIVE)
    for door, inside in behind.items():
        _cover(door, inside)
    return list(behind)


def closed_door(path: str) -> str:
    """Return the topmost folder above a path that strangers cannot walk through, or nothing."""
    above = [*reversed(Path(path).parents), Path(path)]
    return next((str(folder) for folder in above if not folder.stat().st_mode & 0o001), "")


def _cover(door: str, inside: list[str]) -> None:
    handles = [os.open(path, os.O_PATH) for path in inside]
    kernel.mount("tmpfs", door, "tmpfs", kernel.NO_SUID | kernel.NO_DEVICES, "size=1m,mode=0755")
    for path, handle in zip(inside, handles, strict=True):
        if not Path(path).exists():
            Path(path).mkdir(parents=True, mode=0o755)
            kernel.mount(f"/proc/self/fd/{handle}", path, flags=kernel.BIND | kernel.RECURSIVE)
        os.close(handle)
