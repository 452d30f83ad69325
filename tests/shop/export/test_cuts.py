"""Tables made block by block, each block from its window alone, are the tables made whole."""

import gc
import weakref
from itertools import pairwise

import numpy as np
import pytest

from tests.shop.worlds import SMALL, world
from toolkit.data.checksum import Checksum, checksum
from toolkit.data.columns import take
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.export import nearby as module
from toolkit.shop.export import window as window_module
from toolkit.shop.export.cuts import CUTS, LISTS, block, pieces, rest
from toolkit.shop.export.kept import over
from toolkit.shop.export.stream import without_orders
from toolkit.shop.export.window import blocks, busy_apart, cut, ready, view
from toolkit.shop.rows import ids
from toolkit.shop.rows.experiments import sums
from toolkit.shop.rows.looks import looks
from toolkit.shop.rows.paths import converted
from toolkit.shop.rows.sessions import full_log

DAYS = 200
DAY_US = 86_400_000_000


@pytest.fixture(scope="module")
def facts():
    return ready(world("3", days=DAYS))


def in_blocks(facts, name, edges, nearby=None):
    total = Checksum(TABLES[name])
    for first, last in pairwise(edges):
        total.add(block(name, view(cut(facts, first, last, nearby))))
    if CUTS[name].rest:
        total.add(rest(name, without_orders(facts)))
    return total.hexdigest()


@pytest.mark.parametrize("name", CUTS)
def test_a_table_made_block_by_block_is_the_table_made_whole(facts, name):
    log = full_log(facts)
    edges = sorted({0, 17, 18, 47, 90, 121, log.start, log.stop, DAYS})
    whole = checksum(rows.make(name, facts), TABLES[name])
    assert in_blocks(facts, name, edges) == whole
    assert in_blocks(facts, name, edges, module.Nearby(0, CUTS[name].asks)) == whole


def test_a_log_made_a_few_days_at_a_time_is_the_log_made_whole(facts, monkeypatch):
    log, total = full_log(facts), Checksum(TABLES["sessions"])
    monkeypatch.setattr(window_module, "_LOG_VISITS", 5 * facts.scenario.scale * window_module._VISITS_A_DAY)
    made = list(pieces("sessions", view(cut(facts, log.start, log.stop))))
    for _, columns in made:
        total.add(columns)
    assert [day for day, _ in made] == list(range(log.start, log.stop, 5))
    whole = rows.make("sessions", facts)
    day = whole["start_ts"] // DAY_US - ids.first_day(facts)
    here = np.flatnonzero((day >= log.start) & (day < log.stop))
    assert total.hexdigest() == checksum(take(whole, here), TABLES["sessions"])


def test_tables_that_share_a_view_are_those_made_alone(facts):
    window = cut(facts, 90, 121)
    together = view(window)
    for name in CUTS:
        shared, alone = block(name, together), block(name, view(window))
        assert checksum(shared, TABLES[name]) == checksum(alone, TABLES[name]), name


def test_what_a_block_took_is_free_as_soon_as_it_is_made(facts):
    gc.collect()
    gc.disable()
    try:
        made = view(cut(facts, 90, 121))
        for name in CUTS:
            block(name, made)
        left = weakref.ref(made)
        del made
        assert left() is None
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
    done = np.flatnonzero(over(facts) < 100)
    lines = facts.lines
    ends = np.maximum(lines["refund_done_day"], lines["review_day"])
    assert len(done)
    assert (ends[np.isin(lines["order"], done)] < 100).all()


def test_a_window_knows_who_looks_before_a_first_order_that_is_yet_to_come(facts):
    window = cut(facts, 90, 121)
    who = window.lent[looks]["customer"]
    assert (window.facts.customers["first_order"][who] >= 121).any()
    whole = looks(facts)
    here = (whole["day"] >= 90) & (whole["day"] < 121)
    assert np.array_equal(window.facts.customers["key"][who], facts.customers["key"][whole["customer"][here]])


def test_what_is_nearby_is_made_once_for_each_day(facts, monkeypatch):
    led = []

    def leads(facts, names, days):
        led.append(days)
        return converted(facts, names, days)

    monkeypatch.setattr(module, "converted", leads)
    nearby = module.Nearby(47)
    for first, last in pairwise((47, 90, 121, DAYS)):
        cut(facts, first, last, nearby)
    assert [day for days in led for day in days] == list(range(47, DAYS))
    assert nearby.needs == DAYS - module.MOST_DAYS


@pytest.mark.parametrize("times", [1, 3])
def test_a_block_far_busier_than_usual_is_shared_out_and_no_day_is_lost(facts, monkeypatch, times):
    days = range(90, 121)
    orders = ((facts.orders["day"] >= days.start) & (facts.orders["day"] < days.stop)).sum()
    monkeypatch.setattr(window_module, "ORDERS_A_DAY", 0.0)
    monkeypatch.setattr(window_module, "_MANY_ORDERS", orders / times)
    made = list(busy_apart(facts, days))
    assert len(made) == times
    assert [day for some in made for day in some] == list(days)
