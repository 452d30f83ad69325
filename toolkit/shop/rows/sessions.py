"""Visits one by one: every visit during six weeks, on other days those of one visitor in twenty.

In the full log the visits of a day share out its counts to the last page and second; elsewhere each visit is drawn by
itself at the day's rates. Work goes in blocks of about a month, which appear in no key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from toolkit.data.columns import NULL, Columns, Text, take
from toolkit.shop.facts import FREE_SOURCES, Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.pool import pool
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import DAY_SECONDS, microseconds, second_of_day
from toolkit.shop.rows.comers import comers
from toolkit.shop.rows.guests import Guests, Rows, in_order
from toolkit.shop.rows.orders import created_second, first_sku
from toolkit.shop.rows.people import order_region, region_text
from toolkit.shop.rows.place import campaign_text, channel_text, device_text
from toolkit.shop.rows.visit_counts import by_cell
from toolkit.shop.rows.visit_details import visits
from toolkit.shop.rows.visit_ids import BEFORE, BOT, OVERLAP, PLACER, shuffled
from toolkit.shop.samplers import pick

_BLOCK_DAYS = 30
_ORDER_AT = 80
_OTHER_VISIT = {(False, 1): (0.45, 0.10), (True, 0): (0.20, 0.10), (True, 1): (0.70, 0.10)}
_LANDS_ON_WHAT_IS_BOUGHT = 0.6


def sessions(facts: Facts) -> Columns:
    """One row a visit, by start."""
    blocks = list(session_blocks(facts, _blocks(facts)))
    return {name: _joined([block[name] for block in blocks]) for name in blocks[0]}


def session_blocks(facts: Facts, blocks: Iterable[range]) -> Iterator[Columns]:
    """The rows of `sessions` on some days at a time, in order, each wholly inside the log of every visit or outside it."""
    shop, guests = Shop(facts), Guests(facts)
    for days in blocks:
        yield _block(shop, guests, days.start, days.stop)


def full_log(facts: Facts) -> range:
    """Days of the log of every visit: as the scenario says, or the last weeks of a book that does not hold them."""
    raw = facts.scenario.raw["visits"]
    days = min(int(raw["log_days"]), facts.days)
    start = (dt.date.fromisoformat(str(raw["log_start"])) - facts.start).days
    start = start if 0 <= start <= facts.days - days else facts.days - days
    return range(start, start + days)


@dataclass
class Shop:
    """What visits share with other tables."""

    facts: Facts

    @cached_property
    def created(self) -> Ints:
        """Second of the day of every order."""
        return created_second(self.facts)

    @cached_property
    def region(self) -> Ints:
        """Region of every order."""
        return order_region(self.facts)

    @cached_property
    def order_id(self) -> Ints:
        """Published number of every order."""
        return ids.order_ids(self.facts)

    @cached_property
    def customer_id(self) -> Ints:
        """Published number of every customer, and NULL behind the last."""
        return np.append(ids.customer_ids(self.facts), NULL)

    @cached_property
    def products(self) -> tuple[str, ...]:
        """Published name of every product."""
        return ids.product_words(self.facts)


def _block(shop: Shop, guests: Guests, first: int, last: int) -> Columns:
    full = first in full_log(shop.facts)
    rows = visits(guests, comers(guests, first, last, full=full), first, full=full)
    return _columns(shop, rows, first)


def _blocks(facts: Facts) -> Iterator[range]:
    """Blocks of days, each wholly inside the log of every visit or outside."""
    log = full_log(facts)
    for start, stop in ((0, log.start), (log.start, log.stop), (log.stop, facts.days)):
        for first in range(start, stop, _BLOCK_DAYS):
            yield range(first, min(first + _BLOCK_DAYS, stop))


def _columns(shop: Shop, rows: Rows, first: int) -> Columns:
    facts = shop.facts
    source = rows["cell"] // 2
    ordered = (rows["kind"] == PLACER) & (rows["visit"] == 0)
    signed_in = (rows["customer"] >= 0) & (rows["kind"] != BEFORE)
    session_id = shuffled(facts.keys.process("session ids"), rows["number"])
    second = _start(shop, rows, ordered)
    start = microseconds(ids.first_day(facts) + rows["day"], second)
    columns: Columns = {
        "session_id": session_id,
        "visitor_id": shuffled(facts.keys.process("visitor ids"), rows["person"]),
        "customer_id": np.where(signed_in, shop.customer_id[rows["customer"]], NULL),
        "start_ts": start,
        "channel_id": channel_text(source),
        "campaign_id": campaign_text(source),
        "device": device_text(rows["cell"] % 2),
        "region": region_text(facts, _region(shop, rows)),
        "landing_product_id": Text(_landing(shop, rows, ordered).astype(np.int32), shop.products),
        "pv": rows["pages"],
        "duration_s": rows["seconds"],
        "is_bounce": rows["bounce"],
        "cart": rows["cart"],
        "order_id": np.where(ordered, np.append(shop.order_id, NULL)[rows["order"]], NULL),
    }
    return take(columns, _by_start((rows["day"] - first) * DAY_SECONDS + second, session_id))


def _by_start(moment: Ints, session_id: Ints) -> Ints:
    """Rows by their second of the block, those of the same second by their number."""
    return in_order(moment >> 16, moment & 65_535, session_id & 65_535)


def _start(shop: Shop, rows: Rows, ordered: np.ndarray[Any, Any]) -> Ints:
    """Second of the day on which each visit begins; an order falls near the end of its visit, machines do not sleep."""
    u = share_of_day(shop.facts, rows)
    machine = (u * DAY_SECONDS).astype(np.int64)
    second = np.where(rows["kind"] == BOT, machine, second_of_day(u))
    order = rows["order"][ordered]
    lead = np.maximum(rows["seconds"][ordered] * _ORDER_AT // 100, 1)
    second[ordered] = np.maximum(shop.created[order] - lead, 0)
    return second


def share_of_day(facts: Facts, rows: Rows) -> Floats:
    """Share of the day's visits that begin earlier; visits of one person lie well apart."""
    u = draw(facts.keys.process("visits: hour"), rows["person"], rows["day"])
    order = rows["order"]
    row = np.flatnonzero(rows["kind"] == PLACER)
    at = (facts.orders[name][order[row]] for name in ("day", "cell", "slot"))
    u[row] = draw(facts.keys.process("order time"), *at)
    apart = draw(facts.keys.process("visits: hours between"), rows["number"])
    for (overlap, visit), (least, more) in _OTHER_VISIT.items():
        other = np.flatnonzero(((rows["kind"] == OVERLAP) == overlap) & (rows["visit"] == visit))
        later = u[other] + least + more * apart[other]
        u[other] = later - np.floor(later)
    return np.asarray(u)


def _region(shop: Shop, rows: Rows) -> Ints:
    """Home of each visitor; machines share one."""
    facts = shop.facts
    share = np.cumsum(pool(facts.scenario.source).region_share)
    person = np.where(rows["kind"] == BOT, 0, rows["person"])
    home = pick(draw(facts.keys.process("visits: region"), person), share)
    home = np.where(rows["customer"] >= 0, np.append(facts.customers["region"], 0)[rows["customer"]], home)
    return np.asarray(np.where(rows["order"] >= 0, np.append(shop.region, 0)[rows["order"]], home))


def _landing(shop: Shop, rows: Rows, ordered: np.ndarray[Any, Any]) -> Ints:
    """Product page on which a visit begins, −1 if it begins elsewhere."""
    facts = shop.facts
    u = draw(facts.keys.process("visits: landing"), rows["number"])
    rate = by_cell(facts, "lands_on_product")[rows["cell"]]
    lands = (u < rate) & (rows["kind"] != BOT)
    row, sku = np.flatnonzero(lands), np.full(len(u), -1)
    sku[row] = _looked_at(facts, rows["day"][row], rows["cell"][row], u[row] / rate[row])
    bought = np.flatnonzero(ordered & lands & (u < rate * _LANDS_ON_WHAT_IS_BOUGHT))
    sku[bought] = first_sku(facts)[rows["order"][bought]]
    return sku


def _looked_at(facts: Facts, day: Ints, cell: Ints, u: Floats) -> Ints:
    """A product in proportion to the looks it gets that day, by free sources or by all."""
    sku = np.full(len(day), -1)
    free = np.isin(cell // 2, FREE_SOURCES)
    for name, mine in (("interest_free", free), ("interest", ~free)):
        row, first = np.flatnonzero(mine), int(day.min(initial=0))
        upto = np.cumsum(facts.daily[name][first : int(day.max(initial=0)) + 1], axis=1)
        step = int(upto.max(initial=0)) + 1
        line = (upto + np.arange(len(upto))[:, None] * step).ravel()
        total = upto[day[row] - first, -1]
        aim = (u[row] * total).astype(np.int64) + (day[row] - first) * step
        found = np.searchsorted(line, aim, side="right") - (day[row] - first) * upto.shape[1]
        sku[row] = np.where(total > 0, found, -1)
    return sku


def _joined(parts: list[Any]) -> Any:
    if isinstance(parts[0], Text):
        return Text.stacked(parts)
    return np.concatenate(parts)
