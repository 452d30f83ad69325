"""On a Dask cluster a worker that is killed costs nothing: its hand-ins are done again, with the same records."""

import os
import signal
import threading
import time

import pytest

from tests.attacks.conftest import HONEST, SLUG
from tests.grading.test_fuzz import BOOK, write
from toolkit.course.notebooks import ROOT, lessons
from toolkit.course.roster import read_roster
from toolkit.grading.book import lasting
from toolkit.grading.sandbox import kernel
from toolkit.grading.session import Session
from toolkit.grading.worker import How, close_all
from toolkit.spread import Cluster, Local

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.thorough, pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only"),
]  # fmt: skip
CLASS = 30


def a_class(folder):
    import json

    (folder / "in").mkdir()
    for at in range(CLASS):
        write(folder / "in", at, ("ipynb", json.dumps(BOOK).encode(), 0))
    (folder / "roster.csv").write_text("".join(f"s{at:02}\n" for at in range(CLASS)), encoding="utf-8")


def records(folder, out, engine):
    (lesson,) = lessons(ROOT, SLUG)
    session = Session(lesson, read_roster(folder / "roster.csv"), folder / out, How(lesson=HONEST[:1]), engine=engine)
    rows = session.run(session.gather(folder / "in"), lambda: None)
    return {row.id: lasting(row.record) for row in rows}


def kill_one(cluster, book):
    """Kill a worker once the first hand-ins are graded."""
    until = time.monotonic() + 120
    while not book.exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)


def test_a_killed_worker_costs_no_hand_in_and_changes_no_record(tmp_path):
    a_class(tmp_path)
    try:
        quiet = records(tmp_path, "quiet", Local())
    finally:
        close_all()
    own = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(**own) as cluster:
        killer = threading.Thread(target=kill_one, args=(cluster, tmp_path / "spread" / "records.jsonl"))
        killer.start()
        spread = records(tmp_path, "spread", Cluster(cluster.scheduler_address))
        killer.join()
    assert spread == quiet
    assert len(spread) == CLASS
