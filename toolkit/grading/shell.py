"""A notebook's shell without a notebook: cells run as IPython runs them, and nothing is shown to anybody."""

from __future__ import annotations

import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

LONGEST = 300


class _Keeps(DisplayHook):
    """Keeps a cell's last value as `_`; drawing it for a reader would only cost time."""

    def __call__(self, result: Any = None) -> None:
        if result is not None:
            GradingShell.instance().user_ns["_"] = result


class _Silent(DisplayPublisher):
    def publish(self, *_: Any, **__: Any) -> None:
        """Show nothing."""


class _Plain(DisplayFormatter):
    def format(self, *_: Any, **__: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Work no picture or table out."""
        return {}, {}


class GradingShell(InteractiveShell):
    """Runs cells with magics and top-level await; plots stay with Agg, and no cell can end the run by asking to."""

    displayhook_class = Type(_Keeps)
    display_pub_class = Type(_Silent)

    def init_display_formatter(self) -> None:
        """Use the formatter that draws nothing."""
        self.display_formatter = _Plain(parent=self)

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: nobody looks."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[str, str]:
        """Stay with Agg, whatever a %matplotlib line asks for."""
        return "agg", "agg"

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Say nothing here; the error is taken from the cell's result."""

    showsyntaxerror = showtraceback

    def ask_exit(self) -> None:
        """Go on with the next cell."""

    def close_figures(self) -> None:
        """Close what a cell drew, as a notebook does; the figures themselves live on where a name holds them."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.close("all")


def make_shell() -> GradingShell:
    """Make the one shell, with no history and no profile."""
    config: Any = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell: GradingShell = GradingShell.instance(config=config)
    return shell


def last_line(error: BaseException) -> str:
    """Return the last line of an error's traceback, whatever the error does when it is asked."""
    try:
        name = str(type.__getattribute__(type(error), "__name__"))
        return f"{name}: {error}"[:LONGEST]
    except BaseException:
        return "an error that cannot be shown"
