"""Planned tests, unit by unit: who or what stood in which arm, and what came of it by the end."""

from __future__ import annotations

from dataclasses import dataclass, fields

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
    names: Text
    arms: Text
    start: Ints
    end: Ints
    exposed: Ints
    orders: Ints
    paid: Ints
    cm: Ints


@dataclass(frozen=True)
class Sums:
    """What some orders bring to a test's units: lines, fen paid, fen of contribution.

    Of a message lot also whether they came by message, and each one's orders before. Orders may be counted some at a time.
    """

    orders: Ints
    paid: Ints
    cm: Ints
    came: Ints
    before: Ints

    def __add__(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def experiments(facts: Facts) -> Columns:
    """One row a unit that had begun by the last day, test by test."""
    made = [units(facts, place) for place in range(len(facts.trials))]
    names = ("start", "end", "exposed", "orders", "paid", "cm")
    number = {name: np.concatenate([np.zeros(0, np.int64), *(getattr(one, name) for one in made)]) for name in names}
    first = ids.first_day(facts)
    return {
        "exp_id": Text.stacked([_all_alike(one.trial.id, len(one.start)) for one in made]),
        "unit_id": Text.stacked([one.names for one in made]),
        "unit_kind": Text.stacked([_all_alike(one.kind, len(one.start)) for one in made]),
        "arm": Text.stacked([one.arms for one in made]),
        "start_date": (first + number["start"]).astype(np.int32),
        "end_date": (first + number["end"]).astype(np.int32),
        "exposed": number["exposed"] > 0,
        "converted": number["orders"] > 0,
        "paid_amount": number["paid"],
        "cm": number["cm"],
    }


def _all_alike(word: str, many: int) -> Text:
    return Text(np.zeros(many, dtype=np.int32), (word,))


def units(facts: Facts, place: int) -> Units:
    """The units of one of the facts' tests, by the sums kept of it or else by the facts' own orders."""
    trial = facts.trials[place]
    total = facts.sums[place] if place in facts.sums else sums(facts, place)
    if trial.kind == "lot":
        return _customers(facts, trial, place, total)
    return _products(facts, trial, total) if trial.kind in ("price", "goods") else _days(facts, trial, total)


def sums(facts: Facts, place: int) -> Sums:
    """What the facts' orders bring to the units of one test, be they all of the book's or those of some days."""
    trial, orders, lines = facts.trials[place], facts.orders, facts.lines
    day = orders["day"][lines["order"]]
    line = np.flatnonzero((orders["paid"][lines["order"]] > 0) & (day >= trial.start_day) & (day <= trial.end_day))
    order = lines["order"][line]
    unit, size = _unit(facts, trial, place, line, order)
    kept = unit >= 0
    paid, cm = lines["paid_alloc"][line], line_contribution(facts, line, trial.end_day)
    by_message = kept & (orders["cell"][order] // len(DEVICES) == _CRM) & (trial.kind == "lot")
    before = (orders["customer"] >= 0) & (orders["day"] < trial.start_day) & (orders["paid"] > 0)
    who = _lot(facts, place)
    money = [np.bincount(unit[kept], weights=each[kept], minlength=size).astype(np.int64) for each in (paid, cm)]
    return Sums(
        orders=np.bincount(unit[kept], minlength=size),
        paid=money[0],
        cm=money[1],
        came=np.bincount(unit[by_message], minlength=size),
        before=np.bincount(orders["customer"][before], minlength=len(facts.customers["key"]))[who],
    )


def _unit(facts: Facts, trial: Trial, place: int, line: Ints, order: Ints) -> tuple[Ints, int]:
    """Place of each line's unit among all the units of a test, −1 for none, and how many units there are."""
    day = facts.orders["day"][order] - trial.start_day
    days = trial.end_day - trial.start_day + 1
    if trial.kind == "lot":
        who = _lot(facts, place)
        index = np.full(len(facts.customers["key"]) + 1, -1)
        index[who] = np.arange(len(who))
        return index[facts.orders["customer"][order]], len(who)
    if trial.kind in ("price", "goods"):
        index = np.full(facts.daily["price"].shape[1], -1)
        index[list(trial.skus)] = np.arange(len(trial.skus))
        goods = index[facts.lines["sku"][line]]
        return np.where(goods >= 0, day * len(trial.skus) + goods, -1), days * len(trial.skus)
    of_channel = _CHANNEL[facts.orders["cell"][order] // len(DEVICES)] == _CHANNEL[SOURCES.index(trial.entity)]
    return np.where(of_channel, day, -1), days


def _lot(facts: Facts, place: int) -> Ints:
    """Customers of a message lot, in the order in which they were drawn; nobody for other tests."""
    return np.asarray(facts.lots["customer"][facts.lots["trial"] == place])


def _customers(facts: Facts, trial: Trial, place: int, total: Sums) -> Units:
    """Customers of a message lot by number, written to or held out; all their paid orders count, however they came."""
    here = np.flatnonzero((facts.lots["trial"] == place) & (trial.start_day < facts.days))
    name = ids.customer_ids(facts)[facts.lots["customer"][here]]
    turn = np.argsort(name)
    here, name = here[turn], name[turn]
    who, written = facts.lots["customer"][here], facts.lots["written"][here] > 0
    opened = _opens(facts, trial, who, total.before[turn]) | (total.came[turn] > 0)
    return Units(
        trial,
        "customer",
        Text(np.arange(len(name), dtype=np.int32), tuple(map(str, name.tolist()))),
        Text(written.astype(np.int32), (HELD_OUT, WRITTEN)),
        np.full(len(who), trial.start_day),
        np.full(len(who), trial.end_day),
        (written & opened).astype(np.int64),
        total.orders[turn],
        total.paid[turn],
        total.cm[turn],
    )


def _opens(facts: Facts, trial: Trial, who: Ints, before: Ints) -> np.ndarray:
    """True for customers who open a message: those who ordered before do so more often."""
    chance = _OPENS + _OPENS_MORE * np.minimum(before, _COUNTED)
    u = draw(facts.keys.process("experiments: opens"), facts.customers["key"][who], trial.start_day)
    return np.asarray(u < chance)


def _days(facts: Facts, trial: Trial, total: Sums) -> Units:
    """Days of a test of a campaign, with the paid orders of its channel."""
    source = SOURCES.index(trial.entity)
    day, arm = _days_of(facts, trial)
    row = day - trial.start_day
    return Units(
        trial,
        "day",
        Text.of(_dates(facts, day)),
        _arms(trial, arm),
        *_ends(trial, arm),
        (facts.daily["spend"][day, source] > 0).astype(np.int64),
        total.orders[row],
        total.paid[row],
        total.cm[row],
    )


def _products(facts: Facts, trial: Trial, total: Sums) -> Units:
    """Products of a price test day by day, with their own paid lines."""
    day, arm = _days_of(facts, trial)
    day, arm = np.repeat(day, len(trial.skus)), np.repeat(arm, len(trial.skus))
    nth = np.arange(len(day)) % max(len(trial.skus), 1)
    sku = np.array(trial.skus, dtype=np.int64)[nth]
    row = (day - trial.start_day) * len(trial.skus) + nth
    words = ids.product_words(facts)
    other = np.array([one[2] != "x1" for one in trial.arms])[arm]
    names = [f"{words[one]} {date}" for one, date in zip(sku.tolist(), _dates(facts, day), strict=True)]
    return Units(
        trial,
        "product_day",
        Text.of(names),
        _arms(trial, arm),
        *_ends(trial, arm),
        (other & (facts.daily["listed"][day, sku] > 0)).astype(np.int64),
        total.orders[row],
        total.paid[row],
        total.cm[row],
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


def _arms(trial: Trial, arm: Ints) -> Text:
    """Name of each one's arm."""
    return Text.of([trial.arms[one][2] for one in arm.tolist()])


def _ends(trial: Trial, arm: Ints) -> tuple[Ints, Ints]:
    """First and last day of each one's arm."""
    ends = np.array([one[:2] for one in trial.arms], dtype=np.int64)
    return ends[arm, 0], ends[arm, 1]


def _dates(facts: Facts, day: Ints) -> list[str]:
    return [str(one) for one in np.datetime64(facts.start, "D") + day]
