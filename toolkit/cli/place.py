"""Where the environment lives, and how to tell that it is whole."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"learner": ROOT / "requirements" / "learner.lock", "test": ROOT / "requirements" / "test.lock"}
MAKING = "toolkit-making"  # stands in an environment while it is made: who finds it otherwise, finds a half-made one
SETTINGS = ROOT / "toolkit" / "cli" / "settings" / "overrides.json"


def venv_folder(kind: str) -> Path:
    """Folder of the environment: `.venv` in the checkout, or in the user's data folder where the checkout is read-only.

    kind: "learner", or "test" for the test tools as well.
    """
    here = ROOT / ".venv"
    if stands(here, kind) or os.access(here if here.exists() else ROOT, os.W_OK):
        return here
    name = "venv-" + hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return user_data() / "shop-operations-course" / name


def user_data() -> Path:
    """Folder where this system keeps a user's data (what platformdirs answers, before platformdirs is there)."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def python_of(venv: Path) -> Path:
    """Path of an environment's interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site_packages(venv: Path) -> Path:
    """Path of an environment's packages. Raises: FileNotFoundError where there are none."""
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3.*/site-packages"
    found = sorted(venv.glob(pattern))
    if not found:
        raise FileNotFoundError(venv / pattern)
    return found[-1]


def wanted(kind: str) -> dict[str, str]:
    """What the stamp of a whole environment says. kind: "learner", or "test" for the test tools as well."""
    kinds = ("learner",) if kind == "learner" else ("learner", "test")
    marks = {name: hashlib.sha256(LOCKS[name].read_bytes()).hexdigest() for name in kinds}
    return {**marks, "settings": hashlib.sha256(SETTINGS.read_bytes()).hexdigest(), "checkout": str(ROOT)}


def stamp(venv: Path) -> dict[str, str]:
    """Read what an environment's stamp says; empty where there is none."""
    try:
        read = json.loads((venv / "toolkit-stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) and alive(venv, read) else {}


def write_stamp(venv: Path, marks: dict[str, str]) -> None:
    """Say that an environment is whole; the last thing an installation does."""
    text = json.dumps({**marks, "python": os.path.realpath(python_of(venv))}, indent=1)
    (venv / "toolkit-stamp.json").write_text(text, encoding="utf-8")


def unstamp(venv: Path) -> None:
    """Say that an environment is not whole any more; the next start rebuilds it."""
    (venv / "toolkit-stamp.json").unlink(missing_ok=True)
    (venv / MAKING).touch()


def alive(venv: Path, read: dict[str, str]) -> bool:
    """Say whether the interpreter an environment was made with is still there."""
    python = os.path.realpath(python_of(venv))
    return read.get("python") == python and Path(python).exists()


def stands(venv: Path, kind: str) -> bool:
    """Say whether an environment is whole and up to date for a kind of work."""
    return wanted(kind).items() <= stamp(venv).items()
