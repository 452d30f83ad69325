"""Whatever lever, day and seed: nothing before it moves, what has the same rate has the same count, the outside never moves."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shop.worlds import a_scenario, same, until
from toolkit.shop import day as step
from toolkit.shop.decisions import Decisions, times
from toolkit.shop.facts import SOURCES
from toolkit.shop.history import run

DAYS = 72
FACTORS = st.sampled_from((0.0, 0.4, 0.8, 1.2, 2.5))
SHIFTS = st.sampled_from(("morning", "evening", "night", "packing"))
PAID = st.sampled_from([SOURCES[index] for index in range(2, 8)])
SKUS = st.integers(0, 239)
LEVERS = st.one_of(
    st.builds(lambda sku, k: {"prices": {sku: times(max(k, 0.4))}}, SKUS, FACTORS),
    st.builds(lambda source, k: {"budgets": {source: times(k)}}, PAID, FACTORS),
    st.builds(lambda shift, many: {"staff": {shift: many}}, SHIFTS, st.integers(1, 6)),
    st.builds(lambda hours: {"overtime": {"evening": hours}}, st.integers(1, 12)),
    st.builds(lambda sku, depth: {"promotions": {sku: depth}}, SKUS, st.sampled_from((0.1, 0.3))),
    st.builds(lambda source, share: {"placements": {source: {0: share}}}, st.sampled_from(SOURCES), st.just(0.6)),
    st.builds(lambda hours: {"promises": {"ship_hours": hours}}, st.integers(24, 96)),
    st.builds(lambda band, many: {"messages": {band: many}}, st.sampled_from(("lot", "sleeping")), st.just(300)),
    st.builds(lambda k: {"messages": {"all": times(k)}}, FACTORS),
    st.builds(lambda sku, many: {"orders": {sku: many}}, SKUS, st.integers(1, 400)),
)
NOTHING = st.one_of(
    st.builds(lambda sku: {"prices": {sku: times(1.0)}}, SKUS),
    st.builds(lambda source: {"budgets": {source: times(1.0)}}, PAID),
    st.builds(lambda shift: {"staff": {shift: times(1.0)}}, SHIFTS),
    st.builds(lambda sku: {"promotions": {sku: 0.0}}, SKUS),
    st.builds(lambda sku: {"orders": {sku: 0}}, SKUS),
    st.just({"messages": {"all": times(1.0), "lot": 0, "sleeping": 0}}),
    st.just({"overtime": {"night": 0}, "promises": {"ship_hours": 48}}),
)
SEEDS, STARTS = st.sampled_from(("1", "2", "3")), st.integers(2, DAYS - 3)
a_few = settings(max_examples=12, deadline=None, derandomize=True)
many = settings(max_examples=150, deadline=None)
WORLDS = {}


def lived(seed, *decisions):
    """Facts of a small world with the rates and counts of visitors of every day, [D, 24] each."""
    rates, counts = [], []

    def counted(chance, rate):
        found = poisson(chance, rate)
        rates.append(rate.copy())
        counts.append(found.copy())
        return found

    poisson = step.poisson
    with patch.object(step, "poisson", counted):
        facts = run(a_scenario(seed), DAYS, decisions)
    return facts, np.array(rates), np.array(counts)


def plain(seed):
    if seed not in WORLDS:
        WORLDS[seed] = lived(seed)
    return WORLDS[seed]


def check(lever, start, seed):
    (one, rates, counts), (other, new_rates, new_counts) = plain(seed), lived(seed, Decisions(start=start, **lever))
    before = [{name: column[:start] for name, column in facts.daily.items()} for facts in (one, other)]
    assert same(*before) == []
    assert same(until(one.orders, start), until(other.orders, start)) == []
    assert same(until(one.cash, start), until(other.cash, start)) == []
    assert rates.shape == new_rates.shape == (DAYS, 24)
    equal = rates == new_rates
    assert np.array_equal(counts[equal], new_counts[equal])
    assert (new_counts[new_rates > rates] >= counts[new_rates > rates]).all()
    assert (new_counts[new_rates < rates] <= counts[new_rates < rates]).all()
    outside_stays(one, other)


def outside_stays(one, other):
    """Market, rivals, luck, what a supplier takes and asks, and who a customer is."""
    assert (
        same(
            *(
                {name: facts.daily[name] for name in ("market", "rival_price", "tracked", "bots")}
                for facts in (one, other)
            )
        )
        == []
    )
    people = [_by_key(facts.customers, ("first_cell", "region", "age_band", "member")) for facts in (one, other)]
    both = people[0].keys() & people[1].keys()
    assert len(both) > 1000
    assert all(people[0][who] == people[1][who] for who in both)
    cost = [_by_order(facts.purchases) for facts in (one, other)]
    shared = cost[0].keys() & cost[1].keys()
    assert len(shared) > 50
    assert all(cost[0][entry] == cost[1][entry] for entry in shared)


def _by_key(columns, names):
    return dict(
        zip(columns["key"].tolist(), zip(*(columns[name].tolist() for name in names), strict=True), strict=True)
    )


def _by_order(bought):
    entry = zip(bought["order_day"].tolist(), bought["supplier"].tolist(), bought["sku"].tolist(), strict=True)
    return dict(zip(entry, zip(bought["arrive_day"].tolist(), bought["unit_cost"].tolist(), strict=True), strict=True))


@a_few
@given(LEVERS, STARTS, SEEDS)
def test_a_lever_moves_nothing_before_it_and_no_count_whose_rate_it_left_alone(lever, start, seed):
    check(lever, start, seed)


@pytest.mark.thorough
@many
@given(LEVERS, STARTS, SEEDS)
def test_no_lever_of_many_moves_anything_before_it_or_a_count_whose_rate_it_left_alone(lever, start, seed):
    check(lever, start, seed)


@a_few
@given(NOTHING, STARTS, SEEDS)
def test_a_lever_that_changes_nothing_changes_nothing(lever, start, seed):
    one, other = plain(seed)[0], lived(seed, Decisions(start=start, **lever))[0]
    for block in ("daily", "orders", "lines", "customers", "purchases", "cash"):
        assert same(getattr(one, block), getattr(other, block)) == [], block


@a_few
@given(LEVERS, LEVERS, st.integers(2, 40), SEEDS)
def test_the_first_of_two_levers_is_alone_until_the_second(first, second, start, seed):
    later = start + 20
    alone = lived(seed, Decisions(start=start, **first))[0]
    both = lived(seed, Decisions(start=start, **first), Decisions(start=later, **second))[0]
    assert same(*({name: column[:later] for name, column in facts.daily.items()} for facts in (alone, both))) == []
    assert same(until(alone.orders, later), until(both.orders, later)) == []
