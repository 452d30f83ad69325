"""When and where things go wrong, and when things are tried: drawn once per seed, whatever anybody decides.

Planned tests are laid first, then the incidents bound to a festival, then the rest, longest first, each with keyed
retries until it stands clear of festivals, of the full log where it must, and of whatever shares its ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toolkit.shop import product
from toolkit.shop.facts import Incident, Trial
from toolkit.shop.incidents import KINDS
from toolkit.shop.keys import Floats, draw
from toolkit.shop.market import Calendar, calendar
from toolkit.shop.scenario import Scenario
from toolkit.shop.trials import place_trials

_TRIES = 1200
_APART = 14
_FESTIVAL_GAP, _LUNAR_GAP = 8, 16
_LONGEST_FIRST = (
    "INC-02", "INC-03", "INC-12", "INC-10", "INC-11", "INC-05", "INC-08", "INC-06", "INC-09", "INC-01", "INC-14", "INC-04",
)  # fmt: skip
_GROUND = {"budget": "keywords", "brand": "keywords", "price": "goods", "goods": "prices", "lot": "messages"}
_OUTSIDE_LOG = ("INC-01", "INC-02", "INC-09", "INC-14")


@dataclass(frozen=True)
class Placed:
    """All that is laid down for a shop before its first day."""

    incidents: list[Incident]
    trials: list[Trial]


@lru_cache(maxsize=8)
def place(scenario: Scenario) -> Placed:
    """The incidents and planned tests of one shop, over all its days, whatever part of them is lived."""
    cal = calendar(scenario, int(scenario.raw["shop"]["days"]))
    trials = place_trials(scenario, cal)
    ground: list[tuple[str, int, int]] = [span for trial in trials for span in _grounds_of(trial, scenario)]
    placed = [_brand(trial) for trial in trials if trial.kind == "brand"]
    for one in _bound_to_festivals(scenario, cal):
        placed.append(one)
        ground += [(name, one.start_day, one.end_day) for name in KINDS[one.id].touches]
    for name in _wanted(scenario):
        found = _place_one(name, scenario, cal, ground, trials, placed)
        if found is not None:
            placed.append(found)
            ground += [(touch, found.start_day, found.end_day) for touch in KINDS[name].touches]
    if int(scenario.raw["incidents"]["drawn"]) == 0:
        placed += [_redesign(one) for one in placed if one.id == "INC-06"]
    return Placed(sorted(placed, key=lambda one: (one.start_day, one.id)), trials)


def _wanted(scenario: Scenario) -> list[str]:
    """Kinds to draw days for: all of them, or some by lot where the scenario says how many."""
    many = int(scenario.raw["incidents"]["drawn"])
    if many == 0:
        return list(_LONGEST_FIRST)
    kinds = scenario.raw["incidents"]["kinds"]
    chance = draw(scenario.keys.process("incidents: which"), np.arange(len(kinds)))
    return [kinds[index] for index in np.argsort(chance, kind="stable").tolist()]


def _grounds_of(trial: Trial, scenario: Scenario) -> list[tuple[str, int, int]]:
    return [(_GROUND[trial.kind], trial.start_day, trial.end_day)]


def _brand(trial: Trial) -> Incident:
    return Incident("INC-13", KINDS["INC-13"].name, trial.start_day, trial.end_day, trial.entity, 1.0)


def _bound_to_festivals(scenario: Scenario, cal: Calendar) -> list[Incident]:
    """The collapse after the first great festival, and the day the second leaves the window."""
    names = [row["name"] for row in scenario.raw["event"]]
    days = np.flatnonzero((cal.phase == 2) & (cal.event == names.index("11.11"))).tolist()
    if len(days) < 2:
        return []
    lasts = scenario.raw["incident"]["INC-07"]["days"]
    size = _size(scenario, "INC-07", 0)
    return [
        Incident("INC-07", KINDS["INC-07"].name, days[0], days[0] + lasts - 1, "", size),
        Incident("INC-15", KINDS["INC-15"].name, days[1] + 30, days[1] + 30, "", 1.0),
    ]


def _redesign(rival: Incident) -> Incident:
    return Incident("INC-16", KINDS["INC-16"].name, rival.start_day, rival.start_day, "", 1.0)


def _place_one(
    name: str,
    scenario: Scenario,
    cal: Calendar,
    ground: list[tuple[str, int, int]],
    trials: list[Trial],
    placed: list[Incident],
) -> Incident | None:
    if _is_full(scenario, placed):
        return None
    raw = scenario.raw["incident"][name]
    days, (first, last) = raw["days"], raw.get("between", [0, len(cal.phase)])
    entity, target = _entity(name, scenario, trials, placed)
    quiet = int(scenario.raw["incidents"]["quiet_days"])
    for attempt in range(_TRIES):
        u = draw(scenario.keys.process(f"incident: {name}"), attempt, 0).item()
        start = max(first, quiet) + int(
            u * (min(last, len(cal.phase) - raw.get("after", 0)) - days - max(first, quiet))
        )
        if not _is_quiet(start, days, cal) or (name in _OUTSIDE_LOG and not _outside_log(start, days, scenario)):
            continue
        touches = KINDS[name].touches
        if all(
            start > end + _APART or start + days + _APART <= begin for what, begin, end in ground if what in touches
        ):
            return Incident(
                name, KINDS[name].name, start, start + days - 1, entity, _size(scenario, name, attempt), target
            )
    return None


def _is_full(scenario: Scenario, placed: list[Incident]) -> bool:
    many = int(scenario.raw["incidents"]["drawn"])
    return 0 < many <= len(placed)


def _size(scenario: Scenario, name: str, attempt: int) -> float:
    low, high = scenario.raw["incident"][name].get("size", [0.9, 1.15])
    return round(low + (high - low) * draw(scenario.keys.process(f"incident: {name}"), attempt, 1).item(), 3)


def _is_quiet(start: int, days: int, cal: Calendar) -> bool:
    around = slice(max(start - _FESTIVAL_GAP, 0), start + days + _FESTIVAL_GAP)
    return not (cal.phase[around] != 0).any() and not (np.abs(cal.cny_offset[around]) <= _LUNAR_GAP).any()


def _outside_log(start: int, days: int, scenario: Scenario) -> bool:
    visits = scenario.raw["visits"]
    first = (visits["log_start"] - scenario.start).days
    return start + days <= first or start >= first + int(visits["log_days"])


def _entity(name: str, scenario: Scenario, trials: list[Trial], placed: list[Incident]) -> tuple[str, int]:
    """What an incident strikes: its kind of thing, and which one."""
    fixed = {"INC-01": "m", "INC-02": "offsite", "INC-05": "paid_search", "INC-09": "video", "INC-14": "pc"}
    if name in fixed:
        return fixed[name], -1
    goods = product.catalogue(scenario)
    money = goods.appeal * goods.list_fen
    if name in ("INC-06", "INC-10"):
        return "category", _category(name, scenario, goods, trials, placed)
    if name == "INC-12":
        return "supplier", _supplier(goods, money)
    return "product", _product(name, scenario, goods, money, trials, placed)


def _category(name: str, scenario: Scenario, goods: product.Goods, trials: list[Trial], placed: list[Incident]) -> int:
    taken = {one.target for one in placed if one.entity == "category"}
    taken |= {int(goods.category[trial.skus[0]]) for trial in trials if trial.kind == "price"}
    size = np.array([row["share"] for row in scenario.categories])
    free = [index for index in np.argsort(-size, kind="stable").tolist() if index not in taken][:3]
    return free[int(draw(scenario.keys.process(f"incident: {name} where"), 0).item() * len(free))]


def _supplier(goods: product.Goods, money: Floats) -> int:
    """The greatest supplier of goods on sale from the first day, but for that of the best-seller."""
    old = np.where((goods.launch_day < 0) & (goods.delist_day < 0), money, 0.0)
    size = np.bincount(goods.supplier, weights=old, minlength=int(goods.supplier.max()) + 1)
    size[goods.supplier[money.argmax()]] = 0.0
    return int(size.argmax())


def _eats(goods: product.Goods) -> Floats:
    """How much a discount on each product would take from its family: much wanted, with sisters wanted as much."""
    steady = np.where((goods.launch_day < 0) & (goods.delist_day < 0), goods.appeal, 0.0)
    sisters = np.bincount(goods.family, weights=steady)[goods.family] - steady
    return np.minimum(goods.appeal, sisters)


def _product(
    name: str, scenario: Scenario, goods: product.Goods, money: Floats, trials: list[Trial], placed: list[Incident]
) -> int:
    """The best-seller runs dry and is offered by mistake; others of the top strike a batch and a family."""
    hit = int(money.argmax())
    if name in ("INC-03", "INC-04"):
        return hit
    struck = {int(goods.family[hit])} | {int(goods.family[one.target]) for one in placed if one.entity == "product"}
    struck |= {int(goods.family[trial.skus[0]]) for trial in trials if trial.kind == "price"}
    late = {one.target for one in placed if one.entity == "supplier"} | {_supplier(goods, money)}
    steady = (goods.launch_day < 0) & (goods.delist_day < 0)
    free = steady & ~np.isin(goods.family, list(struck)) & ~np.isin(goods.supplier, list(late))
    weight = {"INC-11": goods.appeal, "INC-08": _eats(goods)}.get(name, money)
    best = np.argsort(-np.where(free, weight, 0.0), kind="stable")[:4]
    return int(best[int(draw(scenario.keys.process(f"incident: {name} where"), 0).item() * len(best))])
