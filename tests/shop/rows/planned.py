"""Imaginary shops with planned tests in them."""

from __future__ import annotations

import dataclasses

import numpy as np
from hypothesis import strategies as st

from tests.shop.rows.strategies import facts_of
from toolkit.shop.facts import Trial

LOT = 3


def planned_shops(max_days=40):
    """Strategy: Facts with a budget test, a brand switch, a price test and a message lot, some beyond the last day."""
    return st.builds(
        planned_shop,
        seed=st.integers(0, 2**31),
        days=st.integers(6, max_days),
        per_day=st.sampled_from([0, 1, 12, 40]),
    )


def planned_shop(seed=0, days=30, per_day=40):
    """One imaginary shop with four planned tests; the price test runs over the end."""
    facts = facts_of(seed, days, 12, per_day)
    third = days // 3
    trials = [
        Trial("budget", "budget", 0, 2 * third - 1, "paid_search", (), _arms(0, third, "x0.3", "x1.8")),
        Trial("brand", "brand", 1, 2 * third, "paid_search_brand", (), _arms(1, third, "x0", "x1")),
        Trial("price", "price", third, third + 2 * days - 1, "", (2, 5, 7), _arms(third, days, "x1", "x0.8")),
        Trial("lot", "lot", third, days + 4, "crm", (), ((third, days + 4, "written"), (third, days + 4, "held out"))),
    ]
    return dataclasses.replace(facts, trials=trials, lots=_lot(facts))


def _arms(start, days, *names):
    return tuple((start + days * place, start + days * (place + 1) - 1, name) for place, name in enumerate(names))


def _lot(facts):
    """Every other of those who ordered, one in five of them held out."""
    who = np.unique(facts.orders["customer"])
    who = who[who >= 0][::2]
    return {"trial": np.full(len(who), LOT), "customer": who, "written": (np.arange(len(who)) % 5 > 0).astype(np.int64)}
