"""Products by day: who looked, who put it in the cart, who paid; and what lay on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.data.columns import NULL, Columns, Text, take
from toolkit.shop.facts import DEVICES, FREE_SOURCES, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.rows import ids
from toolkit.shop.rows.place import cart_factor
from toolkit.shop.rows.sorting import distinct
from toolkit.shop.samplers import binomial, poisson

PPM, PPB = 1_000_000, 1_000_000_000
_FREE = np.isin(np.arange(len(SOURCES)), FREE_SOURCES)


@dataclass(frozen=True)
class Sales:
    """What was ordered and paid, [wanted days × SKU] flat: persons who ordered, paying buyers, units, fen; free ones apart."""

    placers: Ints
    buyers: Ints
    units: Ints
    fen: Ints


def product_daily(facts: Facts) -> Columns:
    """One row a day and listed product; looks and carts as the tracker sees them, sales from the books."""
    day, sku = np.nonzero(facts.daily["listed"] * facts.is_wanted(np.arange(facts.days))[:, None])
    at = {"day": day, "sku": sku}
    free = _counts(facts, at, free=True)
    paid = _counts(facts, at, free=False)
    both = {name: free[name] + paid[name] for name in free}
    u = draw(facts.keys.process("product page again"), day, sku)
    again = poisson(u, both["uv"] * facts.scenario.raw["looks"]["opened_again"])
    columns: Columns = {
        **_keys(facts, day, sku),
        "uv": both["uv"],
        "pv": both["uv"] + again,
        "cart_uv": both["cart_uv"],
        "pay_buyers": both["buyers"],
        "units": both["units"],
        "paid_amount": both["fen"],
        **_offer(facts, day, sku),
        "free_uv": free["uv"],
        "free_cart_uv": free["cart_uv"],
        "free_pay_buyers": free["buyers"],
    }
    return _by_id(facts, columns, day, sku)


def inventory_daily(facts: Facts) -> Columns:
    """One row a day and product that is listed or has stock or movements."""
    daily = facts.daily
    moves = {"open_units": "open_units", "inbound_units": "inbound", "sold_units": "sold", "return_units": "returned"}
    moves["close_units"] = "close_units"
    kept = daily["listed"] > 0
    for name in moves.values():
        kept = kept | (daily[name] > 0)
    day, sku = np.nonzero(kept & facts.is_wanted(np.arange(facts.days))[:, None])
    columns: Columns = {
        **_keys(facts, day, sku),
        **{name: daily[fact][day, sku] for name, fact in moves.items()},
        "oos_hours": np.where(daily["listed"][day, sku] > 0, daily["oos_tenths"][day, sku], 0),
    }
    return _by_id(facts, columns, day, sku)


def sales(facts: Facts, *, free: bool) -> Sales:
    """Sales of the wanted days by day and product, by free sources or by the others."""
    orders, lines = facts.orders, facts.lines
    order, days, skus = lines["order"], facts.wanted, facts.daily["price"].shape[1]
    mine = np.flatnonzero(((_FREE[orders["cell"] // len(DEVICES)] == free) & facts.is_wanted(orders["day"]))[order])
    paid = mine[np.flatnonzero(orders["paid"][order[mine]])]
    cell = (orders["day"][order] - days.start) * skus + lines["sku"]
    size = len(days) * skus
    person = _persons(facts)[order]
    return Sales(
        _distinct(person[mine], cell[mine], size),
        _distinct(person[paid], cell[paid], size),
        _total(cell[paid], lines["qty"][paid], size),
        _total(cell[paid], lines["paid_alloc"][paid], size),
    )


def look_rate(facts: Facts, *, free: bool) -> Floats:
    """Expected product-page visitors [wanted days, SKU] that the tracker sees, by free sources or by the others."""
    days, each = facts.wanted, np.array(facts.scenario.raw["looks"]["products_each"])
    names = ("people", "tracked", "interest", "interest_free")
    daily = {name: facts.daily[name][days.start : days.stop] for name in names}
    people = daily["people"].reshape(len(days), len(SOURCES), len(DEVICES))
    seen = (people * (daily["tracked"][:, None, :] / PPM)).sum(axis=2) * each
    rate = seen[:, _FREE].sum(axis=1)[:, None] * (daily["interest_free"] / PPB)
    if free:
        return np.asarray(rate)
    return np.asarray(np.maximum(seen.sum(axis=1)[:, None] * (daily["interest"] / PPB) - rate, 0))


def _counts(facts: Facts, at: dict[str, Any], *, free: bool) -> dict[str, Ints]:
    """Lookers, carts, buyers, units and fen of each row; whoever ordered also looked and had it in the cart."""
    day, sku = at["day"], at["sku"]
    name = "free" if free else "paid"
    done = sales(facts, free=free)
    nth = day - facts.wanted.start
    row = nth * facts.daily["price"].shape[1] + sku
    placers = done.placers[row]
    lookers = poisson(
        draw(facts.keys.process(f"product looks: {name}"), day, sku), look_rate(facts, free=free)[nth, sku]
    )
    uv = np.maximum(lookers, placers)
    rate = facts.scenario.raw["looks"]["cart_rate"] * cart_factor(facts)[day]
    carts = binomial(draw(facts.keys.process(f"product carts: {name}"), day, sku), uv - placers, rate)
    return {
        "uv": uv,
        "cart_uv": placers + carts,
        "buyers": done.buyers[row],
        "units": done.units[row],
        "fen": done.fen[row],
    }


def _offer(facts: Facts, day: Ints, sku: Ints) -> dict[str, Any]:
    daily = facts.daily
    stars, reviews = daily["stars"][day, sku], daily["reviews"][day, sku]
    many = np.maximum(reviews, 1)
    return {
        "price": daily["price"][day, sku],
        "promo_id": Text(daily["promo"][day, sku].astype(np.int32), ids.promo_words(facts)),
        "featured": daily["featured"][day, sku] > 0,
        "rating_avg": np.where(reviews > 0, (200 * stars + many) // (2 * many), NULL),
        "rating_n": reviews,
    }


def _keys(facts: Facts, day: Ints, sku: Ints) -> dict[str, Any]:
    return {
        "date": (ids.first_day(facts) + day).astype(np.int32),
        "product_id": Text(sku.astype(np.int32), ids.product_words(facts)),
    }


def _by_id(facts: Facts, columns: Columns, day: Ints, sku: Ints) -> Columns:
    """Rows by day and product identifier."""
    words = ids.product_words(facts)
    rank = np.empty(len(words), dtype=np.int64)
    rank[np.argsort(words)] = np.arange(len(words))
    order = np.argsort(day * len(words) + rank[sku], kind="stable")
    return take(columns, order)


def _persons(facts: Facts) -> Ints:
    """A running number for the person behind each order: orders of one person and day share it."""
    new = np.zeros(len(facts.orders["day"]), dtype=bool)
    for name in ("day", "cell", "slot"):
        new[1:] |= facts.orders[name][1:] != facts.orders[name][:-1]
    return np.cumsum(new)


def _distinct(person: Ints, cell: Ints, size: int) -> Ints:
    """How many different persons fall in each cell."""
    pair = distinct(person * size + cell)
    return np.bincount(pair % size, minlength=size)


def _total(cell: Ints, amount: Ints, size: int) -> Ints:
    """Sum of whole amounts in each cell; exact, since they stay far below 2**53."""
    return np.bincount(cell, weights=amount, minlength=size).astype(np.int64)
