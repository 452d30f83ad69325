"""How decisions are laid over the shopkeeper's plan: each lever moves its own part of the plan, on its own days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import rules
from toolkit.shop.decisions import BANDS, EVERYBODY, LOT, PACKING, SHIP, Amount, Decisions, Times, amount
from toolkit.shop.facts import SHIFTS, SOURCES, Trial
from toolkit.shop.keys import Floats, Ints
from toolkit.shop.product import Goods
from toolkit.shop.rules import Plan
from toolkit.shop.scenario import Scenario


def pull(made: Plan, decided: Decisions, goods: Goods, scenario: Scenario) -> None:
    """Move the plan by one decision."""
    days = len(made.promise)
    end = days if decided.end is None else min(decided.end + 1, days)
    span = slice(decided.start, end)
    for campaign, value in decided.budgets.items():
        column = made.budget[span, SOURCES.index(campaign)]
        column[:] = _new(value, column, 100)
    for sku, value in decided.prices.items():
        column = made.price[span, sku]
        column[:] = np.maximum(_new(value, column, 100), 1)
    _promote(made, decided, span, goods, scenario)
    _hire(made, decided, span, scenario)
    for shift, hours in decided.overtime.items():
        made.overtime[span, SHIFTS.index(shift)] = round(hours * 10)
    if SHIP in decided.promises:
        made.promise[span] = round(decided.promises[SHIP] * 10)
    if decided.orders:
        made.orders.setdefault(decided.start, {}).update(decided.orders)
    if decided.placements:
        for day in range(decided.start, end):
            made.slots.setdefault(day, {}).update({place: dict(shares) for place, shares in decided.placements.items()})
    _write(made, decided, span)


def _promote(made: Plan, decided: Decisions, span: slice, goods: Goods, scenario: Scenario) -> None:
    for depth in sorted(set(decided.promotions.values())):
        skus = tuple(sorted(sku for sku, share in decided.promotions.items() if share == depth))
        one = rules.promotion("Planned promotion", "discount", span.start, span.stop - 1, skus, depth, scenario)
        if depth > 0 and one.end_day >= one.start_day:
            made.promos.append(one)
            rules.lower(made, goods, len(made.promos) - 1, one)


def _hire(made: Plan, decided: Decisions, span: slice, scenario: Scenario) -> None:
    """More people are slow at first: on their first days those beyond the usual count as trainees."""
    learning = scenario.raw["team"]["trainee_days"]
    for shift, value in decided.staff.items():
        column = made.packers[span] if shift == PACKING else made.staff[span, SHIFTS.index(shift)]
        before = column.copy()
        column[:] = _new(value, column, 1)
        if shift != PACKING and len(column):
            fresh = made.trainees[span, SHIFTS.index(shift)][:learning]
            fresh[:] = np.minimum(fresh + np.maximum(column - before, 0)[:learning], column[:learning])


def _write(made: Plan, decided: Decisions, span: slice) -> None:
    if EVERYBODY in decided.messages:
        made.messages[span] = _new(decided.messages[EVERYBODY], made.messages[span], 1)
    for band in BANDS:
        if band in decided.messages:
            people = round(amount(decided.messages[band], 0.0))
            for day in range(span.start, span.stop):
                made.written.setdefault(day, []).append((band, people))
    if LOT in decided.messages:
        people = round(amount(decided.messages[LOT], 0.0))
        made.lots.setdefault(span.start, []).append((-1, people))


def lay_lots(made: Plan, trials: list[Trial]) -> None:
    """Put down the message lots that are planned tests: everybody who may be written to takes part."""
    for index, trial in enumerate(trials):
        if trial.kind == "lot" and trial.start_day < len(made.promise):
            made.lots.setdefault(trial.start_day, []).append((index, -1))


def slot_weights(scenario: Scenario, fit: Floats, category: Ints, slots: dict[str, dict[int, float]]) -> Floats:
    """The fit of goods to sources with the featured slots given out otherwise, [SKU, source].

    A category that gets k times its usual share of a place's slots is met k ** slot_pull times as often there; the
    categories not named share what is left in usual proportion.
    """
    usual = np.array([row["share"] for row in scenario.categories])
    usual = usual / usual.sum()
    changed = fit.copy()
    for place, shares in slots.items():
        given = np.full(len(usual), -1.0)
        for index, share in shares.items():
            given[index] = share
        rest = given < 0
        given[rest] = usual[rest] / max(usual[rest].sum(), 1e-12) * max(1 - given[~rest].sum(), 0.0)
        times = np.power(np.maximum(given, 1e-4) / usual, scenario.raw["goods"]["slot_pull"])
        column = SOURCES.index(place)
        weighed = fit[:, column] * times[category]
        changed[:, column] = weighed / weighed.sum() * fit[:, column].sum() * _crowding(times, usual)
    return np.round(changed, 12)


def _crowding(times: Floats, usual: Floats) -> float:
    """How much of the interest stays when slots are given to a few: an even hand is best for all visitors together."""
    return float(np.clip((usual * times).sum(), 0.6, 1.4))


def _new(value: Amount, usual: Ints, unit: int) -> NDArray[np.int64]:
    """The decided amount on each day, in the plan's own unit (fen for yuan)."""
    if isinstance(value, Times):
        return np.round(usual * value.factor).astype(np.int64)
    return np.full(len(usual), round(float(value) * unit), dtype=np.int64)
