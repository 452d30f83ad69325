"""Charts of a table cut two ways: a heat map of its cells, the cloud of all cells, and pairs of bars."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import INK, QUIET, colours, counted, look, paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NOTHING = "#eeeeee"


def heat(
    table: pd.DataFrame, *, unit: str, x_unit: str, y_unit: str, middle: float, reach: float, quiet: pd.DataFrame | None = None,
    title: str = "", shown: str = ".0f",
) -> Figure:  # fmt: skip
    """Draw a table as coloured cells with their numbers: blue below the middle, orange above, white at it.

    reach: how far from the middle the full colour stands. quiet: the same table of True and False; True cells are greyed
    and their numbers small. Empty cells stay blank. unit: what a cell measures, written beside the scale.
    """
    import seaborn

    hidden = table.isna() if quiet is None else table.isna() | quiet.reindex_like(table).fillna(value=False)
    blue, orange = colours()[0], colours()[1]
    with look():
        figure, axes = paper(x=x_unit, y=y_unit, title=title, height=0.42 * len(table) + 1.6)
        axes.set_facecolor(NOTHING)
        axes.grid(visible=False)
        _seaborn_heatmap(
            table.mask(hidden), center=middle, vmin=middle - reach, vmax=middle + reach, ax=axes,
            cmap=seaborn.blend_palette([blue, "#ffffff", orange], as_cmap=True), linewidths=1, linecolor="white",
            cbar_kws={"label": unit, "extend": "both"},
        )  # fmt: skip
        _write_cells(axes, table, hidden, shown)
        axes.set(xlabel=x_unit, ylabel=y_unit)
        axes.tick_params(axis="x", rotation=35, length=0)
        axes.tick_params(axis="y", rotation=0, length=0)
        for name in axes.get_xticklabels():
            name.set(ha="right", rotation_mode="anchor")
    return figure


def _seaborn_heatmap(table: pd.DataFrame, **look_of: Any) -> None:
    """Draw with seaborn, which sets the colour of empty cells in a way that matplotlib will give up one day."""
    import seaborn

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        seaborn.heatmap(table, **look_of)


def _write_cells(axes: Axes, table: pd.DataFrame, hidden: pd.DataFrame, shown: str) -> None:
    written = table.notna()
    for row in range(table.shape[0]):
        for column in range(table.shape[1]):
            value = table.iloc[row, column]
            if written.iloc[row, column]:
                paint, size = (QUIET, 8) if hidden.iloc[row, column] else (INK, 10)
                words = format(float(value), shown)  # type: ignore[arg-type]
                axes.text(column + 0.5, row + 0.5, words, ha="center", va="center", color=paint, fontsize=size)


def cloud(
    table: pd.DataFrame, x: str, y: str, *, x_unit: str, unit: str, named: Mapping[Any, str], edge: float | None = None,
    edge_name: str = "", title: str = "",
) -> Figure:  # fmt: skip
    """Draw one point a row, the flat axis in equal ratios, a few points named and set off by colour.

    named: {row of the table's index: words beside its point}. edge: where an upright line stands, edge_name its words.
    """
    import seaborn
    from matplotlib.ticker import FuncFormatter

    with look():
        figure, axes = paper(x=x_unit, y=unit, title=title)
        axes.set_xscale("log")
        seaborn.scatterplot(table, x=x, y=y, color=colours()[0], s=42, alpha=0.65, ax=axes, legend=False)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        if edge is not None:
            axes.axvline(edge, color=QUIET, linestyle="--", linewidth=1)
            words: dict[str, Any] = {
                "xytext": (5, -4),
                "textcoords": "offset points",
                "color": QUIET,
                "va": "top",
                "fontsize": 10,
            }
            axes.annotate(edge_name, (edge, 1), xycoords=("data", "axes fraction"), **words)
        for row, name in named.items():
            _name_one(axes, table[x][row], table[y][row], name, right=table[x].max() / 2)
        axes.set(xlabel=x_unit, ylabel=unit)
        axes.margins(y=0.12)
    return figure


def _name_one(axes: Axes, across: float, up: float, name: str, *, right: float) -> None:
    """Set one point off and write its name beside it, to the left where the paper ends."""
    axes.scatter([across], [up], color=colours()[1], s=90, zorder=4, edgecolor="white")
    line = {"arrowstyle": "-", "color": colours()[1], "linewidth": 1.2}
    side: dict[str, Any] = {"xytext": (-6, 34), "ha": "right"} if across > right else {"xytext": (6, 34), "ha": "left"}
    halo = {"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 1}
    axes.annotate(
        name, (across, up), textcoords="offset points", color=INK, zorder=5, arrowprops=line, bbox=halo, **side
    )


def pairs(
    table: pd.DataFrame, *, unit: str, x_unit: str = "", title: str = "", shown: str = ".0f"
) -> Figure:  # fmt: skip
    """Draw one pair (or more) of bars a row, one bar a column, each with its number; columns are named in the legend."""
    import seaborn

    long = table.reset_index(names="_row").melt(id_vars="_row", var_name="_column", value_name="_value")
    paint = colours()[: table.shape[1]]
    with look():
        figure, axes = paper(x=unit, y=x_unit, title=title, height=0.6 * len(table) + 1.2)
        seaborn.barplot(
            long, x="_value", y="_row", hue="_column", palette=paint, ax=axes, saturation=1, errorbar=None, width=0.75
        )
        for group in axes.containers:
            axes.bar_label(group, fmt=lambda value: format(value, shown), padding=3, color=INK, fontsize=10)  # type: ignore[arg-type]
        axes.set(xlabel=unit, ylabel=x_unit)
        axes.grid(visible=False, axis="y")
        counted(axes.xaxis)
        axes.margins(x=0.1)
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=table.shape[1], frameon=False, fontsize=10)
    return figure
