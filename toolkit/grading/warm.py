"""What every hand-in does first is done once before any fork: fonts found, paths of code walked, caches filled."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg


def warm() -> None:
    """Draw a picture and work a table through, both for nobody.

    Pictures are drawn in full and seen by nobody: letters are not fitted to pixels, titles do not look for free room.
    """
    plt.rc("text", hinting="none")
    plt.rc("axes", titley=1.0)
    FigureCanvasAgg.print_png = _packed_lightly(FigureCanvasAgg.print_png)  # type: ignore[method-assign]
    _draw()
    _reckon()


def _packed_lightly(print_png: Callable[..., None]) -> Callable[..., None]:
    """Return the way of writing a PNG with little compression, unless asked for more: the file is gone in a second."""

    @functools.wraps(print_png)
    def packed(canvas: FigureCanvasAgg, place: Any, *, pil_kwargs: dict[str, Any] | None = None, **more: Any) -> None:
        print_png(canvas, place, pil_kwargs={"compress_level": 1, **(pil_kwargs or {})}, **more)

    return packed


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
