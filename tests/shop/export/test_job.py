"""The same shop has the same checksums however it is written: whole, in parts, as CSV, on any number of workers."""

import os
import signal
import threading
import time
from dataclasses import replace

import pandas as pd
import pytest

from tests.shop.export.little import checksums, files, little, told
from toolkit.data.checksum import checksum
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.export import job
from toolkit.shop.export.verify import verify
from toolkit.shop.history import run
from toolkit.spread import Cluster, Local


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "shop"
    assert job.write(little(), folder)
    return folder


def test_what_is_written_is_the_shop_itself(whole):
    facts = run(little().scenario, little().length)
    assert checksums(whole) == {name: checksum(rows.make(name, facts), TABLES[name]) for name in rows.TABLES}


def test_pandas_reads_a_table_of_many_files_as_one(whole):
    orders = pd.read_parquet(whole / "orders")
    assert len(orders) == told(whole)["tables"]["orders"]["rows"] > 0
    assert len(list((whole / "orders").iterdir())) > 1


def test_nothing_is_left_over_beside_the_shop(whole):
    listed = {path for entry in told(whole)["tables"].values() for path in entry["files"]}
    assert set(files(whole)) == listed | {"manifest.json"}


@pytest.mark.parametrize(
    "engine", [Local(2), Cluster(), Cluster(workers=3)], ids=["two processes", "dask", "dask with three workers"]
)
def test_any_engine_and_number_of_workers_writes_the_same_bytes(whole, tmp_path, engine):
    job.write(little(), tmp_path / "shop", engine=engine)
    assert files(tmp_path / "shop") == files(whole)


def test_a_worker_killed_in_the_middle_changes_nothing(whole, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as cluster:
        victim = next(iter(cluster.workers.values())).pid
        work = tmp_path / "shop" / "unfinished"

        def kill():
            while not (work / "orders").exists():
                time.sleep(0.02)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        job.write(little(), tmp_path / "shop", engine=Cluster(cluster.scheduler_address))
        killer.join()
        deadline = time.monotonic() + 20
        while victim in (pids := [one.pid for one in cluster.workers.values()]) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert victim not in pids, "the worker was really killed"
    assert files(tmp_path / "shop") == files(whole)


@pytest.mark.parametrize("parts", [2, 3])
def test_parts_made_apart_and_put_together_are_the_whole(whole, tmp_path, parts):
    for part in reversed(range(1, parts + 1)):
        job.write(replace(little(), part=part, parts=parts), tmp_path / "shop")
        assert not (tmp_path / "shop" / "manifest.json").exists()
    verify(tmp_path / "shop")
    assert checksums(tmp_path / "shop") == checksums(whole)
    assert files(tmp_path / "shop").keys() == files(whole).keys()


def test_csv_holds_the_same_values_and_begins_with_a_mark_for_spreadsheets(whole, tmp_path):
    job.write(little(form="csv"), tmp_path / "shop")
    assert checksums(tmp_path / "shop") == checksums(whole)
    assert all(
        data.startswith(b"\xef\xbb\xbf") for path, data in files(tmp_path / "shop").items() if path.endswith(".csv")
    )
    assert verify(tmp_path / "shop").rules


def test_progress_counts_every_day_lived_and_written(tmp_path):
    ticks = []
    job.write(little(), tmp_path / "shop", tick=ticks.append)
    assert sum(ticks) == job.units(little())


def test_a_shop_that_is_there_is_not_made_again(whole):
    before = files(whole)
    assert not job.write(little(), whole)
    assert files(whole) == before


@pytest.mark.parametrize("engine", [Local(), Local(2)], ids=["here", "two processes"])
def test_personal_shops_differ_and_each_is_complete(tmp_path, engine):
    ticks = []
    assert job.write_many(little(), 3, tmp_path, engine=engine, tick=ticks.append) == 3
    assert sum(ticks) == 3
    sums = [checksums(tmp_path / str(number))["orders"] for number in (1, 2, 3)]
    assert len(set(sums)) == 3
    assert sums[1] == _alone(tmp_path, 2)


def _alone(tmp_path, number):
    job.write(little().personal(number), tmp_path / "alone")
    return checksums(tmp_path / "alone")["orders"]


def test_personal_shops_that_are_there_are_not_made_again(tmp_path):
    job.write_many(little(days=40), 2, tmp_path)
    (tmp_path / "2" / "manifest.json").unlink()
    for path in sorted((tmp_path / "2").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert job.write_many(little(days=40), 2, tmp_path) == 1
    assert checksums(tmp_path / "2")
