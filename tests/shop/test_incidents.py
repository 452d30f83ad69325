"""Incidents: every shop has all sixteen, where the rules of placing let them be, and they touch what they strike and no more."""

from itertools import combinations

import numpy as np
import pytest

from tests.shop.worlds import a_scenario, fingerprints, same, world
from toolkit.data.schema import TABLES
from toolkit.shop import market, placing, product, rows
from toolkit.shop.facts import SOURCES
from toolkit.shop.incidents import KINDS

SEEDS = 500
JUNE, CHRISTMAS = 517, 725
OUTAGE, SPIKE, REDESIGN = "INC-01", "INC-02", "INC-16"
LONG = ("INC-07", "INC-13", "INC-15")
"""Bound to a festival, or planned; the others stand clear of festivals."""
SEEN_BY_TRACKER = ("shop_daily", "traffic_daily", "product_daily", "sessions", "journeys", "touches", "ads_daily")


@pytest.fixture(scope="module")
def placed():
    return [placing.place(a_scenario(seed)) for seed in range(SEEDS)]


@pytest.fixture(scope="module")
def by_id(placed):
    return [{one.id: one for one in shop.incidents} for shop in placed]


@pytest.fixture(scope="module")
def two_years():
    return world(days=731)


def the(facts, name):
    return next(one for one in facts.incidents if one.id == name)


def span(one, wider=0):
    return slice(one.start_day - wider, one.end_day + 1 + wider)


def test_every_one_of_500_shops_has_all_sixteen_incidents(by_id):
    assert [seed for seed, shop in enumerate(by_id) if shop.keys() != KINDS.keys()] == []


def test_no_incident_falls_on_a_festival_or_near_one(by_id):
    days = market.calendar(a_scenario(), 731)
    for one in (one for shop in by_id for one in shop.values() if one.id not in LONG):
        assert (days.phase[span(one, 8)] == 0).all(), one
        assert (np.abs(days.cny_offset[span(one, 8)]) > 16).all(), one


def test_the_collapse_follows_the_first_great_festival_and_the_second_leaves_the_window_after_30_days(by_id):
    days = market.calendar(a_scenario(), 731)
    names = [row["name"] for row in a_scenario().raw["event"]]
    first, second = np.flatnonzero((days.phase == 2) & (days.event == names.index("11.11")))
    assert {shop["INC-07"].start_day for shop in by_id} == {int(first)}
    assert {shop["INC-15"].start_day for shop in by_id} == {int(second) + 30}


def test_bots_come_between_june_and_december_of_the_second_year(by_id):
    assert all(shop[SPIKE].start_day >= JUNE and shop[SPIKE].end_day <= CHRISTMAS for shop in by_id)


def test_the_weeks_of_the_full_log_are_free_of_outages_bots_films_and_faults_of_the_checkout(by_id):
    raw = a_scenario().raw["visits"]
    first = (raw["log_start"] - a_scenario().start).days
    log = range(first, first + raw["log_days"])
    kinds = (OUTAGE, SPIKE, "INC-09", "INC-14")
    struck = [shop[kind] for shop in by_id for kind in kinds]
    assert [one for one in struck if one.start_day < log.stop and one.end_day >= log.start] == []


def test_incidents_on_one_ground_are_two_weeks_apart(placed):
    for shop in placed:
        for one, other in combinations(shop.incidents, 2):
            shared = set(KINDS[one.id].touches) & set(KINDS[other.id].touches)
            apart = max(one.start_day, other.start_day) - min(one.end_day, other.end_day)
            assert not shared or apart > 14, (one, other)


def test_planned_tests_and_incidents_never_meet_on_one_channel_or_family(placed):
    for seed, shop in enumerate(placed):
        goods = product.catalogue(a_scenario(seed)) if seed < 20 else None
        bids = next(one for one in shop.incidents if one.id == "INC-05")
        for trial in shop.trials:
            if trial.kind in ("budget", "brand"):
                assert trial.end_day < bids.start_day or bids.end_day < trial.start_day
            if trial.kind == "price" and goods is not None:
                struck = {int(goods.family[one.target]) for one in shop.incidents if one.entity == "product"}
                assert int(goods.family[trial.skus[0]]) not in struck


def test_every_shop_tries_three_rounds_of_budgets_brand_keywords_prices_by_block_and_by_lot_and_a_message_by_lot(
    placed,
):
    kinds = ["brand", "budget", "budget", "budget", "goods", "goods", "goods", "lot", "price"]
    assert all(sorted(trial.kind for trial in shop.trials) == kinds for shop in placed)


def test_the_redesign_falls_on_the_day_the_rival_begins(by_id):
    assert all(shop[REDESIGN].start_day == shop["INC-06"].start_day for shop in by_id)


def test_days_sizes_and_what_is_struck_differ_from_shop_to_shop(by_id):
    for kind in set(KINDS) - {*LONG, SPIKE, "INC-05"}:
        assert len({shop[kind].start_day for shop in by_id}) > 80, kind
    assert len({shop["INC-08"].target for shop in by_id}) > 50
    assert {shop["INC-06"].target for shop in by_id} >= {0, 1, 2}
    assert np.std([shop[SPIKE].size for shop in by_id]) > 0.05


def test_without_the_red_herring_every_table_is_the_same_but_for_its_own_note(two_years):
    without = world(days=731, without=(REDESIGN,))
    tables = tuple(name for name in TABLES if name != "ops_log")
    assert fingerprints(two_years, tables) == fingerprints(without, tables)
    notes, fewer = (set(rows.make("ops_log", facts)["log_id"].tolist()) for facts in (two_years, without))
    assert fewer < notes
    assert len(notes) == len(fewer) + 1


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {REDESIGN, "INC-15"}))
def test_before_an_incident_its_world_is_the_same_with_and_without(two_years, kind):
    without = world(days=731, without=(kind,))
    start = min(one.start_day for one in placing.place(two_years.scenario).incidents if one.id == kind)
    first = start - 20 if kind == "INC-12" else start
    early = [{name: column[:first] for name, column in facts.daily.items()} for facts in (two_years, without)]
    assert same(*early, but=("promo",)) == []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {REDESIGN, "INC-15"}))
def test_every_cause_moves_its_shop(two_years, kind):
    assert same(two_years.daily, world(days=731, without=(kind,)).daily)


def test_the_second_festival_leaves_the_window_and_takes_a_level_with_it(two_years):
    left = the(two_years, "INC-15").start_day
    level = two_years.daily["level"]
    assert level[left + 2] < level[left - 2]


def test_without_the_bots_only_visits_that_are_no_people_differ_and_only_on_those_days(two_years):
    without = world(days=731, without=(SPIKE,))
    one = the(two_years, SPIKE)
    assert same(two_years.daily, without.daily) == ["bots"]
    changed = np.flatnonzero((two_years.daily["bots"] != without.daily["bots"]).any(axis=1))
    assert changed.tolist() == list(range(one.start_day, one.end_day + 1))
    assert same(two_years.orders, without.orders) + same(two_years.cash, without.cash) == []


def test_bots_come_from_outside_and_are_many(two_years):
    one = the(two_years, SPIKE)
    bots = two_years.daily["bots"][span(one)].reshape(-1, len(SOURCES), 2).sum(axis=2)
    assert (np.delete(bots, SOURCES.index("offsite"), axis=1) == 0).all()
    expected = a_scenario().raw["incident"][SPIKE]["visits"] * two_years.scenario.scale * one.size
    assert bots[:, SOURCES.index("offsite")] == pytest.approx(expected, rel=0.15)


def test_without_the_outage_the_tracker_sees_more_and_nothing_else_happens_differently(two_years):
    without = world(days=731, without=(OUTAGE,))
    one = the(two_years, OUTAGE)
    assert same(two_years.daily, without.daily) == ["tracked"]
    blind = np.flatnonzero((two_years.daily["tracked"] < 1_000_000).any(axis=1))
    assert blind.tolist() == list(range(one.start_day, one.end_day + 1))
    for block in ("orders", "lines", "customers", "purchases", "cash"):
        assert same(getattr(two_years, block), getattr(without, block)) == [], block


@pytest.mark.parametrize("incident", [OUTAGE, SPIKE])
def test_tables_that_no_tracker_writes_are_the_same_with_and_without(two_years, incident):
    without = world(days=731, without=(incident,))
    written = tuple(name for name in TABLES if name not in (*SEEN_BY_TRACKER, "ops_log"))
    assert fingerprints(two_years, written) == fingerprints(without, written)


def test_the_empty_shelf_is_empty_for_as_long_as_the_scenario_says(two_years):
    one = the(two_years, "INC-03")
    dry = two_years.daily["oos_tenths"][span(one), one.target]
    assert (dry == 240).all()
    assert len(dry) >= a_scenario().raw["incident"]["INC-03"]["dry_days"]
    assert (two_years.daily["sold"][span(one), one.target] == 0).all()


def test_the_mistaken_price_brings_a_night_of_orders_and_most_are_cancelled(two_years):
    one = the(two_years, "INC-04")
    night = two_years.orders["night"] > 0
    assert set(two_years.orders["day"][night].tolist()) == {one.start_day}
    back = two_years.lines["refund_kind"][night[two_years.lines["order"]]] == 0
    assert 0.5 < back.mean() < 0.85


def test_broken_pieces_come_from_one_batch(two_years):
    batches = np.unique(two_years.lines["batch"][two_years.lines["defect"] > 0])
    assert len(batches) == 1
    assert two_years.purchases["sku"][batches[0]] == the(two_years, "INC-11").target
    sold = two_years.lines["batch"] == batches[0]
    assert 0.02 < two_years.lines["defect"][sold].mean() < 0.4


def test_the_late_supplier_is_late_and_the_others_are_not(two_years):
    one, bought = the(two_years, "INC-12"), two_years.purchases
    during = (bought["order_day"] >= one.start_day) & (bought["order_day"] <= one.end_day)
    late = bought["arrive_day"] - bought["eta_day"]
    assert late[during & (bought["supplier"] == one.target)].min() > 14
    assert np.median(late[during & (bought["supplier"] != one.target)]) < 6


def test_after_the_collapse_parcels_are_late_and_the_newest_reviews_fall(two_years):
    one = the(two_years, "INC-07")
    late = two_years.orders["late"][
        (two_years.orders["day"] >= one.start_day) & (two_years.orders["day"] <= one.end_day)
    ]
    assert 0.12 < late.mean() < 0.45
    assert two_years.daily["load"][span(one)].max() > 1_200_000
