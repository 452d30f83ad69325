"""Parts are done on any engine with the same results in the same order, whoever dies on the way."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spread_parts import die, die_once, name_and_wait, nap, refuse, square
from toolkit.spread import Cluster, Local, LostPart, NoDask, SilentScheduler, _close, spread

ENGINES = [Local(), Local(2), Cluster()]


@pytest.mark.parametrize("engine", ENGINES, ids=["here", "processes", "dask"])
def test_results_come_in_the_order_of_the_parts(engine):
    seen = []
    assert list(spread(square, range(40), engine=engine, tick=seen.append)) == [n * n for n in range(40)]
    assert seen == list(range(1, 41))


@given(st.lists(st.integers()))
def test_no_part_is_lost_or_doubled(numbers):
    assert list(spread(square, numbers)) == [n * n for n in numbers]


@pytest.mark.parametrize("engine", ENGINES, ids=["here", "processes", "dask"])
def test_parts_are_read_only_as_they_are_done(engine):
    endless = spread(square, count(), engine=engine)
    assert [next(endless) for _ in range(3)] == [0, 1, 4]
    endless.close()


@pytest.mark.parametrize("engine", ENGINES[1:], ids=["processes", "dask"])
def test_a_part_whose_worker_is_killed_is_done_again(engine, tmp_path):
    mark = tmp_path / "killed"
    parts = [(number, str(mark)) for number in range(20)]
    assert list(spread(die_once, parts, engine=engine)) == [n * n for n in range(20)]
    assert mark.exists()


def kill_one(folder):
    while not list(folder.iterdir()):
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(int(next(folder.iterdir()).name), signal.SIGKILL)


@pytest.mark.parametrize("engine", ENGINES[1:], ids=["processes", "dask"])
def test_a_worker_killed_from_outside_changes_no_result(engine, tmp_path):
    killer = threading.Thread(target=kill_one, args=(tmp_path,))
    killer.start()
    parts = [(number, str(tmp_path)) for number in range(30)]
    assert list(spread(name_and_wait, parts, engine=engine)) == [n * n for n in range(30)]
    killer.join()
    assert len(list(tmp_path.iterdir())) >= 3, "the killed worker was replaced"


@pytest.mark.parametrize("engine", ENGINES[1:], ids=["processes", "dask"])
def test_a_part_that_kills_every_worker_is_told_in_three_parts(engine):
    with pytest.raises(LostPart) as told:
        list(spread(die, [1], engine=engine))
    assert len(str(told.value).splitlines()) == 3


@pytest.mark.parametrize("engine", ENGINES, ids=["here", "processes", "dask"])
def test_what_the_function_raises_arrives(engine):
    with pytest.raises(ValueError, match="7"):
        list(spread(refuse, [7], engine=engine))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "nonsense://{port}"])
def test_a_scheduler_that_does_not_answer_is_told_in_three_parts(address):
    engine = Cluster(address.format(port=free_port()), patience=1.0)
    with pytest.raises(SilentScheduler, match="does not answer") as told:
        list(spread(square, [1], engine=engine))
    assert len(str(told.value).splitlines()) == 3


def test_a_scheduler_without_workers_is_told_in_three_parts():
    from distributed import LocalCluster

    empty = LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0")
    with empty, pytest.raises(SilentScheduler, match="has no workers"):
        list(spread(square, [1], engine=Cluster(empty.scheduler_address, patience=1.0)))


def test_a_running_cluster_is_used_by_its_address():
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as ours:
        assert list(spread(square, range(5), engine=Cluster(ours.scheduler_address))) == [0, 1, 4, 9, 16]


def says_something_else(nanny):
    from distributed.core import Status

    nanny.status = Status.closing_gracefully


def has_no_process_to_wait_for(nanny):
    nanny.asked = getattr(nanny, "asked", 0) + 1
    if nanny.asked == 1:
        raise AssertionError("can only join a started process")


@pytest.mark.parametrize("does", [says_something_else, has_no_process_to_wait_for])
def test_a_worker_that_was_being_replaced_hides_nothing_and_leaves_no_thread_or_process(does, monkeypatch):
    from distributed import Nanny

    async def close_and_do(nanny, *args, close=Nanny.close, **kwargs):
        await close(nanny, *args, **kwargs)
        does(nanny)

    monkeypatch.setattr(Nanny, "close", close_and_do)
    before, children = set(threading.enumerate()), set(multiprocessing.active_children())
    with pytest.raises(ValueError, match="7"):
        list(spread(refuse, [7], engine=Cluster()))
    assert [one.name for one in threading.enumerate() if one not in before and one.name == "IO loop"] == []
    assert set(multiprocessing.active_children()) <= children


def test_any_other_fault_of_a_closing_cluster_is_heard():
    def close():
        raise AssertionError("another matter")

    with pytest.raises(AssertionError, match="another matter"):
        _close(SimpleNamespace(close=close))


def test_without_dask_the_way_to_it_is_told(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NoDask, match="cluster"):
        list(spread(square, [1], engine=Cluster()))


def test_who_stops_waiting_waits_for_no_part_that_is_under_way():
    results = spread(nap, [0, 60, 60, 60], engine=Local(2))
    assert next(results) == 0
    start = time.monotonic()
    results.close()
    assert time.monotonic() - start < 20


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_workers_do_not_outlive_a_killed_parent(tmp_path):
    code = (
        "from tests.spread_parts import name_and_wait; from toolkit.spread import Local, spread\n"
        "if __name__ == '__main__':\n"
        f"    for _ in spread(name_and_wait, [(n, {str(tmp_path)!r}) for n in range(999)], engine=Local(2)): pass\n"
    )
    script = tmp_path.parent / "endless.py"
    script.write_text(code, encoding="utf-8")
    root = Path(__file__).parents[1]
    with subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(root)}) as parent:
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.05)
        parent.kill()
    workers = [Path("/proc") / one.name for one in tmp_path.iterdir()]
    deadline = time.monotonic() + 10
    while any(one.exists() for one in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [one for one in workers if one.exists()]
