"""Planned tests, unit by unit: who or what stood in which arm, and what came of it by the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.data.columns import Columns, Text
from toolkit.shop.facts import CHANNEL_OF, CHANNELS, DEVICES, SOURCES, Facts, Trial
from toolkit.shop.keys import Ints, draw
from toolkit.shop.rows import ids
from toolkit.shop.rows.contribution import line_contribution

UNIT_KINDS = ("customer", "region_day", "day", "product_day")
WRITTEN, HELD_OUT = "written", "held out"

_OPENS, _OPENS_MORE, _COUNTED = 0.18, 0.09, 4
"""Share who open a message, and how much more do for each order before, up to four: who opens is who buys anyway. [D]"""
_CRM = SOURCES.index("crm")
_CHANNEL = np.array([CHANNELS.index(channel) for channel in CHANNEL_OF])


@dataclass(frozen=True)
class Units:
    """Units of one test: names, arms, first and last days, exposed (0/1), paid orders, fen paid, fen of contribution."""

    trial: Trial
    kind: str
    names: list[str]
    arms: list[str]
    start: Ints
    end: Ints
    exposed: Ints
    orders: Ints
    paid: Ints
    cm: Ints


def experiments(facts: Facts) -> Columns:
    """One row a unit that had begun by the last day, test by test."""
    made = [units(facts, place) for place in range(len(facts.trials))]
    names = ("start", "end", "exposed", "orders", "paid", "cm")
    number = {name: np.concatenate([np.zeros(0, np.int64), *(getattr(one, name) for one in made)]) for name in names}
    first = ids.first_day(facts)
    return {
        "exp_id": Text.of([one.trial.id for one in made for _ in one.names]),
        "unit_id": Text.of([name for one in made for name in one.names]),
        "unit_kind": Text.of([one.kind for one in made for _ in one.names]),
        "arm": Text.of([arm for one in made for arm in one.arms]),
        "start_date": (first + number["start"]).astype(np.int32),
        "end_date": (first + number["end"]).astype(np.int32),
        "exposed": number["exposed"] > 0,
        "converted": number["orders"] > 0,
        "paid_amount": number["paid"],
        "cm": number["cm"],
    }


def units(facts: Facts, place: int) -> Units:
    """The units of one of the facts' tests."""
    trial = facts.trials[place]
    if trial.kind == "lot":
        return _customers(facts, trial, place)
    return _products(facts, trial) if trial.kind in ("price", "goods") else _days(facts, trial)


@dataclass
class _Sales:
    """Paid order lines in the days of one test, with what they leave by its end."""

    facts: Facts
    trial: Trial

    @cached_property
    def line(self) -> Ints:
        """Rows of the lines."""
        orders, order = self.facts.orders, self.facts.lines["order"]
        day = orders["day"][order]
        return np.flatnonzero((orders["paid"][order] > 0) & (day >= self.trial.start_day) & (day <= self.trial.end_day))

    @cached_property
    def order(self) -> Ints:
        """Row of each line's order."""
        return np.asarray(self.facts.lines["order"][self.line])

    def totals(self, unit: Ints, kept: np.ndarray, size: int) -> dict[str, Ints]:
        """Lines, fen paid and contribution by unit (an index below `size` for every line), of the lines kept."""
        cm = line_contribution(self.facts, self.line, self.trial.end_day)
        paid = self.facts.lines["paid_alloc"][self.line]
        amount = {
            name: np.bincount(unit[kept], weights=values[kept], minlength=size).astype(np.int64)
            for name, values in (("paid", paid), ("cm", cm))
        }
        return {"orders": np.bincount(unit[kept], minlength=size), **amount}


def _customers(facts: Facts, trial: Trial, place: int) -> Units:
    """Customers of a message lot by number, written to or held out; all their paid orders count, however they came."""
    here = np.flatnonzero((facts.lots["trial"] == place) & (trial.start_day < facts.days))
    name = ids.customer_ids(facts)[facts.lots["customer"][here]]
    here, name = here[np.argsort(name)], np.sort(name)
    who, written = facts.lots["customer"][here], facts.lots["written"][here] > 0
    sales = _Sales(facts, trial)
    index = np.full(len(facts.customers["key"]) + 1, -1)
    index[who] = np.arange(len(who))
    unit = index[facts.orders["customer"][sales.order]]
    total = sales.totals(unit, unit >= 0, len(who))
    came = (unit >= 0) & (facts.orders["cell"][sales.order] // len(DEVICES) == _CRM)
    opened = _opens(facts, trial, who) | (np.bincount(unit[came], minlength=len(who)) > 0)
    return Units(
        trial,
        "customer",
        [str(one) for one in name.tolist()],
        [WRITTEN if one else HELD_OUT for one in written.tolist()],
        np.full(len(who), trial.start_day),
        np.full(len(who), trial.end_day),
        (written & opened).astype(np.int64),
        **total,
    )


def _opens(facts: Facts, trial: Trial, who: Ints) -> np.ndarray:
    """True for customers who open a message: those who ordered before do so more often."""
    orders = facts.orders
    before = (orders["customer"] >= 0) & (orders["day"] < trial.start_day) & (orders["paid"] > 0)
    many = np.bincount(orders["customer"][before], minlength=len(facts.customers["key"]))[who]
    chance = _OPENS + _OPENS_MORE * np.minimum(many, _COUNTED)
    u = draw(facts.keys.process("experiments: opens"), facts.customers["key"][who], trial.start_day)
    return np.asarray(u < chance)


def _days(facts: Facts, trial: Trial) -> Units:
    """Days of a test of a campaign, with the paid orders of its channel."""
    source = SOURCES.index(trial.entity)
    day, arm = _days_of(facts, trial)
    sales = _Sales(facts, trial)
    unit = facts.orders["day"][sales.order] - trial.start_day
    of_channel = _CHANNEL[facts.orders["cell"][sales.order] // len(DEVICES)] == _CHANNEL[source]
    total = sales.totals(unit, of_channel, trial.end_day - trial.start_day + 1)
    return Units(
        trial,
        "day",
        _dates(facts, day),
        [trial.arms[one][2] for one in arm.tolist()],
        *_ends(trial, arm),
        (facts.daily["spend"][day, source] > 0).astype(np.int64),
        **{name: values[day - trial.start_day] for name, values in total.items()},
    )


def _products(facts: Facts, trial: Trial) -> Units:
    """Products of a price test day by day, with their own paid lines."""
    day, arm = _days_of(facts, trial)
    day, arm = np.repeat(day, len(trial.skus)), np.repeat(arm, len(trial.skus))
    nth = np.arange(len(day)) % max(len(trial.skus), 1)
    sku = np.array(trial.skus, dtype=np.int64)[nth]
    sales = _Sales(facts, trial)
    index = np.full(facts.daily["price"].shape[1], -1)
    index[list(trial.skus)] = np.arange(len(trial.skus))
    goods = index[facts.lines["sku"][sales.line]]
    unit = (facts.orders["day"][sales.order] - trial.start_day) * len(trial.skus) + goods
    size = (trial.end_day - trial.start_day + 1) * len(trial.skus)
    total = sales.totals(unit, goods >= 0, size)
    row = (day - trial.start_day) * len(trial.skus) + nth
    words = ids.product_words(facts)
    other = np.array([one[2] != "x1" for one in trial.arms])[arm]
    names = [f"{words[one]} {date}" for one, date in zip(sku.tolist(), _dates(facts, day), strict=True)]
    return Units(
        trial,
        "product_day",
        names,
        [trial.arms[one][2] for one in arm.tolist()],
        *_ends(trial, arm),
        (other & (facts.daily["listed"][day, sku] > 0)).astype(np.int64),
        **{name: values[row] for name, values in total.items()},
    )


def _days_of(facts: Facts, trial: Trial) -> tuple[Ints, Ints]:
    """Days of the test inside the book, and the index of each one's arm."""
    pairs = [
        (day, place)
        for place, (first, last, _) in enumerate(trial.arms)
        for day in range(first, min(last, facts.days - 1) + 1)
    ]
    day, arm = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    return day, arm


def _ends(trial: Trial, arm: Ints) -> tuple[Ints, Ints]:
    """First and last day of each one's arm."""
    ends = np.array([one[:2] for one in trial.arms], dtype=np.int64)
    return ends[arm, 0], ends[arm, 1]


def _dates(facts: Facts, day: Ints) -> list[str]:
    return [str(one) for one in np.datetime64(facts.start, "D") + day]
