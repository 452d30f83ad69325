"""Orders and their lines: the facts' orders with a minute, a status and an identifier."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.data.columns import NULL, Columns, Text
from toolkit.shop.facts import DEVICES, Facts
from toolkit.shop.keys import Ints, draw, mix, unit
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import DAY_SECONDS, microseconds, second_of_day
from toolkit.shop.rows.once import once
from toolkit.shop.rows.people import order_region, region_text
from toolkit.shop.rows.place import campaign_text, channel_text, device_text
from toolkit.shop.rows.sorting import by
from toolkit.shop.samplers import exponential

STATUSES = ("unpaid", "paid", "shipped", "delivered", "cancelled")
_TENTH_SECONDS = 360
_PAY_LEAST, _PAY_MEAN, _PAY_MOST = 8, 210, 3300
_NIGHT_SECONDS = 7 * 3600
_LATEST = DAY_SECONDS - 1 - _PAY_LEAST


def orders(facts: Facts) -> Columns:
    """One row an order, by the time it was placed."""
    placed = sequence(facts)
    cell, customer, paid = (facts.orders[name][placed] for name in ("cell", "customer", "paid"))
    money = {name: facts.orders[name][placed] for name in ("list_fen", "discount_fen", "shipping_fen", "paid_fen")}
    source, device = np.divmod(cell.astype(np.int32), len(DEVICES))
    return {
        "order_id": ids.order_ids(facts)[placed],
        "customer_id": np.append(ids.customer_ids(facts), NULL)[customer],
        **_times(facts, placed),
        "channel_id": channel_text(source),
        "campaign_id": campaign_text(source),
        "device": device_text(device),
        "region": region_text(facts, order_region(facts)[placed]),
        "list_amount": money["list_fen"],
        "discount_amount": money["discount_fen"],
        "shipping_fee": money["shipping_fen"],
        "paid_amount": np.where(paid > 0, money["paid_fen"], 0),
    }


def order_items(facts: Facts) -> Columns:
    """One row an order line, in the order of the orders."""
    row = _lines_of(facts, sequence(facts))
    order = facts.lines["order"][row]
    paid = facts.orders["paid"][order] > 0
    names = ("line_no", "sku", "batch", "qty", "list_fen", "unit_fen", "paid_alloc", "cost_fen")
    lines = {name: facts.lines[name][row] for name in names}
    return {
        "order_id": ids.order_ids(facts)[order],
        "line_no": lines["line_no"],
        "product_id": Text(lines["sku"].astype(np.int32), ids.product_words(facts)),
        "batch_id": ids.batch_text(facts, np.where(paid, lines["batch"], -1)),
        "qty": lines["qty"],
        "list_price": lines["list_fen"],
        "unit_price": lines["unit_fen"],
        "paid_alloc": np.where(paid, lines["paid_alloc"], 0),
        "unit_cost": lines["cost_fen"],
    }


def _lines_of(facts: Facts, order: Ints) -> Ints:
    """Rows of the lines of some orders, one order's behind another's; the facts' lines are in the order of their orders."""
    start = np.searchsorted(facts.lines["order"], np.arange(len(facts.orders["day"]) + 1))
    many = np.diff(start)[order]
    return np.arange(many.sum()) + np.repeat(start[order] - (np.cumsum(many) - many), many)


@once
def created_second(facts: Facts) -> Ints:
    """Second of the day at which each order was placed; a person's second order follows the first."""
    rows = facts.orders
    u = draw(facts.keys.process("order time"), rows["day"], rows["cell"], rows["slot"])
    second, waiting = np.minimum(second_of_day(u), _LATEST), _follows(facts)
    second = np.where(rows["night"] > 0, (u * _NIGHT_SECONDS).astype(np.int64), second)
    share = unit(mix(facts.orders["key"]))
    while waiting.any():
        row = np.flatnonzero(waiting & ~np.append(False, waiting[:-1]))
        before = second[row - 1]
        second[row] = before + ((_LATEST - before) * share[row]).astype(np.int64)
        waiting[row] = False
    return second


@once
def sequence(facts: Facts) -> Ints:
    """Rows of the facts' orders of the wanted days by the time they were placed; ties by identifier."""
    row = np.flatnonzero(facts.is_wanted(facts.orders["day"]))
    moment = facts.orders["day"] * DAY_SECONDS + created_second(facts)
    return np.asarray(row[by(moment[row], ids.order_ids(facts)[row])])


@once
def first_sku(facts: Facts) -> Ints:
    """Product of the first line of every order."""
    lines, sku = facts.lines, np.zeros(len(facts.orders["day"]), dtype=np.int64)
    first = np.flatnonzero(lines["line_no"] == 1)
    sku[lines["order"][first]] = lines["sku"][first]
    return sku


def paid_second(facts: Facts, created: Ints) -> Ints:
    """Second of the day of payment: minutes later, within the hour, never after midnight."""
    chance = draw(facts.keys.process("minutes to pay"), facts.orders["key"])
    wait = np.minimum(_PAY_LEAST + np.floor(np.round(exponential(chance) * _PAY_MEAN, 6)), _PAY_MOST)
    return np.asarray(np.minimum(created + wait.astype(np.int64), DAY_SECONDS - 1))


@once
def payment(facts: Facts) -> Ints:
    """Moment of payment of every order, µs; that it would have been where it was never paid."""
    return microseconds(ids.first_day(facts) + facts.orders["day"], paid_second(facts, created_second(facts)))


def moment_after(start: Ints, tenths: Ints) -> Ints:
    """Moment so many tenths of an hour after another, µs."""
    return np.asarray(start + _micro(tenths))


def _times(facts: Facts, placed: Ints) -> dict[str, Any]:
    """When some orders were placed, paid, sent and delivered, and how far they came."""
    names = ("day", "paid", "ship_tenths", "deliver_tenths", "promise_tenths")
    rows, service = {name: facts.orders[name][placed] for name in names}, facts.scenario.raw["service"]
    paid_at, paid, cancelled = payment(facts)[placed], rows["paid"] > 0, wholly_unshipped(facts)[placed]
    shipped = _moment(facts, paid_at, rows["ship_tenths"], paid & ~cancelled)
    delivered = _moment(facts, paid_at, rows["deliver_tenths"], shipped != NULL)
    state = paid.astype(np.int32) + (shipped != NULL) + (delivered != NULL)
    promise = rows["promise_tenths"] + service["promise_transit_hours"] * 10
    return {
        "created_ts": microseconds(ids.first_day(facts) + rows["day"], created_second(facts)[placed]),
        "paid_ts": np.where(paid, paid_at, NULL),
        "status": Text(np.where(cancelled, 4, state).astype(np.int32), STATUSES),
        "promise_ship_ts": np.where(paid, paid_at + _micro(rows["promise_tenths"]), NULL),
        "ship_ts": shipped,
        "promise_deliver_ts": np.where(paid, paid_at + _micro(promise), NULL),
        "deliver_ts": delivered,
    }


def wholly_unshipped(facts: Facts) -> np.ndarray[Any, Any]:
    """True for paid orders all of whose lines were refunded before dispatch, inside the books."""
    lines, count = facts.lines, len(facts.orders["day"])
    gone = (lines["refund_kind"] == 0) & (lines["refund_day"] < facts.days)
    kept = np.bincount(lines["order"][np.flatnonzero(~gone)].astype(np.int64), minlength=count)
    return np.asarray((kept == 0) & (facts.orders["paid"] > 0))


def _moment(facts: Facts, paid_at: Ints, tenths: Ints, happened: np.ndarray[Any, Any]) -> Ints:
    """Moment so many tenths of an hour after payment; null where it did not happen inside the books."""
    moment = paid_at + _micro(tenths)
    end = microseconds(ids.first_day(facts) + facts.days, 0)
    return np.asarray(np.where(happened & (tenths >= 0) & (moment < end), moment, NULL))


def _micro(tenths: Ints) -> Ints:
    return np.asarray(tenths * (_TENTH_SECONDS * 1_000_000))


def _follows(facts: Facts) -> np.ndarray[Any, Any]:
    """True where an order is of the same person and day as the order before it."""
    same = np.zeros(len(facts.orders["day"]), dtype=bool)
    same[1:] = True
    for name in ("day", "cell", "slot"):
        same[1:] &= facts.orders[name][1:] == facts.orders[name][:-1]
    return same
