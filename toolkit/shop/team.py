"""团队 Team: how many hands there are at the packing table and the service desk, and what they are paid."""

from __future__ import annotations

from toolkit.shop.scenario import Scenario


def parcels_a_day(scenario: Scenario) -> int:
    """Parcels the packing table sends in a day."""
    return max(1, round(scenario.raw["service"]["parcels_per_day"] * scenario.scale))


def chats_a_day(scenario: Scenario, desk: int) -> float:
    """Chats that `desk` people answer in a day in good time."""
    return float(max(desk, 0.2) * scenario.raw["service"]["chats_per_person_day"] * scenario.scale)


def salaries(scenario: Scenario, desk: int) -> int:
    """A month's salaries, fen."""
    team = scenario.raw["team"]
    people = team["packers"] + team["office"] + desk
    return round(people * scenario.raw["money"]["salary"] * 100 * max(scenario.scale, 0.2))
