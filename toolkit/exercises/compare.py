"""Which of the known values an answer is, and what is said about it.

In this order: untouched, of another form, right, right another way, a modelled mistake, within the wider circle, a
neighbouring exercise's answer, a general misreading, off. A mistake or misreading is named only where it lies at least
twice the tolerance away from every right value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from toolkit.exercises import plain, words
from toolkit.exercises.answer import FAR, Answer, Ask, Misread, Untouched
from toolkit.exercises.exercise import Exercise, Function, Mistake
from toolkit.exercises.patience import Hangs, patiently
from toolkit.exercises.words import say

NAMED_FROM = 2.0
HANGS = "GEN-HANGS"
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


Neighbours = Mapping[str, tuple[Answer, Known]]
"""The other exercises of the lesson whose values are known: name → (type with the case filled in, values)."""


@dataclass(frozen=True)
class Verdict:
    """What an answer turned out to be.

    way: untouched, form, right, true, also, fine, mistake, misread or off. label: the other right way, or the code of a
    general misreading. words: empty until `speak` has put it into a sentence.
    """

    way: str
    given: Any = None
    mistake: Mistake | None = None
    label: str = ""
    words: str = ""

    @property
    def code(self) -> str:
        """The code of the modelled mistake or general misreading, or nothing."""
        return self.mistake.code if self.mistake else self.label if self.way in ("misread", "form") else ""

    @property
    def outcome(self) -> str:
        """One of the three: yes, not quite, not yet."""
        if self.way in ("right", "true", "also", "fine"):
            return YES
        return NOT_YET if self.way == "untouched" else NOT_QUITE


def judge(
    exercise: Exercise,
    value: object,
    known: Known,
    answer: Answer | None = None,
    *,
    ask: Ask | None = None,
    neighbours: Neighbours | None = None,
) -> Verdict:
    """Return what a value is.

    answer: the exercise's type with the case filled in. ask: for types that recompute on the shop. neighbours: the other
    exercises of the lesson, so that an answer under another's name is recognised.
    """
    answer = answer or exercise.answer
    read = form(exercise, value, answer)
    if read.way == "form" and read.label != HANGS:
        return _disguised(value, known, answer) or read
    return read if read.way != "read" else place(exercise, read.given, known, answer, ask=ask, neighbours=neighbours)


def _disguised(value: object, known: Known, answer: Answer) -> Verdict | None:
    """Recognise the right number in quotation marks."""
    undressed = _read_patiently(answer.undressed, value)
    if undressed is None or not any(answer.off(undressed, right) <= 1 for right in known.rights()):
        return None
    return Verdict("form", words=say(words.RIGHT_IN_QUOTES), label="GEN-TEXT")


def _read_patiently(read: Any, value: object) -> Any:
    try:
        return patiently(lambda: read(value))
    except Exception:
        return None


def form(exercise: Exercise, value: object, answer: Answer) -> Verdict:
    """Return the verdict on the form alone; way "read" where the form is right."""
    try:
        read = answer.read(value) if plain.harmless(value) else patiently(lambda: answer.read(value))
        return Verdict("read", read)
    except Untouched as dots:
        part = str(dots)
        sentence = say(words.DOTS_INSIDE, part=part) if part else say(words.DOTS, name=exercise.name)
        return Verdict("untouched", words=sentence)
    except Misread as odd:
        return Verdict("form", words=str(odd))
    except Hangs:
        return Verdict("form", words=say(words.NO_PATIENCE, due=answer.due()), label=HANGS)
    except Exception:
        return Verdict("form", words=say(words.UNREADABLE, due=answer.due(), what=say(words.SOMETHING_ELSE)))


def place(
    exercise: Exercise,
    given: Any,
    known: Known,
    answer: Answer,
    *,
    ask: Ask | None = None,
    neighbours: Neighbours | None = None,
) -> Verdict:
    """Return what a value already read (plain JSON) is; the judge of a recorded answer begins here."""
    answer = answer.asking(ask) if ask else answer
    yes = _right(given, known, answer)
    if yes:
        return yes
    mistake = nearest_mistake(exercise, given, known, answer)
    if mistake:
        return Verdict("mistake", given, mistake=mistake)
    wider = answer.wider(exercise.fine, exercise.fine_share)
    if wider and any(wider.off(given, right) <= 1 for right in known.rights()):
        return Verdict("fine", given)
    return _general(given, known, answer, neighbours or {}) or Verdict("off", given)


def _right(given: Any, known: Known, answer: Answer) -> Verdict | None:
    if answer.off(given, known.ref) <= 1:
        return Verdict("right", given)
    if known.true is not None and answer.off(given, known.true) <= 1:
        return Verdict("true", given)
    for label, other in known.also.items():
        if answer.off(given, other) <= 1:
            return Verdict("also", given, label=label)
    return None


def _general(given: Any, known: Known, answer: Answer, neighbours: Neighbours) -> Verdict | None:
    """Recognise a neighbour's answer or a misreading that can befall any value, well away from right."""
    if any(answer.apart(given, right) < NAMED_FROM for right in known.rights()):
        return None
    for name, (other, values) in neighbours.items():
        if _answers(given, answer, other, values):
            return Verdict("misread", given, label="GEN-NEXT", words=say(words.NEIGHBOUR, name=name))
    for right in known.rights():
        odd = answer.misread(given, right)
        if odd:
            return Verdict("misread", given, label=odd.code, words=odd.words)
    return None


def _answers(given: Any, answer: Answer, other: Answer, values: Known) -> bool:
    same_kind = type(answer) is type(other) and answer.kind == other.kind
    try:
        return same_kind and other.is_plainly(given, values.ref)
    except (KeyError, TypeError, ValueError):  # a neighbour with other parts or columns
        return False


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
    answer = answer.asking(ask)
    asked = partial(ask, given=verdict.given, ref=known.ref, true=known.true)
    shown = {"given": answer.show(verdict.given), "ref": answer.show(known.ref), "label": verdict.label}
    if verdict.mistake:
        return _filled(verdict.mistake.words, verdict.mistake.says, asked, shown)
    if verdict.way == "off":
        return answer.nudge(verdict.given, min(known.rights(), key=partial(answer.off, verdict.given)))
    if verdict.way in ("also", "fine"):
        return say(words.YES_ALSO if verdict.way == "also" else words.YES_FINE, **shown)
    if not exercise.yes_says and answer.praise(verdict.given, known.ref):
        return answer.praise(verdict.given, known.ref)
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
