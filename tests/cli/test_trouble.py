"""What goes wrong is told in three parts, and is told apart."""

import errno
import os
import sys

import pytest

from toolkit.cli import bootstrap, install, place, trouble, verbs, watch

AGAIN = "python3 -m toolkit lab"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", trouble.NoDisk),
        ("error: failed to write file\n  cause: Disk quota exceeded (os error 122)", trouble.NoDisk),
        ("Failed to establish a new connection: [Errno -2]\nERROR: No matching distribution found", trouble.NoNetwork),
        ("error: error sending request for url\n  cause: dns error", trouble.NoNetwork),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", trouble.OtherPackage),
        ("ERROR: [Errno 30] Read-only file system: '/srv/course/.venv'", trouble.NotWritable),
        ("error: Microsoft Visual C++ 14.0 is required", trouble.InstallFailed),
        ("", trouble.InstallFailed),
    ],
)
def test_an_installers_words_are_understood(words, kind):
    told = trouble.explain(words, AGAIN)
    assert type(told) is kind
    assert len(str(told).splitlines()) == 3
    assert AGAIN in str(told)


def test_every_trouble_is_a_sentence():
    kinds = trouble.Trouble.__subclasses__()
    assert len(kinds) == 6
    assert all(kind.__doc__ and kind.__doc__.endswith(".") for kind in kinds)
    assert all(kind.__name__ in (trouble.__doc__ or "") for kind in kinds)


@pytest.fixture
def nothing_yet(tmp_path, monkeypatch):
    """A checkout without an environment; answers with the folder it would go to."""
    monkeypatch.setattr(place, "venv_folder", lambda kind: tmp_path / ".venv")
    return tmp_path / ".venv"


@pytest.mark.parametrize(
    ("number", "part"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "could not be written")]
)
def test_a_full_disk_and_a_closed_folder_never_show_a_traceback(nothing_yet, monkeypatch, capsys, number, part):
    def stops(*_):
        raise OSError(number, os.strerror(number), "somewhere")

    monkeypatch.setattr(install, "bring_up", stops)
    assert bootstrap.main(["lab"]) == 1
    said = capsys.readouterr().err
    assert part in said
    assert len(said.splitlines()) == 3


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_the_same_holds_while_a_verb_runs_inside(monkeypatch, tmp_path, number):
    def stops(_):
        raise OSError(number, os.strerror(number), "orders.parquet")

    monkeypatch.setattr(verbs, "run", stops)
    with pytest.raises((trouble.NoDisk, trouble.NotWritable)) as told:
        bootstrap._run_here(tmp_path, ["lab"])
    assert len(str(told.value).splitlines()) == 3


def test_an_error_of_the_course_is_told_and_a_bug_keeps_its_traceback(monkeypatch, tmp_path, capsys):
    def fails(_):
        raise kind("no such lesson")

    monkeypatch.setattr(verbs, "run", fails)
    kind = trouble.Trouble.__subclasses__()[0]
    monkeypatch.setattr(trouble.Trouble, "__init__", Exception.__init__)
    assert bootstrap._run_here(tmp_path, ["lab"]) == 1
    assert capsys.readouterr().err == "no such lesson\n"
    kind = ZeroDivisionError
    with pytest.raises(ZeroDivisionError):
        bootstrap._run_here(tmp_path, ["lab"])


def test_stopping_it_by_hand_is_no_failure_of_the_course(nothing_yet, monkeypatch, capsys):
    def stops(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(install, "bring_up", stops)
    assert bootstrap.main(["lab", "--no-browser"]) == 130
    stopped, kept, again = capsys.readouterr().err.strip().splitlines()
    assert stopped == "Stopped, as you asked."
    assert "picks up from here" in kept
    assert again.endswith("-m toolkit lab --no-browser")


def test_a_read_only_checkout_has_its_environment_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(place.os, "access", lambda *_: False)
    monkeypatch.setattr(place, "stands", lambda *_: False)
    monkeypatch.setattr(place, "user_data", lambda: tmp_path)
    folder = place.venv_folder("learner")
    assert folder.parent == tmp_path / "shop-operations-course"
    monkeypatch.setattr(place, "ROOT", tmp_path / "another checkout")
    assert place.venv_folder("learner") != folder


def test_the_users_data_folder_is_the_one_platformdirs_names(monkeypatch):
    platformdirs = pytest.importorskip("platformdirs")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert str(place.user_data()) == platformdirs.user_data_dir()


class TestWithoutEnsurepip:
    """Debian without python3-venv, shown by hiding the modules from the installer."""

    def test_the_running_pythons_own_pip_fills_an_environment_without_pip(self, monkeypatch, tmp_path):
        calls = []
        monkeypatch.setattr(watch, "run", lambda command, total: calls.append(command) or watch.Done(0, ""))
        monkeypatch.setattr(install, "_there", lambda module: module != "ensurepip")
        answer = install._pip_for(tmp_path, AGAIN)
        assert calls == [[sys.executable, "-m", "venv", "--without-pip", str(tmp_path)]]
        assert answer == [sys.executable, "-m", "pip", "--python", str(place.python_of(tmp_path))]

    def test_without_pip_either_one_line_mends_it(self, monkeypatch, tmp_path):
        monkeypatch.setattr(install, "_there", lambda module: module == "venv")
        with pytest.raises(trouble.NoPip, match=rf"sudo apt install python3\.{sys.version_info.minor}-venv"):
            install._pip_for(tmp_path, AGAIN)


def test_a_module_whose_folder_was_emptied_is_not_there(monkeypatch, tmp_path):
    (tmp_path / "emptied").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert install._there("json")
    assert not install._there("emptied")
    assert not install._there("never_was")


def test_a_verbs_missing_package_is_the_environments_trouble_and_a_missing_room_is_ours(monkeypatch, tmp_path, capsys):
    tmp_path.joinpath("toolkit-stamp.json").touch()
    for name, expected in (("pandas", trouble.InstallFailed), ("toolkit.nowhere", ModuleNotFoundError)):

        def lacks(_, name=name):
            raise ModuleNotFoundError(name=name)

        monkeypatch.setattr(verbs, "run", lacks)
        with pytest.raises(expected):
            bootstrap._run_here(tmp_path, ["lab"])
