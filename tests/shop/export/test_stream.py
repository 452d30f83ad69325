"""A story that forgets tells the same tables as one that remembers, and holds far fewer orders."""

import numpy as np
import pytest

from tests.shop.export.little import little
from toolkit.data.checksum import Checksum, checksum
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.export import stream
from toolkit.shop.export.cuts import CUTS, LISTS, block, rest
from toolkit.shop.export.nearby import AHEAD
from toolkit.shop.export.window import Window, view
from toolkit.shop.history import run

DAYS = 330


@pytest.fixture(scope="module")
def told():
    """Checksums of all tables and the most orders held, of a shop that forgets its orders."""
    sums = {name: Checksum(TABLES[name]) for name in (*CUTS, *LISTS)}
    held = 0
    for given in stream.windows(little(scale=0.3, days=DAYS)):
        if isinstance(given, Window):
            held = max(held, len(given.facts.orders["day"]))
        for name, total in sums.items():
            if isinstance(given, Window) and name in CUTS:
                total.add(block(name, view(given)))
            elif name in LISTS and not isinstance(given, Window):
                total.add(rows.make(name, given))
            elif name in CUTS and not isinstance(given, Window) and CUTS[name].rest:
                total.add(rest(name, given))
    return {name: total.hexdigest() for name, total in sums.items()}, held


@pytest.fixture(scope="module")
def facts():
    return run(little(scale=0.3, days=DAYS).scenario, DAYS)


@pytest.mark.parametrize("name", [*CUTS, *LISTS])
def test_a_story_that_forgets_tells_the_same_table(told, facts, name):
    assert told[0][name] == checksum(rows.make(name, facts), TABLES[name])


def test_only_orders_of_some_weeks_are_held(told, facts):
    busiest = np.bincount(facts.orders["day"] // 30).max()
    assert told[1] < 5 * busiest < len(facts.orders["day"])


def test_a_block_is_told_before_the_days_after_it_are_lived():
    seen = []
    story = stream.windows(little(days=150), tick=seen.append)
    next(story)
    assert 30 <= len(seen) <= 61 + AHEAD
    assert seen == list(range(len(seen)))
