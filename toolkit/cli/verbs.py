"""The verbs: what each does, an example, and the function that does it, imported when it is called.

Standard library only, so that help and "did you mean" answer before anything is installed.
"""

from __future__ import annotations

import difflib
import importlib
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Verb:
    """One word after `python3 -m toolkit`: its sentence, its example, its function and the packages it needs."""

    does: str
    example: str
    target: str
    needs: str = "learner"


VERBS = {
    "lab": Verb("Open the course in JupyterLab.", "lab --no-browser --port 8899", "toolkit.cli.lab:command"),
    "test": Verb("Run the tests and every notebook.", "test --without-browser", "toolkit.cli.testing:command", "test"),
    "shop": Verb(
        "Write a shop of any size to files.", "shop --scale 50 --seed 7 --out big", "toolkit.cli.shop:command"
    ),
    "build": Verb("Build and run the solutions.", "build is-this-normal", "toolkit.course.build:command"),
    "check-lessons": Verb(
        "Look at every lesson with a strict eye.",
        "check-lessons is-this-normal",
        "toolkit.course.check_lessons:command",
    ),
    "exercise": Verb(
        "Show an exercise's right and wrong answers on three shops.",
        "exercise is-this-normal/usual_visitors",
        "toolkit.exercises.inspect:command",
    ),
    "class": Verb(
        "Make what a class is handed.",
        "class bundle autumn --lesson is-this-normal --roster roster.csv",
        "toolkit.course.bundle:group",
    ),
    "grade": Verb(
        "Grade a class, safely.",
        "grade hand-ins/ --lesson is-this-normal --roster roster.csv --out grades/",
        "toolkit.grading.command:command",
    ),
    "bench": Verb("Measure what the course costs.", "bench generate --runs 3", "toolkit.bench.command:command", "test"),
    "lock": Verb("Resolve requirements again into the hash-pinned locks.", "lock", "toolkit.cli.lock:command", "test"),
    "clean": Verb(
        "Remove what can be made again; progress is kept.", "clean --environment", "toolkit.cli.clean:command"
    ),
}


@dataclass(frozen=True)
class Said:
    """An answer that needed no environment, and the exit code that goes with it."""

    text: str
    code: int = 0


def answer_without_environment(arguments: list[str]) -> Said | None:
    """Answer a bare call, `--help` or an unknown verb; None where a verb has to be run."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        return Said(overview())
    if arguments[0] not in VERBS:
        return Said(unknown(arguments[0]), 2)
    return None


def overview() -> str:
    """Build the help of `python3 -m toolkit`."""
    width = max(map(len, VERBS))
    lines = "\n".join(f"  {name:{width}}  {verb.does}" for name, verb in VERBS.items())
    more = "Example: python3 -m toolkit lab\nMore: python3 -m toolkit VERB --help"
    return f"Usage: python3 -m toolkit VERB [OPTIONS]\n\n{lines}\n\n{more}"


def unknown(word: str) -> str:
    """Build the three-part message for a verb that does not exist."""
    near = difflib.get_close_matches(word, VERBS, n=1, cutoff=0.5)
    hint = f'Did you mean "{near[0]}"?' if near else "Try: python3 -m toolkit --help"
    return f'There is no verb "{word}". Verbs: {", ".join(VERBS)}.\n{hint}'


def short_help(name: str) -> str:
    """Build a verb's help as far as it can be told before its packages are installed."""
    usage = f"Usage: python3 -m toolkit {name} [OPTIONS]\n\n  {VERBS[name].does}"
    return f"{usage}\n\n{example(name)}\nIts options are listed here once the environment stands."


def example(name: str) -> str:
    """Build the line that shows a verb in use."""
    return f"Example: python3 -m toolkit {VERBS[name].example}"


def run(arguments: list[str]) -> int:
    """Run a verb inside the environment. Returns its exit code. Raises: KeyboardInterrupt."""
    name, rest = arguments[0], arguments[1:]
    command = load(name)
    command.epilog = command.epilog or example(name)
    try:
        end = command.main(args=rest, prog_name=f"python3 -m toolkit {name}", standalone_mode=False)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except Exception as raised:
        return _told(raised)
    return end if isinstance(end, int) else 0


def _told(raised: Exception) -> int:
    """Let click say what was typed wrongly. Returns the exit code. Raises: KeyboardInterrupt, or what is not click's."""
    click = sys.modules.get("click")
    if click and isinstance(raised, click.Abort):  # what click makes of Ctrl-C
        raise KeyboardInterrupt from raised
    if not click or not isinstance(raised, click.ClickException):
        raise raised
    raised.show()
    return int(raised.exit_code)


def load(name: str) -> Any:
    """Import a verb's click command."""
    module, _, function = VERBS[name].target.partition(":")
    return getattr(importlib.import_module(module), function)
