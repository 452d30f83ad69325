"""Tables made block by block, each block from its window alone, are the tables made whole."""

import gc
import weakref
from itertools import pairwise

import numpy as np
import pytest

from tests.shop.worlds import SMALL, world
from toolkit.data.checksum import Checksum, checksum
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.export.cuts import CUTS, LISTS, block, rest
from toolkit.shop.export.stream import with_first_orders, without_orders
from toolkit.shop.export.window import AHEAD, blocks, cut, moving
from toolkit.shop.rows.experiments import sums
from toolkit.shop.rows.sessions import full_log

DAYS = 200


@pytest.fixture(scope="module")
def facts():
    return with_first_orders(world("3", days=DAYS))


def in_blocks(facts, name, edges):
    total = Checksum(TABLES[name])
    for first, last in pairwise(edges):
        total.add(block(name, cut(facts, first, last)))
    if CUTS[name].rest:
        total.add(rest(name, without_orders(facts)))
    return total.hexdigest()


@pytest.mark.parametrize("name", CUTS)
def test_a_table_made_block_by_block_is_the_table_made_whole(facts, name):
    log = full_log(facts)
    edges = sorted({0, 17, 18, 47, 90, 121, log.start, log.stop, DAYS})
    assert in_blocks(facts, name, edges) == checksum(rows.make(name, facts), TABLES[name])


def test_tables_that_share_views_are_those_made_alone(facts):
    window, views = cut(facts, 90, 121), {}
    for name in CUTS:
        shared, alone = block(name, window, views), block(name, window)
        assert checksum(shared, TABLES[name]) == checksum(alone, TABLES[name]), name


def test_what_a_block_took_is_free_as_soon_as_it_is_made(facts):
    views = {}
    gc.collect()
    gc.disable()
    try:
        window = cut(facts, 90, 121)
        for name in CUTS:
            block(name, window, views)
        left = [weakref.ref(view) for view in views.values()]
        views.clear()
        assert not [view for view in left if view() is not None]
    finally:
        gc.enable()


def test_every_table_says_how_it_is_made():
    assert not set(CUTS) & set(LISTS)
    assert set(CUTS) | set(LISTS) == set(rows.TABLES)


@pytest.mark.parametrize("name", LISTS)
def test_a_short_table_needs_no_orders(facts, name):
    bare = without_orders(facts)
    bare.sums = {place: sums(facts, place) for place in range(len(facts.trials))}
    assert checksum(rows.make(name, bare), TABLES[name]) == checksum(rows.make(name, facts), TABLES[name])


@pytest.mark.parametrize("scale", [0.01, SMALL, 1, 9, 90, 900])
def test_blocks_follow_one_another_and_none_crosses_a_border(scale):
    made = list(blocks(scale, 731, 400, 442))
    assert [first for first, _ in made] == [0, *(last for _, last in made[:-1])]
    assert made[-1][1] == 731
    assert {400, 442} <= {first for first, _ in made}
    assert max(last - first for first, last in made) <= 61


def test_an_order_is_in_motion_until_its_last_event(facts):
    done = np.flatnonzero(~moving(facts, 100))
    lines = facts.lines
    ends = np.maximum(lines["refund_done_day"], lines["review_day"])
    assert len(done)
    assert (ends[np.isin(lines["order"], done)] < 100).all()


def test_a_window_knows_who_will_order_soon_since_they_look_before(facts):
    window, ordered = cut(facts, 90, 121), facts.customers["first_order"]
    soon = facts.customers["key"][(ordered >= 121) & (ordered < 121 + AHEAD)]
    assert len(soon)
    assert np.isin(soon, window.facts.customers["key"]).all()
