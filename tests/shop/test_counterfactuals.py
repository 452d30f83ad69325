"""Two worlds of one seed differ by what the lever does, and by nothing else."""

import numpy as np
import pytest

from tests.shop.worlds import DAYS, a_scenario, fingerprints, first_orders, lead_sku, same, until, world
from toolkit.shop import market
from toolkit.shop.day import live
from toolkit.shop.decisions import Decisions, times
from toolkit.shop.facts import SOURCES
from toolkit.shop.history import moment, run
from toolkit.shop.product import catalogue
from toolkit.shop.world import first_morning, works_of

DAY = 70
FEED = SOURCES.index("paid_feed")
HIT = int((catalogue(a_scenario()).appeal * catalogue(a_scenario()).list_fen).argmax())
LEVERS = {
    "prices": Decisions(start=DAY, prices={HIT: times(0.6)}),
    "budgets": Decisions(start=DAY, budgets={"paid_feed": times(3.0)}),
    "staff": Decisions(start=DAY, staff={"morning": 1, "evening": 1}),
    "packers": Decisions(start=DAY, staff={"packing": 1}),
    "overtime": Decisions(start=DAY, overtime={"evening": 8}),
    "promotions": Decisions(start=DAY, promotions={HIT: 0.2}),
    "placements": Decisions(start=DAY, placements={"video": {0: 0.7}}),
    "promises": Decisions(start=DAY, promises={"ship_hours": 24}),
    "sleepers": Decisions(start=DAY, messages={"sleeping": 400}),
    "lot": Decisions(start=DAY, messages={"lot": 2000}),
    "orders": Decisions(start=DAY, orders={HIT: 500}),
    "messages": Decisions(start=DAY, messages={"all": times(4.0)}),
}
NULL_LEVERS = {
    "prices": Decisions(prices=dict.fromkeys(range(240), times(1.0))),
    "budgets": Decisions(budgets=dict.fromkeys(SOURCES[2:8], times(1.0))),
    "staff": Decisions(
        staff=dict.fromkeys(("morning", "evening", "night", "packing"), times(1.0)),
        messages={"all": times(1.0), "sleeping": 0, "lot": 0},
        overtime={"night": 0},
        promises={"ship_hours": 48},
    ),
    "promotions": Decisions(start=DAY, promotions={HIT: 0.0}),
    "orders": Decisions(start=DAY, orders={HIT: 0}),
}


@pytest.fixture(scope="module")
def plain():
    return world()


@pytest.fixture(scope="module")
def pulled():
    return {name: world("1", lever) for name, lever in LEVERS.items()}


def cells(*sources):
    return [source * 2 + device for source in sources for device in (0, 1)]


@pytest.mark.parametrize("lever", NULL_LEVERS)
def test_a_lever_that_changes_nothing_leaves_every_table_as_it_is(plain, lever):
    assert fingerprints(world("1", NULL_LEVERS[lever])) == fingerprints(plain)


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_moves_the_days_after_it(plain, pulled, lever):
    assert same(plain.daily, pulled[lever].daily)


@pytest.mark.parametrize("lever", LEVERS)
def test_before_the_lever_every_fact_is_the_same(plain, pulled, lever):
    before = [{name: column[:DAY] for name, column in one.daily.items()} for one in (plain, pulled[lever])]
    assert same(*before) == []
    assert same(until(plain.orders, DAY), until(pulled[lever].orders, DAY)) == []
    assert same(until(plain.cash, DAY), until(pulled[lever].cash, DAY)) == []
    assert same(*(until(one.purchases, DAY, "order_day") for one in (plain, pulled[lever]))) == []
    so_far = ("nth", "last_day")  # orders of a customer up to the end of the book
    assert same(*(until(one.customers, DAY, "first_day") for one in (plain, pulled[lever])), so_far) == []
    rows = [(one.orders["day"][one.lines["order"]] < DAY) for one in (plain, pulled[lever])]
    lines = [{k: v[row] for k, v in one.lines.items()} for one, row in zip((plain, pulled[lever]), rows, strict=True)]
    assert same(*lines) == []


def test_a_price_cut_brings_nobody_to_the_shop_on_its_first_day(plain, pulled):
    assert np.array_equal(plain.daily["people"][DAY], pulled["prices"].daily["people"][DAY])


def test_a_price_cut_leaves_first_orders_of_other_families_alone_on_its_first_day(plain, pulled):
    family = catalogue(a_scenario()).family

    def elsewhere(facts):
        lead, orders = lead_sku(facts), facts.orders
        other = (orders["day"] == DAY) & (orders["nth"] == 1) & (family[lead] != family[HIT])
        return set(orders["key"][other].tolist())

    assert elsewhere(plain) == elsewhere(pulled["prices"])


def test_a_price_cut_takes_no_first_order_of_the_product_away_on_its_first_day(plain, pulled):
    def own(facts):
        orders = facts.orders
        here = (orders["day"] == DAY) & (orders["nth"] == 1) & (lead_sku(facts) == HIT)
        return set(orders["key"][here].tolist())

    assert own(plain) <= own(pulled["prices"])


def test_a_budget_leaves_the_cells_it_does_not_reach_alone_on_its_first_day(plain, pulled):
    touched = cells(FEED, SOURCES.index(a_scenario().raw["source"][FEED]["falls_back_on"]))
    rest = np.setdiff1d(np.arange(24), touched)
    one, other = (facts.daily["people"][DAY] for facts in (plain, pulled["budgets"]))
    assert np.array_equal(one[rest], other[rest])
    assert other[cells(FEED)].sum() > one[cells(FEED)].sum()
    kept = [{order for order in first_orders(facts, DAY) if order[0] in rest} for facts in (plain, pulled["budgets"])]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("lever", ["staff", "orders"])
def test_what_acts_tomorrow_leaves_today_as_it_is(plain, pulled, lever):
    for name in ("people", "sold", "price", "close_units"):
        assert np.array_equal(plain.daily[name][DAY], pulled[lever].daily[name][DAY]), name


def test_more_people_come_when_more_is_spent_and_never_fewer(plain, pulled):
    span = slice(DAY, None)
    more = pulled["budgets"].daily["people"][span, cells(FEED)] - plain.daily["people"][span, cells(FEED)]
    assert (more.sum(axis=1) > 0).all()


@pytest.mark.parametrize("lever", ["prices", "budgets", "messages"])
def test_a_supplier_takes_as_long_and_asks_as_much_in_every_world(plain, pulled, lever):
    lead, price = [], []
    for facts in (plain, pulled[lever]):
        bought = {name: column.tolist() for name, column in facts.purchases.items()}
        days = zip(bought["order_day"], bought["supplier"], bought["sku"], strict=True)
        rows = list(zip(days, bought["arrive_day"], bought["unit_cost"], strict=True))
        lead.append({(day, supplier): arrive - day for (day, supplier, _), arrive, _ in rows})
        price.append({(day, sku): cost for (day, _, sku), _, cost in rows})
    for one, other in (lead, price):
        both = one.keys() & other.keys()
        assert len(both) > 20
        assert {entry: one[entry] for entry in both} == {entry: other[entry] for entry in both}


@pytest.mark.parametrize("lever", ["prices", "budgets"])
def test_who_a_customer_is_does_not_change_from_world_to_world(lever):
    one, other = (_people(*levers) for levers in ((), (LEVERS[lever],)))
    both = one.keys() & other.keys()
    assert len(both) > 5_000
    assert one.keys() != other.keys()
    assert {who: one[who] for who in both} == {who: other[who] for who in both}


def _people(*decisions):
    """Rate, drop-out and taste, first order, place and age of every customer after 100 days, by key."""
    works = works_of(a_scenario(), 100, decisions, ())
    state = first_morning(works)
    for day in range(100):
        live(works, state, day)
    names = ("first_sku", "region", "age_band", "member", "first_day", "first_cell")
    people = state.people
    columns = [people.column(name) for name in names]
    columns += works.crowd.nature(people.column("keys"), people.column("first_cell"))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return dict(zip(people.column("keys").tolist(), rows, strict=True))


def test_the_outside_of_a_day_does_not_depend_on_how_many_days_follow():
    short, long = (market.outside(a_scenario(), days) for days in (60, 400))
    for name in ("visits", "conversion", "willing", "event_pull"):
        assert np.array_equal(getattr(short, name), getattr(long, name)[:60]), name


def test_two_levers_in_one_world_meet_where_both_are_in_force():
    both = world("1", LEVERS["prices"], Decisions(start=DAY + 20, budgets={"paid_feed": 0.0}), days=100)
    alone = world("1", LEVERS["prices"], days=100)
    assert np.array_equal(both.daily["people"][: DAY + 20], alone.daily["people"][: DAY + 20])
    assert (both.daily["spend"][DAY + 20 :, FEED] == 0).all()


def test_another_seed_is_another_shop(plain):
    assert (
        fingerprints(world("2"), ("orders", "products"))
        .items()
        .isdisjoint(fingerprints(plain, ("orders", "products")).items())
    )


@pytest.mark.parametrize("days", [30, 60, 149])
def test_a_short_book_is_the_beginning_of_a_longer_one(plain, days):
    short = world(days=days)
    assert same(short.daily, {name: column[:days] for name, column in plain.daily.items()}) == []
    assert same(short.orders, until(plain.orders, days)) == []
    assert same(until(short.cash, days), until(plain.cash, days)) == []
    assert same(short.purchases, until(plain.purchases, days, "order_day"), but=("arrive_day",)) == []


@pytest.mark.parametrize("lever", LEVERS)
def test_a_world_lived_on_from_a_saved_morning_is_the_world_lived_from_the_start(pulled, lever):
    saved = moment(a_scenario(), DAYS, DAY)
    for _ in range(2):  # the saved morning is as good as new afterwards
        resumed = run(a_scenario(), DAYS, (LEVERS[lever],), since=saved)
        assert fingerprints(resumed) == fingerprints(pulled[lever])


def test_a_saved_morning_may_be_reached_from_an_earlier_one():
    early = moment(a_scenario(), DAYS, 30)
    later, straight = moment(a_scenario(), DAYS, 100, since=early), moment(a_scenario(), DAYS, 100)
    assert fingerprints(run(a_scenario(), DAYS, since=later)) == fingerprints(run(a_scenario(), DAYS, since=straight))
