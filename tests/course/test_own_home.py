"""Notebooks run in the tests leave a learner's progress alone, and borrow the tables."""

import os
from pathlib import Path

import pytest

from toolkit.course.own_home import pytest_configure
from toolkit.home import home, progress_file


def test_notebooks_get_a_home_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    learner, cleanups = progress_file(), []
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "lent").touch()

    class Config:
        add_cleanup = staticmethod(cleanups.append)

    pytest_configure(Config())
    elsewhere = Path(os.environ["SHOP_HOME"])
    assert progress_file() != learner
    assert (home() / "tables" / "lent").exists()
    cleanups[0]()
    assert not elsewhere.exists()
    assert (tmp_path / "tables" / "lent").exists()
