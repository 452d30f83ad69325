"""Whoever is killed at whatever moment, parent, judge or child: the record of the hand-in is that of a quiet run."""

import itertools
import os
import random
import signal
import threading
import time
from contextlib import suppress

import pytest

from tests.attacks.conftest import HONEST, SLUG
from tests.grading.conftest import LITTLE
from toolkit.grading.book import lasting
from toolkit.grading.errors import LostHelper
from toolkit.grading.sandbox import kernel
from toolkit.grading.watch import descendants
from toolkit.grading.worker import Part, bench, grade

pytestmark = pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only")
VICTIMS = ("child", "parent", "child", "judge", "child")
SEED = 11


def pid_of(whom, tools, until):
    """Return a process to be killed, waiting for a child until there is one."""
    process = tools.judge._process if whom == "judge" else tools.runner._process
    if process is None or whom != "child":
        return process and process.pid
    while time.monotonic() < until:
        below = list(descendants(process.pid))
        if below:
            return random.choice(below)
        time.sleep(0.001)
    return None


def killing(whom, tools, after):
    def act():
        time.sleep(after)
        pid = pid_of(whom, tools, time.monotonic() + 3)
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=act)
    thread.start()
    return thread


def graded(part):
    """Grade as the command does that is given again where it stopped."""
    for _ in range(5):
        with suppress(LostHelper):
            return lasting(grade(part))
    raise AssertionError


def test_killed_at_any_moment_the_records_are_those_of_a_quiet_run(prepared, thorough):
    part = Part("s001", "mark", SLUG, (*HONEST, "sum(range(3_000_000))"), "classroom", str(prepared), LITTLE)
    chance = random.Random(SEED)
    quiet = graded(part)
    start = time.monotonic()
    assert graded(part) == quiet
    usual = time.monotonic() - start
    for whom in itertools.islice(itertools.cycle(VICTIMS), 100 if thorough else len(VICTIMS)):
        killer = killing(whom, bench(part.how), chance.uniform(0, usual))
        assert graded(part) == quiet, whom
        killer.join()
    assert graded(part) == quiet
