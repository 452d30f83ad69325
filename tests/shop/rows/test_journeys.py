"""Journeys and touches: they end in the orders, begin before them, and touch nobody by a source that is off."""

import dataclasses

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.crowds import crowd_of, orders_of
from tests.shop.rows.planned import LOT, planned_shop
from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.columns import NULL
from toolkit.shop.facts import SOURCES
from toolkit.shop.rows import ids, make
from toolkit.shop.rows.paths import SEND, converted, ordered_ways
from toolkit.shop.rows.visit_counts import seen_orders

SOME = settings(deadline=None, max_examples=20)
DAY = 86_400_000_000
BRAND = SOURCES.index("paid_search_brand")


def in_order(touches):
    """Rows of the touches by journey and place."""
    rows = np.lexsort((touches["seq"], touches["journey_id"]))
    return {name: values[rows] for name, values in touches.items() if isinstance(values, np.ndarray)}


def last_rows(touches):
    """Row of the last touch of every journey, by journey."""
    rows = np.lexsort((touches["seq"], touches["journey_id"]))
    name = touches["journey_id"][rows]
    last = rows[np.append(name[1:] != name[:-1], True)] if len(rows) else rows
    return dict(zip(touches["journey_id"][last].tolist(), last.tolist(), strict=True))


@given(shops())
@SOME
def test_every_touch_belongs_to_a_journey_and_every_journey_has_touches(facts):
    journeys, touches = make("journeys", facts), make("touches", facts)
    assert set(touches["journey_id"]) == set(journeys["journey_id"])
    assert len(set(journeys["journey_id"])) == len(journeys["journey_id"])


@given(shops())
@SOME
def test_touches_are_numbered_in_the_order_of_time_within_the_journey(facts):
    journeys, touches = make("journeys", facts), in_order(make("touches", facts))
    same = touches["journey_id"][1:] == touches["journey_id"][:-1]
    assert (np.diff(touches["ts"])[same] > 0).all()
    assert (np.diff(touches["seq"])[same] == 1).all()
    assert (touches["seq"][1:][~same] == 1).all()
    order = np.argsort(journeys["journey_id"])
    row = order[np.searchsorted(journeys["journey_id"][order], touches["journey_id"])]
    assert (touches["ts"] >= journeys["start_ts"][row]).all()
    assert (touches["ts"] <= journeys["end_ts"][row]).all()
    assert (journeys["end_ts"] - journeys["start_ts"] <= 30 * DAY).all()
    assert (touches["ts"] >= ids.first_day(facts) * DAY).all()
    assert (touches["ts"] < (ids.first_day(facts) + facts.days) * DAY).all()


@given(shops())
@SOME
def test_converted_journeys_are_the_paid_orders_whose_visit_was_tracked(facts):
    journeys, orders = make("journeys", facts), make("orders", facts)
    ended = journeys["converted"]
    assert (ended == (journeys["order_id"] != NULL)).all()
    assert (journeys["paid_amount"][~ended] == 0).all()
    told = dict(zip(orders["order_id"].tolist(), orders["paid_amount"].tolist(), strict=True))
    mine = dict(zip(journeys["order_id"][ended].tolist(), journeys["paid_amount"][ended].tolist(), strict=True))
    assert mine.items() <= told.items()
    place = {name: facts.orders[name] for name in ("day", "cell", "slot")}
    seen = set(zip(*(column[seen_orders(facts)] for column in place.values()), strict=True))
    everyone = zip(*place.values(), ids.order_ids(facts).tolist(), facts.orders["paid"], strict=True)
    assert set(mine) == {name for *where, name, paid in everyone if paid and tuple(where) in seen}


@given(shops())
@SOME
def test_the_last_touch_is_by_the_channel_of_the_order_and_before_it(facts):
    journeys, touches, orders = (make(name, facts) for name in ("journeys", "touches", "orders"))
    last = last_rows(touches)
    row_of = {name: row for row, name in enumerate(orders["order_id"].tolist())}
    for row in np.flatnonzero(journeys["converted"]).tolist():
        touch, order = last[journeys["journey_id"][row]], row_of[journeys["order_id"][row]]
        for name in ("channel_id", "campaign_id"):
            assert words_at(touches[name], touch) == words_at(orders[name], order)
        assert touches["ts"][touch] <= orders["created_ts"][order] == journeys["end_ts"][row]


def words_at(text, row):
    return text.words[text.codes[row]] if text.codes[row] >= 0 else None


def test_rows_stand_day_by_day_and_channel_by_channel_so_that_whoever_does_not_sort_goes_astray():
    touches = make("touches", crowd_of(seed=1, days=30, per_day=40))
    day, channel = touches["ts"] // 86_400_000_000, touches["channel_id"].codes
    assert (np.diff(day * 9 + channel) >= 0).all()
    assert len(set(channel)) == 9
    _, first, many = np.unique(touches["journey_id"], return_index=True, return_counts=True)
    assert (many > 1).sum() > 200
    assert (touches["seq"][first] > 1)[many > 1].mean() > 0.05


def test_a_source_that_is_off_touches_nobody_and_no_other_touch_changes():
    facts = crowd_of(seed=2, days=30, per_day=40)
    people = facts.daily["people"].copy()
    facts.orders["cell"] = np.where(facts.orders["cell"] // 2 == BRAND, 0, facts.orders["cell"])
    people[:, [BRAND * 2, BRAND * 2 + 1]] = 0
    off = dataclasses.replace(facts, daily=facts.daily | {"people": people})
    names = ids.order_ids(facts)
    before, after = (converted(one, names, range(one.days)) for one in (facts, off))
    assert (before.source == BRAND).any()
    assert not (after.source == BRAND).any()
    left = before.source != BRAND
    rows = [set(zip(way.journey, way.moment, way.source, way.kind, strict=True)) for way in (before, after)]
    assert rows[1] == {row for row, kept in zip(sorted(rows[0]), sorted_by(before, left), strict=True) if kept}


def sorted_by(way, kept):
    order = np.lexsort((way.kind, way.source, way.moment, way.journey))
    return kept[order]


def test_visitors_without_an_order_are_those_of_the_sample_of_sessions():
    facts = crowd_of(seed=3, days=40, per_day=4, log=5)
    journeys, visits = make("journeys", facts), make("sessions", facts)
    sampled = ~journeys["converted"] & (journeys["start_ts"] >= (ids.first_day(facts) + 5) * DAY)
    assert sampled.sum() > 200
    assert np.isin(journeys["visitor_id"][sampled], visits["visitor_id"]).all()


def test_buyers_are_those_of_the_sessions():
    facts = crowd_of(seed=4, days=20, per_day=20, log=20)
    journeys, visits = make("journeys", facts), make("sessions", facts)
    visitor = dict(zip(visits["order_id"].tolist(), visits["visitor_id"].tolist(), strict=True))
    ended = np.flatnonzero(journeys["converted"])
    both = [row for row in ended if journeys["order_id"][row] in visitor]
    assert len(both) > 0.8 * len(ended)
    assert all(visitor[journeys["order_id"][row]] == journeys["visitor_id"][row] for row in both)


@given(shops(12))
@SOME
def test_nothing_of_a_journey_depends_on_the_days_after_it(facts):
    short = facts.days - 2
    day = facts.orders["day"]
    kept = day < short
    early = dataclasses.replace(
        facts,
        days=short,
        daily={name: column[:short] for name, column in facts.daily.items()},
        orders={name: column[kept] for name, column in facts.orders.items()},
        lines={name: column[kept[facts.lines["order"]]] for name, column in facts.lines.items()},
    )
    names = ids.order_ids(facts)
    whole, part = (converted(one, name, range(one.days)) for one, name in ((facts, names), (early, names[kept])))
    many = len(part.journey)
    for name in ("journey", "moment", "source", "kind"):
        assert np.array_equal(getattr(whole, name)[:many], getattr(part, name)), name


def test_a_lot_sends_to_those_written_to_and_to_nobody_held_out():
    facts = planned_shop(seed=5, days=40, per_day=120)
    facts.orders["nth"] = np.full_like(facts.orders["nth"], 2)
    trial, way = facts.trials[LOT], ordered_ways(facts)
    arm = np.full(len(facts.customers["key"]) + 1, -1)
    arm[facts.lots["customer"]] = facts.lots["written"]
    mine, day = arm[facts.orders["customer"][orders_of(facts, way)]][way.journey], way.moment // 86_400
    sent = way.kind == SEND
    inside = (day >= trial.start_day) & (day <= trial.end_day)
    assert not (sent & inside & (mine == 0)).any()
    assert (sent & ~inside & (mine == 0)).sum() > 5
    first = sent & (day == trial.start_day)
    assert (first & (mine == 1)).sum() > 3 * (first & (mine == -1)).sum()


def test_a_new_buyer_is_not_reminded_before_being_there():
    facts = facts_of(seed=6, days=40, per_day=120)
    way, again = ordered_ways(facts), SOURCES.index("retargeting")
    opens = np.diff(way.journey, prepend=-1) != 0
    closes = np.append(opens[1:], True)
    assert (way.source[~opens & ~closes] == again).any()
    assert not (way.source[opens & ~closes] == again).any()
