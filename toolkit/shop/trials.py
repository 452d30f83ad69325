"""What the shop tries on purpose: budgets in blocks, brand keywords off and on, price tests, a message lot.

A planned test is a decision like any other (`decided`): it moves the levers on its days, and the log says so.
"""

from __future__ import annotations

import numpy as np

from toolkit.shop import product
from toolkit.shop.decisions import Decisions, times
from toolkit.shop.facts import Trial
from toolkit.shop.keys import draw
from toolkit.shop.market import Calendar
from toolkit.shop.scenario import Scenario


def place_trials(scenario: Scenario, cal: Calendar) -> list[Trial]:
    """The planned tests of one shop; none where the scenario plans none or its quiet weeks are too few."""
    raw = scenario.raw.get("trials")
    free = _quiet_stretches(cal)
    if raw is None or len(free) < 4:
        return []
    order = np.argsort(draw(scenario.keys.process("trials: order"), np.arange(4)), kind="stable").tolist()
    rounds = [_round(scenario, number, *free[where]) for number, where in enumerate(order[:3])]
    brand = _switched(scenario, *free[order[3]])
    price = _price_test(scenario, *free[order[0]])
    return [*rounds, brand, price, _lot(scenario, *free[order[1]]), *_goods_lots(scenario, price, *free[order[2]])]


def decided(trials: list[Trial]) -> list[Decisions]:
    """The decisions by which the tests of budgets, brand keywords and prices are made."""
    made = []
    for trial in trials:
        for first, last, arm in trial.arms:
            factor = float(arm.removeprefix("x")) if arm.startswith("x") else 1.0
            if factor == 1.0:
                continue
            lever = (
                {"prices": dict.fromkeys(trial.skus, times(factor))}
                if trial.kind in ("price", "goods")
                else {"budgets": {trial.entity: times(factor)}}
            )
            made.append(Decisions(start=first, end=last, **lever))
    return made


def _quiet_stretches(cal: Calendar) -> list[tuple[int, int]]:
    """First day and length of the long stretches without a festival, in order of time."""
    busy = (cal.phase != 0) | (np.abs(cal.cny_offset) <= 14)
    busy[:60] = True
    edge = np.flatnonzero(np.diff(np.concatenate([[True], busy, [True]]).astype(np.int64)))
    spans = [(int(first), int(last - first)) for first, last in zip(edge[::2], edge[1::2], strict=True)]
    return [(first + 3, length - 6) for first, length in spans if length >= 75]


def _slack(scenario: Scenario, name: str, first: int, length: int, days: int, most: int) -> int:
    """A start inside a stretch, near its beginning."""
    room = max(min(length - days, most), 0)
    return first + int(draw(scenario.keys.process(f"trials: {name}"), first).item() * (room + 1))


def _round(scenario: Scenario, number: int, first: int, length: int) -> Trial:
    raw = scenario.raw["trials"]
    days, levels = raw["block_days"], raw["block_levels"]
    start = _slack(scenario, "blocks", first, length, days * len(levels), 5)
    order = np.argsort(draw(scenario.keys.process("trials: levels"), number, np.arange(len(levels))), kind="stable")
    arms = tuple(
        (start + days * place, start + days * (place + 1) - 1, f"x{levels[index]:g}")
        for place, index in enumerate(order.tolist())
    )
    return Trial(f"keyword budget, round {number + 1}", "budget", start, arms[-1][1], "paid_search", (), arms)


def _switched(scenario: Scenario, first: int, length: int) -> Trial:
    raw = scenario.raw["trials"]
    days, weeks = raw["brand_days"], raw["brand_weeks"]
    start = _slack(scenario, "brand", first, length, days * weeks, 6)
    off_first = int(draw(scenario.keys.process("trials: brand first"), 0).item() * 2)
    arms = tuple(
        (start + days * week, start + days * (week + 1) - 1, "x0" if week % 2 == off_first else "x1")
        for week in range(weeks)
    )
    return Trial("brand keywords off and on", "brand", start, arms[-1][1], "paid_search_brand", (), arms)


def _price_test(scenario: Scenario, first: int, length: int) -> Trial:
    """A family of steady sellers at today's price and lower, block by block; not the best-seller's."""
    raw, goods = scenario.raw["trials"], product.catalogue(scenario)
    days, blocks = raw["price_days"], raw["price_blocks"]
    start = _slack(scenario, "price", first, length, days * blocks, 8)
    money = goods.appeal * goods.list_fen
    steady = (goods.launch_day < 0) & (goods.delist_day < 0)
    size = np.bincount(goods.family, weights=np.where(steady, goods.appeal, 0.0))
    size[goods.family[money.argmax()]] = 0.0
    family = int(np.argsort(-size, kind="stable")[int(draw(scenario.keys.process("trials: family"), 0).item() * 3)])
    skus = tuple(np.flatnonzero((goods.family == family) & steady).tolist())
    arms = tuple(
        (start + days * block, start + days * (block + 1) - 1, "x1" if block % 2 == 0 else f"x{raw['price_factor']:g}")
        for block in range(blocks)
    )
    return Trial("price test", "price", start, arms[-1][1], "", skus, arms)


def _goods_lots(scenario: Scenario, tested: Trial, first: int, length: int) -> list[Trial]:
    """Nearly all goods in lots, cheaper one lot after the other; not the best-seller's family, nor that of the price test."""
    raw, goods = scenario.raw["trials"], product.catalogue(scenario)
    lots, days = raw["goods_lots"], raw["goods_days"]
    blocks = lots * raw["goods_rounds"]
    start = _slack(scenario, "goods", first, length, days * blocks, 8)
    end = start + days * blocks - 1
    best = goods.family[(goods.appeal * goods.list_fen).argmax()]
    there = (goods.launch_day < start) & ((goods.delist_day < 0) | (goods.delist_day > end))
    there &= (goods.family != best) & (goods.family != goods.family[tested.skus[0]])
    drawn = np.flatnonzero(there)
    drawn = drawn[np.argsort(draw(scenario.keys.process("trials: goods"), drawn), kind="stable")]
    factor = f"x{raw['price_factor']:g}"
    made = []
    for lot in range(lots):
        arms = tuple(
            (start + days * block, start + days * (block + 1) - 1, factor if block % lots == lot else "x1")
            for block in range(blocks)
        )
        skus = tuple(np.sort(drawn[lot::lots]).tolist())
        made.append(Trial(f"price test by lot, lot {lot + 1}", "goods", start, end, "", skus, arms))
    return made


def _lot(scenario: Scenario, first: int, length: int) -> Trial:
    raw = scenario.raw["trials"]
    start = _slack(scenario, "lot", first, length, raw["lot_days"], length)
    arms = ((start, start + raw["lot_days"] - 1, "written"), (start, start + raw["lot_days"] - 1, "held out"))
    return Trial("message lot", "lot", start, arms[0][1], "crm", (), arms)
