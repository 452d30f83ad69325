"""`test`: everything in one go, one verdict, and honesty about what was not run."""

import sys

import pytest
from click.testing import CliRunner

from toolkit.cli import chromium, place, testing


@pytest.fixture
def ran(monkeypatch):
    """The names of the steps that would run; all of them pass."""
    names = []

    def passes(step):
        names.append(step.name)
        return testing.Outcome(step, 0, 1.0, "3 passed in 1 s")

    monkeypatch.setattr(testing, "_run", passes)
    return names


def test_with_a_browser_everything_runs_and_it_exits_with_0(ran, monkeypatch):
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    result = CliRunner().invoke(testing.command, [])
    assert result.exit_code == 0
    assert {"lint", "arrows", "types", "tests", "browser"} <= set(ran)
    assert "Not run" not in result.output


def test_without_a_browser_the_rest_runs_one_line_says_what_did_not_and_it_exits_with_3(ran, monkeypatch):
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "install", lambda: False)
    result = CliRunner().invoke(testing.command, [])
    assert result.exit_code == 3
    assert "tests" in ran
    assert "browser" not in ran
    last = result.output.splitlines()[-1]
    assert last.startswith("Not run: the browser test")
    assert "apt-get install chromium" in last


def test_without_browser_calls_that_complete(ran, monkeypatch):
    monkeypatch.setattr(chromium, "install", lambda: pytest.fail("installed a browser nobody asked for"))
    result = CliRunner().invoke(testing.command, ["--without-browser"])
    assert result.exit_code == 0
    assert "browser" not in ran


def test_one_failure_fails_the_whole_even_where_the_browser_is_missing():
    assert testing.verdict([0, 5, 0], complete=False) == 1
    assert testing.verdict([0, 0], complete=False) == 3
    assert testing.verdict([0, 0], complete=True) == 0


def test_thorough_reaches_the_tests_and_files_stay_on_one_worker():
    commands = {step.name: step.command for step in testing.steps(thorough=True, browser=True)}
    assert "--thorough" in commands["tests"]
    assert "--thorough" in commands["browser"]
    assert "--nbval-lax" in commands["lessons"]
    assert "--nbval" in commands["solutions"]
    assert all("toolkit.course.own_home" in commands[name] for name in ("tests", "lessons", "solutions", "browser"))
    assert "--dist=loadfile" in (place.ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_a_steps_closing_line_and_failure_are_reported(capsys):
    step = testing.Step("tests", (sys.executable, "-c", "print('collected 2'); print('1 failed'); raise SystemExit(1)"))
    outcome = testing._run(step)
    assert (outcome.code, outcome.closing) == (1, "1 failed")
    assert outcome.line().startswith("FAILED  tests")


def saying(name, *words, live=False, code=0):
    said = "; ".join(f"print({word!r}, flush=True); time.sleep(0.2)" for word in words)
    return testing.Step(name, (sys.executable, "-c", f"import time; {said}; raise SystemExit({code})"), live)


def test_steps_beside_the_tests_are_printed_whole_and_told_in_their_order(capfd):
    todo = [saying("lint", "a", "b", code=1), saying("tests", "1", "2", "3", live=True), saying("solutions", "c", "d")]
    outcomes = testing.run_all(todo)
    assert [(each.step.name, each.code, each.closing) for each in outcomes] == [
        ("lint", 1, "b"), ("tests", 0, "3"), ("solutions", 0, "d"),
    ]  # fmt: skip
    said = capfd.readouterr().out
    assert "── lint\na\nb\n" in said
    assert "── solutions\nc\nd\n" in said
    assert [line for line in said.splitlines() if line in ("1", "2", "3")] == ["1", "2", "3"]


def test_chromium_is_installed_only_by_root_on_debian(monkeypatch):
    asked = []
    monkeypatch.setattr(chromium, "_apt", lambda *arguments: asked.append(arguments) or True)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000, raising=False)
    assert not chromium.install()
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    assert not chromium.install()
    assert not asked
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert chromium.install()
    assert ("install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk") in asked
