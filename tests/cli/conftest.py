"""A course small enough to set up in a test: the real setting-up code, one tiny package, one verb that tells where it runs."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from toolkit.cli import place

LAB = """
import sys, tiny
class command:
    epilog = ""
    @staticmethod
    def main(args, prog_name, standalone_mode):
        print("inside", sys.prefix, *args, sep="|")
"""


@dataclass
class SmallCourse:
    """A checkout with a tiny lock, and the packages folder its installer may look into."""

    root: Path
    wheels: Path

    def environ(self, uv: bool, **more: str) -> dict[str, str]:
        folder = self.root.parent / "path"
        folder.mkdir(exist_ok=True)
        if uv and not (folder / "uv").exists():
            (folder / "uv").symlink_to(Path(sys.executable).parent / "uv")
        offline = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "UV_OFFLINE": "1",
            "UV_FIND_LINKS": str(self.wheels),
        }
        path = f"{folder}:/usr/bin:/bin" if uv else "/usr/bin:/bin"
        kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
        return {**kept, **offline, "PATH": path, "UV_CACHE_DIR": str(self.root.parent / "cache"), **more}

    def start(self, *arguments: str, uv: bool = True, **more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "toolkit", *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
        return subprocess.Popen(command, cwd=self.root, env=self.environ(uv, **more), **streams)

    def run(self, *arguments: str, uv: bool = True, **more: str) -> tuple[int, str]:
        with self.start(*arguments, uv=uv, **more) as child:
            assert child.stdout is not None
            output = child.stdout.read()
        return child.returncode, output

    @property
    def venv(self) -> Path:
        return self.root / ".venv"


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    """A small course in a folder whose name has spaces and Chinese characters."""
    root, wheels = tmp_path / "网店 运营 course", tmp_path / "wheels"
    shutil.copytree(
        place.ROOT / "toolkit" / "cli", root / "toolkit" / "cli", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copyfile(place.ROOT / "toolkit" / "__main__.py", root / "toolkit" / "__main__.py")
    (root / "toolkit" / "__init__.py").touch()
    (root / "toolkit" / "cli" / "lab.py").write_text(LAB, encoding="utf-8")
    (root / "requirements").mkdir()
    wheel = tiny_wheel(wheels)
    pin = f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    (root / "requirements" / "learner.lock").write_text(pin, encoding="utf-8")
    (root / "requirements" / "test.lock").write_text("", encoding="utf-8")
    return SmallCourse(root, wheels)


def tiny_wheel(folder: Path) -> Path:
    """Write a wheel with one empty module, so that installing needs no network."""
    folder.mkdir()
    files = {
        "tiny.py": b"",
        "tiny-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items())
    files["tiny-1.0.dist-info/RECORD"] = (record + "tiny-1.0.dist-info/RECORD,,\n").encode()
    path = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
