"""Same seed, same bytes: on this machine and any other, whatever its processor, clock, language or NumPy."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from tests.shop.worlds import fingerprints, world
from toolkit.data.schema import TABLES
from toolkit.shop.fingerprints import kept

HOME = Path(__file__).parents[2]
OLD_NUMPY = ("numpy==2.0.*", "pandas>=3,<4", "pyarrow>=17")


def fingerprints_said_by(python, **surroundings):
    """What a fresh Python with other surroundings says about the classroom shop."""
    said = subprocess.run(
        [python, "-W", "error", "-m", "toolkit.shop.fingerprints", "-"],
        cwd=HOME,
        env={**os.environ, **surroundings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return tomllib.loads(said.stdout)


def optional_features():
    """Instructions of this processor that NumPy uses and can leave alone."""
    return [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]


def python_311():
    if sys.version_info[:2] == (3, 11):
        return sys.executable
    return shutil.which("python3.11")


def test_the_classroom_shop_has_the_fingerprints_that_were_written_down():
    assert fingerprints(world("classroom", scale=1.0, days=731)) == kept()


def test_every_table_has_its_own_fingerprint():
    assert kept().keys() == TABLES.keys()
    assert len(set(kept().values())) == len(TABLES)


def test_a_plain_processor_another_clock_and_another_language_make_the_same_bytes():
    features = optional_features()
    surroundings = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    if features:
        surroundings["NPY_DISABLE_CPU_FEATURES"] = " ".join(features)
    assert fingerprints_said_by(sys.executable, **surroundings) == kept()


@pytest.mark.thorough
def test_the_oldest_numpy_makes_the_same_bytes(tmp_path):
    python = python_311()
    if python is None:
        pytest.skip("needs Python 3.11")
    subprocess.run([python, "-m", "venv", tmp_path / "old"], check=True)
    old = tmp_path / "old" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([old, "-m", "pip", "install", "--quiet", *OLD_NUMPY], check=True, capture_output=True)
    assert fingerprints_said_by(old, PYTHONPATH=str(HOME)) == kept()
