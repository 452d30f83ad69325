"""Where signals are not kept apart by namespaces or Landlock, the filter of calls keeps them."""

import ctypes
import faulthandler
import fcntl
import os
import signal
import subprocess
import time

import pytest

from toolkit.grading.sandbox import filter as calls
from toolkit.grading.sandbox import kernel, spaces

pytestmark = pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only")
TGKILL = {"x86_64": 234, "aarch64": 131}


def by_thread(victim):
    return kernel.call(TGKILL[os.uname().machine], victim, victim, signal.SIGKILL)


def by_file(victim):
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, victim)
    fcntl.fcntl(reading, 10, signal.SIGKILL)
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
    os.write(writing, b"x")


def by_group(victim):
    os.killpg(os.getpgid(victim), signal.SIGKILL)


WAYS = {"kill": lambda victim: os.kill(victim, signal.SIGKILL), "thread": by_thread, "file": by_file, "group": by_group}


def under_filter(act, victim, *, signals):
    """Fork, put the filter on, act; the child's exit code says whether the kernel refused."""
    child = os.fork()
    if not child:
        faulthandler.disable()
        try:
            kernel.prctl(kernel.SET_NO_NEW_PRIVS, 1)
            calls.install(signals=signals)
            act(victim)
            os._exit(0)
        except OSError:
            os._exit(1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("way", WAYS)
def test_nobody_else_is_sent_a_signal(way):
    victim = subprocess.Popen(["sleep", "60"], start_new_session=True)
    try:
        assert under_filter(WAYS[way], victim.pid, signals=False) == 1
        time.sleep(0.05)
        assert victim.poll() is None
        assert under_filter(WAYS[way], victim.pid, signals=True) == 0
        assert victim.wait(5) == -signal.SIGKILL
    finally:
        victim.kill()
        victim.wait()


def test_a_process_may_still_end_itself():
    assert under_filter(lambda _: ctypes.CDLL(None).abort(), 0, signals=False) == -signal.SIGABRT


@pytest.mark.skipif(os.getuid() != 0, reason="an ordinary user's child forks once more")
def test_what_is_forked_in_a_new_world_is_the_first_there_and_nobody_after_it():
    child = os.fork()
    if not child:
        try:
            os._exit(40 + (_firsts() == [1, 0, 1]))
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 41


@pytest.mark.parametrize("call", ["setns", "unshare"])
def test_where_the_system_gives_no_new_world_a_child_is_forked_all_the_same(call, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(kernel, call, refuse)
    with spaces.newborn(wanted=True):
        child = os.fork()
    if not child:
        os._exit(int(spaces.is_first()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _firsts():
    """Fork three times, in a new world or not; returns what each child says of itself: 1 where it is the first."""
    told = []
    for wanted in (True, False, True):
        with spaces.newborn(wanted=wanted):
            child = os.fork()
        if not child:
            os._exit(int(spaces.is_first()))
        told.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return told
