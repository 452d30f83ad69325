"""Cells that nobody can fill yet: hatched, so that they are not taken for zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

STRIPES = "#9a9a9a"


def hatched(figure: Figure, cells: pd.DataFrame) -> Figure:
    """Hatch cells of a heat map and return it.

    figure: as `heat` returns it. cells: True where to hatch, rows and columns as in the table that was drawn.
    """
    from matplotlib.patches import Rectangle

    axes = figure.axes[0]
    for row in range(cells.shape[0]):
        for column in range(cells.shape[1]):
            if bool(cells.iloc[row, column]):
                axes.add_patch(
                    Rectangle((column, row), 1, 1, fill=False, hatch="///", edgecolor=STRIPES, linewidth=0, zorder=3)
                )
    return figure
