"""Hand-made days: as regular as a clock, or with luck from a seeded generator."""

import numpy as np
import pandas as pd

WEEK = np.array([0.95, 0.95, 0.95, 1.0, 1.0, 1.1, 1.05])


def clockwork(days=210, level=1000.0):
    """Days that repeat their week exactly; 2024-01-01 is a Monday."""
    dates = pd.date_range("2024-01-01", periods=days)
    return pd.DataFrame({"date": dates, "uv": level * WEEK[dates.day_of_week], "known": False})


def lucky(days=420, level=5000.0, luck=0.08, seed=1):
    """The same week with lognormal luck that is forgotten overnight."""
    daily = clockwork(days, level)
    daily["uv"] = (daily["uv"] * np.exp(luck * np.random.default_rng(seed).normal(size=days))).round()
    return daily


def calendar_of(daily, phases=()):
    """A calendar without holidays, but with the given phases {row: phase}."""
    calendar = pd.DataFrame({"date": daily["date"], "event_phase": "none", "cny_offset_days": 200})
    for row, phase in dict(phases).items():
        calendar.loc[row, "event_phase"] = phase
    return calendar
