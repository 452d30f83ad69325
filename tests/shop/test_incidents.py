"""Incidents: every shop has them, where the rules of placing let them be, and they touch what they strike and no more."""

import numpy as np
import pytest

from tests.shop.worlds import a_scenario, fingerprints, same, world
from toolkit.data.schema import TABLES
from toolkit.shop import incidents, market, rows
from toolkit.shop.facts import SOURCES

SEEDS = 500
JUNE, CHRISTMAS = 517, 725
OUTAGE, SPIKE = "INC-01", "INC-02"
BLIND = ("shop_daily", "traffic_daily", "product_daily", "sessions")


@pytest.fixture(scope="module")
def placed():
    days = market.calendar(a_scenario(), 731)
    return [{one.id: one for one in incidents.place(a_scenario(seed), days)} for seed in range(SEEDS)]


@pytest.fixture(scope="module")
def two_years():
    return world(days=731)


def span(one, wider=0):
    return slice(one.start_day - wider, one.end_day + 1 + wider)


def test_every_one_of_500_shops_has_every_incident(placed):
    assert [shop.keys() for shop in placed] == [{OUTAGE, SPIKE}] * SEEDS


def test_no_incident_falls_on_a_festival_or_near_one(placed):
    days = market.calendar(a_scenario(), 731)
    for one in (one for shop in placed for one in shop.values()):
        assert (days.phase[span(one, 8)] == 0).all(), one
        assert (np.abs(days.cny_offset[span(one, 8)]) > 16).all(), one


def test_bots_come_between_june_and_december_of_the_second_year(placed):
    assert all(shop[SPIKE].start_day >= JUNE and shop[SPIKE].end_day <= CHRISTMAS for shop in placed)


def test_no_incident_falls_into_the_weeks_of_the_full_log(placed):
    raw = a_scenario().raw["visits"]
    first = (raw["log_start"] - a_scenario().start).days
    log = set(range(first, first + raw["log_days"]))
    assert not any(log & set(range(one.start_day, one.end_day + 1)) for shop in placed for one in shop.values())


def test_incidents_of_one_shop_are_two_weeks_apart(placed):
    for shop in placed:
        first, second = sorted(shop.values(), key=lambda one: one.start_day)
        assert second.start_day - first.end_day > 14


def test_incidents_last_as_long_as_the_scenario_says(placed):
    lasts = {name: a_scenario().raw["incident"][name]["days"] for name in (OUTAGE, SPIKE)}
    assert all(one.end_day - one.start_day + 1 == lasts[one.id] for shop in placed for one in shop.values())


def test_sizes_and_days_differ_from_shop_to_shop(placed):
    assert len({shop[SPIKE].start_day for shop in placed}) > 60
    assert len({shop[OUTAGE].start_day for shop in placed}) > 200
    sizes = np.array([shop[SPIKE].size for shop in placed])
    assert sizes.min() >= 0.9
    assert sizes.max() <= 1.15
    assert sizes.std() > 0.05


def test_without_the_bots_only_visits_that_are_no_people_differ_and_only_on_those_days(two_years):
    without = world(days=731, without=(SPIKE,))
    one = next(one for one in two_years.incidents if one.id == SPIKE)
    assert same(two_years.daily, without.daily) == ["bots"]
    changed = np.flatnonzero((two_years.daily["bots"] != without.daily["bots"]).any(axis=1))
    assert changed.tolist() == list(range(one.start_day, one.end_day + 1))
    assert not without.daily["bots"].any()
    assert same(two_years.orders, without.orders) + same(two_years.cash, without.cash) == []


def test_bots_come_from_outside_and_are_many(two_years):
    one = next(one for one in two_years.incidents if one.id == SPIKE)
    bots = two_years.daily["bots"][span(one)].reshape(-1, len(SOURCES), 2).sum(axis=2)
    assert (np.delete(bots, SOURCES.index("offsite"), axis=1) == 0).all()
    expected = a_scenario().raw["incident"][SPIKE]["visits"] * two_years.scenario.scale * one.size
    assert bots[:, SOURCES.index("offsite")] == pytest.approx(expected, rel=0.15)


def test_without_the_outage_the_tracker_sees_more_and_nothing_else_happens_differently(two_years):
    without = world(days=731, without=(OUTAGE,))
    one = next(one for one in two_years.incidents if one.id == OUTAGE)
    assert same(two_years.daily, without.daily) == ["tracked"]
    blind = np.flatnonzero((two_years.daily["tracked"] < 1_000_000).any(axis=1))
    assert blind.tolist() == list(range(one.start_day, one.end_day + 1))
    assert (without.daily["tracked"] == 1_000_000).all()
    for block in ("orders", "lines", "customers", "purchases", "cash"):
        assert same(getattr(two_years, block), getattr(without, block)) == [], block


@pytest.mark.parametrize("incident", [OUTAGE, SPIKE])
def test_tables_that_no_tracker_writes_are_the_same_with_and_without(two_years, incident):
    without = world(days=731, without=(incident,))
    written = tuple(name for name in TABLES if name not in (*BLIND, "ops_log"))
    assert fingerprints(two_years, written) == fingerprints(without, written)


@pytest.mark.parametrize(("incident", "lower"), [(OUTAGE, True), (SPIKE, False)])
def test_the_shop_s_visitors_change_on_the_days_of_the_incident_only(two_years, incident, lower):
    one = next(one for one in two_years.incidents if one.id == incident)
    with_it, without = (rows.make("shop_daily", facts) for facts in (two_years, world(days=731, without=(incident,))))
    change = with_it["uv"] - without["uv"]
    assert np.flatnonzero(change).tolist() == list(range(one.start_day, one.end_day + 1))
    assert ((change[span(one)] < 0) == lower).all()
    assert (
        same(with_it, without, ("uv", "new_uv", "visits", "pv", "bounce_visits", "avg_stay_s", "fav_uv", "cart_uv"))
        == []
    )
