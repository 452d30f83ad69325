"""What goes wrong: when each incident happens, and what it does to the day. No table is edited; the day itself is other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from toolkit.shop.facts import CELLS, SOURCES, Incident
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import Calendar
from toolkit.shop.samplers import poisson
from toolkit.shop.scenario import Scenario

_TRIES = 400
_APART = 14
_QUIET_START = 90


@dataclass
class Conditions:
    """What an incident can bend: the tracker's eye by device, and visits that are no people."""

    tracked: Floats
    bots: Ints


@dataclass(frozen=True)
class Kind:
    """A kind of incident: the number it drives, what it strikes, the months and sizes it may have, and what it does."""

    id: str
    name: str
    driver: str
    entity: str
    months: tuple[int, int]
    sizes: tuple[float, float]
    act: Callable[[Conditions, Incident, int, Scenario], None]


def _tracking_outage(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.tracked[0] = 1 - incident.size * scenario.raw["incident"][incident.id]["lost"]


def _bot_spike(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    cells = SOURCES.index(incident.entity) * 2 + np.arange(2)
    visits = scenario.raw["incident"][incident.id]["visits"] * scenario.scale * incident.size
    conditions.bots[cells] += poisson(draw(scenario.keys.process("bots"), day, cells), visits * np.array([0.7, 0.3]))


KINDS = (
    Kind("INC-02", "bot spike", "visitors", "offsite", (17, 23), (0.9, 1.15), _bot_spike),
    Kind("INC-01", "tracking outage", "visitors", "m", (3, 23), (1.0, 1.0), _tracking_outage),
)
"""In the order in which they are placed; months counted from the first of the books."""


def place(scenario: Scenario, cal: Calendar) -> list[Incident]:
    """The incidents of one shop, none near another or near a festival. Months outside the books: the incident is left out."""
    placed: list[Incident] = []
    for kind in KINDS:
        one = _place_one(kind, scenario, cal, placed)
        if one is not None:
            placed.append(one)
    return sorted(placed, key=lambda incident: incident.start_day)


def on(incidents: list[Incident], day: int, scenario: Scenario) -> Conditions:
    """The conditions of a day."""
    conditions = Conditions(np.ones(2), np.zeros(CELLS, dtype=np.int64))
    for incident in incidents:
        if incident.start_day <= day <= incident.end_day:
            _BY_ID[incident.id].act(conditions, incident, day, scenario)
    return conditions


def kind_of(incident: Incident) -> Kind:
    """The kind of an incident."""
    return _BY_ID[incident.id]


def _place_one(kind: Kind, scenario: Scenario, cal: Calendar, placed: list[Incident]) -> Incident | None:
    days = scenario.raw["incident"][kind.id]["days"]
    first, last = (round(month * 30.44) for month in kind.months)
    low, high = kind.sizes
    for attempt in range(_TRIES):
        u = draw(scenario.keys.process(f"incident: {kind.id}"), attempt, np.arange(2))
        start = first + int(u[0] * (last - first))
        if _is_free(start, days, scenario, cal, placed):
            size = round(low + (high - low) * float(u[1]), 3)
            return Incident(kind.id, kind.name, start, start + days - 1, kind.entity, size)
    return None


def _is_free(start: int, days: int, scenario: Scenario, cal: Calendar, placed: list[Incident]) -> bool:
    around = slice(max(start - 8, 0), start + days + 8)
    if start < _QUIET_START or start + days > len(cal.phase):
        return False
    if (cal.phase[around] != 0).any() or (np.abs(cal.cny_offset[around]) <= 16).any():
        return False
    if not _outside_log(start, days, scenario):
        return False
    return all(start > one.end_day + _APART or start + days + _APART <= one.start_day for one in placed)


def _outside_log(start: int, days: int, scenario: Scenario) -> bool:
    visits = scenario.raw["visits"]
    first = (visits["log_start"] - scenario.start).days
    return start + days <= first or start >= first + int(visits["log_days"])


_BY_ID = {kind.id: kind for kind in KINDS}
