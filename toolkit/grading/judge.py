"""The judge: a process of its own that alone has exercise definitions and a learner's shop, and never runs a learner's code.

It reads one request a line on its standard input, `prepare` or `judge`, and answers one line each. Values come as plain JSON
and are read once more by the answer's own type before they are placed: what was sent may be forged.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.course.bundle import seal
from toolkit.exercises import compare
from toolkit.exercises.answer import Answer, Misread
from toolkit.exercises.compare import Verdict
from toolkit.exercises.papers import stamp
from toolkit.exercises.practice import Practice, load
from toolkit.exercises.review import Review
from toolkit.grading.expected import LONGEST, expected, rule, shown
from toolkit.grading.marking import ROWS
from toolkit.grading.records import DOTS, READ
from toolkit.grading.reread import reread
from toolkit.memory import keep_all
from toolkit.shop.books import open_shop
from toolkit.shop.in_memory import InMemory

DESKS = 2
SELDOM = (200_000, 50, 100)
"""How seldom the collector looks through what lives: a shop's days are many small things and hardly a ring among them."""
FORM = "2"
"""Which form a prepared folder has; it is made anew where the form is another."""
READY = "ready.json"
OTHER_FORM = "This came as {what}, in another form than asked. What is asked for is {due}."
ODD, NOT_PLACED = "odd", "The judge could not place this answer; a person will look at it."
NOT_GIVEN = "No answer was handed in."


def main() -> None:
    """Serve until standard input ends."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    keep_all()  # each learner's days and tables take as much room as the last one's
    judge = Judge()
    out = sys.stdout
    sys.stdout = sys.stderr  # nothing a definition prints gets between the answers
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": getattr(judge, request.pop("do"))(**request)}
        except Exception as odd:  # the run goes on; the hand-in is told to be looked at by a person
            answer = {"odd": f"{type(odd).__name__}: {odd}"[:LONGEST]}
        print(json.dumps(answer, ensure_ascii=True), file=out, flush=True)


def seed_of(text: str) -> bytes:
    """Return a shop's seed from the text in which it travels: hexadecimal digits, or "classroom"."""
    return b"classroom" if text == "classroom" else bytes.fromhex(text)


class Judge:
    """Prepares shops and places answers."""

    def __init__(self) -> None:
        self._desks: OrderedDict[tuple[str, str], Practice] = OrderedDict()

    def prepare(self, slug: str, seed: str, place: str, who: str = "", game: str = "") -> str:
        """Have a learner's sealed tables and the values of all references and mistakes lie in a folder; returns the stamp.

        who, game: the learner and the season that was handed in; where it is a whole one, the lesson is about it.
        """
        folder, wanted = Path(place), stamp(load(slug))
        if _stamped(folder) == wanted:
            return wanted
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is right is nobody else's to read
        with _alone(folder), tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as name:
            if _stamped(folder) == wanted:  # another worker was faster
                return wanted
            draft = Path(name) / folder.name
            plan = load(slug)
            with _shop(slug, seed, who, game) as shop:
                desk = seal(plan, shop, draft / "sealed" / "shop", draft / "papers")
                for exercise in desk.plan.exercises.values():
                    desk.papers.known(exercise)
                desk.close()
            (draft / READY).write_text(json.dumps({"stamp": wanted, "form": FORM}), encoding="utf-8")
            if folder.exists():
                shutil.rmtree(folder)
            draft.replace(folder)
        return wanted

    def judge(
        self, slug: str, seed: str, place: str, answers: dict[str, Any], who: str = "", game: str = ""
    ) -> list[dict[str, Any]]:
        """Return one mark per exercise of the lesson, in its order."""
        desk = self._desk(slug, seed, place, who, game)
        return [self._mark_safely(desk, name, answers.get(name)) for name in desk.exercises()]

    def game(self, who: str, text: str) -> dict[str, Any]:
        """Return what a season came to that a learner handed in."""
        from toolkit.grading.games import replayed

        return replayed(who, text)

    def elsewhere(self, slug: str, places: dict[str, str], wrong: list[list[Any]]) -> list[list[str]]:
        """Return for each (student, exercise, value) that is wrong on the own shop whose shop it would be right on."""
        plan, known = load(slug), {who: _known(Path(place)) for who, place in places.items()}
        return [
            [other for other, values in known.items() if other != who and _fits(plan.exercises[name], value, values)]
            for who, name, value in wrong
        ]

    def _desk(self, slug: str, seed: str, place: str, who: str, game: str) -> Practice:
        key = (slug, place)
        if key not in self._desks:
            with _shop(slug, seed, who, game) as shop:
                self._desks[key] = Practice(
                    load(slug), shop, Path(place) / "papers", tables=Path(place) / "sealed" / "shop"
                )
            while len(self._desks) > DESKS:
                self._desks.popitem(last=False)[1].close()
        self._desks.move_to_end(key)
        return self._desks[key]

    def _mark_safely(self, desk: Practice, name: str, claim: dict[str, Any] | None) -> dict[str, Any]:
        """Return a mark; an answer that cannot be placed is told and costs no other answer its points."""
        try:
            return self._mark(desk, name, claim)
        except Exception as odd:
            exercise, said = desk.exercise(name), f"{type(odd).__name__}: {odd}"[:LONGEST]
            empty = dict.fromkeys(("code", "given", "expected", "rule"), "") | {"points": 0, "value": None, "cell": -1}
            about = {"exercise": name, "asks": exercise.asks, "of": exercise.points, "outcome": ODD, "way": ODD}
            return {**empty, **about, "words": NOT_PLACED, "said": said}

    def _mark(self, desk: Practice, name: str, claim: dict[str, Any] | None) -> dict[str, Any]:
        exercise = desk.exercise(name)
        answer, known = exercise.answer.on(desk.case), desk.papers.known(exercise)
        verdict = _verdict(desk, name, claim)
        yes = verdict.outcome == compare.YES
        return {
            "exercise": name,
            "asks": exercise.asks,
            "points": exercise.points if yes else 0,
            "of": exercise.points,
            "outcome": verdict.outcome if claim else "none",
            "way": verdict.way if claim else "none",
            "code": verdict.code,
            "words": verdict.words,
            "value": verdict.given,
            "given": shown(answer, verdict.given) or _as_claimed(claim or {}),
            "expected": expected(exercise, answer, known),
            "rule": rule(answer.form()),
            "cell": (claim or {}).get("cell", -1),
            **_by_hand(answer, verdict, desk),
        }


def _verdict(desk: Practice, name: str, claim: dict[str, Any] | None) -> Verdict:
    if claim is None:
        return Verdict("untouched", words=NOT_GIVEN)
    if claim["kind"] == DOTS:
        return desk.judge(name, ...)
    answer = desk.exercise(name).answer.on(desk.case)
    if claim["kind"] != READ:
        single = claim.get("value")
        if single is not None and not isinstance(single, list | dict):
            return desk.judge(name, single)
        return Verdict("form", words=OTHER_FORM.format(what=claim.get("what") or "value", due=answer.due()))
    try:
        value = reread(answer, claim["value"])
    except (Misread, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as odd:
        said = str(odd) if isinstance(odd, Misread) else OTHER_FORM.format(what="value", due=answer.due())
        return Verdict("form", words=said)
    exercise, papers = desk.exercise(name), desk.papers
    known = papers.known(exercise)
    others = [one for one in desk.plan.exercises.values() if one is not exercise]
    neighbours = {one.name: (one.answer.on(desk.case), papers.known(one)) for one in others}
    verdict = compare.place(exercise, value, known, answer, ask=papers.ask, neighbours=neighbours)
    return replace(verdict, words=compare.speak(exercise, verdict, known, answer, papers.ask))


def _as_claimed(claim: dict[str, Any]) -> str:
    """Return an answer of another form as it came, "1.5 (float)"; what has no short text is named by its kind alone."""
    value, what = claim.get("value"), str(claim.get("what", ""))
    single = value is not None and not isinstance(value, list | dict)
    return f"{value} ({what})"[:LONGEST] if single and what else what


def _by_hand(answer: Answer, verdict: Verdict, desk: Practice) -> dict[str, Any]:
    """Return which rows of the rubric a person fills in, and what the machine proposes, where the answer is such a one."""
    rows, seen = ROWS.get(answer.kind, ""), answer.asking(desk.papers.ask)
    proposed = seen.marks(verdict.given) if isinstance(seen, Review) and verdict.given is not None else {}
    return {"by_hand": {"rows": rows, "proposed": proposed}} if rows else {}


@contextmanager
def _shop(slug: str, seed: str, who: str, game: str) -> Iterator[Any]:
    """Open a learner's shop; in a lesson about a season it is the one of the season, and no game saved on this machine counts."""
    if not load(slug).per_game:
        yield InMemory.of(open_shop(seed=seed_of(seed)))
        return
    from toolkit.game.finished import only
    from toolkit.grading.games import looked_through

    played_on, lines = looked_through(who, game) if game else (None, [])
    with only(lines):
        yield InMemory.of(open_shop(seed=played_on or seed_of(seed)))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder's name against other workers that would prepare it."""
    import fcntl

    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamped(folder: Path) -> str:
    try:
        ready = json.loads((folder / READY).read_text(encoding="utf-8"))
        return str(ready["stamp"]) if ready["form"] == FORM else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _known(place: Path) -> dict[str, Any]:
    try:
        values: dict[str, Any] = json.loads((place / "papers" / "known.json").read_text(encoding="utf-8"))["values"]
    except (OSError, ValueError, KeyError):
        return {}
    return values


def _fits(exercise: Any, value: Any, values: dict[str, Any]) -> bool:
    try:
        return bool(exercise.answer.off(value, values[exercise.name]["ref"]) <= 1)
    except Exception:
        return False


if __name__ == "__main__":
    main()
