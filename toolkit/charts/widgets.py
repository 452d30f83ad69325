"""Levers: a labelled control, and a chart that answers.

    pull(draw, days=Slide("Days shown", 28, 731, start=90), rule=Pick("Rule", ("band", "yesterday")))

`draw` takes the levers' values and returns (figure, sentence). The chart is an ordinary picture that stands without the
levers and stays in the saved notebook; the levers redraw it in place. Every lever has a name that a screen reader says
and works with the arrow keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.sentence import checked, close, drawn, in_notebook, put, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[..., "tuple[Figure, str]"]
WIDE = {"description_width": "initial"}


@dataclass(frozen=True)
class Slide:
    """A number between two ends: a box with a name (arrow keys step it) and a slider beside it."""

    name: str
    low: float
    high: float
    start: float
    step: float = 1

    def controls(self) -> tuple[Any, Any]:
        """Return (the control that holds the value, what is displayed)."""
        import ipywidgets as widgets

        whole = all(float(number).is_integer() for number in (self.low, self.high, self.start, self.step))
        box_kind, slider_kind = (
            (widgets.BoundedIntText, widgets.IntSlider) if whole else (widgets.BoundedFloatText, widgets.FloatSlider)
        )
        ends = {"min": self.low, "max": self.high, "step": self.step, "value": self.start}
        box = box_kind(description=self.name, style=WIDE, layout=widgets.Layout(width="auto"), **ends)
        slider = slider_kind(readout=False, continuous_update=False, layout=widgets.Layout(width="16em"), **ends)
        widgets.link((box, "value"), (slider, "value"))
        return box, widgets.HBox([box, slider])


@dataclass(frozen=True)
class Pick:
    """One of a few options, in a list with a name."""

    name: str
    options: Sequence[Any]
    start: Any = None

    def controls(self) -> tuple[Any, Any]:
        """Return (the control that holds the value, what is displayed)."""
        import ipywidgets as widgets

        start = self.options[0] if self.start is None else self.start
        box = widgets.Dropdown(description=self.name, options=list(self.options), value=start, style=WIDE)
        return box, box


Lever = Slide | Pick


def pull(draw: Draw, **levers: Lever) -> None:
    """Show what `draw` draws at the levers' start, and under it the levers.

    draw: called with one keyword a lever; returns (figure, sentence). Outside a notebook the sentence is printed.
    """
    values = {key: _start(lever) for key, lever in levers.items()}
    bundle, about, sentence = _picture(draw, values)
    if not in_notebook():
        put(bundle, about, sentence)
        return
    _Pulled(draw, levers, values).begin(bundle, about, sentence)


def _start(lever: Lever) -> Any:
    return lever.options[0] if isinstance(lever, Pick) and lever.start is None else lever.start


def _picture(draw: Draw, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    figure, says = draw(**values)
    bundle, about = drawn(figure, checked(says))
    close(figure)
    return bundle, about, spoken(says)


class _Pulled:
    """One chart on the page, its sentence, and the levers that redraw both."""

    def __init__(self, draw: Draw, levers: dict[str, Lever], values: dict[str, Any]) -> None:
        self.draw, self.levers, self.values = draw, levers, values

    def begin(self, bundle: dict[str, Any], about: dict[str, Any], sentence: dict[str, str]) -> None:
        """Display picture, sentence and levers."""
        import ipywidgets as widgets
        from IPython.display import display

        self.chart = display(bundle, metadata=about, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        self.words = display(sentence, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        rows = []
        for key, lever in self.levers.items():
            control, shown = lever.controls()
            control.observe(lambda change, key=key: self.move(key, change["new"]), names="value")
            rows.append(shown)
        display(widgets.VBox(rows))  # type: ignore[no-untyped-call]

    def move(self, key: str, value: Any) -> None:
        """Redraw after one lever has moved; what cannot be drawn is said in the sentence's place."""
        self.values[key] = value
        try:
            bundle, about, sentence = _picture(self.draw, self.values)
        except Exception as odd:
            self.words.update(spoken(f"Nothing to draw at this setting: {odd}"), raw=True)
            return
        self.chart.update(bundle, metadata=about, raw=True)
        self.words.update(sentence, raw=True)
