"""What a learner sees: a card in HTML, the same in plain text, and buttons where a kernel is live.

Colours come from JupyterLab's own theme (`--jp-…`), with the text colour inherited elsewhere (VS Code, nbconvert), so light
and dark both read well; the outcome is always a word, never a colour alone. Where no button can be pressed, the plain text
says what to type instead.
"""

from __future__ import annotations

import html
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from toolkit.exercises import words
from toolkit.exercises.words import say

EDGES = {"yes": "#0072b2", "recorded": "#0072b2", "not quite": "#d55e00", "not yet": "#767676", "": "#767676"}
TITLES = {"yes": words.YES, "recorded": words.RECORDED, "not quite": words.NOT_QUITE, "not yet": words.NOT_YET}
CARD = (
    "border-left:4px solid {edge};padding:.5em 1em;margin:.3em 0;max-width:44em;color:inherit;line-height:1.5;"
    "font-family:var(--jp-ui-font-family,sans-serif);font-size:var(--jp-content-font-size1,14px)"
)
CODE = (
    "background:var(--jp-layout-color2,rgba(128,128,128,.15));color:inherit;padding:.6em;overflow-x:auto;"
    "font-family:var(--jp-code-font-family,monospace);font-size:var(--jp-code-font-size,13px)"
)
SMALL = "font-size:90%;margin:.4em 0 0"
WIDTH = 78


def always() -> bool:
    """Tell that a button is there from the start."""
    return True


@dataclass(frozen=True)
class Action:
    """A button: its label, what it says when pressed, what to type where nothing can be pressed, and when it is there."""

    label: str
    act: Callable[[], Card]
    typed: str = ""
    ready: Callable[[], bool] = always


@dataclass
class Card:
    """One thing said to the learner: a title, a sentence, and perhaps code, a table in HTML, a line of small print.

    html_of_code: shown in HTML in place of the code, as a table is in place of its lines of text.
    """

    words: str
    title: str = ""
    outcome: str = ""
    code: str = ""
    small: str = ""
    inner_html: str = ""
    html_of_code: str = ""
    actions: list[Action] = field(default_factory=list, repr=False, compare=False)

    def __repr__(self) -> str:
        parts = [self._head(), textwrap.indent(self.code, "    "), textwrap.fill(self.small, WIDTH), self._typed()]
        return "\n".join(part for part in parts if part)

    def _head(self) -> str:
        said = f"{self.title}: {self.words}" if self.title and self.words else self.title or self.words
        return "\n".join(textwrap.fill(line, WIDTH) for line in said.splitlines())

    def _typed(self) -> str:
        """Return what to type instead of pressing a button."""
        typed = [action.typed for action in self.actions if action.typed and action.ready()]
        return say(words.TYPE_INSTEAD, typed=", ".join(typed)) if typed else ""

    def _repr_html_(self) -> str:
        title = f"<strong>{html.escape(self.title)}</strong> " if self.title else ""
        body = f'<p style="margin:0">{title}{_marked(self.words)}</p>' if title or self.words else ""
        written = f'<pre tabindex="0" style="{CODE}">{html.escape(self.code)}</pre>' if self.code else ""
        code = self.html_of_code or written
        small = f'<p style="{SMALL}">{_marked(self.small)}</p>' if self.small else ""
        style = CARD.format(edge=EDGES[self.outcome])
        return f'<div role="status" style="{style}">{body}{code}{self.inner_html}{small}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]
        if self.actions and kernel_is_live():
            display(buttons(self.actions))  # type: ignore[no-untyped-call]


@dataclass(repr=False)
class Reply(Card):
    """The answer to a check: not yet, not quite because …, or yes and …."""

    name: str = ""
    way: str = ""
    mistake: str = ""


class MapCard(Card):
    """The course map: its text in a terminal, its table in a notebook."""

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.words, self.small) if part)

    def _repr_html_(self) -> str:
        return Card("", inner_html=self.inner_html, small=self.small)._repr_html_()


def reply(outcome: str, said: str, **more: Any) -> Reply:
    """Build the reply to a check."""
    return Reply(said, say(TITLES[outcome]), outcome, **more)


def _marked(sentence: str) -> str:
    """Escape a sentence for HTML; what stands between backticks is set as code, a line break stays one."""
    pieces = html.escape(sentence, quote=False).split("`")
    coded = "".join(f"<code>{piece}</code>" if at % 2 else piece for at, piece in enumerate(pieces))
    return coded.replace("\n", "<br>")


def kernel_is_live() -> bool:
    """Tell whether a notebook kernel is there to listen to a button."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None) is not None


def buttons(actions: list[Action]) -> Any:
    """Return a row of buttons (ipywidgets); a press puts what it has to say under the row, and may bring a further button."""
    import ipywidgets as widgets

    shelf = widgets.HTML()
    row = widgets.HBox(layout=widgets.Layout(flex_flow="row wrap"))
    made = [widgets.Button(description=action.label, layout=widgets.Layout(width="auto")) for action in actions]

    def those_ready() -> None:
        row.children = [button for button, action in zip(made, actions, strict=True) if action.ready()]

    def press(action: Action) -> None:
        shelf.value = action.act()._repr_html_()
        those_ready()

    for button, action in zip(made, actions, strict=True):
        button.on_click(lambda _, action=action: press(action))
    those_ready()
    return widgets.VBox([row, shelf])
