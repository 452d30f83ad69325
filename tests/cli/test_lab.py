"""`lab`: tables once, settings shipped, loopback only, and what follows `--` goes to JupyterLab."""

import os
import resource
import subprocess
import sys

import pytest
from click.testing import CliRunner

from toolkit.cli import lab, place


@pytest.fixture
def started(monkeypatch, tmp_path):
    """The command that would start JupyterLab; tables are taken as made."""
    seen = []
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    monkeypatch.setattr(lab, "_make", lambda: None)
    monkeypatch.setattr(lab, "_open", seen.extend)
    return seen


def test_options_and_everything_after_two_dashes_go_to_jupyterlab(started):
    options = ["--no-browser", "--port", "8899", "--", "--collaborative", "--log-level=10"]
    assert CliRunner().invoke(lab.command, options).exit_code == 0
    assert started[-4:] == ["--no-browser", "--port=8899", "--collaborative", "--log-level=10"]


def test_it_serves_on_loopback_and_opens_the_first_lesson(started):
    CliRunner().invoke(lab.command, [])
    assert started[:3] == [sys.executable, "-m", "jupyterlab"]
    assert "--ip=127.0.0.1" in started
    assert "--LabApp.default_url=/lab/tree/lessons/00-start-here.ipynb" in started
    assert (place.ROOT / "lessons" / lab.FIRST).exists()


@pytest.mark.parametrize("user", [0, 1000])
def test_root_is_let_in_as_in_a_container(started, monkeypatch, user):
    monkeypatch.setattr(lab.os, "geteuid", lambda: user, raising=False)
    CliRunner().invoke(lab.command, [])
    assert ("--allow-root" in started) == (user == 0)


def test_tables_are_made_once_and_again_when_their_makers_change(started, monkeypatch):
    made = []
    monkeypatch.setattr(lab, "_make", lambda: made.append(1))
    lab.make_tables()
    lab.make_tables()
    assert len(made) == 1
    monkeypatch.setattr(lab, "MAKERS", ("toolkit/shop",))
    lab.make_tables()
    assert len(made) == 2


def test_tables_that_were_not_finished_are_made_at_the_next_start(started, monkeypatch):
    def stops():
        raise KeyboardInterrupt

    monkeypatch.setattr(lab, "_make", stops)
    assert CliRunner().invoke(lab.command, []).exit_code == 1
    made = []
    monkeypatch.setattr(lab, "_make", lambda: made.append(1))
    lab.make_tables()
    assert made == [1]


def test_in_a_read_only_checkout_lessons_are_copied_and_a_learners_work_stays(started, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(lab, "read_only", lambda folder: True)
    assert CliRunner().invoke(lab.command, []).exit_code == 0
    own = tmp_path / "lessons" / lab.FIRST
    assert own.exists()
    assert f"--ServerApp.root_dir={tmp_path}" in started
    own.write_text("my work")
    CliRunner().invoke(lab.command, [])
    assert own.read_text() == "my work"


def test_the_second_start_is_at_jupyterlab_within_a_third_of_a_second(tmp_path):
    stub = tmp_path / "stub" / "jupyterlab"
    stub.mkdir(parents=True)
    (stub / "__init__.py").touch()
    (stub / "__main__.py").write_text("print('at JupyterLab')")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "classroom-ready.txt").write_text(lab.fingerprint())
    environment = {**os.environ, "SHOP_HOME": str(tmp_path), "PYTHONPATH": f"{stub.parent}:{place.ROOT}"}
    code = "import sys; from toolkit.cli import verbs; sys.exit(verbs.run(['lab']))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert output == "at JupyterLab\n"
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 0.3
