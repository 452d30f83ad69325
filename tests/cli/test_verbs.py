"""Every verb shows an example; a slip of the finger is answered with the nearest one."""

import click
import pytest
from click.testing import CliRunner

from toolkit.cli import verbs
from toolkit.cli.trouble import NotWritable
from toolkit.exercises import inspect


@pytest.mark.parametrize("name", verbs.VERBS)
def test_each_help_shows_an_example(name, capsys):
    assert verbs.run([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"Example: python3 -m toolkit {name}" in " ".join(said.split())


@pytest.mark.parametrize("name", verbs.VERBS)
def test_each_verb_refuses_an_option_it_does_not_know(name, capsys):
    assert verbs.run([name, "--no-such-option"]) == 2
    assert "No such option" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "meant"), [("lba", "lab"), ("tests", "test"), ("check", "check-lessons")])
def test_a_slip_is_answered_with_the_nearest_verb(typed, meant):
    said = verbs.answer_without_environment([typed])
    assert (said.code, said.text.endswith(f'Did you mean "{meant}"?')) == (2, True)


def test_a_word_near_nothing_is_sent_to_the_help():
    assert verbs.answer_without_environment(["zzzzzz"]).text.endswith("Try: python3 -m toolkit --help")


def test_clean_keeps_progress_unless_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    for name in ("tables", "truth", "progress"):
        (tmp_path / name).mkdir()
    command = verbs.load("clean")
    assert CliRunner().invoke(command, []).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["progress"]
    assert "nothing to remove" in CliRunner().invoke(command, []).output
    CliRunner().invoke(command, ["--progress"])
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_removed_is_told_in_three_parts(tmp_path, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", "calendar.parquet")

    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    (tmp_path / "tables").mkdir()
    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(NotWritable) as told:
        verbs.run(["clean"])
    given, exists, do = str(told.value).splitlines()
    assert f"{tmp_path / 'tables'} could not be removed" in given
    assert exists
    assert "same command again" in do


def test_fewer_than_no_shops_are_refused(capsys):
    assert verbs.run(["check-lessons", "--seeds", "-1", "start-here", "--no-run"]) == 2
    assert "--seeds" in capsys.readouterr().err


def test_the_seed_of_an_exercise_is_taken_as_it_is_typed(monkeypatch):
    seeds = []
    monkeypatch.setattr(inspect, "view", lambda *given, **_: seeds.extend(shop.seed for shop in given[2]))
    assert verbs.run(["exercise", "start-here/visitors", "--seed", "²", "--seed", "007"]) == 0
    assert seeds == ["²".encode(), b"007"]


def test_stopping_a_verb_by_hand_reaches_whoever_called_it(monkeypatch):
    @click.command()
    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr(verbs, "load", lambda _: stopped)
    with pytest.raises(KeyboardInterrupt):
        verbs.run(["build"])


@pytest.mark.parametrize(("end", "code"), [(SystemExit(3), 3), (SystemExit("no"), 1), (click.UsageError("no"), 2)])
def test_a_verb_ends_with_the_code_it_gives(end, code, monkeypatch):
    @click.command()
    def ends():
        raise end

    monkeypatch.setattr(verbs, "load", lambda _: ends)
    assert verbs.run(["build"]) == code
