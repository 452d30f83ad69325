"""What a learner's chart shows, as plain data: lines, bars, points and heat maps with their words and scales.

Matplotlib is never imported here: a chart can only arrive where it was imported before. Axes are recognised by their
real class and read through matplotlib's own methods.
"""

from __future__ import annotations

import math
import sys
from typing import Any

import numpy as np

from toolkit.exercises import plain, sheet_words
from toolkit.exercises.answer import Untouched, a_thing, refuse

MOST_AXES, MOST_SERIES, MOST_POINTS = 16, 60, 5_000
LINE, BARS, POINTS, HEAT = "line", "bars", "points", "heat"


def panels_of(value: object, due: str) -> list[Any]:
    """Return the matplotlib axes in a chart: an Axes, a Figure, a FacetGrid, or several Axes. Raises: Misread, Untouched."""
    if plain.untouched(value):
        raise Untouched("")
    found = _panels(value)
    if not found:
        raise refuse(sheet_words.NOT_A_CHART, due=due, what=a_thing(plain.class_name(value)))
    return [axes for axes in found if not hasattr(axes, "_colorbar")][:MOST_AXES]


def _panels(value: Any) -> list[Any]:
    figure, axes, grid = (_class(*where) for where in _CLASSES)
    if axes and plain.is_a(value, axes):
        return [value]
    if grid and plain.is_a(value, grid):
        value = object.__getattribute__(value, "_figure")
    if figure and plain.is_a(value, figure):
        return list(value.axes)
    if plain.is_a(value, np.ndarray, list, tuple):
        held = plain.own(value).ravel() if plain.is_a(value, np.ndarray) else value
        several = list(held[: plain.MOST])
        known = [each for each in several if axes and plain.is_a(each, axes)]
        return known if len(known) == len(several) else []
    return []


_CLASSES = (
    ("matplotlib.figure", "FigureBase"),
    ("matplotlib.axes", "Axes"),
    ("seaborn.axisgrid", "_BaseGrid"),
)


def _class(module: str, name: str) -> Any:
    return getattr(sys.modules.get(module), name, None)


def panel(axes: Any) -> dict[str, Any]:
    """Return one panel: its words, the start of its two scales, its series, the names that a reader finds for them.

    {"x_label", "y_label", "title", "x_from", "y_from", "names", "series": [{"kind", "name", "x", "y", "across"}]}; across:
    bars that lie down. A bar's x is its label where the axis counts categories.
    """
    legend = axes.get_legend()
    legends = [*([legend] if legend else []), *axes.get_figure().legends]
    named = [text.get_text() for each in legends for text in each.get_texts()]
    (x_low, x_high), (y_low, y_high) = axes.get_xlim(), axes.get_ylim()
    return {
        "x_label": axes.get_xlabel().strip(),
        "y_label": axes.get_ylabel().strip(),
        "title": axes.get_title().strip(),
        "x_from": float(min(x_low, x_high)),
        "y_from": float(min(y_low, y_high)),
        "names": [name.strip() for name in [*named, *(text.get_text() for text in axes.texts)] if name.strip()],
        "series": [one for one in _series_of(axes) if any(y is not None for y in one["y"])][:MOST_SERIES],
    }


def _series_of(axes: Any) -> list[dict[str, Any]]:
    return [*_lines(axes), *_bars(axes), *_points(axes), *_heat(axes)]


def _lines(axes: Any) -> list[dict[str, Any]]:
    """Return lines and dots drawn over the data; axhline, axvline and axline only guide the eye."""
    drawn = [line for line in axes.get_lines() if line.get_transform() == axes.transData]
    return [_of_line(line) for line in drawn if not _is_a_whisker(line, axes)]


def _of_line(line: Any) -> dict[str, Any]:
    kind = POINTS if str(line.get_linestyle()) in ("None", "", " ") else LINE
    return _series(kind, line.get_label(), line.get_xdata(orig=False), line.get_ydata(orig=False))


def _is_a_whisker(line: Any, axes: Any) -> bool:
    """Tell the error bars that seaborn puts on bars: two points, straight up or across."""
    ends = [line.get_xdata(orig=False), line.get_ydata(orig=False)]
    return bool(axes.patches) and len(ends[0]) == 2 and any(a == b or a != a for a, b in ends)


def _bars(axes: Any) -> list[dict[str, Any]]:
    bars = []
    for holder in axes.containers:
        if plain.class_name(holder) != "BarContainer":
            continue
        lying = getattr(holder, "orientation", None) == "horizontal"
        middles = [p.get_y() + p.get_height() / 2 if lying else p.get_x() + p.get_width() / 2 for p in holder.patches]
        lengths = [p.get_width() if lying else p.get_height() for p in holder.patches]
        label = str(holder.get_label())
        bars.append(
            _series(BARS, label, _ticks(axes.yaxis if lying else axes.xaxis, middles), lengths) | {"across": lying}
        )
    return bars


def _ticks(axis: Any, places: list[float]) -> list[Any]:
    """Return the words under bars where the axis has words for their places, else the places."""
    if not _has_words(axis):
        return places
    labels = {
        round(float(at), 3): tick.get_text()
        for at, tick in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
        if tick.get_text()
    }
    near = [labels.get(round(float(at))) for at in places]
    return list(near) if all(name is not None for name in near) else places


def _has_words(axis: Any) -> bool:
    """Tell an axis of categories from one of numbers or dates, by what matplotlib and pandas set for categories."""
    writes, places = (plain.class_name(each) for each in (axis.get_major_formatter(), axis.get_major_locator()))
    return writes in ("StrCategoryFormatter", "FixedFormatter") or (
        writes == "FuncFormatter" and places == "FixedLocator"
    )


def _points(axes: Any) -> list[dict[str, Any]]:
    clouds = [each for each in axes.collections if plain.class_name(each) == "PathCollection"]
    offsets = [np.ma.getdata(cloud.get_offsets())[:MOST_POINTS] for cloud in clouds]
    return [
        _series(POINTS, cloud.get_label(), at[:, 0], at[:, 1])
        for cloud, at in zip(clouds, offsets, strict=True)
        if len(at)
    ]


def _heat(axes: Any) -> list[dict[str, Any]]:
    maps = [each for each in [*axes.collections, *axes.images] if plain.class_name(each) in ("QuadMesh", "AxesImage")]
    return [_series(HEAT, "", range(each.get_array().size), _cells(each)) for each in maps]


def _cells(drawn: Any) -> Any:
    return np.ma.filled(np.ma.asarray(drawn.get_array(), dtype=float), np.nan).ravel()


def _series(kind: str, name: object, x: Any, y: Any) -> dict[str, Any]:
    return {"kind": kind, "name": "" if str(name).startswith("_") else str(name), "x": _plain(x), "y": _plain(y)}


def _plain(values: Any) -> list[Any]:
    return [_one(each) for each in list(values)[:MOST_POINTS]]


def _one(value: Any) -> Any:
    if isinstance(value, str):
        return value
    number = float(value)
    return number if math.isfinite(number) else None
