"""Two notebooks open the same shop at the same moment: both get the right tables, and nobody ever reads half a file."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.shop.worlds import fingerprints, world
from toolkit.data.checksum import checksum
from toolkit.data.schema import TABLES
from toolkit.data.store import read_parquet
from toolkit.home import tables_dir
from toolkit.shop.books import open_shop

CHECKOUT = Path(__file__).parents[2]
SCALE, DAYS = 0.05, 40
NAMES = ("orders", "order_items", "shop_daily", "products", "sessions")

KERNEL = f"""
import json, sys, time
from pathlib import Path
from toolkit.data.checksum import checksum
from toolkit.data.schema import TABLES
from toolkit.data.store import read_parquet
from toolkit.home import tables_dir
from toolkit.shop.books import open_shop

place, me, names = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split(",")
shop = open_shop(seed=1, scale={SCALE}, days={DAYS})
(place / f"ready-{{me}}").touch()
while not (place / "go").exists():
    time.sleep(0.001)
rows = {{name: len(shop.table(name)) for name in names}}
kept = {{name: checksum(read_parquet(tables_dir(shop.id) / f"{{name}}.parquet", TABLES[name]), TABLES[name]) for name in names}}
print(json.dumps([rows, kept]))
"""

WRITER = f"""
import sys
from toolkit.shop.books import open_shop

shop = open_shop(seed=1, scale={SCALE}, days={DAYS})
shop.facts
print("ready", flush=True)
while True:
    shop._write("sessions")
"""


@pytest.fixture(scope="module")
def right():
    """Fingerprints of the shop, lived in this process and never written."""
    return fingerprints(world(1, scale=SCALE, days=DAYS), NAMES)


def a_python(code, home, *arguments):
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        cwd=CHECKOUT,
        env={**os.environ, "SHOP_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_two_kernels_that_open_one_shop_at_once_both_get_the_right_tables(tmp_path, right):
    home, place = tmp_path / "home", tmp_path
    kernels = [a_python(KERNEL, home, place, me, ",".join(NAMES)) for me in "ab"]
    try:
        deadline = time.monotonic() + 60
        while not all((place / f"ready-{me}").exists() for me in "ab"):
            assert time.monotonic() < deadline
            assert all(kernel.poll() is None for kernel in kernels), kernels[0].communicate()
            time.sleep(0.01)
        (place / "go").touch()
        said = [kernel.communicate(timeout=120) for kernel in kernels]
    finally:
        for kernel in kernels:
            kernel.kill()
            kernel.wait()
    assert [error for _, error in said] == ["", ""]
    (one_rows, one_kept), (other_rows, other_kept) = (json.loads(out) for out, _ in said)
    assert one_kept == other_kept == right
    assert one_rows == other_rows
    assert all(count > 0 for count in one_rows.values())
    left = sorted(path.name for path in (home / "tables").rglob("*") if path.is_file())
    assert left == sorted(f"{name}.parquet" for name in NAMES), "no half-written file is left behind"


@pytest.fixture
def writer(tmp_path, monkeypatch):
    """Another kernel that makes the same table over and over, and the file it makes."""
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    process = a_python(WRITER, tmp_path)
    try:
        assert process.stdout.readline() == "ready\n", process.communicate()
        file = tables_dir(open_shop(seed=1, scale=SCALE, days=DAYS).id) / "sessions.parquet"
        yield process, file
    finally:
        process.kill()
        process.communicate()


def when_there(file):
    deadline = time.monotonic() + 30
    while not file.exists():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_who_reads_while_another_kernel_writes_never_reads_half_a_file(writer, right, thorough):
    process, file = writer
    when_there(file)
    seen = set()
    for _ in range(400 if thorough else 60):
        assert checksum(read_parquet(file, TABLES["sessions"]), TABLES["sessions"]) == right["sessions"]
        seen.add(file.stat().st_mtime_ns)
    assert process.poll() is None
    assert len(seen) > 1, "the other kernel wrote nothing while we read"


def test_a_kernel_killed_while_it_writes_leaves_a_shop_that_opens_right(writer, right):
    process, file = writer
    when_there(file)
    time.sleep(0.02)
    process.kill()
    process.wait()
    shop = open_shop(seed=1, scale=SCALE, days=DAYS)
    assert len(shop.sessions) > 0
    assert checksum(read_parquet(file, TABLES["sessions"]), TABLES["sessions"]) == right["sessions"]
