"""From a bare Python to the course's own environment: once slowly, then for nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.cli import install, place, verbs
from toolkit.cli.trouble import InstallFailed, NotWritable, Trouble, no_disk

FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSALS = (*FULL, errno.EROFS, errno.EACCES, errno.EPERM)


def main(arguments: list[str]) -> int:
    """Answer a command: help and unknown verbs at once, everything else inside the environment."""
    _speak_utf8()
    said = verbs.answer_without_environment(arguments)
    if said is not None:
        print(said.text, file=sys.stderr if said.code else sys.stdout)
        return said.code
    try:
        return _inside(arguments)
    except KeyboardInterrupt:
        print(
            f"\nStopped, as you asked.\nWhat was finished is kept; the next start picks up from here.\n"
            f"To go on, type again: {command(arguments)}",
            file=sys.stderr,
        )
        return 130
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _inside(arguments: list[str]) -> int:
    kind = verbs.VERBS[arguments[0]].needs
    asked = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if "--help" in asked and not place.stands(place.venv_folder(kind), kind):
        print(verbs.short_help(arguments[0]))
        return 0
    venv = ensure(kind, command(arguments))
    if Path(sys.prefix).resolve() != venv.resolve():
        return _run_in(venv, arguments)
    return _run_here(venv, arguments)


def _run_here(venv: Path, arguments: list[str]) -> int:
    try:
        return verbs.run(arguments)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("toolkit"):
            raise
        place.unstamp(venv)
        raise InstallFailed(
            f'The environment has lost its package "{missing.name}".',
            f"It is the one in {venv}.",
            f"It mends itself at the next start; type again: {command(arguments)}",
        ) from missing
    except OSError as problem:
        if problem.errno not in REFUSALS:
            raise
        raise _told(
            problem, "tables and progress go to .shop/ or $SHOP_HOME, what is built to the checkout", command(arguments)
        ) from problem
    except Exception as problem:
        if not type(problem).__module__.startswith("toolkit."):
            raise
        print(problem, file=sys.stderr)  # an error of ours is a message in three parts already
        return 1


def command(arguments: list[str]) -> str:
    """Build the command a learner typed, for messages that say to type it again."""
    return " ".join(["py" if os.name == "nt" else "python3", "-m", "toolkit", *arguments])


def ensure(kind: str, again: str) -> Path:
    """Folder of an environment that is whole for a kind of work, made or mended where needed. Raises: Trouble."""
    venv = place.venv_folder(kind)
    if place.stands(venv, kind):
        return venv
    try:
        venv.parent.mkdir(parents=True, exist_ok=True)
        with _alone(venv):
            if not place.stands(venv, kind):
                install.bring_up(venv, kind, again)
    except OSError as problem:
        raise _told(problem, f"the environment goes to {venv}", again) from problem
    return venv


def _told(problem: OSError, goes: str, again: str) -> Trouble:
    if problem.errno in FULL:
        return no_disk(again)
    return NotWritable(
        f"Stopped: {problem.filename or 'a folder'} could not be written ({problem.strerror}).",
        f"{goes[0].upper()}{goes[1:]}.",
        f"Make that folder writable, or copy the course to a folder of your own, then type again: {again}",
    )


@contextmanager
def _alone(venv: Path) -> Iterator[None]:
    """Hold the right to change an environment; a second start waits. The system frees it when a process dies."""
    name = "toolkit-" + hashlib.sha256(str(venv).encode()).hexdigest()[:12] + ".lock"
    with (Path(tempfile.gettempdir()) / name).open("w", encoding="utf-8") as handle:
        os.set_inheritable(handle.fileno(), True)  # an installer that outlives its killed parent holds it to its end
        _take(handle.fileno())
        yield


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("Another start is setting up; waiting for it.", flush=True)
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _run_in(venv: Path, arguments: list[str]) -> int:
    """Go on with the same command inside the environment."""
    python = str(place.python_of(venv))
    inside = [python, "-m", "toolkit", *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(python, inside)
    return subprocess.call(inside)  # exec on Windows gives the terminal back too early


def _speak_utf8() -> None:
    """Let a terminal of another encoding show what it can instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
