"""Where and how a table is made changes nothing about it: time zone, language, processor, order of hashing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import sys
import numpy as np
from pathlib import Path
from toolkit.data.checksum import checksum
from toolkit.data.columns import Text
from toolkit.data.schema import TABLES
from toolkit.data.store import read_frame, write_csv, write_parquet

log, folder = TABLES["ops_log"], Path(sys.argv[1])
notes = Text.of(["到货", "arrived"] * 40)
who = {"actor_role": notes, "text_en": notes, "text_zh": notes}
columns = {"log_id": np.arange(80) * 7919, "ts": 1_704_067_199_999_999 + np.arange(80) * 10**9, **who}
write_parquet(columns, log, folder / "log.parquet")
write_csv(columns, log, folder / "log.csv")
print(checksum(columns, log), read_frame(folder / "log.parquet", log)["ts"].iloc[0])
"""
HERE = Path(__file__).parents[2]
ELSEWHERE = [
    {"TZ": "America/New_York", "LC_ALL": "C"},
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"},
    {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512_SKX", "PYTHONUTF8": "0"},
]


def made(folder, **environ):
    """What a process of its own prints and writes."""
    folder.mkdir()
    usual = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONWARNINGS": "ignore", "TZ": "UTC"}
    command = [sys.executable, "-c", MAKE, str(folder)]
    done = subprocess.run(command, env={**usual, **environ}, capture_output=True, text=True, check=True)
    return done.stdout, {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return made(tmp_path_factory.mktemp("tables") / "here")


@pytest.mark.parametrize("environ", ELSEWHERE, ids=lambda environ: ", ".join(environ))
def test_a_table_made_elsewhere_is_the_same_to_the_byte(here, environ, tmp_path):
    assert made(tmp_path / "there", **environ) == here


def test_times_are_local_to_the_shop_not_to_the_reader(here):
    assert here[0].split(maxsplit=1)[1].strip() == "2023-12-31 23:59:59.999999"
