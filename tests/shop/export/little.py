"""A little shop for tests of writing: two months and a half, made in a second."""

import json
import os
import sys
from pathlib import Path

from toolkit.shop.export.plan import Plan

ROOT = Path(__file__).parents[3]
_RUN = """
import sys
from pathlib import Path
from toolkit.cli.bootstrap import _run_here
from toolkit.cli.trouble import Trouble
if __name__ == "__main__":
    try:
        sys.exit(_run_here(Path(sys.prefix), sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
"""


def little(seed="7", **more):
    return Plan("luyang-living", seed.encode(), **{"scale": 0.1, "days": 75, **more})


def told(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def checksums(folder):
    return {name: entry["checksum"] for name, entry in told(folder)["tables"].items()}


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def command(*arguments, before=""):
    """A command line that runs the verb in a process of its own, after some lines of Python."""
    code = f"{before}\n{_RUN}"
    return [sys.executable, "-c", code, "shop", *map(str, arguments)]


def surroundings():
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
