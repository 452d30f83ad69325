"""The course at a glance: every lesson, and how far its exercises have come."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.exercises.words import N_, say

LESSONS = Path(__file__).parents[2] / "lessons"
OPEN, HELPED, OWN, RECORDED = "open", "with help", "own", "recorded"
OLD = ", old"
"""Added to a state that was reached on an earlier version of the shop's data."""
SIGNS = {OPEN: "○", HELPED: "◐", OWN: "●", RECORDED: "◆"}
CAPTION = N_("● on your own   ◐ with help   ○ not yet")
IS_RECORDED = N_("◆ recorded for your teacher")
IS_OLD = N_("* on an earlier version of the shop")
NAMES = {OPEN: N_("not yet"), HELPED: N_("with help"), OWN: N_("on your own"), RECORDED: N_("recorded")}
HERE = N_("you are here")
COMING = N_("still being written")
DONE = N_("{done} of {all}")
BEYOND = N_("go deeper")
DEEPER_FOLDER, DEEPER_SLUG = "go-deeper", "deeper-"


def slug_of(file: str) -> str:
    """Return the name by which a lesson's file is opened: without number and suffix, ``deeper-`` for optional ones."""
    path = PurePosixPath(file)
    words = re.sub(r"^\d+[a-z]?-", "", path.stem)
    return f"{DEEPER_SLUG}{words}" if path.parent.name == DEEPER_FOLDER else words


@dataclass(frozen=True)
class Stop:
    """A lesson on the map: its file below lessons/, without suffix, and its question."""

    file: str
    question: str

    @property
    def number(self) -> str:
        """Two digits, as in the file's name; an optional lesson has those of its core lesson."""
        return Path(self.file).name[:2]

    @property
    def slug(self) -> str:
        """The name by which the lesson is opened."""
        return slug_of(f"{self.file}.ipynb")

    @property
    def optional(self) -> bool:
        """Whether no core lesson needs it."""
        return self.file.startswith(f"{DEEPER_FOLDER}/")

    @property
    def here(self) -> bool:
        """Whether its notebook lies in this checkout."""
        return (LESSONS / f"{self.file}.ipynb").exists()


COURSE = (
    Stop("00-start-here", N_("Does the shop answer back?")),
    Stop("1-operations-concepts/01-what-an-operator-runs", N_("Whose number is this?")),
    Stop("1-operations-concepts/02-people-goods-place", N_("Which goods, for whom, where?")),
    Stop("2-data-reading/03-reading-the-numbers", N_("What exactly does three per cent mean?")),
    Stop("2-data-reading/04-is-this-normal", N_("Is this normal?")),
    Stop("2-data-reading/05-why-did-it-change", N_("Why did it change?")),
    Stop("2-data-reading/06-goods", N_("What sells, at what price, from which shelf?")),
    Stop("2-data-reading/07-people", N_("Who comes back, and what are they worth?")),
    Stop("3-channel-analysis/08-channels-and-cost-performance", N_("Which traffic is worth its price?")),
    Stop("3-channel-analysis/09-credit-cause-plan", N_("What would have happened anyway?")),
    Stop("4-review-practice/10-service-supply-capital", N_("What did the promise cost?")),
    Stop("4-review-practice/11-market-and-review", N_("Was it us or the market?")),
    Stop("4-review-practice/12-run-the-shop", N_("Can you run it for a quarter?")),
)

DEEPER = (
    Stop("go-deeper/04-drift-and-many-numbers", N_("Which of forty numbers really moved?")),
    Stop("go-deeper/05-whole-and-parts-disagree", N_("What if the whole and the parts disagree?")),
    Stop("go-deeper/06-price-with-many-products", N_("What do two years of prices say?")),
    Stop("go-deeper/07-forecasting-each-customer", N_("What will each customer do next?")),
    Stop("go-deeper/09a-credit-models", N_("Can a model share the credit?")),
    Stop("go-deeper/09b-the-response-curve", N_("What does every budget between return?")),
    Stop("go-deeper/10-how-long-is-the-queue", N_("How long is the queue?")),
    Stop("go-deeper/11-forecasting-with-intervals", N_("How sure is the forecast?")),
)
"""Optional notebooks. The map shows those that are here, each under the lesson it belongs to; nothing counts them."""

TABLE = "margin:0;font-size:inherit;color:inherit;border-collapse:collapse"
FOOT = "caption-side:bottom;text-align:left;padding-top:.4em;color:inherit"

States = Mapping[str, Mapping[str, str]]
"""slug → exercise → open, with help, own or recorded (", old" added for an earlier shop), in the lesson's order."""


def stops() -> list[Stop]:
    """Return what the map shows: every core lesson, each followed by the optional notebooks that are here."""
    beyond = [stop for stop in DEEPER if stop.here]
    return [stop for core in COURSE for stop in (core, *(more for more in beyond if more.number == core.number))]


def as_text(states: States, here: str) -> str:
    """Return the map for a terminal."""
    rows = [
        f"{_mark(stop)}  {_signs(states, stop):<10} {say(stop.question)}{_after(states, stop, here)}"
        for stop in stops()
    ]
    return "\n".join([*rows, _caption(states)])


def as_html(states: States, here: str) -> str:
    """Return the map as a table; only lessons that are there are links."""
    rows = "".join(_row(states, stop, here) for stop in stops())
    head = f'<caption style="{FOOT}">{_caption(states)}</caption>'
    return f'<div style="overflow-x:auto"><table style="{TABLE}">{head}<tbody>{rows}</tbody></table></div>'


def _caption(states: States) -> str:
    every = {state for lesson in states.values() for state in lesson.values()}
    more = [(IS_RECORDED, any(state.startswith(RECORDED) for state in every))]
    more.append((IS_OLD, any(state.endswith(OLD) for state in every)))
    return "   ".join([say(CAPTION), *(say(sentence) for sentence, due in more if due)])


def _sign(state: str) -> str:
    return SIGNS[state.removesuffix(OLD)] + "*" * state.endswith(OLD)


def _named(name: str, state: str) -> str:
    """Return an exercise and how far it has come, for whoever points at its sign."""
    return f"{name.replace('_', ' ')}: {say(NAMES[state.removesuffix(OLD)])}"


def _row(states: States, stop: Stop, here: str) -> str:
    left = 'style="text-align:left;color:inherit"'
    cells = [_mark(stop), _link(stop, here), _spoken(states, stop), html.escape(_after(states, stop, here))]
    return "<tr>" + "".join(f"<td {left}>{cell}</td>" for cell in cells) + "</tr>"


def _link(stop: Stop, here: str) -> str:
    question = html.escape(say(stop.question))
    if stop.slug == here:
        return f"<strong>{question}</strong>"
    if not stop.here:
        return question
    way = os.path.relpath(LESSONS / f"{stop.file}.ipynb", _folder(here)).replace(os.sep, "/")
    return f'<a href="{html.escape(way)}">{question}</a>'


def _folder(here: str) -> Path:
    return next((LESSONS / Path(stop.file).parent for stop in stops() if stop.slug == here), LESSONS)


def _mark(stop: Stop) -> str:
    """Return what stands in front of a lesson: its number, or a plus for what goes beyond it."""
    return " +" if stop.optional else stop.number


def _signs(states: States, stop: Stop) -> str:
    return "".join(map(_sign, states.get(stop.slug, {}).values()))


def _spoken(states: States, stop: Stop) -> str:
    """Return the signs with a label, so that a screen reader says the count and not the circles."""
    here = states.get(stop.slug, {}).items()
    signs = "".join(f'<span title="{html.escape(_named(name, state))}">{_sign(state)}</span>' for name, state in here)
    return f'<span role="img" aria-label="{_count(states, stop)}">{signs}</span>' if signs else ""


def _count(states: States, stop: Stop) -> str:
    here = list(states.get(stop.slug, {}).values())
    return say(DONE, done=sum(state != OPEN for state in here), all=len(here))


def _after(states: States, stop: Stop, here: str) -> str:
    said = [say(BEYOND)] if stop.optional else []
    said += [say(HERE)] if stop.slug == here else []
    said += [_count(states, stop)] if stop.slug in states or stop.slug == here else []
    return f" ({', '.join(said or [say(COMING)])})"
