"""The kinds of chart that lessons share. Each takes a table, returns a figure, and asks for the units of its axes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import GRID, HEIGHT, INK, QUIET, colours, counted, dated, look, paper
from toolkit.speech import N_, say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Marks = Mapping[Any, str]
"""A place on the flat axis (a day) → what to write there."""
BAND_NAMES = (N_("usual range"), N_("outside the range"), N_("in the calendar"))


def line(
    table: pd.DataFrame, x: str, y: str | Sequence[str], *, unit: str, x_unit: str = "date", title: str = "",
    marks: Marks | None = None, names: Mapping[str, str] | None = None,
) -> Figure:  # fmt: skip
    """Draw one line or several over time, each named at its right end; unit: what the upright axis counts.

    marks: {day: words} written at their points of the first line. names: {column: words at its end}.
    """
    columns = [y] if isinstance(y, str) else list(y)
    with look():
        figure, axes = paper(x=x_unit, y=unit, title=title)
        for at, column in enumerate(columns):
            axes.plot(table[x], table[column], color=colours()[at], linewidth=1.6)
        _finish(axes, table[x])
        _mark(axes, table[x], table[columns[0]], marks)
        if len(columns) > 1:
            _name_ends(
                axes, table[x].iloc[-1], {(names or {}).get(each, each): table[each].iloc[-1] for each in columns}
            )
    return figure


def band(
    table: pd.DataFrame, x: str, y: str, *, low: str, high: str, unit: str, middle: str = "", x_unit: str = "date",
    out: Iterable[Any] = (), known: Iterable[Any] = (), marks: Marks | None = None, title: str = "",
    names: tuple[str, str, str] = BAND_NAMES,
) -> Figure:  # fmt: skip
    """Draw a line, the band it usually stays in, and the days outside: filled where unexplained, open where known.

    out, known: days to mark; a day in both is known. middle: column of the band's middle. names: the three words of the legend.
    """
    blue, orange, green = colours()[:3]
    named = set(known)
    names = (say(names[0]), say(names[1]), say(names[2]))
    with look():
        figure, axes = paper(x=x_unit, y=unit, title=title)
        axes.fill_between(table[x], table[low], table[high], color=blue, alpha=0.18, linewidth=0, label=names[0])
        if middle:
            axes.plot(table[x], table[middle], color=blue, linewidth=1, linestyle="--")
        axes.plot(table[x], table[y], color=INK, linewidth=1.1)
        _dots(axes, table, x, y, set(out) - named, names[1], marker="o", color=orange, zorder=4)
        _dots(
            axes, table, x, y, known, names[2], marker="D", facecolor="white", edgecolor=green, linewidth=1.5, zorder=4
        )
        _finish(axes, table[x])
        _mark(axes, table[x], table[y], marks)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=10)
    return figure


def bars(
    values: pd.Series, *, unit: str, x_unit: str = "", title: str = "", loud: Iterable[Any] = (), shown: str = ",.0f"
) -> Figure:
    """Draw one bar a name, each with its number at the end; loud: the names to set off by colour.

    values: a Series, names in the index. unit: what the bars measure. x_unit: what a name is.
    """
    import seaborn

    names, picked = [str(name) for name in values.index], {str(name) for name in loud}
    paint = [colours()[1] if name in picked else colours()[0] for name in names]
    with look():
        figure, axes = paper(x=unit, y=x_unit, title=title, height=max(1.6, 0.42 * len(names) + 1))
        seaborn.barplot(x=values.to_numpy(), y=names, hue=names, palette=paint, legend=False, ax=axes, saturation=1)
        group: Any
        for group in axes.containers:
            axes.bar_label(group, fmt=lambda value: format(value, shown), padding=3, color=INK)
        axes.set(xlabel=unit, ylabel=x_unit)
        axes.grid(visible=False, axis="y")
        counted(axes.xaxis)
        axes.margins(x=0.12 if values.min() >= 0 or values.max() <= 0 else 0.16)
    return figure


def points(
    table: pd.DataFrame,
    x: str,
    y: str,
    *,
    label: str,
    x_unit: str,
    unit: str,
    title: str = "",
    loud: Iterable[Any] = (),
) -> Figure:
    """Draw one named point a row; loud: the names to set off by colour."""
    import seaborn
    from matplotlib.ticker import MaxNLocator

    picked = table[label].isin(list(loud)).to_numpy()
    with look():
        figure, axes = paper(x=x_unit, y=unit, title=title, height=HEIGHT + 0.4)
        paint = [colours()[1] if one else colours()[0] for one in picked]
        seaborn.scatterplot(x=table[x], y=table[y], c=paint, s=90, ax=axes, legend=False)
        axes.set(xlabel=x_unit, ylabel=unit)
        axes.margins(0.15)
        _name_points(axes, table[label], table[x], table[y])
        for axis, values in ((axes.xaxis, table[x]), (axes.yaxis, table[y])):
            axis.set_major_locator(MaxNLocator(nbins=7, integer=values.dtype.kind in "iu"))
    return figure


def _name_points(axes: Axes, names: pd.Series, x: pd.Series, y: pd.Series) -> None:
    """Write each point's name beside it; where points lie together, the names stand one above the other."""
    wide, high = (max(float(values.max() - values.min()), 1e-9) for values in (x, y))
    named: list[tuple[float, float]] = []
    for name, across, up in sorted(zip(names, x, y, strict=True), key=lambda point: point[1]):
        near = sum(abs(across - a) < 0.15 * wide and abs(up - u) < 0.08 * high for a, u in named)
        axes.annotate(str(name), (across, up), xytext=(8, 5 + 15 * near), textcoords="offset points", color=INK)
        named.append((across, up))


def _dots(axes: Axes, table: pd.DataFrame, x: str, y: str, days: Iterable[Any], name: str, **look_of: Any) -> None:
    here = table[table[x].isin(list(days))]
    if len(here):
        axes.scatter(here[x], here[y], label=name, s=34, **look_of)


def _finish(axes: Axes, across: pd.Series) -> None:
    from matplotlib.ticker import MaxNLocator

    if across.dtype.kind == "M":
        dated(axes)
    elif across.dtype.kind in "iuf":
        axes.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=across.dtype.kind != "f"))
        counted(axes.xaxis)
    counted(axes.yaxis)
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y", color=GRID)
    axes.margins(x=0.02)


def _name_ends(axes: Axes, x: Any, ends: Mapping[str, Any]) -> None:
    """Write each line's name at its right end, far enough apart to be read."""
    low, high = axes.get_ylim()
    step, floor = (high - low) * 0.07, low
    heights = sorted((float(y), name) for name, y in ends.items())
    paint = dict(zip(ends, colours(), strict=False))
    for y, name in heights:
        floor = max(y, floor)
        line_to = {"arrowstyle": "-", "color": paint[name], "linewidth": 1.6}
        axes.annotate(
            name, (x, y), xytext=(1.03, floor), textcoords=("axes fraction", "data"), color=INK, va="center", arrowprops=line_to,
            annotation_clip=False,
        )  # fmt: skip
        floor += step


def _mark(axes: Axes, across: pd.Series, up: pd.Series, marks: Marks | None) -> None:
    axes.margins(y=0.16 if marks else 0.1)
    for place, name in (marks or {}).items():
        here = up[across == place]
        if len(here):
            away, side, stands = _beside(up, here.iloc[0])
            axes.annotate(
                name, (place, here.iloc[0]), xytext=away, textcoords="offset points", ha=side, va=stands, color=QUIET,
                fontsize=10, arrowprops={"arrowstyle": "-", "color": QUIET, "linewidth": 0.8},
            )  # fmt: skip


def _beside(up: pd.Series, height: float) -> tuple[tuple[int, int], str, str]:
    """Return where the words of a mark are out of the line's way: the shift in points, and how they are aligned."""
    if up.is_monotonic_increasing:  # a running total: the room is below its right
        return (12, -9), "left", "top"
    return ((0, -9), "center", "top") if height <= up.min() else ((0, 9), "center", "bottom")
