"""Which of the known values an answer is, and what is said about it.

In this order: untouched, of another form, right, right another way, a modelled mistake, within the wider circle, off.
A mistake is named only where it lies at least twice the tolerance away from every right value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from toolkit.exercises import words
from toolkit.exercises.answer import FAR, Answer, Misread, Untouched
from toolkit.exercises.exercise import Exercise, Function, Mistake
from toolkit.exercises.words import say

Ask = Callable[..., Any]
NAMED_FROM = 2.0
YES, NOT_QUITE, NOT_YET = "yes", "not quite", "not yet"


@dataclass(frozen=True)
class Known:
    """The values of one exercise on one shop, in plain JSON: the reference's, other ways', truth's, mistakes'."""

    ref: Any
    also: dict[str, Any] = field(default_factory=dict)
    true: Any = None
    mistakes: dict[str, Any] = field(default_factory=dict)

    def rights(self) -> list[Any]:
        """Return every value that counts as right, the reference's first."""
        return [self.ref, *([] if self.true is None else [self.true]), *self.also.values()]


@dataclass(frozen=True)
class Verdict:
    """What an answer turned out to be.

    way: untouched, form, right, true, also, fine, mistake or off. words: empty until `speak` has put it into a sentence.
    """

    way: str
    given: Any = None
    mistake: Mistake | None = None
    label: str = ""
    words: str = ""

    @property
    def outcome(self) -> str:
        """One of the three: yes, not quite, not yet."""
        if self.way in ("right", "true", "also", "fine"):
            return YES
        return NOT_YET if self.way == "untouched" else NOT_QUITE


def judge(exercise: Exercise, value: object, known: Known, answer: Answer | None = None) -> Verdict:
    """Return what a value is; `answer` is the exercise's type with the case filled in."""
    answer = answer or exercise.answer
    read = form(exercise, value, answer)
    return read if read.way != "read" else _place(exercise, read.given, known, answer)


def form(exercise: Exercise, value: object, answer: Answer) -> Verdict:
    """Return the verdict on the form alone; way "read" where the form is right."""
    try:
        return Verdict("read", answer.read(value))
    except Untouched as dots:
        part = str(dots)
        sentence = say(words.DOTS_INSIDE, part=part) if part else say(words.DOTS, name=exercise.name)
        return Verdict("untouched", words=sentence)
    except Misread as odd:
        return Verdict("form", words=str(odd))
    except Exception:
        return Verdict("form", words=say(words.UNREADABLE, due=answer.due(), what=say(words.SOMETHING_ELSE)))


def _place(exercise: Exercise, given: Any, known: Known, answer: Answer) -> Verdict:
    if answer.off(given, known.ref) <= 1:
        return Verdict("right", given)
    if known.true is not None and answer.off(given, known.true) <= 1:
        return Verdict("true", given)
    for label, other in known.also.items():
        if answer.off(given, other) <= 1:
            return Verdict("also", given, label=label)
    mistake = nearest_mistake(exercise, given, known, answer)
    if mistake:
        return Verdict("mistake", given, mistake=mistake)
    wider = answer.wider(exercise.fine, exercise.fine_share)
    if wider and any(wider.off(given, right) <= 1 for right in known.rights()):
        return Verdict("fine", given)
    return Verdict("off", given)


def nearest_mistake(exercise: Exercise, given: Any, known: Known, answer: Answer) -> Mistake | None:
    """Return the modelled mistake that made this value, or None."""
    near = [
        (answer.like(given, known.mistakes[mistake.name]), at)
        for at, mistake in enumerate(exercise.mistakes)
        if mistake.name in known.mistakes and is_named(answer, known.mistakes[mistake.name], known)
    ]
    distance, at = min(near, default=(FAR, -1))
    return exercise.mistakes[at] if distance <= 1 else None


def is_named(answer: Answer, mistaken: Any, known: Known) -> bool:
    """Tell whether a mistake lies far enough from every right value to be named."""
    return all(answer.apart(mistaken, right) >= NAMED_FROM for right in known.rights())


def speak(exercise: Exercise, verdict: Verdict, known: Known, answer: Answer, ask: Ask) -> str:
    """Return the reply's sentence, in the learner's own numbers.

    ask: calls a function of the definition with shop, case and whatever else it names.
    """
    if verdict.words:
        return verdict.words
    asked = partial(ask, given=verdict.given, ref=known.ref, true=known.true)
    shown = {"given": answer.show(verdict.given), "ref": answer.show(known.ref), "label": verdict.label}
    if verdict.mistake:
        return _filled(verdict.mistake.words, verdict.mistake.says, asked, shown)
    if verdict.way == "off":
        return answer.nudge(verdict.given, known.ref)
    if verdict.way in ("also", "fine"):
        return say(words.YES_ALSO if verdict.way == "also" else words.YES_FINE, **shown)
    return _yes(exercise, known, answer, asked, shown)


def _yes(exercise: Exercise, known: Known, answer: Answer, ask: Ask, shown: dict[str, Any]) -> str:
    if exercise.yes_says:
        return _filled(" ".join((exercise.yes_says.__doc__ or "").split()), exercise.yes_says, ask, shown)
    if known.true is not None:
        return say(words.YES_TRUTH, truth=answer.show(known.true), **shown)
    return say(words.YES_PLAIN, **shown)


def _filled(sentence: str, says: Function | None, ask: Ask, shown: dict[str, Any]) -> str:
    """Fill a definition's sentence; its function returns facts for the placeholders, or the sentence itself."""
    facts = _facts(says, ask)
    if isinstance(facts, str):
        return facts
    return say(sentence or words.YES_PLAIN, **{**shown, **facts})


def _facts(says: Function | None, ask: Ask) -> dict[str, Any] | str:
    if says is None:
        return {}
    try:
        facts: dict[str, Any] | str = ask(says)
    except Exception:
        return {}
    return facts
