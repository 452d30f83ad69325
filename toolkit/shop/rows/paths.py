"""Ways to an order, touch by touch: every tracked paid order, and one in twenty of the visitors who came without ordering.

A touch before the last is drawn for the journey alone and stands if its source was at work that day, so a campaign
that is switched off touches nobody.
"""

from __future__ import annotations

import numpy as np

from toolkit.shop.facts import DEVICES, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, draw, key, units
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import DAY_SECONDS, second_of_day
from toolkit.shop.rows.lots import held_out, lot_messages
from toolkit.shop.rows.once import once
from toolkit.shop.rows.orders import created_second, first_sku
from toolkit.shop.rows.path_rows import LATER, Paths, in_time, named_after
from toolkit.shop.rows.persons import first_of_person
from toolkit.shop.rows.sorting import by, firsts
from toolkit.shop.rows.visit_counts import seen_orders
from toolkit.shop.rows.visit_ids import CUSTOMER, MOST_DAYS, PLACER, place_number
from toolkit.shop.samplers import exponential, pick, poisson

CLICK, VIEW, SEND = range(3)
KINDS = ("click", "view", "send")
PPM = 1_000_000

# One value a source, in the order of SOURCES.
_EARLIER = np.array([2.2, 1.3, 2.0, 5.2, 1.2, 5.2, 0.9, 1.8, 2.0, 4.4, 4.0, 1.2])
"""Chances to be touched before, by the source that closes: who types our name has met it somewhere. [D]"""
_LATER_MORE = 1.25
_WEIGHTS = {  # (later order, days before the end): openers far from the order, closers near it [D]
    (False, False): (0.20, 0.20, 0.07, 0.01, 0.14, 0.00, 0.26, 0.03, 0.05, 0.00, 0.01, 0.03),
    (False, True): (0.28, 0.16, 0.12, 0.08, 0.07, 0.03, 0.12, 0.02, 0.05, 0.00, 0.06, 0.01),
    (True, False): (0.15, 0.13, 0.05, 0.02, 0.08, 0.01, 0.21, 0.03, 0.02, 0.24, 0.05, 0.01),
    (True, True): (0.20, 0.08, 0.07, 0.09, 0.02, 0.03, 0.07, 0.01, 0.02, 0.27, 0.14, 0.00),
}
_VIEWED = np.array([0.0, 0.0, 0.0, 0.0, 0.5, 0.6, 0.7, 0.6, 0.0, 0.0, 0.0, 0.0])
_SENT = 0.75
_NEAR_DAYS, _MEAN_DAYS, _MOST_EARLIER = 2.0, 5.0, 12
_BUSY = 2
"""Times its ordinary visitors up to which a source touches more people."""
_LEAD_LEAST, _LEAD_MEAN, _LEAD_MOST = 20, 240, 1500
_RETARGETING, _CRM = SOURCES.index("retargeting"), SOURCES.index("crm")


@once
def ordered_ways(facts: Facts) -> Paths:
    """The ways that ended with an order, named as the shop names its orders."""
    wanted = facts.wanted
    return converted(facts, ids.order_ids(facts), range(wanted.start, wanted.stop + MOST_DAYS))


def converted(facts: Facts, order_id: Ints, days: range) -> Paths:
    """The ways that ended on some days with a paid order whose visit the tracker saw; touches lie on as much as 30 days before.

    Args: order_id, names of all orders of the facts.
    """
    moment = facts.orders["day"] * DAY_SECONDS + created_second(facts)
    order, person = _tracked(facts)
    here = (facts.orders["day"][order] >= days.start) & (facts.orders["day"][order] < days.stop)
    order, person = order[here], person[here]
    end, last = moment[order], moment[order] - _lead(facts, order)
    last = np.maximum(last, facts.orders["day"][order] * DAY_SECONDS)
    after = np.maximum(_order_before(facts, moment)[order], end - MOST_DAYS * DAY_SECONDS)
    last = np.minimum(np.maximum(last, after + 1), end)
    journey, when, source, kind = _earlier(facts, order, end)
    u = draw(facts.keys.process("journeys: at work"), facts.orders["key"][order[journey]], when, source)
    kept = (when > after[journey]) & (when < last[journey]) & at_work(facts, when // DAY_SECONDS, source, u)
    who = facts.orders["customer"][order]
    kept = np.flatnonzero(kept & ~((kind == SEND) & held_out(facts, who[journey], when)))
    sent, sent_at = lot_messages(facts, who, after, last)
    parts = (
        np.concatenate([journey[kept], sent, np.arange(len(order))]),
        np.concatenate([when[kept], sent_at, last]),
        np.concatenate([source[kept], np.full(len(sent), _CRM), facts.orders["cell"][order] // len(DEVICES)]),
        np.concatenate([kind[kept], np.full(len(sent), SEND), np.full(len(order), CLICK)]),
    )
    known = facts.orders["nth"][order] > 1
    return Paths.of(
        number=named_after(order_id[order]),
        person=person,
        end=end,
        key=facts.orders["key"][order],
        paid=facts.orders["paid_fen"][order],
        sku=first_sku(facts)[order],
        **_sorted(*parts, known=known),
    )


def at_work(facts: Facts, day: Ints, source: Ints, u: Floats) -> np.ndarray:
    """True, by a uniform number each, where the source met people that day: more often when busy, never outside the book."""
    shop = facts.scenario.raw["shop"]
    ordinary = facts.scenario.by_source("share") * shop["visitors_per_day"] * facts.scenario.scale
    people = facts.daily["people"].reshape(facts.days, len(SOURCES), len(DEVICES)).sum(axis=2)
    busy = people * PPM // np.maximum(np.round(ordinary).astype(np.int64), 1)
    here = (day >= 0) & (day < facts.days)
    return np.asarray(here & (np.floor(u * _BUSY * PPM) < busy[np.where(here, day, 0), source]))


def _tracked(facts: Facts) -> tuple[Ints, Ints]:
    """Rows of the paid orders whose visit was seen, and the person of each: named as in sessions."""
    rows, people = facts.orders, facts.customers
    first, seen = first_of_person(facts), np.zeros(len(rows["day"]), dtype=bool)
    heads = seen_orders(facts)
    seen[heads] = True
    head = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    day, cell, slot, who = (rows[name] for name in ("day", "cell", "slot", "customer"))
    person = place_number(day, cell, PLACER, slot)
    # A customer is one visitor a day, whoever else orders in the same name.
    at = firsts(day[heads] * (len(people["key"]) + 1) + who[heads])
    once = heads[at][who[heads[at]] >= 0]
    number = place_number(people["first_day"], people["first_cell"], CUSTOMER, people["first_slot"])
    person[once] = number[who[once]]
    order = np.flatnonzero(seen[head] & (rows["paid"] > 0))
    return order, person[head[order]]


def _order_before(facts: Facts, moment: Ints) -> Ints:
    """Moment of the same person's paid order before each order; long ago where there is none."""
    rows = facts.orders
    head = np.maximum.accumulate(np.where(first_of_person(facts), np.arange(len(moment)), 0))
    who = np.where(rows["customer"] >= 0, rows["customer"], -1 - head)
    paid = np.flatnonzero(rows["paid"] > 0)
    order = paid[by(who[paid] * LATER + moment[paid])]
    before = np.full(len(moment), -MOST_DAYS * DAY_SECONDS)
    same = np.flatnonzero(np.diff(who[order]) == 0)
    before[order[same + 1]] = moment[order[same]]
    return before


def _lead(facts: Facts, order: Ints) -> Ints:
    """Seconds from the last touch to the order."""
    u = draw(facts.keys.process("journeys: last touch"), facts.orders["key"][order])
    lead = _LEAD_LEAST + np.floor(np.round(exponential(u) * _LEAD_MEAN, 6))
    return np.minimum(lead.astype(np.int64), _LEAD_MOST)


def _earlier(facts: Facts, order: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Touches that may have come before the last: journey, moment, source, kind."""
    rows = facts.orders
    later = rows["nth"][order] > 1
    closing = rows["cell"][order] // len(DEVICES)
    mean = _EARLIER[closing] * np.where(later, _LATER_MORE, 1.0)
    u = draw(facts.keys.process("journeys: touches"), rows["key"][order])
    many = np.minimum(poisson(u, mean), _MOST_EARLIER)
    journey = np.repeat(np.arange(len(order)), many)
    nth = np.arange(len(journey)) - np.repeat(np.cumsum(many) - many, many)
    word = key(facts.keys.process("journeys: touch"), rows["key"][order][journey], nth)
    wait, which, clock, how = units(word, (1, 2, 3, 4))
    lag = np.round(exponential(wait) * _MEAN_DAYS, 6)
    days = np.floor(lag).astype(np.int64)
    day = end[journey] // DAY_SECONDS
    created = end[journey] - day * DAY_SECONDS
    second = np.where(days > 0, second_of_day(clock), np.floor(created * clock).astype(np.int64))
    source = np.zeros(len(journey), dtype=np.int64)
    for (again, near), weight in _WEIGHTS.items():
        row = np.flatnonzero((later[journey] == again) & ((lag < _NEAR_DAYS) == near))
        source[row] = pick(which[row], np.cumsum(weight))
    return journey, (day - days) * DAY_SECONDS + second, source, _kinds(source, how)


def _kinds(source: Ints, u: Floats) -> Ints:
    """Click, view or send."""
    view = np.where(u < _VIEWED[source], VIEW, CLICK)
    return np.where((source == _CRM) & (u < _SENT), SEND, view)


def _sorted(journey: Ints, moment: Ints, source: Ints, kind: Ints, *, known: np.ndarray) -> dict[str, Ints]:
    """Touches in time; nobody is shown the goods again who was not there before, unless a customer or the order says so."""
    order, strange = in_time(journey, moment), np.ones(1, dtype=bool)
    while strange.any():
        opens = np.diff(journey[order], prepend=-1) != 0
        closes = np.append(opens[1:], np.ones(min(len(order), 1), dtype=bool))
        strange = opens & ~closes & (source[order] == _RETARGETING) & ~known[journey[order]]
        order = order[np.flatnonzero(~strange)]
    touches = {"journey": journey, "moment": moment, "source": source, "kind": kind}
    return {name: values[order] for name, values in touches.items()}
