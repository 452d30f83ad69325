"""Make the environment: uv where it is on the PATH, else venv and pip; exact versions, every hash checked."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from toolkit.cli import place, watch
from toolkit.cli.trouble import NoPip, explain


def bring_up(venv: Path, kind: str, again: str) -> None:
    """Make, finish or mend an environment. kind: "learner" or "test". again: the command to name in messages.

    Raises: Trouble, OSError where a disk is full or a folder refuses.
    """
    if unusable(venv):
        shutil.rmtree(venv)
    have, want = place.stamp(venv), place.wanted(kind)
    missing = [name for name in place.LOCKS if name in want and have.get(name) != want[name]]
    venv.mkdir(parents=True, exist_ok=True)
    (venv / place.MAKING).touch()
    if missing:
        _install(venv, missing, again)
    _join_course(venv)
    place.write_stamp(venv, {**have, **want})
    (venv / place.MAKING).unlink()


def unusable(venv: Path) -> bool:
    """Say whether a folder is there but is half-made, or an environment whose Python is gone or not ours."""
    if not venv.exists() or place.stamp(venv):
        return (venv / place.MAKING).exists()
    if (venv / place.MAKING).exists():
        return True
    code = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14) or sys.prefix == sys.base_prefix)"
    try:
        return subprocess.run([place.python_of(venv), "-c", code], capture_output=True, check=False).returncode != 0
    except OSError:
        return True


def _install(venv: Path, names: list[str], again: str) -> None:
    locks = [place.LOCKS[name] for name in names]
    count = sum(line[:1].isalnum() for lock in locks for line in lock.read_text(encoding="utf-8").splitlines())
    uv = shutil.which("uv")
    print(f"Setting up, once: about {count} packages into {venv} with {'uv' if uv else 'pip'}.", flush=True)
    if uv and _with_uv(uv, venv, locks, count):
        return
    _with_pip(venv, locks, count, again)


def _with_uv(uv: str, venv: Path, locks: list[Path], count: int) -> bool:
    """Install with uv; False where it failed (pip then tries, and its words are the ones to explain)."""
    python = str(place.python_of(venv))
    if not Path(python).exists():
        made = watch.run([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(venv)], 0)
        if made.code != 0:
            return False
    files = [part for lock in locks for part in ("-r", str(lock))]
    exact = ["--require-hashes", "--no-deps", *files]
    return watch.run([uv, "pip", "install", "--python", python, *exact], count).code == 0


def _with_pip(venv: Path, locks: list[Path], count: int, again: str) -> None:
    pip = _pip_for(venv, again)
    files = [part for lock in locks for part in ("-r", str(lock))]
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=3"]
    done = watch.run([*pip, "install", "--require-hashes", "--no-deps", *quiet, *files], count)
    if done.code != 0:
        raise explain(done.output, again)


def _pip_for(venv: Path, again: str) -> list[str]:
    """Make sure the environment has a Python, and answer with the command that runs a pip for it."""
    python = str(place.python_of(venv))
    if _has_pip(venv):
        return [python, "-m", "pip"]
    if _there("ensurepip") and _there("venv"):
        made = watch.run([sys.executable, "-m", "venv", str(venv)], 0)
        if made.code == 0:
            return [python, "-m", "pip"]
        if "ensurepip" not in made.output:
            raise explain(made.output, again)
    return _borrowed_pip(venv, again)


def _there(module: str) -> bool:
    """Say whether the running Python has a module (an emptied folder of that name is none)."""
    found = importlib.util.find_spec(module)
    return found is not None and found.origin is not None


def _has_pip(venv: Path) -> bool:
    try:
        return place.python_of(venv).exists() and (place.site_packages(venv) / "pip").is_dir()
    except FileNotFoundError:
        return False


def _borrowed_pip(venv: Path, again: str) -> list[str]:
    """Without ensurepip: an environment without pip, filled by the pip of the Python that is running."""
    if _there("pip") and _there("venv"):
        watch.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], 0)
        return [sys.executable, "-m", "pip", "--python", str(place.python_of(venv))]
    raise NoPip(
        "This Python comes without ensurepip, so it cannot make an environment.",
        f"One line mends it (Debian, Ubuntu): sudo apt install python3.{sys.version_info.minor}-venv",
        f"Then type again: {again}",
    )


def _join_course(venv: Path) -> None:
    """Put the checkout on the environment's path, and the course's JupyterLab settings in their place."""
    path = (
        f"import sys; sys.path.append({str(place.ROOT)!a})\n"  # ASCII: each Python and system decodes .pth its own way
    )
    (place.site_packages(venv) / "shop_operations_course.pth").write_text(path, encoding="ascii")
    settings = venv / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(place.SETTINGS, settings / "overrides.json")
