"""Charts of a change: a bridge from before to after, and names that moved from one place to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.charts.style import HEIGHT, INK, QUIET, colours, counted, look, paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEAST_DOT, LARGEST_DOT = 25, 1600


def bridge(
    parts: pd.Series, start: float, *, unit: str, names: tuple[str, str] = ("before", "after"), x_unit: str = "",
    title: str = "", shown: str = "+,.0f",
) -> Figure:  # fmt: skip
    """Draw a whole before, the parts of its change as steps up or down, and the whole after.

    parts: name → its part of the change, in the order of the steps; start + their sum is the bar at the right end.
    unit: what the upright axis measures. names: the two ends. Steps up are green and hatched, steps down orange.
    """
    ends = [start, start + float(parts.sum())]
    foot = start
    with look():
        figure, axes = paper(x=x_unit, y=unit, title=title)
        _end(axes, 0, ends[0])
        for at, part in enumerate(parts.astype(float), start=1):
            _step(axes, at, foot, part, shown)
            foot += part
        _end(axes, len(parts) + 1, ends[1])
        axes.set_xticks(range(len(parts) + 2), [names[0], *map(str, parts.index), names[1]])
        axes.grid(visible=False, axis="x")
        axes.set_ylim(0, 1.12 * max(start, *(start + parts.cumsum())))
        counted(axes.yaxis)
    return figure


def _end(axes: Axes, at: int, height: float) -> None:
    axes.bar(at, height, color=colours()[0], width=0.62)
    axes.annotate(f"{height:,.0f}", (at, height), xytext=(0, 4), textcoords="offset points", ha="center", color=INK)


def _step(axes: Axes, at: int, foot: float, part: float, shown: str) -> None:
    paint, hatch = (colours()[2], "//") if part >= 0 else (colours()[1], "")
    axes.bar(at, part, bottom=foot, color=paint, width=0.62, hatch=hatch, edgecolor="white", linewidth=0)
    axes.plot([at - 0.69, at - 0.31], [foot, foot], color=QUIET, linewidth=1)
    axes.plot([at + 0.31, at + 0.69], [foot + part, foot + part], color=QUIET, linewidth=1)
    top = max(foot, foot + part)
    axes.annotate(
        format(part, shown), (at, top), xytext=(0, 4), textcoords="offset points", ha="center", color=INK
    )  # fmt: skip


def moved(
    table: pd.DataFrame, before: str, after: str, *, sizes: tuple[str, str], unit: str, x_unit: str = "", title: str = "",
    names: tuple[str, str] = ("before", "after"), whole: Mapping[str, float] | None = None,
) -> Figure:  # fmt: skip
    """Draw each row's value before and after as two dots joined by a line; the area of a dot is its size.

    table: one row a name. sizes: the columns of size before and after, shares of a whole. whole: name of an end → a value
    drawn as an upright line, as the rate of all rows together. unit: what the flat axis measures.
    """
    blue, orange = colours()[0], colours()[1]
    rows = range(len(table))
    hollow: dict[str, Any] = {"facecolor": "white", "edgecolor": blue, "linewidth": 1.8}
    full: dict[str, Any] = {"facecolor": orange, "edgecolor": "white"}
    ends = ((before, sizes[0], blue, names[0], hollow), (after, sizes[1], orange, names[1], full))
    with look():
        figure, axes = paper(x=unit, y=x_unit, title=title, height=max(HEIGHT, 0.42 * len(table) + 1.4))
        axes.hlines(rows, table[before], table[after], color=QUIET, linewidth=1.2)
        for column, size, paint, name, look_of in ends:
            area = LEAST_DOT + LARGEST_DOT * table[size]
            axes.scatter(table[column], rows, s=area, zorder=3, **look_of)
            axes.scatter([], [], s=70, label=name, **look_of)
            if whole and name in whole:
                axes.axvline(whole[name], color=paint, linestyle="--", linewidth=1.2, zorder=1)
        axes.set_yticks(rows, [str(name) for name in table.index])
        axes.set_ylim(len(table) - 0.3, -0.8)
        axes.grid(visible=False, axis="y")
        axes.margins(x=0.08)
        axes.set_title(title, pad=26)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=10)
    return figure
