"""What goes wrong in a season: drawn once per seed, the same for every hand that runs the shop.

Each loss that can be met is announced: a note or a number stands in a weekly report at least a week before most of the
damage. One trouble is nobody's fault, one note is a red herring, and the tracker has a fault of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from toolkit.shop import notes, product
from toolkit.shop.facts import Incident, LogEntry
from toolkit.shop.incidents import KINDS
from toolkit.shop.keys import draw
from toolkit.shop.placing import place
from toolkit.shop.scenario import Scenario

Sort = Literal["avoidable", "nobody's fault", "tracker", "red herring"]


@dataclass(frozen=True)
class Trouble:
    """One trouble of a season: the incident, what sort it is, and the day of its first sign."""

    incident: Incident
    sort: Sort
    sign: int


@dataclass(frozen=True)
class _Kind:
    """sort; weeks of the season between which it begins; days it lasts; size against the scenario's; days of warning."""

    sort: Sort
    weeks: tuple[int, int]
    days: int
    size: float
    warning: int = 0


KINDS_OF_A_SEASON = {
    "INC-05": _Kind("avoidable", (2, 3), 42, 1.2, warning=7),
    "INC-12": _Kind("avoidable", (3, 3), 42, 0.75, warning=14),
    "INC-07": _Kind("avoidable", (9, 9), 35, 1.2, warning=21),
    "INC-06": _Kind("nobody's fault", (10, 11), 9, 1.1),
    "INC-01": _Kind("tracker", (4, 5), 2, 1.0),
}
WARNINGS = {
    "INC-05": (
        "promotion",
        "The agency will raise our keyword bids from {day} on, to hold the first places.",
        "代理商将从 {day} 起提高关键词出价，以守住前排展位。",
    ),
    "INC-12": (
        "supplier",
        "S{supplier} writes: our line moves from {day} on; what you order from then takes {late} days longer.",
        "S{supplier} 来信：{day} 起产线搬迁，此后下的订单要晚 {late} 天。",
    ),
    "INC-07": (
        "service",
        "One colleague of every team has asked for leave from {day} on; nobody is found yet to stand in.",
        "各组都有一位同事从 {day} 起请假，暂无人顶班。",
    ),
}


def troubles(scenario: Scenario, first: int) -> list[Trouble]:
    """The troubles of a season that begins on day `first`, by their first day."""
    found = [_placed(scenario, first, name, kind) for name, kind in KINDS_OF_A_SEASON.items()]
    rival = next(one for one in found if one.incident.id == "INC-06")
    start = rival.incident.start_day
    herring = Incident("INC-16", KINDS["INC-16"].name, start, start, "", 1.0)
    return sorted([*found, Trouble(herring, "red herring", start)], key=lambda one: (one.incident.start_day, one.sort))


def _placed(scenario: Scenario, first: int, name: str, kind: _Kind) -> Trouble:
    chance = draw(scenario.keys.process(f"game: {name}"), np.arange(3))
    low, high = kind.weeks
    week = low + int(chance[0] * (high - low + 1))
    start = first + 7 * (week - 1) + (2 if kind.sort == "tracker" else 0)
    entity, target = _struck(scenario, name)
    size = round(kind.size * (0.9 + 0.2 * float(chance[1])), 3)
    size = 1.0 if kind.sort == "tracker" else size
    incident = Incident(name, KINDS[name].name, start, start + kind.days - 1, entity, size, target)
    return Trouble(incident, kind.sort, start - kind.warning)


def _struck(scenario: Scenario, name: str) -> tuple[str, int]:
    """What it strikes: the keywords, the phone, the category and the supplier that weigh most."""
    if name == "INC-12":
        return "supplier", _supplier(scenario)
    if name == "INC-06":
        size = [row["share"] for row in scenario.categories]
        return "category", int(np.argmax(size))
    return {"INC-05": "paid_search", "INC-01": "m", "INC-07": ""}[name], -1


def _supplier(scenario: Scenario) -> int:
    """A great supplier, but for that which was late in the two years of the books."""
    goods = product.catalogue(scenario)
    money = np.where(goods.delist_day < 0, goods.appeal * goods.list_fen, 0.0)
    size = np.bincount(goods.supplier, weights=money, minlength=scenario.raw["goods"]["suppliers"])
    size[[one.target for one in place(scenario).incidents if one.entity == "supplier"]] = 0.0
    return int(size.argmax())


def log(scenario: Scenario, every: list[Trouble]) -> list[LogEntry]:
    """The notes of a season: what people at work write when something happens, and beforehand where they know of it."""
    told = [one.incident for one in every if one.incident.id != "INC-12"]
    written = notes.of(scenario, [], told, [])
    return [*written, *(_warning(scenario, one) for one in every if one.incident.id in WARNINGS)]


def _warning(scenario: Scenario, one: Trouble) -> LogEntry:
    actor, en, zh = WARNINGS[one.incident.id]
    late = scenario.raw["incident"]["INC-12"]["late_days"] * one.incident.size
    date = np.datetime64(scenario.start) + one.incident.start_day
    said = {"supplier": one.incident.target + 1, "day": str(date), "late": round(late)}
    part = {"supplier": "supply", "service": "team", "promotion": "promotion"}[actor]
    return LogEntry(one.sign, 560, actor, en.format(**said), zh.format(**said), part, "cause", one.incident.id)
