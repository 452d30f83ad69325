"""Ways to an order in lived shops: ledgers of credit that differ, dashboards that claim too much, worlds that agree."""

import numpy as np
import pytest

from tests.shop.rows.crowds import orders_of
from tests.shop.worlds import world
from toolkit.shop.decisions import Decisions, times
from toolkit.shop.facts import SOURCES
from toolkit.shop.rows import ids, make
from toolkit.shop.rows.paths import ordered_ways

DAY = 70


def ledgers(facts):
    """Shares of orders by source: to the first touch, to the last, in equal parts to each source on the way."""
    way = ordered_ways(facts)
    opens = np.diff(way.journey, prepend=-1) != 0
    closes = np.append(opens[1:], True)
    pair = np.unique(way.journey * len(SOURCES) + way.source)
    journey, source = np.divmod(pair, len(SOURCES))
    part = 1 / np.bincount(journey)[journey]
    counts = (np.bincount(way.source[end], minlength=len(SOURCES)) for end in (opens, closes))
    first, last = (dict(zip(SOURCES, count / count.sum(), strict=True)) for count in counts)
    equal = np.bincount(source, weights=part, minlength=len(SOURCES)) / len(way.number)
    return first, last, dict(zip(SOURCES, equal, strict=True))


def test_last_touch_favours_those_who_close_and_first_touch_those_who_open(seeds):
    for seed in seeds(2, 20):
        first, last, equal = ledgers(world(seed))
        for closer in ("paid_search_brand", "crm", "direct"):
            assert first[closer] < 0.8 * last[closer], (seed, closer)
            assert equal[closer] < 0.9 * last[closer], (seed, closer)
        for opener in ("video", "paid_feed", "reco_feed"):
            assert first[opener] > 1.2 * last[opener], (seed, opener)
            assert equal[opener] > 1.15 * last[opener], (seed, opener)


def test_customers_who_come_again_are_touched_more_by_messages(seeds):
    for seed in seeds(2, 20):
        facts = world(seed)
        way = ordered_ways(facts)
        crm = np.bincount(way.journey[way.source == SOURCES.index("crm")], minlength=len(way.number)) > 0
        again = facts.orders["nth"][orders_of(facts, way)] > 1
        assert crm[again].mean() > 2 * crm[~again].mean(), seed


def test_ways_without_an_order_have_repeats_and_several_channels_too(seeds):
    for seed in seeds(2, 20):
        journeys, touches = make("journeys", world(seed)), make("touches", world(seed))
        strays = np.isin(touches["journey_id"], journeys["journey_id"][~journeys["converted"]])
        name, many = np.unique(touches["journey_id"][strays], return_counts=True)
        pair = np.unique(touches["journey_id"][strays] * 16 + touches["channel_id"].codes[strays])
        channels = np.bincount(np.searchsorted(name, pair // 16))
        assert (many > channels).mean() > 0.02, seed
        assert (channels > 1).mean() > 0.15, seed


@pytest.mark.parametrize(
    "lever", [Decisions(start=DAY, budgets={"video": times(3.0)}), Decisions(start=DAY, messages={"all": times(3.0)})]
)
def test_ways_that_ended_before_a_lever_are_the_same(lever):
    plain, pulled = (ordered_ways(facts) for facts in (world("1"), world("1", lever)))
    early = [way.end[way.journey] < DAY * 86_400 for way in (plain, pulled)]
    assert early[0].sum() > 1000
    for name in ("journey", "moment", "source", "kind"):
        one, other = (getattr(way, name)[kept] for way, kept in zip((plain, pulled), early, strict=True))
        assert np.array_equal(one, other), name
    assert len(plain.journey) != len(pulled.journey)


def test_a_lever_leaves_the_reports_of_campaigns_before_it_alone():
    lever = Decisions(start=DAY, budgets={"video": times(3.0)})
    reports = [make("ads_daily", facts) for facts in (world("1"), world("1", lever))]
    start = ids.first_day(world("1"))
    early = [report["date"] < start + DAY for report in reports]
    settled = [report["date"] < start + DAY - 15 for report in reports]
    for name in ("impressions", "clicks", "spend", "avg_bid", "avg_position"):
        assert np.array_equal(*(report[name][kept] for report, kept in zip(reports, early, strict=True))), name
    for name in ("attr_orders_15d", "attr_paid_15d"):
        assert np.array_equal(*(report[name][kept] for report, kept in zip(reports, settled, strict=True))), name


def test_more_money_for_films_makes_more_people_see_them():
    plain, pulled = (
        ordered_ways(facts) for facts in (world("1"), world("1", Decisions(start=DAY, budgets={"video": times(3.0)})))
    )
    film = SOURCES.index("video")
    share = [(way.source[way.moment >= DAY * 86_400] == film).mean() for way in (plain, pulled)]
    assert share[1] > 1.1 * share[0]
