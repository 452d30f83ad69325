"""Old and new Pythons get a message or another Python, never a traceback."""

import ast
import subprocess
import sys

import pytest

from toolkit.cli import place, python


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_four_pythons_are_supported(version):
    assert not python.unsupported(version)


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_older_and_newer_ones_are_not(version):
    assert python.unsupported(version)


def test_the_message_names_this_python_what_is_needed_and_what_to_do(capsys, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert python.run_with(None, ["lab"]) == 1
    said = capsys.readouterr().err
    assert said.splitlines() == [
        "This is Python 3.9. The course runs on Python 3.11 to 3.14, and none of them was found here.",
        "Install one of them, then type the same command again.",
    ]


def test_a_supported_python_on_the_path_takes_over(tmp_path, monkeypatch, capfd):
    minor = sys.version_info.minor
    (tmp_path / f"python3.{minor}").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = python.find_supported()
    assert found == str(tmp_path / f"python3.{minor}")
    assert python.run_with(found, ["--help"]) == 0
    assert "Usage: python3 -m toolkit" in capfd.readouterr().out


def test_a_python_that_does_not_start_is_passed_over(tmp_path, monkeypatch):
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert python.find_supported() is None


@pytest.mark.parametrize("path", ["__init__.py", "__main__.py", "cli/__init__.py", "cli/python.py"])
def test_what_an_old_python_reads_before_the_message_is_written_for_it(path):
    source = (place.ROOT / "toolkit" / path).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert "from __future__ import annotations" not in source


def test_setting_up_needs_nothing_but_the_standard_library():
    code = f"import sys; sys.path.insert(0, {str(place.ROOT)!r}); import toolkit.cli.bootstrap, toolkit.__main__"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
