"""Tell whether this Python is one the course runs on, and find another one where it is not.

Written so that older Pythons can read it: they are the ones that need its message.
"""

import os
import shutil
import subprocess
import sys
from typing import Optional

OLDEST = (3, 11)
NEWEST = (3, 14)


def unsupported(version: tuple) -> bool:
    """Say whether a Python (major, minor) is outside the versions the course is locked for."""
    return not OLDEST <= tuple(version) <= NEWEST


def find_supported() -> Optional[str]:  # noqa: UP045  an old Python reads this
    """Path of the newest supported Python on this machine, or None."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which("python3.{}".format(minor))  # noqa: UP032
        if found and _answers(found, minor):
            return found
    return None


def _answers(python: str, minor: int) -> bool:
    code = "import sys; sys.exit(sys.version_info[:2] != (3, {}))".format(minor)  # noqa: UP032
    try:
        done = subprocess.run([python, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return done.returncode == 0


def run_with(python: Optional[str], arguments: list) -> int:  # noqa: UP045
    """Run the same command with another Python, or say in three parts that there is none."""
    if python is None:
        sys.stderr.write(message(sys.version_info[:2]))
        return 1
    folder = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    path = os.pathsep.join(part for part in (folder, os.environ.get("PYTHONPATH", "")) if part)
    return subprocess.call([python, "-m", "toolkit", *arguments], env=dict(os.environ, PYTHONPATH=path))


def message(version: tuple) -> str:
    """Build the three-part message for a Python that is too old or too new."""
    return (
        "This is Python {}.{}. The course runs on Python {}.{} to {}.{}, and none of them was found here.\n"
        "Install one of them, then type the same command again.\n"
    ).format(*version, *OLDEST, *NEWEST)
