"""Chart of many replays of one number: a heap of what luck does, with places marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.charts.style import INK, QUIET, colours, counted, look, paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike


def replays(
    values: ArrayLike, *, unit: str, count_unit: str, marks: Mapping[float, str] | None = None,
    low: float | None = None, high: float | None = None, title: str = "", bins: int = 40,
) -> Figure:  # fmt: skip
    """Draw how often each value came, as a heap of bars; low and high: ends of a range, shaded behind it.

    unit: what a value is. count_unit: what the height counts. marks: {value: words}, each an upright line with its words.
    """
    import seaborn

    with look():
        figure, axes = paper(x=unit, y=count_unit, title=title)
        if low is not None and high is not None:
            axes.axvspan(low, high, color=colours()[0], alpha=0.13, linewidth=0)
        seaborn.histplot(x=values, bins=bins, color=colours()[0], alpha=0.85, edgecolor="white", ax=axes)
        axes.set(xlabel=unit, ylabel=count_unit)
        counted(axes.yaxis)
        axes.grid(visible=False, axis="x")
        axes.margins(y=0.2)
        _mark(axes, marks or {})
    return figure


def _mark(axes: Axes, marks: Mapping[float, str]) -> None:
    """Draw an upright line at each place and write its words beside the top, on the side with more room."""
    left, right = axes.get_xlim()
    for place, words in marks.items():
        axes.axvline(place, color=colours()[1], linewidth=2)
        crowded = place > (left + right) / 2
        side: dict[str, Any] = {"xytext": (-6, -4), "ha": "right"} if crowded else {"xytext": (6, -4), "ha": "left"}
        axes.annotate(
            words, (place, 1), xycoords=("data", "axes fraction"), textcoords="offset points", va="top", color=INK,
            bbox={"facecolor": "white", "edgecolor": QUIET, "linewidth": 0.5, "alpha": 0.9, "pad": 2.5}, **side,
        )  # fmt: skip
