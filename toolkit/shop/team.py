"""团队 Team: how many hands there are at the packing table and the service desk, and what they are paid."""

from __future__ import annotations

import numpy as np

from toolkit.shop.keys import Floats, Ints
from toolkit.shop.scenario import Scenario

_HOURS = 8
_OWN_MISSING = 0.25


def parcels_a_day(scenario: Scenario, packers: int, hands: float, extra: float) -> int:
    """Parcels the packing table sends in a day. extra: share of more hands for a festival; hands: share of them that comes."""
    team = scenario.raw["team"]
    usual = scenario.raw["service"]["parcels_per_day"] * scenario.scale
    return max(1, round(usual * packers / team["packers"] * _more(hands, extra)))


def chats_a_shift(
    scenario: Scenario, staff: Ints, trainees: Ints, overtime: Ints, hands: float, extra: float
) -> Floats:
    """Chats that the people of each shift answer in good time, [3]; trainees work at reduced speed."""
    team = scenario.raw["team"]
    people = staff - trainees * (1 - team["trainee_speed"]) + overtime / (10 * _HOURS)
    each = scenario.raw["service"]["chats_per_person_day"] * scenario.scale
    return np.asarray(np.maximum(people, 0.2) * _more(hands, extra) * each)


def _more(hands: float, extra: float) -> float:
    """What a team gets done against usual; where extra hands stay away, some of one's own are missing too."""
    return (1 + extra * hands) * (1 - _OWN_MISSING * (1 - hands))


def salaries(scenario: Scenario, staff: Floats, packers: float) -> int:
    """A month's salaries, fen. staff and packers: mean people a day of the month before."""
    people = packers + scenario.raw["team"]["office"] + float(staff.sum())
    return round(people * scenario.raw["money"]["salary"] * 100 * max(scenario.scale, 0.2))


def day_wages(scenario: Scenario, overtime: Ints, extra: float) -> int:
    """What is paid on the day itself, fen: overtime by the hour and hands for a festival."""
    team, scale = scenario.raw["team"], max(scenario.scale, 0.2)
    helpers = extra * (team["packers"] + sum(team["desk"]))
    return round((int(overtime.sum()) / 10 * team["overtime_hour"] + helpers * team["helper_day"]) * 100 * scale)
