"""What a learner wrote down, read again: the guess diary, and the last review with what was decided."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.exercises import words
from toolkit.exercises.reply import Card
from toolkit.exercises.words import say

if TYPE_CHECKING:
    import pandas as pd

Line = Mapping[str, Any]
REVIEW = ("what", "evidence", "next")
CELL = 'style="text-align:left;color:inherit;padding:.2em .8em .2em 0"'


@dataclass(frozen=True)
class Guess:
    """One guess and, once it was looked at, what came."""

    lesson: str
    what: str
    low: float
    high: float
    came: float | None = None

    @property
    def held(self) -> bool | None:
        """Whether the range held what came; None before anybody looked."""
        return None if self.came is None else self.low <= self.came <= self.high

    @property
    def wide(self) -> float:
        """The range's width as a share of what came, or of its own middle before that."""
        of = abs(self.came if self.came is not None else (self.low + self.high) / 2)
        return (self.high - self.low) / of if of else 0.0

    def shown(self) -> list[str]:
        """Return the cells of its row."""
        came = "…" if self.came is None else f"{self.came:,.6g}"
        held = "…" if self.held is None else say(words.DIARY_YES if self.held else words.DIARY_NO)
        return [self.lesson, self.what, f"{self.low:,.6g}", f"{self.high:,.6g}", came, held]

    def reply(self) -> str:
        """Return the sentence for a guess that has been looked at."""
        fits = words.CAME_HELD if self.came else words.CAME_ZERO  # no width is a share of nothing
        held = fits if self.held else words.CAME_BELOW
        sentence = words.CAME_ABOVE if self.came is not None and self.came > self.high else held
        _, _, low, high, came, _ = self.shown()
        return say(sentence, low=low, high=high, came=came, wide=f"{self.wide:.0%}")


def guesses(lines: Iterable[Line]) -> list[Guess]:
    """Return every guess, the last one about a thing, in the order in which they were first made."""
    kept: dict[tuple[str, str], Guess] = {}
    for line in lines:
        key = (str(line.get("lesson")), str(line.get("what")))
        if line.get("kind") == "guess":
            kept[key] = Guess(*key, float(line["low"]), float(line["high"]))
        elif line.get("kind") == "came" and key in kept:
            before = kept[key]
            kept[key] = Guess(*key, before.low, before.high, float(line["value"]))
    return list(kept.values())


@dataclass(repr=False)
class Diary(Card):
    """The guess diary as a card; `.table` is the same as a DataFrame, one row a guess."""

    guesses: list[Guess] = field(default_factory=list)

    @property
    def table(self) -> pd.DataFrame:
        """Lesson, what, low, high, came, held, wide (share of the number), the first guess first."""
        import pandas as pd

        columns = ["lesson", "what", "low", "high", "came", "held", "wide"]
        return pd.DataFrame([[getattr(one, name) for name in columns] for one in self.guesses], columns=columns)


def diary(kept: list[Guess], small: str = "") -> Diary:
    """Return the guess diary: how many ranges held what came, how wide they were, and each of them."""
    if not kept:
        return Diary(say(words.DIARY_NONE), small=small)
    seen = [one for one in kept if one.held is not None]
    middle = f"{np.median([one.wide for one in seen]):.0%}" if seen else "…"
    said = [say(words.DIARY_SUM, held=sum(bool(one.held) for one in seen), n=len(seen), wide=middle)] if seen else []
    waiting = len(kept) - len(seen)
    said += [say(words.DIARY_OPEN, n=waiting)] if waiting else []
    head = [name.strip() for name in say(words.DIARY_HEAD).split("|")]
    rows = [one.shown() for one in kept]
    text = "\n".join("  ".join(row) for row in rows)
    return Diary(
        " ".join(said), say(words.DIARY_TITLE), code=text, html_of_code=_table(head, rows), small=small, guesses=kept
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    titles = "".join(f'<th scope="col" {CELL}>{html.escape(name)}</th>' for name in head)
    lines = ["".join(f"<td {CELL}>{html.escape(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    look = 'style="margin:.4em 0;font-size:inherit;color:inherit;border-collapse:collapse"'
    return f'<div style="overflow-x:auto"><table {look}><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>'


def read_back(lines: Iterable[Line], here: str, small: str = "") -> Card:
    """Return the last review written in another lesson, and what was decided there: when to look again, and why not."""
    others = [line for line in lines if line.get("lesson") != here]
    notes = [line for line in others if line.get("kind") == "note"]
    decided = [line for line in others if line.get("kept")]
    last = (notes or decided)[-1:]
    if not last:
        return Card(say(words.READ_BACK_NONE), small=small)
    note = [say(words.READ_NOTE, **{name: line.get(name, "") for name in REVIEW}) for line in notes[-1:]]
    of_it = {str(line.get("exercise")): line for line in decided if line.get("lesson") == last[0].get("lesson")}
    told = [_decided(name, line["kept"]) for name, line in of_it.items()]
    return Card("\n".join([*note, *told]), say(words.READ_BACK), small=small)


def _decided(name: str, kept: Mapping[str, Any]) -> str:
    said = [say(words.READ_DECIDED, name=name.replace("_", " "), choice=kept["choice"])] if "choice" in kept else []
    for key, sentence in (("look_again", words.READ_AGAIN), ("change_mind", words.READ_MIND)):
        said += [say(sentence, **{key: kept[key]})] if key in kept else []
    return "\n".join(said)
