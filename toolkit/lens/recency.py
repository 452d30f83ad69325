"""Bands of customers by the days since their last order, under names that a message can be sent to."""

from __future__ import annotations

import numpy as np
import pandas as pd

EDGES = (30, 90, 180)
NAMES = ("active", "warm", "cooling", "sleeping")


def recency_band(days: pd.Series) -> pd.Series:
    """The band of each customer: active up to 30 days after the last order, warm up to 90, cooling up to 180, sleeping beyond.

    days: since the last order; empty for who never ordered in these books, who sleeps. Returns: ordered labels.
    """
    gone = pd.to_numeric(days).astype(float).fillna(np.inf)
    return pd.cut(gone, [-np.inf, *EDGES, np.inf], labels=NAMES)
