"""Small panels of the same weeks, and months against a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.charts.style import GRID, INK, QUIET, WIDTH, colours, counted, dated, look, paper
from toolkit.speech import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

AS_IT_WAS, PULLED = N_("as it was"), N_("with the lever pulled")


def panels(
    table: pd.DataFrame, x: str, names: Mapping[str, str], *, lines: Mapping[str, float] | None = None,
    beside: pd.DataFrame | None = None, words: tuple[str, str] = (AS_IT_WAS, PULLED), title: str = "", x_unit: str = "",
) -> Figure:  # fmt: skip
    """Draw one small chart a column, two a row, over the same days.

    names: column → what its panel measures, with the unit. lines: column → a level drawn across, the edge of what is usual.
    beside: a table of the same columns, drawn as a second line. words: the two lines in the legend, where there are two.
    x_unit: what the flat axis counts, where it is no date.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Paper

    rows = (len(names) + 1) // 2
    with look():
        figure = Paper(figsize=(WIDTH, 2.1 * rows + 0.5), dpi=100, layout="constrained")
        FigureCanvasAgg(figure)
        figure.suptitle(title, x=0.01, ha="left", fontsize=12)
        each: Any = figure.subplots(rows, 2, sharex=True, squeeze=False).ravel()
        for axes, (column, name) in zip(each, names.items(), strict=False):
            _panel(axes, table, x, column, name, beside, (say(words[0]), say(words[1])))
            if lines and column in lines:
                axes.axhline(lines[column], color=QUIET, linestyle="--", linewidth=1)
        if beside is not None:
            lines_drawn = each[0].get_legend_handles_labels()
            figure.legend(*lines_drawn, loc="outside upper right", ncols=2, frameon=False, fontsize=9)
        for axes in each[len(names) :]:
            axes.set_visible(False)
        if x_unit:
            figure.supxlabel(x_unit, fontsize=10, color=INK)
    return figure


def _panel(
    axes: Axes, table: pd.DataFrame, x: str, column: str, name: str, beside: pd.DataFrame | None, words: tuple[str, str]
) -> None:
    was, now = colours()[:2]
    axes.plot(table[x], table[column], color=was, linewidth=1.6, label=words[0])
    if beside is not None:
        axes.plot(beside[x], beside[column], color=now, linewidth=1.6, linestyle=(0, (4, 1.5)), label=words[1])
    axes.set_title(name, fontsize=10, color=INK)
    if table[x].dtype.kind == "M":
        dated(axes)
        axes.xaxis.get_offset_text().set_fontsize(9)
    counted(axes.yaxis)
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y", color=GRID)
    axes.tick_params(labelsize=9)
    axes.margins(x=0.02, y=0.12)


def against(
    values: pd.Series, mark: float, *, unit: str, x_unit: str = "", title: str = "", mark_name: str = "",
    loud: Iterable[Any] = (), shown: str = ".0f",
) -> Figure:  # fmt: skip
    """Draw one upright bar a name from the mark up or down, so that what misses the mark hangs below it.

    values: a Series, names in the index. mark: the level that was to be reached. loud: names set off by colour, with their number.
    """
    names, picked = [str(name) for name in values.index], {str(name) for name in loud}
    paint = [colours()[1] if name in picked else colours()[0] for name in names]
    with look():
        figure, axes = paper(x=x_unit, y=unit, title=title)
        axes.bar(range(len(names)), (values - mark).to_numpy(), bottom=mark, color=paint, width=0.72)
        axes.axhline(mark, color=INK, linewidth=1.2)
        axes.annotate(
            mark_name, (1, mark), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points", va="center",
            color=QUIET, fontsize=10,
        )  # fmt: skip
        for at, (name, value) in enumerate(zip(names, values, strict=True)):
            if name in picked:
                down = value < mark
                axes.annotate(
                    format(value, shown), (at, value), xytext=(0, -4 if down else 4), textcoords="offset points",
                    ha="center", va="top" if down else "bottom", color=INK,
                )  # fmt: skip
        axes.set_xticks(range(len(names)), names, rotation=55, ha="right", rotation_mode="anchor", fontsize=9)
        axes.grid(visible=False, axis="x")
        axes.margins(x=0.02, y=0.15)
    return figure
