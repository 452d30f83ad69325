"""Facts of imaginary shops: random, but sound. They let the tables be tested on corners a real history seldom reaches."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import strategies as st

from toolkit.shop.facts import CELLS, SOURCES, Facts, LogEntry, Promo
from toolkit.shop.keys import Keys, mix
from toolkit.shop.scenario import scenario

SLUG = "luyang-living"
START = dt.date(2024, 1, 1)


def shops(max_days=40):
    """Strategy: Facts of 3 to `max_days` days and 4 to 30 products."""
    return st.builds(
        facts_of,
        seed=st.integers(0, 2**31),
        days=st.integers(3, max_days),
        skus=st.integers(4, 30),
        per_day=st.sampled_from([0, 1, 12, 40]),
    )


def facts_of(seed=0, days=30, skus=20, per_day=40):
    """One imaginary shop; `per_day` is the mean of orders a day."""
    rng = np.random.default_rng(seed)
    name = str(seed).encode()
    facts = Facts(scenario(SLUG, name), Keys(name), START, days)
    facts.promos = _promos(rng, days, skus)
    facts.customers = _customers(rng, days, size=max(1, per_day * days // 2))
    facts.purchases = _purchases(rng, days, skus)
    facts.orders = _orders(rng, facts, per_day)
    facts.lines = _lines(rng, facts, skus)
    facts.daily = _daily(rng, facts, skus)
    facts.cash = _cash(rng, facts)
    facts.log = [
        LogEntry(int(rng.integers(days)), int(rng.integers(1440)), "owner", f"Note {i}", f"记录{i}", "team", "cause")
        for i in range(4)
    ]
    return facts


def _promos(rng, days, skus):
    starts = np.sort(rng.integers(0, days, 3))
    return [
        Promo(f"deal {i}", "discount", int(s), int(s) + 3, tuple(range(i, min(i + 3, skus))), 150_000, "shop", 5_000_00)
        for i, s in enumerate(starts)
    ]


def _customers(rng, days, size):
    day = rng.integers(-200, days, size)
    cell = rng.integers(0, CELLS, size)
    return {
        "key": mix(rng.integers(0, 2**62, size)),
        "first_day": day,
        "first_cell": cell,
        "first_slot": np.arange(size),
        "region": rng.integers(0, 31, size),
        "age_band": rng.integers(0, 6, size),
        "member": rng.integers(0, 2, size),
    }


def _purchases(rng, days, skus):
    order_day = np.concatenate([np.full(skus, -20), np.sort(rng.integers(0, days, days))])
    sku = np.concatenate([np.arange(skus), rng.integers(0, skus, days)])
    units, cost = rng.integers(12, 200, len(sku)), rng.integers(300, 9000, len(sku))
    deposit = units * cost * 3 // 10
    return {
        "po": np.arange(len(sku)),
        "line_no": np.ones(len(sku), dtype=np.int64),
        "sku": sku,
        "supplier": sku % 8,
        "order_day": order_day,
        "eta_day": order_day + 18,
        "arrive_day": order_day + rng.integers(12, 30, len(sku)),
        "units": units,
        "unit_cost": cost,
        "deposit": deposit,
        "balance": units * cost - deposit,
    }


def _orders(rng, facts, per_day):
    count = rng.poisson(per_day, facts.days)
    day = np.repeat(np.arange(facts.days), count)
    cell = rng.integers(0, CELLS, len(day))
    order = np.lexsort((cell, day))
    day, cell = day[order], cell[order]
    start = np.searchsorted(day * CELLS + cell, day * CELLS + cell)
    slot = np.arange(len(day)) - start
    slot = np.maximum(slot - (rng.random(len(day)) < 0.1), 0) if len(day) else slot
    order = np.lexsort((slot, cell, day))
    paid = (rng.random(len(day)) < 0.9).astype(np.int64)
    ship = np.where(paid > 0, rng.integers(5, 900, len(day)), -1)
    return {
        "day": day[order],
        "cell": cell[order],
        "slot": slot[order],
        "key": mix(rng.integers(0, 2**62, len(day))),
        "customer": rng.integers(-1, len(facts.customers["key"]), len(day)),
        "nth": np.ones(len(day), dtype=np.int64),
        "night": (rng.random(len(day)) < 0.1).astype(np.int64),
        "paid": paid,
        "shipping_fen": rng.choice([0, 600], len(day)),
        "ship_tenths": ship,
        "deliver_tenths": np.where(paid > 0, ship + rng.integers(100, 1200, len(day)), -1),
        "promise_tenths": np.where(paid > 0, 480, -1),
    }


def _lines(rng, facts, skus):
    orders, count = facts.orders, rng.integers(1, 4, len(facts.orders["day"]))
    order = np.repeat(np.arange(len(count)), count)
    n = len(order)
    sku, qty, listed = rng.integers(0, skus, n), rng.integers(1, 4, n), rng.integers(900, 20000, n)
    unit = listed - rng.integers(0, 800, n)
    paid = orders["paid"][order] > 0
    last = np.append(order[1:] != order[:-1], True) if n else np.zeros(0, dtype=bool)
    alloc = np.where(paid, unit * qty + np.where(last, orders["shipping_fen"][order], 0), 0)
    size = len(count)
    orders["list_fen"] = np.bincount(order, listed * qty, size).astype(np.int64)
    orders["discount_fen"] = orders["list_fen"] - np.bincount(order, unit * qty, size).astype(np.int64)
    orders["paid_fen"] = np.bincount(order, alloc, size).astype(np.int64)
    kind = np.where(paid, rng.choice([-1, 0, 1, 2], n, p=[0.8, 0.08, 0.06, 0.06]), -1)
    there = orders["day"][order] + orders["deliver_tenths"][order] // 240 + 1
    asked = np.where(kind >= 0, np.where(kind == 0, orders["day"][order], there + rng.integers(0, 20, n)), -1)
    defect = (paid & (rng.random(n) < 0.03)).astype(np.int64)
    speaks = paid & (kind != 0) & ((defect > 0) | (rng.random(n) < 0.5))
    stars = np.where(speaks, np.where(defect > 0, 1, rng.integers(1, 6, n)), 0)
    return {
        "order": order,
        "line_no": np.arange(n) - np.searchsorted(order, order) + 1,
        "sku": sku,
        "qty": qty,
        "list_fen": listed,
        "unit_fen": unit,
        "paid_alloc": alloc,
        "cost_fen": listed * 4 // 10,
        "batch": np.where(paid, sku, -1),
        "refund_kind": kind,
        "refund_reason": np.where(kind >= 0, rng.integers(0, 6, n), -1),
        "refund_day": asked,
        "refund_done_day": np.where(kind >= 0, asked + 2, -1),
        "refund_fen": np.where(kind >= 0, alloc, 0),
        "goods_back": ((kind == 0) | (kind == 2)).astype(np.int64),
        "stars": stars,
        "review_day": np.where(stars > 0, there + rng.integers(0, 6, n), -1),
        "defect": defect,
    }


def _daily(rng, facts, skus):
    days, lines, orders = facts.days, facts.lines, facts.orders
    shape = (days, skus)
    paid = orders["paid"][lines["order"]] > 0
    sold = np.zeros(shape, dtype=np.int64)
    np.add.at(sold, (orders["day"][lines["order"]][paid], lines["sku"][paid]), lines["qty"][paid])
    inbound = np.zeros(shape, dtype=np.int64)
    bought = facts.purchases
    here = (bought["arrive_day"] >= 0) & (bought["arrive_day"] < days)
    np.add.at(inbound, (bought["arrive_day"][here], bought["sku"][here]), bought["units"][here])
    opening = sold.sum(axis=0) + 5
    close = opening + np.cumsum(inbound - sold, axis=0)
    interest = rng.dirichlet(np.ones(skus), days)
    people = rng.integers(1, 300, (days, CELLS))
    np.maximum.at(people, (orders["day"], orders["cell"]), orders["slot"] + 1)
    reviews = np.cumsum(rng.integers(0, 3, shape), axis=0)
    listed = np.ones(shape, dtype=np.int64)
    listed[: days // 2, skus - 1] = sold[: days // 2, skus - 1] > 0
    promo = np.full(shape, -1)
    for i, one in enumerate(facts.promos):
        promo[one.start_day : one.end_day + 1, list(one.skus)] = i
    return {
        "people": people,
        "bots": rng.integers(0, 20, (days, CELLS)),
        "tracked": np.where(rng.random((days, 2)) < 0.1, 400_000, 1_000_000),
        "spend": rng.integers(0, 90_000, (days, len(SOURCES))),
        "budget": rng.integers(0, 90_000, (days, len(SOURCES))),
        "clicks": rng.integers(0, 300, (days, len(SOURCES))),
        "impressions": rng.integers(300, 9_000, (days, len(SOURCES))),
        "price": rng.integers(900, 20_000, shape),
        "list_price": np.full(shape, 20_000),
        "promo": promo,
        "featured": rng.integers(0, 2, shape),
        "listed": listed,
        "open_units": close - inbound + sold,
        "inbound": inbound,
        "returned": np.zeros(shape, dtype=np.int64),
        "sold": sold,
        "close_units": close,
        "oos_tenths": np.where(sold > 0, 0, rng.choice([0, 240], shape)),
        "stars": reviews * 4,
        "reviews": reviews,
        "interest": (interest * 1e9).astype(np.int64),
        "interest_free": (interest * 1e9).astype(np.int64),
        **{name: rng.integers(440, 490, days) for name in ("score_desc", "score_service", "score_logistics")},
        **_desk(rng, days),
        "market": rng.integers(300_000, 4_000_000, (days, 6)),
        "rival_price": rng.integers(700_000, 1_100_000, (days, 6)),
        "bid": np.full((days, len(SOURCES)), 1_000_000),
        "level": rng.integers(1, 8, days),
        "backlog": np.zeros(days, dtype=np.int64),
        "cash_close": np.zeros(days, dtype=np.int64),
    }


def _desk(rng, days):
    """Shifts from empty to far too few people."""
    chats, staff = rng.integers(0, 120, (days, 3)), rng.integers(1, 5, (days, 3))
    return {
        "chats": chats,
        "staff": staff,
        "trainees": rng.integers(0, staff + 1),
        "overtime": rng.integers(0, 40, (days, 3)),
        "load": chats * 1_000_000 // (staff * 30),
    }


def _cash(rng, facts):
    bought = len(facts.purchases["po"])
    day = np.concatenate([facts.purchases["arrive_day"], np.arange(facts.days)])
    return {
        "day": day,
        "part": np.concatenate([np.full(bought, 2), np.full(facts.days, 3)]),
        "kind": np.concatenate([np.full(bought, 3), np.full(facts.days, 2)]),
        "amount": -rng.integers(1, 90_000, len(day)),
        "ref": np.concatenate([np.arange(bought), rng.integers(0, 12, facts.days)]),
    }
