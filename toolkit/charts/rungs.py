"""Ladders laid flat: one row a name, one mark a rung, from the first column down to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.charts.style import INK, QUIET, colours, counted, look, paper

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = ("D", "s", "o")
IN_LEGEND = 70


def rungs(
    table: pd.DataFrame, *, unit: str, x_unit: str = "", title: str = "", strokes: Collection[str] = (), shown: str = ",.0f"
) -> Figure:  # fmt: skip
    """Draw each row as a line on which its columns stand as marks; the last column is loud and has its number.

    table: one row a name, two to four columns, each named in the legend. strokes: columns drawn as upright lines, as a
    level that is to be reached. unit: what the flat axis measures. Where the last column falls below 0, a line marks 0.
    """
    rows = range(len(table))
    with look():
        figure, axes = paper(x=unit, y=x_unit, title=title, height=0.46 * len(table) + 1.5)
        axes.hlines(rows, table.min(axis=1), table.max(axis=1), color=QUIET, linewidth=1.1, zorder=1)
        for at, column in enumerate(table.columns):
            loud = at == len(table.columns) - 1
            axes.scatter(table[column], rows, label=str(column), zorder=3 + at, **_mark(at, loud, column in strokes))
        _number(axes, table, shown)
        if (table.min(axis=1) < 0).any():
            axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(rows, [str(name) for name in table.index])
        axes.set_ylim(len(table) - 0.4, -0.7)
        axes.grid(visible=False, axis="y")
        counted(axes.xaxis)
        axes.margins(x=0.1)
        axes.set_title(title, pad=26)
        legend = axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=len(table.columns), frameon=False, fontsize=10
        )
        for handle in legend.legend_handles:
            handle.set_sizes([IN_LEGEND])  # type: ignore[union-attr]
    return figure


def _mark(at: int, loud: bool, stroke: bool) -> dict[str, Any]:
    blue, orange = colours()[:2]
    if stroke:
        return {"marker": "|", "s": 420, "color": INK, "linewidth": 2.2}
    if loud:
        return {"marker": "o", "s": 110, "color": orange, "edgecolor": "white"}
    return {"marker": MARKERS[at % len(MARKERS)], "s": 55, "facecolor": "white", "edgecolor": blue, "linewidth": 1.6}


def _number(axes: Axes, table: pd.DataFrame, shown: str) -> None:
    """Write the last column's number under its mark, where no other mark stands."""
    for at, value in enumerate(table.iloc[:, -1]):
        axes.annotate(
            format(value, shown), (value, at), xytext=(0, -9), textcoords="offset points", ha="center", va="top", color=INK,
            fontsize=9,
        )  # fmt: skip
