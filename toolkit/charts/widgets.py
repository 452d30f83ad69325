"""Levers: a labelled control, and a chart that answers.

    pull(draw, days=Slide("Days shown", 28, 731, start=90), rule=Pick("Rule", ("band", "yesterday")))

`draw` takes the levers' values and returns (figure, sentence). The chart is an ordinary picture that stands without the
levers and stays in the saved notebook; the levers redraw it in place. Where a shop is run again, `slow=True`: the sentence
says "running …" at once, and the run waits until the lever rests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from toolkit.charts.levers import Lever, start_of
from toolkit.charts.sentence import checked, close, drawn, in_notebook, put, spoken
from toolkit.home import judged
from toolkit.memory import clear_away
from toolkit.speech import N_, say

if TYPE_CHECKING:
    import asyncio

    from matplotlib.figure import Figure

Draw = Callable[..., "tuple[Figure, str]"]
REST_SECONDS, CLEAR_SECONDS = 0.2, 0.4
RUNNING = N_("running …")
UNDRAWN = N_("Nothing to draw at this setting: {odd}")


def pull(draw: Draw, *, slow: bool = False, **levers: Lever) -> None:
    """Show what `draw` draws at the levers' start, and under it the levers.

    draw: called with one keyword a lever; returns (figure, sentence). slow: draw again only when the levers have come to
    rest, and say meanwhile that something is running. Outside a notebook the sentence is printed. In the grader nothing is
    drawn: nobody pulls there, and the shop that `draw` would run again is not there.
    """
    if judged():
        return
    values = {key: start_of(lever) for key, lever in levers.items()}
    bundle, about, sentence = _picture(draw, values)
    if not in_notebook():
        put(bundle, about, sentence)
        return
    _Pulled(draw, levers, values, slow=slow).begin(bundle, about, sentence)


def _picture(draw: Draw, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    figure, says = draw(**values)
    bundle, about = drawn(figure, checked(says))
    close(figure)
    return bundle, about, spoken(says)


class _Pulled:
    """One chart on the page, its sentence, and the levers that redraw both."""

    def __init__(self, draw: Draw, levers: dict[str, Lever], values: dict[str, Any], *, slow: bool = False) -> None:
        self.draw, self.levers, self.values, self.slow = draw, levers, values, slow
        self._waiting: asyncio.TimerHandle | None = None
        self._clearing: asyncio.TimerHandle | None = None

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
        """Redraw after one lever has moved: at once, or when the levers have come to rest."""
        self.values[key] = value
        if not self.slow:
            self.redraw()
            return
        self.words.update(spoken(say(RUNNING)), raw=True)
        self._waiting = _later(REST_SECONDS, self.redraw, instead_of=self._waiting)

    def redraw(self) -> None:
        """Draw at the levers' values; what cannot be drawn is said in the sentence's place."""
        try:
            bundle, about, sentence = _picture(self.draw, self.values)
        except Exception as odd:
            self.words.update(spoken(say(UNDRAWN, odd=odd)), raw=True)
            return
        self.chart.update(bundle, metadata=about, raw=True)
        self.words.update(sentence, raw=True)
        self._clearing = _later(CLEAR_SECONDS, clear_away, instead_of=self._clearing)


def _later(
    seconds: float, do: Callable[[], None], *, instead_of: asyncio.TimerHandle | None
) -> asyncio.TimerHandle | None:
    """Do something when the levers have rested that long, and not what waited before; at once where nobody can wait."""
    import asyncio

    if instead_of:
        instead_of.cancel()
    try:
        return asyncio.get_running_loop().call_later(seconds, do)
    except RuntimeError:
        do()
        return None
