"""One look for every chart: colour-blind palette, a font list with Chinese where there is one, white paper.

A chart is a `matplotlib.figure.Figure` that pyplot does not know, so nothing is shown twice and nothing stays open.
The paper is white in JupyterLab's dark theme too: black on white reads well in both.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WIDTH, HEIGHT, DPI = 7.6, 3.6, 100
SHARP = 2
INK, QUIET, GRID = "#222222", "#666666", "#dddddd"
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Zen Hei",
)


@cache
def colours() -> list[str]:
    """Return seaborn's colour-blind palette as hex: blue, orange, green, red, purple, brown, pink, grey, yellow, sky."""
    import seaborn

    return [str(colour) for colour in seaborn.color_palette("colorblind").as_hex()]


@cache
def fonts() -> tuple[str, ...]:
    """Return the fonts to draw with: the Latin one, then the first Chinese one that this machine has."""
    from matplotlib import font_manager

    here = {font.name for font in font_manager.fontManager.ttflist}
    return ("DejaVu Sans", *[name for name in CHINESE if name in here][:1])


def has_chinese() -> bool:
    """Tell whether Chinese can be drawn here."""
    return len(fonts()) > 1


def label(english: str, chinese: str = "") -> str:
    """Return a label in both languages, or in English alone where Chinese would come out as boxes."""
    return f"{english} {chinese}" if chinese and has_chinese() else english


@cache
def _settings() -> Any:
    import seaborn

    return {
        **seaborn.axes_style("whitegrid"),
        **seaborn.plotting_context("notebook", rc={"axes.labelsize": 11, "axes.titlesize": 12}),
        "font.family": list(fonts()), "font.sans-serif": list(fonts()), "axes.unicode_minus": False,
        "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": QUIET, "grid.color": GRID,
        "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK,
        "axes.titlelocation": "left", "figure.facecolor": "white", "savefig.facecolor": "white",
    }  # fmt: skip


@contextmanager
def look() -> Iterator[None]:
    """Draw in the course's look; learners' own charts may use it as well."""
    import matplotlib as mpl

    with mpl.rc_context(_settings()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def paper(*, x: str, y: str, title: str = "", height: float = HEIGHT) -> tuple[Figure, Axes]:
    """Return an empty figure, 760 pixels wide, with both axes labelled; call it inside `look()`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Paper

    figure = Paper(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set(xlabel=x, ylabel=y, title=title)
    return figure, axes


def dated(axes: Axes) -> None:
    """Write a date axis briefly: the year once, months and days without repeating."""
    from matplotlib import dates

    locator = dates.AutoDateLocator(minticks=4, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def counted(axis: Axis) -> None:
    """Write an axis' numbers with commas, and with as many digits as its steps need."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
