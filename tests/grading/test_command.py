"""Without a sandbox grading refuses with code 3 and says what to do; asked to do without, it says so everywhere."""

import sysconfig
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.grading import command as room
from toolkit.grading.errors import InTheOpen
from toolkit.grading.report.page import UNPROTECTED
from toolkit.grading.sandbox import kernel, trial
from toolkit.grading.sandbox.hidden import keep_hidden


def words(folder, *more):
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "a letter.txt").touch()
    (folder / "roster.csv").write_text("s001\n", encoding="utf-8")
    given = ["--lesson", "start-here", "--roster", folder / "roster.csv", "--out", folder / "out", *more]
    return [str(folder / "in"), *map(str, given)]


def test_a_missing_layer_ends_with_3_and_says_what_to_do(monkeypatch, tmp_path):
    class Bare:
        layers = ()
        script = staticmethod(lambda _: type("Ran", (), {"handed": type("Handed", (), {"said": {0: "user"}})}))

        def __init__(self, *_, **__): ...

        def __enter__(self):
            return self

        def __exit__(self, *_): ...

    monkeypatch.setattr(trial, "Runner", Bare)
    done = CliRunner().invoke(room.command, words(tmp_path))
    assert done.exit_code == 3
    assert "Landlock" in done.output
    assert "container" in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("more", [(), ("--no-sandbox",)])
def test_on_a_system_of_another_kind_it_refuses_either_way(more, monkeypatch, tmp_path):
    monkeypatch.setattr(kernel, "is_supported", lambda: False)
    done = CliRunner().invoke(room.command, words(tmp_path, *more))
    assert done.exit_code == 3
    assert "another system" in done.output


@pytest.mark.skipif(not kernel.is_supported(), reason="hand-ins run on Linux only")
def test_asked_to_do_without_every_page_says_so(tmp_path):
    done = CliRunner().invoke(room.command, words(tmp_path, "--no-sandbox"))
    assert done.exit_code == 0, done.output
    assert "OFF" in done.output
    for page in (tmp_path / "out" / "class.html", tmp_path / "out" / "learners" / "s001.html"):
        assert UNPROTECTED in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (["--lesson", "nothing"], "there is no lesson"),
        (["--roster", "nowhere.csv"], "cannot be read"),
        (["--class", "nowhere"], "no key"),
        (["--marks", "nowhere.csv"], "cannot be read"),
        (["--again", "s009"], "none like that"),
    ],
)
def test_what_was_given_wrongly_is_told_without_a_traceback(change, told, monkeypatch, tmp_path):
    monkeypatch.setattr(room, "trial", lambda _: ("limits",))
    done = CliRunner().invoke(room.command, words(tmp_path, *change))
    assert done.exit_code == 1
    assert told in done.output


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (["--scheduler", "tcp://127.0.0.1:1"], "Add --engine dask"),
        (["--cpu", "0"], "--cpu"),
        (["--wall", "-5"], "--wall"),
        (["--output", "0"], "--output"),
        (["--memory", "16"], "--memory"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_tried(change, told, tmp_path):
    done = CliRunner().invoke(room.command, words(tmp_path, *change))
    assert done.exit_code == 2
    assert told in done.output
    assert "Sandbox:" not in done.output


def test_a_folder_for_grades_that_cannot_be_made_is_told_in_three_parts(monkeypatch, tmp_path):
    monkeypatch.setattr(room, "trial", lambda _: ("limits",))
    (tmp_path / "file").touch()
    done = CliRunner().invoke(room.command, words(tmp_path, "--out", tmp_path / "file" / "grades"))
    assert done.exit_code == 1
    given, exists, do = done.output.strip().splitlines()[-3:]
    assert "could not be read or written (Not a directory)" in given
    assert exists == "What was graded before is kept."
    assert "the same command" in do


@pytest.mark.parametrize("what", ["--class", "--roster", "--out"])
def test_what_no_hand_in_may_read_may_not_lie_where_every_hand_in_reads(what, monkeypatch, tmp_path):
    monkeypatch.setattr(room, "trial", lambda _: ("limits",))
    done = CliRunner().invoke(room.command, words(tmp_path, what, "/usr/share/autumn"))
    assert done.exit_code == 1
    for part in ("is /usr/share/autumn.", "below /usr, which the sandbox lets every hand-in read", "Move it elsewhere"):
        assert part in done.output
    assert not (tmp_path / "out").exists()


def test_a_way_round_by_a_link_or_into_python_is_seen_and_an_own_folder_is_fine(tmp_path):
    (tmp_path / "mine").symlink_to("/usr/share")
    for place in (tmp_path / "mine" / "autumn", Path(sysconfig.get_paths()["purelib"]) / "autumn"):
        with pytest.raises(InTheOpen, match="lets every hand-in read"):
            keep_hidden({"class folder": place})
    keep_hidden({"class folder": tmp_path / "autumn", "class list": None})
