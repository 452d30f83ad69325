"""The shop's day and its channels: visits as the tracker sees them, money from the books."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.data.columns import NULL, Columns, Text
from toolkit.shop.facts import CELLS, CHANNEL_OF, CHANNELS, DEVICES, SOURCES, Facts
from toolkit.shop.keys import Ints, draw
from toolkit.shop.rows import ids
from toolkit.shop.rows.people import first_seen
from toolkit.shop.rows.visit_counts import count, seen_orders
from toolkit.shop.samplers import binomial

_CHANNEL = np.array([CHANNELS.index(channel) for channel in CHANNEL_OF])
_FIRST_SOURCE = np.searchsorted(_CHANNEL, np.arange(len(CHANNELS)))
_MORE = 1 << 40
"""More than any person's number."""
_SCORES = ("score_desc", "score_service", "score_logistics")


def shop_daily(facts: Facts) -> Columns:
    """One row a day; orders are paid on the day they are placed."""
    seen = count(facts)
    people = seen.visitors.sum(axis=1) - seen.overlap.sum(axis=1)
    bots = seen.bots.sum(axis=1)
    visits = seen.visits.sum(axis=1) + bots
    seconds = (seen.seconds + seen.bot_seconds).sum(axis=1)
    u = draw(facts.keys.process("visits: favourites"), np.arange(facts.days))
    return {
        "date": (ids.first_day(facts) + np.arange(facts.days)).astype(np.int32),
        "uv": people + bots,
        "new_uv": seen.fresh.sum(axis=1) + _new_placers(facts) + bots,
        "visits": visits,
        "pv": seen.pages.sum(axis=1) + bots,
        "bounce_visits": seen.bounces.sum(axis=1) + bots,
        "avg_stay_s": (200 * seconds + visits) // np.maximum(2 * visits, 1),
        "fav_uv": binomial(u, people, facts.scenario.raw["visits"]["favourite"]),
        "cart_uv": seen.carts.sum(axis=1),
        **_till(facts),
        **{name: facts.daily[name] for name in _SCORES},
    }


def traffic_daily(facts: Facts) -> Columns:
    """One row a day, channel and device, days without a visitor included; sales by last touch."""
    seen, sold = count(facts), _sales(facts)
    day, channel, device = (part.ravel() for part in np.indices((facts.days, len(CHANNELS), len(DEVICES))))
    return {
        "date": (ids.first_day(facts) + day).astype(np.int32),
        "channel_id": Text(channel.astype(np.int32), CHANNELS),
        "device": Text(device.astype(np.int32), DEVICES),
        "impressions": _impressions(facts).ravel(),
        "uv": _by_channel(seen.visitors + seen.bots),
        "visits": _by_channel(seen.visits + seen.bots),
        "pv": _by_channel(seen.pages + seen.bots),
        "bounce_visits": _by_channel(seen.bounces + seen.bots),
        "cart_uv": _by_channel(seen.carts),
        **sold,
    }


def _till(facts: Facts) -> dict[str, Any]:
    """What the books say of the day, whatever the tracker saw."""
    orders, lines, days = facts.orders, facts.lines, facts.days
    paid = orders["paid"] > 0
    bought = paid[lines["order"]]
    done = lines["refund_done_day"]
    back = (lines["refund_kind"] >= 0) & (done >= 0) & (done < days)
    placed = orders["list_fen"] - orders["discount_fen"] + orders["shipping_fen"]
    return {
        "order_buyers": _people(facts, orders["day"], np.ones(len(paid), dtype=bool), days),
        "pay_buyers": _people(facts, orders["day"], paid, days),
        "pay_orders": np.bincount(orders["day"][paid], minlength=days),
        "pay_units": _total(orders["day"][lines["order"]][bought], lines["qty"][bought], days),
        "gmv_placed": _total(orders["day"], placed, days),
        "paid_amount": _total(orders["day"][paid], orders["paid_fen"][paid], days),
        "refund_paid_out": _total(done[back], lines["refund_fen"][back], days),
        "ad_spend": facts.daily["spend"].sum(axis=1),
    }


def _sales(facts: Facts) -> dict[str, Any]:
    """Paid orders by day, channel and device."""
    orders, size = facts.orders, facts.days * len(CHANNELS) * len(DEVICES)
    paid = orders["paid"] > 0
    source, device = np.divmod(orders["cell"], len(DEVICES))
    place = (orders["day"] * len(CHANNELS) + _CHANNEL[source]) * len(DEVICES) + device
    return {
        "pay_buyers": _people(facts, place, paid, size),
        "pay_orders": np.bincount(place[paid], minlength=size),
        "paid_amount": _total(place[paid], orders["paid_fen"][paid], size),
    }


def _people(facts: Facts, place: Ints, counted: np.ndarray[Any, Any], size: int) -> Ints:
    """Different people behind some orders, by place: customers, and guests by where they stood that day."""
    rows = facts.orders
    guest = (rows["slot"] * CELLS + rows["cell"]) * 2 + 1
    person = np.where(rows["customer"] >= 0, rows["customer"] * 2, guest)[counted]
    both = np.sort(place[counted] * _MORE + person)
    new = np.diff(both, prepend=-1) != 0
    return np.bincount(both[new] // _MORE, minlength=size)


def _new_placers(facts: Facts) -> Ints:
    """People who ordered on the day the tracker first saw them, [D]."""
    rows = seen_orders(facts)
    day, customer = facts.orders["day"][rows], facts.orders["customer"][rows]
    new = (customer < 0) | (np.append(first_seen(facts), -1)[customer] == day)
    return np.bincount(day[new], minlength=facts.days)


def _impressions(facts: Facts) -> Ints:
    """Times shown [D, channel, device], shared out over devices as the visitors are; null where nobody counts them."""
    shown, people = facts.daily["impressions"], facts.daily["people"].reshape(facts.days, -1, len(DEVICES))
    total = np.maximum(people.sum(axis=2), 1)
    on_pc = (shown * people[:, :, 1] + total // 2) // total
    by_source = np.stack([shown - on_pc, on_pc], axis=2)
    counted = np.bincount(_CHANNEL, weights=facts.scenario.by_source("click_rate")) > 0
    return np.where(counted[:, None], np.add.reduceat(by_source, _FIRST_SOURCE, axis=1), NULL)


def _by_channel(cells: Ints) -> Ints:
    """Counts [D, 24] added up by channel and device, flat."""
    by_source = cells.reshape(len(cells), len(SOURCES), len(DEVICES))
    return np.add.reduceat(by_source, _FIRST_SOURCE, axis=1).ravel()


def _total(place: Ints, amount: Ints, size: int) -> Ints:
    """Sum of whole amounts by place; exact, since sums stay far below 2**53."""
    return np.bincount(place, weights=amount, minlength=size).astype(np.int64)
