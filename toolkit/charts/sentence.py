"""No chart without a sentence: `show(figure, says="…")`."""

from __future__ import annotations

import base64
import html
import io
import re
import sys
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import DPI, SHARP, has_chinese, look
from toolkit.speech import N_, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHINESE = re.compile(r"[\u3400-\u9fff]")
SENTENCE = (
    "margin:.2em 0 .8em;max-width:50em;line-height:1.5;color:inherit;"
    "font-family:var(--jp-content-font-family,sans-serif);font-size:var(--jp-content-font-size1,14px)"
)
NO_CHINESE = N_("(This machine has no Chinese font, so Chinese words in the chart are drawn as boxes.)")
UNSAID = N_('The sentence under the chart is {given}. A chart is shown with what it says. Write says="Most days …".')
NO_CHART = N_(
    "This is a {kind}. A chart is a matplotlib figure or axes, or a seaborn grid. Hand in what line(...) returned."
)


class NoSentence(ValueError):
    """A chart has no sentence."""


class NotAChart(TypeError):
    """What was to be shown is not a chart."""


def show(figure: Any, says: str) -> None:
    """Show a chart with the sentence that says what it shows, and close it.

    figure: a matplotlib Figure or Axes, or a seaborn grid. says: kept as alternative text and printed under the chart.
    Raises: NotAChart, NoSentence.
    """
    picture, sentence = _figure_of(figure), checked(says)
    bundle, about = drawn(picture, sentence)
    close(picture)
    put(bundle, about, spoken(f"{sentence} {_boxes(picture)}".strip()))


def checked(says: str) -> str:
    """Return the sentence, trimmed. Raises: NoSentence."""
    if not isinstance(says, str) or not says.strip():
        raise NoSentence(say(UNSAID, given=repr(says)))
    return says.strip()


def _figure_of(chart: Any) -> Figure:
    found: Any
    for found in (chart, getattr(chart, "figure", None)):
        if hasattr(found, "savefig") and hasattr(found, "get_size_inches"):
            return found
    raise NotAChart(say(NO_CHART, kind=type(chart).__name__))


def drawn(figure: Figure, sentence: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a figure as a display bundle and its metadata: a sharp PNG that knows its width and its words."""
    paper = io.BytesIO()
    with look():
        figure.savefig(paper, format="png", dpi=DPI * SHARP, metadata={"Software": None, "Description": sentence})
    wide, high = (round(inches * DPI) for inches in figure.get_size_inches())
    picture = base64.b64encode(paper.getvalue()).decode()
    about = {"image/png": {"width": wide, "height": high, "alt": sentence}}
    return {"image/png": picture, "text/plain": f"[chart] {sentence}"}, about


def spoken(sentence: str) -> dict[str, str]:
    """Return the sentence as a display bundle."""
    said = html.escape(sentence, quote=False)
    return {"text/plain": sentence, "text/html": f'<p style="{SENTENCE}">{said}</p>'}


_told: list[bool] = []


def _boxes(figure: Figure) -> str:
    """Say once that Chinese words in a chart cannot be drawn on this machine."""
    if has_chinese() or _told:
        return ""
    from matplotlib.text import Text

    found = any(CHINESE.search(text.get_text()) for text in figure.findobj(Text) if isinstance(text, Text))
    _told.extend([True] * found)
    return say(NO_CHINESE) * found


def close(figure: Figure) -> None:
    """Close a figure that pyplot knows, so that it is not shown twice."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)


def put(bundle: dict[str, Any], about: dict[str, Any], sentence: dict[str, str]) -> None:
    """Display picture and sentence in a notebook; in a terminal print the sentence."""
    if in_notebook():
        from IPython.display import display

        display(bundle, metadata=about, raw=True)  # type: ignore[no-untyped-call]
        display(sentence, raw=True)  # type: ignore[no-untyped-call]
    else:
        sys.stdout.write(sentence["text/plain"] + "\n")


def in_notebook() -> bool:
    """Tell whether somebody displays pictures here."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None) is not None
