"""What comes back: refunds asked for inside the books, line by line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.data.columns import NULL, Columns, Text
from toolkit.shop.facts import REFUND_KINDS, REFUND_REASONS, Facts
from toolkit.shop.keys import Ints, key, units
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import at_hours, microseconds
from toolkit.shop.rows.orders import moment_after, payment
from toolkit.shop.rows.sorting import by

_UNSHIPPED = REFUND_KINDS.index("unshipped")
_MINUTE, _SECOND = 60_000_000, 1_000_000
_OFFICE = (9 * 3600, 9 * 3600)


@dataclass(frozen=True)
class Asked:
    """Refunds asked for: rows of the facts' lines, and the moments of asking and paying out (µs; NULL where not in the books)."""

    rows: Ints
    requested: Ints
    completed: Ints


def refunds(facts: Facts) -> Columns:
    """One row a line refunded, by the time it was asked for."""
    found, lines = asked(facts), facts.lines
    name = ids.line_ids(facts, "refund ids", found.rows)
    order = by(found.requested, name)
    rows = found.rows[order]
    return {
        "refund_id": name[order],
        "order_id": ids.order_ids(facts)[lines["order"][rows]],
        "line_no": lines["line_no"][rows],
        "kind": Text(lines["refund_kind"][rows].astype(np.int32), REFUND_KINDS),
        "reason": Text(lines["refund_reason"][rows].astype(np.int32), REFUND_REASONS),
        "requested_ts": found.requested[order],
        "completed_ts": found.completed[order],
        "qty": lines["qty"][rows],
        "amount": lines["refund_fen"][rows],
        "goods_back": lines["goods_back"][rows] > 0,
    }


def asked(facts: Facts) -> Asked:
    """The refunds asked for inside the books and when: before dispatch where nothing was sent, else after delivery."""
    lines, first = facts.lines, ids.first_day(facts)
    rows = np.flatnonzero((lines["refund_kind"] >= 0) & (lines["refund_day"] >= 0) & (lines["refund_day"] < facts.days))
    order, day, done = (lines[name][rows] for name in ("order", "refund_day", "refund_done_day"))
    when, answered = units(
        key(facts.keys.process("refunds"), facts.orders["key"][order], lines["line_no"][rows]), (1, 2)
    )
    paid, unshipped = payment(facts)[order], lines["refund_kind"][rows] == _UNSHIPPED
    sent, there = (moment_after(paid, facts.orders[name][order]) for name in ("ship_tenths", "deliver_tenths"))
    evening = microseconds(first + day + 1, 0) - _SECOND
    requested = at_hours(
        first + day,
        when,
        np.where(unshipped, paid, there) + _MINUTE,
        np.where(unshipped, np.minimum(sent - _SECOND, evening), evening),
    )
    opened, length = _OFFICE
    paid_out = microseconds(first + done, opened + np.floor(answered * length).astype(np.int64))
    completed = np.maximum(paid_out, requested + _MINUTE)
    return Asked(rows, requested, np.where(done < facts.days, completed, NULL))
