"""The outside: calendar, festivals, seasons and the day's luck. Nothing the shop does moves any of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.samplers import normal
from toolkit.shop.scenario import Scenario

PHASES = ("none", "preheat", "burst", "after")
HOLIDAYS = {  # public holidays, first and last day [State Council notices for 2024–2026]
    "New Year 元旦": ("2024-01-01/2024-01-01", "2025-01-01/2025-01-01", "2026-01-01/2026-01-03"),
    "Spring Festival 春节": ("2024-02-10/2024-02-17", "2025-01-28/2025-02-04", "2026-02-15/2026-02-23"),
    "Qingming 清明节": ("2024-04-04/2024-04-06", "2025-04-04/2025-04-06", "2026-04-04/2026-04-06"),
    "Labour Day 劳动节": ("2024-05-01/2024-05-05", "2025-05-01/2025-05-05", "2026-05-01/2026-05-05"),
    "Dragon Boat 端午节": ("2024-06-08/2024-06-10", "2025-05-31/2025-06-02", "2026-06-19/2026-06-21"),
    "Mid-Autumn 中秋节": ("2024-09-15/2024-09-17", "2025-10-06/2025-10-06", "2026-09-25/2026-09-27"),
    "National Day 国庆节": ("2024-10-01/2024-10-07", "2025-10-01/2025-10-08", "2026-10-01/2026-10-07"),
}
HOLIDAY_NAMES = tuple(HOLIDAYS)


@dataclass(frozen=True)
class Calendar:
    """Days and what they are: dow 1–7, holiday and event (index, −1 none), phase (index in PHASES), days to the lunar new year."""

    start: dt.date
    dow: Ints
    holiday: Ints
    event: Ints
    phase: Ints
    cny_offset: Ints
    day_of_year: Ints


@dataclass(frozen=True)
class Outside:
    """The outside of every day: factors on visits [D, source] and conversion [D, category], carts in a preheat [D]."""

    calendar: Calendar
    visits: Floats
    conversion: Floats
    willing: Floats
    event_pull: Floats

    @cached_property
    def mean_visits(self) -> Floats:
        """Factor on visits of each day, the mean of the sources."""
        return np.asarray(self.visits.mean(axis=1))


def calendar(scenario: Scenario, days: int) -> Calendar:
    """The calendar of a shop's days."""
    first = np.datetime64(scenario.start)
    date = first + np.arange(days)
    year = date.astype("datetime64[Y]")
    holiday = np.full(days, -1, dtype=np.int64)
    for index, spans in enumerate(HOLIDAYS.values()):
        for span in spans:
            begin, end = (np.datetime64(text) for text in span.split("/"))
            holiday[(date >= begin) & (date <= end)] = index
    event, phase = _events(scenario.raw["event"], date)
    return Calendar(
        scenario.start,
        (date.astype(np.int64) + 3) % 7 + 1,
        holiday,
        event,
        phase,
        _offset(date, scenario.raw["spring_festival"]["dates"]),
        (date - year.astype("datetime64[D]")).astype(np.int64),
    )


def outside(scenario: Scenario, days: int) -> Outside:
    """Every factor the shop cannot move, for `days` days: identical in every re-run of the same seed."""
    cal = calendar(scenario, days)
    week_visits, week_orders = _week(scenario)
    sizes = _event_sizes(scenario, cal)
    pull_visits, pull_conversion = _event_factors(scenario, cal, sizes)
    year = _year(scenario, cal)
    growth = (1 + scenario.raw["shop"]["growth_per_year"]) ** ((np.arange(days) - 365) / 365)
    common = growth * week_visits[cal.dow - 1] * year["visitors"] * pull_visits
    luck = _luck(scenario, days)
    willing = (
        week_orders[cal.dow - 1] / week_visits[cal.dow - 1] * pull_conversion * year["conversion"] * luck["conversion"]
    )
    return Outside(
        cal, common[:, None] * luck["visitors"], _season(scenario, cal), willing, pull_visits * pull_conversion
    )


LEVEL_SHARES = (0.70, 0.85, 0.90, 0.95, 0.97, 0.99)
_LEVEL_STEPS = (
    0.524401,
    1.036433,
    1.281552,
    1.644854,
    1.880794,
    2.326348,
)  # of the normal distribution at these shares


def level_cuts(scenario: Scenario, months: int) -> Ints:
    """Paid money of 30 days, fen, from which levels 2 to 7 begin, [M, 6]: quantiles of the category's shops, month by month.

    The category grows and has its seasons as the shop has; a festival of the trade moves no cut-point.
    """
    month = np.arange(months)
    season = np.array(scenario.raw["year"]["visitors"]) * np.array(scenario.raw["year"]["conversion"])
    growth = (1 + scenario.raw["shop"]["growth_per_year"]) ** ((month - 12) / 12)
    place = (scenario.start.month - 1 + month) % 12
    middle = _level_four(scenario) * 100 * scenario.scale * growth * season[place]
    steps = np.exp(scenario.raw["levels"]["spread"] * (np.array(_LEVEL_STEPS) - _LEVEL_STEPS[2]))
    return np.round(middle[:, None] * steps, -4).astype(np.int64)


@lru_cache(maxsize=8)
def _level_four(scenario: Scenario) -> float:
    """CNY in an ordinary month from which level 4 begins: so that the second 11.11 lifts a shop like this one to level 5.

    The cut between the two lies half-way between what 30 days are expected to bring with that day and without it.
    """
    raw, days = scenario.raw["levels"], int(scenario.raw["shop"]["days"])
    out = outside(scenario, days)
    names = [row["name"] for row in scenario.raw["event"]]
    festivals = np.flatnonzero((out.calendar.phase == 2) & (out.calendar.event == names.index("11.11")))
    if len(festivals) < 2 or festivals[1] + 30 >= days:
        return float(raw["middle"])
    weight = (out.visits @ (scenario.by_source("share") / scenario.by_source("share").sum())) * out.willing
    last = int(festivals[1]) + 29
    both = weight[last - 29 : last + 1].sum() * weight[last - 28 : last + 2].sum()
    expected = raw["paid_a_day"] * float(np.sqrt(both))
    season = scenario.raw["year"]["visitors"][11] * scenario.raw["year"]["conversion"][11]
    growth = (1 + scenario.raw["shop"]["growth_per_year"]) ** (11 / 12)
    step = np.exp(raw["spread"] * (_LEVEL_STEPS[3] - _LEVEL_STEPS[2]))
    return float(np.round(expected / (season * growth * step), 2))


def _events(events: list[dict[str, Any]], date: np.ndarray[Any, Any]) -> tuple[Ints, Ints]:
    event, phase = np.full(len(date), -1, dtype=np.int64), np.zeros(len(date), dtype=np.int64)
    for year in np.unique(date.astype("datetime64[Y]")).astype(int) + 1970:
        for index, row in enumerate(events):
            offset = (date - np.datetime64(f"{year}-{row['month']:02d}-{row['day']:02d}")).astype(np.int64)
            for code, low, high in ((1, -row["preheat_days"], -1), (3, 1, row["after_days"]), (2, 0, 0)):
                here = (offset >= low) & (offset <= high) & ((phase == 0) | (code == 2))
                event[here], phase[here] = index, code
    return event, phase


def _offset(date: np.ndarray[Any, Any], festivals: list[dt.date]) -> Ints:
    gaps = np.stack([(date - np.datetime64(day)).astype(np.int64) for day in festivals])
    return np.asarray(gaps[np.abs(gaps).argmin(axis=0), np.arange(len(date))])


def _week(scenario: Scenario) -> tuple[Floats, Floats]:
    week = scenario.raw["week"]
    swing = scenario.between(week["swing"], "week: swing")
    bump = normal(draw(scenario.keys.process("week: day"), np.arange(7))) * 0.006
    visitors = 1 + swing * (np.array(week["visitors"]) - 1) + bump
    return visitors / visitors.mean(), np.array(week["orders"])


def _year(scenario: Scenario, cal: Calendar) -> dict[str, Floats]:
    shift = scenario.between(scenario.raw["year"]["early_days"], "year: shift")
    middle = np.arange(-1, 13) * 365.25 / 12 + 365.25 / 24
    return {
        what: np.interp(cal.day_of_year + shift, middle, np.array(scenario.raw["year"][what])[np.arange(-1, 13) % 12])
        for what in ("visitors", "conversion")
    }


def _season(scenario: Scenario, cal: Calendar) -> Floats:
    columns = []
    for row in scenario.categories:
        angle = 2 * np.pi * (cal.day_of_year - row["season"]["peak_day"]) / 365.25
        columns.append(np.exp(row["season"]["swing"] * np.cos(angle)))
    return np.stack(columns, axis=1)


def _event_sizes(scenario: Scenario, cal: Calendar) -> Floats:
    low, high = scenario.raw["event_phases"]["size"]
    year = np.arange(len(cal.dow)) // 366
    return np.asarray(low + (high - low) * draw(scenario.keys.process("event: size"), cal.event, year))


def _event_factors(scenario: Scenario, cal: Calendar, size: Floats) -> tuple[Floats, Floats]:
    events, phases, cny = scenario.raw["event"], scenario.raw["event_phases"], scenario.raw["spring_festival"]
    visits, conversion = np.ones(len(cal.dow)), np.ones(len(cal.dow))
    burst = cal.phase == 2
    for factor, what in ((visits, "visitors"), (conversion, "conversion")):
        peak = np.array([row[what] for row in events])[cal.event]
        factor[burst] = np.power(peak, size)[burst]
        big = np.clip((np.array([row["visitors"] for row in events])[cal.event] - 1) / 1.1, 0, 1)
        for code, name in ((1, "preheat"), (3, "after")):
            here = cal.phase == code
            factor[here] = (1 + (phases[f"{name}_{what}"] - 1) * big)[here]
        for low, high, effect in _festival_spans(cny, what):
            factor[(cal.cny_offset >= low) & (cal.cny_offset <= high)] *= effect
    return visits, conversion


def _festival_spans(cny: dict[str, Any], what: str) -> list[tuple[int, int, float]]:
    start, end = cny["closed_from"], cny["closed_to"]
    spans = [(start - cny["before_days"], start - 1, cny[f"before_{what}"]), (start, end, cny[f"closed_{what}"])]
    return [*spans, (end + 1, end + cny["rebound_days"], cny["rebound"] if what == "visitors" else 1.0)]


def _luck(scenario: Scenario, days: int) -> dict[str, Floats]:
    noise, keys, day = scenario.raw["noise"], scenario.keys, np.arange(days)
    common = _remembering(normal(draw(keys.process("luck: visitors"), day)), noise["memory"])
    own = normal(draw(keys.process("luck: source"), day[:, None], np.arange(len(SOURCES))))
    own = _remembering(own, noise["memory"])
    conversion = normal(draw(keys.process("luck: conversion"), day))
    swing = scenario.between(noise["swing"], "luck: swing")
    return {
        "visitors": np.exp(swing * (noise["visitors_common"] * common[:, None] + noise["visitors_source"] * own)),
        "conversion": np.exp(noise["conversion"] * conversion),
    }


def _remembering(shock: Floats, memory: float) -> Floats:
    value, fresh = shock.copy(), np.sqrt(1 - memory**2)
    for day in range(1, len(shock)):
        value[day] = memory * value[day - 1] + fresh * shock[day]
    return value
