"""Where go deeper 09b looks: three budgets nobody tried, and what a visitor is worth. Never what they return."""

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.credit_cause_plan_parts import tables

DOOR = "paid_search"
SPENDS = {"between": 0.6, "above": 1.4, "beyond": 2.4}
"""Budgets asked for, times the usual one: between low and middle, between middle and high, beyond all that was tried."""
WORTH = 2.0
"""Yuan that a visitor is worth to the shop, later orders counted. [D]"""
MOST = 1_500


def choose(shop, truth):
    """The lesson's case."""
    usual = usual_of(shop)
    return {"usual": usual, "worth": WORTH, **{name: round(usual * times, -1) for name, times in SPENDS.items()}}


def usual_of(shop):
    """Yuan a day that the door usually has."""
    return float(shop.campaigns.set_index("campaign_id").loc[DOOR, "daily_budget"])


def daily(shop, case):
    """One row a day of the blocks, in order of time: spend, visitors of the door and of the shop, the season (1 is usual)."""
    table = tables.blocks(shop, case)
    season = table["rest"] / table["rest"].mean()
    return table[["date", "level", "day", "spend", "visitors", "shop"]].assign(season=season.round(4))


def curve_of(days, outcome="visitors", season="season"):
    """The curve through the blocks."""
    return lens.fit_response(days, spend="spend", outcome=outcome, season=season)


def at_each(curve, case):
    """Visitors a day at the three budgets of the case."""
    return {name: curve.at(case[name]) for name in SPENDS}


def means(days, after=7):
    """Mean spend and visitors of each level, in order of spend."""
    return days.query("day > @after").groupby("level")[["spend", "visitors"]].mean().sort_values("spend")


def true_curve(days, shop, truth):
    """Visitors a day at a budget by the shop's own response, at the level of the blocks: a function."""
    shape, half = truth.channels().set_index("source").loc[DOOR, ["shape", "half_at"]].astype(float)
    usual = usual_of(shop)

    def reach(budget):
        ordinary = np.maximum(budget, 0.0) / usual
        return ordinary**shape / (ordinary**shape + half**shape)

    settled = days.query("day > 7")
    level = float((settled["visitors"] / settled["season"] / reach(settled["spend"])).median())
    return lambda budget: level * reach(budget)


def net(worth, visitors, budget):
    """Yuan a day that a budget leaves."""
    return worth * visitors - budget


def table_of(curve, worth):
    """What each budget in steps of 20 leaves by a fitted curve, as the lesson's own cells reckon it."""
    budgets = np.arange(20, MOST + 1, 20)
    people = curve.top * lens.hill(budgets, curve.half, curve.slope)
    return pd.DataFrame({"visitors": people, "left": net(worth, people, budgets)}, index=budgets)
