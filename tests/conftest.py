"""What every test may ask for: whether this is the thorough run, and how many seeds that means."""

from collections.abc import Callable

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="run the full counts of seeds, mutants and kills")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `thorough` to the thorough run."""
    if not config.getoption("--thorough"):
        long = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether the full counts were asked for."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def seeds(thorough: bool) -> Callable[[int, int], range]:
    """Seeds to try: `seeds(3, 20)` is three of them, or twenty in a thorough run."""
    return lambda quick=3, full=20: range(1, (full if thorough else quick) + 1)
