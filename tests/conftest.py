"""What every test may ask for: whether this is the thorough run, and how many seeds that means; and who runs with whom."""

import signal
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from tests.shares import in_order, share_of

# on a busy machine a claim may take its time
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# a shell's background job ignores interrupts, and so would each process that a test starts and interrupts
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="run the full counts of seeds, mutants and kills")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `thorough` to the thorough run, and bring those together that share what is dear."""
    if not config.getoption("--thorough"):
        long = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    items[:] = in_order(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hand out whole shares, in the order of `in_order`."""
    from xdist.scheduler import LoadScopeScheduling

    class Shares(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return share_of(nodeid)

    config.option.loadscopereorder = False
    return Shares(config, log)


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether the full counts were asked for."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def seeds(thorough: bool) -> Callable[[int, int], range]:
    """Seeds to try: `seeds(3, 20)` is three of them, or twenty in a thorough run."""
    return lambda quick=3, full=20: range(1, (full if thorough else quick) + 1)
