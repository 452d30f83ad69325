"""The controls that lessons share: a slider, a list, a switch, and a budget whose parts share one sum.

Each has a name that a screen reader says, and works with Tab, arrow keys and the space bar.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from toolkit.speech import N_, say

WIDE = {"description_width": "initial"}
TOGETHER = N_("Together: {total}")


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

        box = widgets.Dropdown(description=self.name, options=list(self.options), value=start_of(self), style=WIDE)
        return box, box


@dataclass(frozen=True)
class Switch:
    """On or off."""

    name: str
    start: bool = False

    def controls(self) -> tuple[Any, Any]:
        """Return (the control that holds the value, what is displayed)."""
        import ipywidgets as widgets

        box = widgets.Checkbox(description=self.name, value=self.start, indent=False)
        return box, box


@dataclass(frozen=True)
class Budget:
    """Parts that share one sum: what one part gains, the others give in proportion.

    parts: name → what it has at the start; their sum is the sum for good. step: the smallest amount that is moved.
    """

    name: str
    parts: Mapping[str, float]
    step: float = 1

    @property
    def start(self) -> dict[str, float]:
        """The parts as they stand at the start."""
        return dict(self.parts)

    @property
    def total(self) -> float:
        """The sum of all parts."""
        return sum(self.parts.values())

    def controls(self) -> tuple[Any, Any]:
        """Return (what holds the parts as a dict, what is displayed)."""
        import ipywidgets as widgets

        slides = {name: Slide(name, 0, self.total, part, self.step).controls() for name, part in self.parts.items()}
        head = widgets.Label(f"{self.name} · {say(TOGETHER, total=f'{self.total:,.6g}')}")
        held = _holder(self.start)
        boxes = {name: box for name, (box, _) in slides.items()}
        for name, box in boxes.items():
            box.observe(partial(self._moved, held, boxes, name), names="value")
        return held, widgets.VBox([head, *(shown for _, shown in slides.values())])

    def _moved(self, held: Any, boxes: Mapping[str, Any], name: str, change: Mapping[str, Any]) -> None:
        if held.busy:
            return
        held.busy = True
        try:
            parts = share_out(held.value, name, change["new"], self.step)
            for other, box in boxes.items():
                box.value = parts[other]
        finally:
            held.busy = False
        held.value = parts


def _holder(start: dict[str, float]) -> Any:
    import traitlets

    class Held(traitlets.HasTraits):
        value = traitlets.Dict()
        busy = False

    return Held(value=start)


def share_out(parts: Mapping[str, float], moved: str, amount: float, step: float = 1) -> dict[str, float]:
    """Return the parts after one of them was moved: their sum stays, the others share the rest as they did before.

    Amounts are whole steps but for the part that takes what is left over; none falls below 0.
    """
    total = sum(parts.values())
    amount = min(max(amount, 0), total)
    others = [name for name in parts if name != moved]
    if not others:
        return {moved: total}
    rest, before = total - amount, sum(parts[name] for name in others)
    weights = {name: parts[name] / before if before else 1 / len(others) for name in others}
    shared = {name: math.floor(rest * weight / step + 1e-9) * step for name, weight in weights.items()}
    largest = max(others, key=lambda name: weights[name])
    shared[largest] = max(shared[largest] + rest - sum(shared.values()), 0)
    return {name: amount if name == moved else shared[name] for name in parts}


Lever = Slide | Pick | Switch | Budget


def start_of(lever: Lever) -> Any:
    """Return the value with which a lever begins; a list begins with its first option."""
    return lever.options[0] if isinstance(lever, Pick) and lever.start is None else lever.start
