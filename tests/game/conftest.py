"""Every test has a home of its own; the past of the small shop is lived once."""

import pytest

from toolkit.game.season import past


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))


@pytest.fixture(scope="session")
def before():
    return past(b"classroom")
