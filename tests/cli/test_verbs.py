"""Every verb shows an example; a slip of the finger is answered with the nearest one."""

import pytest
from click.testing import CliRunner

from toolkit.cli import verbs


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
