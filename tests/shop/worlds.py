"""Small shops to compare: the same seed with and without a lever, each lived once and kept."""

from functools import cache

import numpy as np

from toolkit.data.checksum import checksum
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.history import run
from toolkit.shop.scenario import scenario

SLUG = "luyang-living"
SMALL, DAYS = 0.2, 150


def a_scenario(seed="1", scale=SMALL):
    return scenario(SLUG, str(seed).encode(), scale)


def world(seed="1", *decisions, scale=SMALL, days=DAYS, without=()):
    """Facts of a shop; levers cannot be hashed, so only the shop without any is kept."""
    if decisions:
        return run(a_scenario(seed, scale), days, decisions, without)
    return _kept(str(seed), scale, days, without)


@cache
def _kept(seed, scale, days, without):
    return run(a_scenario(seed, scale), days, (), without)


def fingerprints(facts, names=tuple(TABLES)):
    return {name: checksum(rows.make(name, facts), TABLES[name]) for name in names}


def first_orders(facts, day):
    """New buyers' orders of a day as a set of (cell, key)."""
    orders = facts.orders
    of_day = (orders["day"] == day) & (orders["nth"] == 1)
    return set(zip(orders["cell"][of_day].tolist(), orders["key"][of_day].tolist(), strict=True))


def lead_sku(facts):
    """Product of the first line of each order."""
    first = facts.lines["line_no"] == 1
    sku = np.zeros(len(facts.orders["day"]), dtype=np.int64)
    sku[facts.lines["order"][first]] = facts.lines["sku"][first]
    return sku


def until(columns, day, name="day"):
    """Rows of a block of columns up to the day before `day`."""
    early = columns[name] < day
    return {column: values[early] for column, values in columns.items()}


def same(one, other, but=()):
    """Names of the columns in which two blocks differ."""
    return [name for name in one if name not in but and not np.array_equal(one[name], other[name])]
