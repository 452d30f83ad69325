"""What every hand-in does first is done once before any fork: fonts found, paths of code walked, caches filled."""

from __future__ import annotations

import io

import pandas as pd
from matplotlib import pyplot as plt


def warm() -> None:
    """Draw a picture and work a table through, both for nobody."""
    _draw()
    _reckon()


def _draw() -> None:
    figure, axes = plt.subplots()
    axes.bar(["a", "b"], [1.0, 2.0], label="bars")
    axes.plot([0, 1], [1.0, 2.0], label="line")
    axes.set(title="A title, 1 2", xlabel="x", ylabel="y")
    axes.tick_params(axis="x", rotation=90)
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    plt.close(figure)


def _reckon() -> None:
    days = pd.date_range("2025-01-01", periods=40, name="date")
    frame = pd.DataFrame({"date": days, "n": range(40), "name": ["a", "b"] * 20})
    merged = frame.merge(frame, on="date")
    merged.query("n_x > 3 and name_x == 'a'").groupby("name_x")[["n_x", "n_y"]].sum()
    merged.groupby(merged["date"].dt.to_period("M"))["n_x"].agg(["mean", "median"])
    frame.set_index("date")["n"].rolling(7).median().sort_values().tail()
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    pd.read_parquet(buffer)
