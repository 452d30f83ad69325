"""What only the simulator knows: when each incident happened, what it drove and how hard, and the parameters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.shop.books import Shop
from toolkit.shop.facts import Incident
from toolkit.shop.incidents import kind_of
from toolkit.shop.market import calendar

_FESTIVAL = (-9, 13)


class Truth:
    """The truth of one shop. Lessons reach it by `lesson.reveal` only."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def incidents(self) -> pd.DataFrame:
        """One row an incident: id, kind, start, end (last day), entity, driver (the number it moves), size (1 is ordinary)."""
        facts = self._shop.facts
        first = pd.Timestamp(facts.start)
        rows = [
            (
                one.id,
                one.kind,
                first + pd.Timedelta(one.start_day, "D"),
                first + pd.Timedelta(one.end_day, "D"),
                one.entity,
            )
            for one in facts.incidents
        ]
        frame = pd.DataFrame(rows, columns=["id", "kind", "start", "end", "entity"])
        frame["driver"] = [kind_of(one).driver for one in facts.incidents]
        frame["size"] = [one.size for one in facts.incidents]
        return frame

    def effect(self, incident_id: str) -> pd.DataFrame:
        """Daily visitors, orders and paid money (yuan) of the shop with the incident less without it, over its days."""
        one = next(one for one in self._shop.facts.incidents if one.id == incident_id)
        change = self._shop.compare(self._shop.what_if(without=(incident_id,)))
        return change.iloc[one.start_day : one.end_day + 1][["uv", "pay_orders", "paid_amount"]]

    def clean_days(self) -> pd.DatetimeIndex:
        """Days touched by no incident, no festival of the trade and no Spring Festival."""
        facts = self._shop.facts
        cal = calendar(facts.scenario, facts.days)
        low, high = _FESTIVAL
        clean = (cal.phase == 0) & ~((cal.cny_offset >= low) & (cal.cny_offset <= high))
        for one in facts.incidents:
            clean[_days_of(one)] = False
        return pd.DatetimeIndex(pd.Timestamp(facts.start) + pd.to_timedelta(np.flatnonzero(clean), unit="D"))

    def parameters(self) -> dict[str, Any]:
        """Every parameter of the scenario, as its file has it."""
        return dict(self._shop.facts.scenario.raw)


def _days_of(one: Incident) -> slice:
    return slice(one.start_day, one.end_day + 1)
