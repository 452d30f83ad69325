"""Imaginary shops by the people who come: crowds, empty days, outages, machines; and a log of every visit of any length."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt

import numpy as np
from hypothesis import strategies as st

from tests.shop.rows.strategies import START, facts_of
from toolkit.shop.facts import CELLS
from toolkit.shop.rows import ids
from toolkit.shop.rows.persons import first_of_person

SEARCH_M, OFFSITE_M = 0, 22


def crowds(max_days=40):
    """Strategy: arguments of `crowd_of`, up to about 150 people a cell, many cells empty."""
    shape = {
        "seed": st.integers(0, 2**31),
        "days": st.integers(3, max_days),
        "per_day": st.sampled_from([0, 1, 12, 40]),
        "people": st.sampled_from([0, 1, 9, 150]),
        "machines": st.sampled_from([0, 2, 60]),
        "log": st.integers(1, max_days),
    }
    return st.fixed_dictionaries(shape)


def crowd_of(seed=0, days=30, per_day=12, people=60, machines=5, log=None):
    """One imaginary shop; people and machines are means of a cell and day, `log` the days of the full log."""
    rng = np.random.default_rng(seed + 1)
    facts = facts_of(seed, days, 12, per_day)
    first = np.flatnonzero(first_of_person(facts))
    person = np.searchsorted(first, np.arange(len(facts.orders["day"])), side="right") - 1
    facts.orders["customer"] = facts.orders["customer"][first[person]]
    here = rng.poisson(people, (days, CELLS)) * (rng.random((days, CELLS)) < 0.8)
    np.maximum.at(here, (facts.orders["day"], facts.orders["cell"]), facts.orders["slot"] + 1)
    facts.daily["people"] = here
    facts.daily["bots"] = rng.poisson(machines, (days, CELLS)) * (rng.random((days, CELLS)) < 0.2)
    return with_log(facts, 0, days if log is None else min(log, days))


def with_log(facts, first, days):
    """The same shop with a log of every visit on other days."""
    raw = copy.deepcopy(facts.scenario.raw)
    raw["visits"] |= {"log_start": START + dt.timedelta(days=first), "log_days": days}
    return dataclasses.replace(facts, scenario=dataclasses.replace(facts.scenario, raw=raw))


def changed(facts, **daily):
    """The same shop with some daily facts replaced."""
    return dataclasses.replace(facts, daily=facts.daily | daily)


def more_people(facts, day, cell, more):
    """The same shop with more people on one day, in one cell."""
    people = facts.daily["people"].copy()
    people[day, cell] += more
    return changed(facts, people=people)


def orders_of(facts, ways):
    """Rows of the orders with which ways ended."""
    names = ids.order_ids(facts)
    return np.argsort(names)[np.searchsorted(np.sort(names), ways.order_id)]
