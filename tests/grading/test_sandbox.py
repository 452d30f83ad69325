"""Where signals are not kept apart by namespaces or Landlock, the filter of calls keeps them."""

import ctypes
import faulthandler
import fcntl
import os
import shutil
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


def rights(path):
    path.chmod(0)
    os.chown(path, 7, 7)


def times(path):
    os.utime(path, (0, 0))


def label(path):
    os.setxattr(path, "user.x", b"x")


def labels_read(path):
    os.listxattr(path)


def emptied_by_name(path):
    os.truncate(path, 0)


def emptied_by_reading(path):
    os.open(path, os.O_RDONLY | os.O_TRUNC)


def watched(_):
    if ctypes.CDLL(None).inotify_init1(0) < 0:
        raise OSError


@pytest.mark.parametrize("act", [rights, times])
def test_rights_and_times_of_a_file_are_said_to_be_changed_and_stay_as_they_are(act, tmp_path):
    about = kept(tmp_path)
    assert under_filter(act, tmp_path / "kept", signals=True) == 0
    assert kept(tmp_path) == about


@pytest.mark.parametrize("act", [label, labels_read, emptied_by_name, emptied_by_reading, watched])
def test_a_file_is_neither_labelled_nor_emptied_nor_watched_where_landlock_would_not_see_it(act, tmp_path):
    about = kept(tmp_path)
    assert under_filter(act, tmp_path / "kept", signals=True) == 1
    assert kept(tmp_path) == about


def test_files_are_opened_emptied_and_copied_as_ever(tmp_path):
    def act(path):
        for _ in range(2):
            path.with_name("own").write_text("x", encoding="utf-8")
        shutil.copy2(path, path.with_name("copy"))

    kept(tmp_path)
    assert under_filter(act, tmp_path / "kept", signals=True) == 0
    assert (tmp_path / "copy").read_text(encoding="utf-8") == "words"


def kept(folder):
    """Return what the system tells of a file, written where it is not there."""
    path = folder / "kept"
    if not path.exists():
        path.write_text("words", encoding="utf-8")
    about = path.stat()
    return about.st_mode, about.st_uid, about.st_mtime, about.st_size


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
