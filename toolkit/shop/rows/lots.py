"""Message lots seen from the customer: who was written to on the first day, who heard nothing until the last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from toolkit.shop.facts import Facts, Trial
from toolkit.shop.keys import Ints, draw
from toolkit.shop.rows.clock import DAY_SECONDS

_WRITTEN, _HELD_OUT = 1, 0
_SENT_FROM, _SENT_FOR = 10 * 3600, 2 * 3600
"""Messages of a lot go out within two hours from ten o'clock. [D]"""


def lot_messages(facts: Facts, customer: Ints, after: Ints, before: Ints) -> tuple[Ints, Ints]:
    """Rows and moments of the lots' messages to some customers (−1 none) that fell between two moments each, exclusive."""
    rows, moments = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for trial, arm in _arms(facts, customer):
        u = draw(
            facts.keys.process("lots: sent"), np.append(facts.customers["key"], np.uint64(0))[customer], trial.start_day
        )
        moment = trial.start_day * DAY_SECONDS + _SENT_FROM + np.floor(u * _SENT_FOR).astype(np.int64)
        row = np.flatnonzero((arm == _WRITTEN) & (moment > after) & (moment < before))
        rows.append(row)
        moments.append(moment[row])
    return np.concatenate(rows), np.concatenate(moments)


def held_out(facts: Facts, customer: Ints, moment: Ints) -> np.ndarray:
    """True where a customer (−1 none) was held out of a lot at that moment."""
    out = np.zeros(len(customer), dtype=bool)
    for trial, arm in _arms(facts, customer):
        day = moment // DAY_SECONDS
        out |= (arm == _HELD_OUT) & (day >= trial.start_day) & (day <= trial.end_day)
    return out


def first_day_in_lot(facts: Facts) -> Ints:
    """First day of the first lot inside the book in which each customer stood; the number of days where there is none."""
    first = np.full(len(facts.customers["key"]), facts.days, dtype=np.int64)
    for trial, arm in _arms(facts, np.arange(len(first))):
        first = np.where(arm >= 0, np.minimum(first, trial.start_day), first)
    return first


def _arms(facts: Facts, customer: Ints) -> Iterator[tuple[Trial, Ints]]:
    """Each lot with the arm of some customers: written to, held out, −1 not in it."""
    for place, trial in enumerate(facts.trials):
        if trial.kind == "lot" and trial.start_day < facts.days:
            arm = np.full(len(facts.customers["key"]) + 1, -1)
            here = facts.lots["trial"] == place
            arm[facts.lots["customer"][here]] = facts.lots["written"][here]
            yield trial, arm[customer]
