# ruff: noqa: D102 - what each method means is said once, in Answer
"""The plan: a `Decisions` played in the simulator, held against the best one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from toolkit.exercises import plain, sheet_words, words
from toolkit.exercises.answer import FAR, Answer, Ask, Untouched, a_thing, one, refuse
from toolkit.exercises.levers import NotAPlan, as_json, flat, from_json, known_class
from toolkit.exercises.words import say

Function = Callable[..., Any]
ALIKE = 0.05
"""How far (relative) two plans' amounts may lie apart and still be the same plan to a modelled mistake."""


class Played(NamedTuple):
    """What a plan came to: yuan earned, and what the definition's score handed back besides."""

    earned: float
    outcome: Any = None


_played: WeakKeyDictionary[Any, dict[str, Played]] = WeakKeyDictionary()


@dataclass(frozen=True, kw_only=True)
class Plan(Answer):
    """A `Decisions`, right where it breaks no constraint and its regret (short of the best, as a share) is small enough.

    score: (shop, case, given, …) → yuan, or {"earned": yuan, …} with what the constraints look at; given is the
    `Decisions`. best: (shop, case, truth, …) → yuan of the best plan from the response curves, or the best `Decisions`,
    which is then played once. constraints: name → (given, outcome, …) → True where it is kept; outcome is what `score`
    returned. Everything played is remembered, so that a check plays the simulator at most twice.
    """

    kind: ClassVar[str] = "plan"
    hidden: ClassVar[tuple[str, ...]] = ("score", "best", "constraints", "ask")
    regret: float = 0.05
    score: Function | None = None
    best: Function | None = None
    constraints: Mapping[str, Function] = field(default_factory=dict)
    ask: Ask | None = None
    shown: str = ",.0f"

    def asking(self, ask: Ask) -> Answer:
        return replace(self, ask=ask)

    def due(self) -> str:
        return say(sheet_words.DUE_PLAN)

    def read(self, value: object) -> Any:
        if plain.untouched(value):
            raise Untouched("")
        if known_class(value) is None or plain.class_name(value) != "Decisions":
            if plain.items(value) is None:
                one(value, self.due())
            raise refuse(sheet_words.NOT_A_PLAN, due=self.due(), what=a_thing(plain.class_name(value)))
        try:
            return as_json(value)
        except NotAPlan as odd:
            raise refuse(sheet_words.PLAN_HOLDS, what=str(odd)) from None

    def off(self, given: Any, right: Any) -> float:
        if _same(given, right) == 0:
            return 0.0
        if self.ask is None or self.broken(given):
            return FAR
        best = self.best_earned()
        short = best - self.played(given).earned
        return max(short, 0.0) / (self.regret * abs(best)) if best else float(short > 0) * FAR

    def like(self, given: Any, mistaken: Any) -> float:
        return _same(given, mistaken) / ALIKE

    def apart(self, mistaken: Any, right: Any) -> float:
        return _same(mistaken, right) / ALIKE

    def played(self, given: Any) -> Played:
        """Return what a plan earns; the simulator is asked once per shop and plan."""
        score, ask = self.score, self.ask
        assert score is not None
        assert ask is not None
        return self._once(f"plan {given}", lambda: _outcome(ask(score, given=from_json(given))))

    def best_earned(self) -> float:
        """Return what the best plan earns."""
        best, ask = self.best, self.ask
        assert best is not None
        assert ask is not None
        found = self._once("best", lambda: Played(0.0, _best(ask(best)))).outcome
        return float(found) if isinstance(found, float | int) else self.played(found).earned

    def _once(self, name: str, work: Callable[[], Played]) -> Played:
        """Keep what was played beside the lesson's papers; two exercises of one lesson do not share a score."""
        ours = _played.setdefault(getattr(self.ask, "__self__", self.ask), {})
        key = f"{getattr(self.score, '__qualname__', '')} {getattr(self.best, '__qualname__', '')} {name}"
        if key not in ours:
            ours[key] = work()
        return ours[key]

    def broken(self, given: Any) -> str:
        """Return the name of the first constraint a plan breaks, or nothing."""
        ask = self.ask
        assert ask is not None
        outcome, decided = self.played(given).outcome, from_json(given)
        kept = {name: ask(rule, given=decided, outcome=outcome) for name, rule in self.constraints.items()}
        return next((name for name, holds in kept.items() if not holds), "")

    def nudge(self, given: Any, right: Any) -> str:
        if self.ask is None:
            return say(words.SOMETHING_ELSE)
        earned = format(self.played(given).earned, self.shown)
        broken = self.broken(given)
        if broken:
            return say(sheet_words.PLAN_BREAKS, earned=earned, rule=say(broken))
        return say(sheet_words.PLAN_SHORT, earned=earned, **self._against_best(given))

    def _against_best(self, given: Any) -> dict[str, str]:
        best = self.best_earned()
        short = max(best - self.played(given).earned, 0.0)
        return {"best": format(best, self.shown), "regret": f"{short / abs(best):.1%}" if best else "0 %"}

    def praise(self, given: Any, right: Any) -> str:
        if self.ask is None:
            return ""
        return say(
            sheet_words.PLAN_YES, earned=format(self.played(given).earned, self.shown), **self._against_best(given)
        )

    def kept(self, value: Any) -> dict[str, Any]:
        return {"plan": self.show(value)}

    def show(self, value: Any) -> str:
        decided = [f"{path.lstrip('.')} {amount}" for path, amount in flat(value)]
        return ", ".join(decided[:8]) + (", …" if len(decided) > 8 else "")


def _outcome(returned: Any) -> Played:
    earned = returned["earned"] if isinstance(returned, Mapping) else returned
    return Played(float(earned), returned)


def _best(returned: Any) -> Any:
    return as_json(returned) if known_class(returned) else float(returned)


def _same(given: Any, other: Any) -> float:
    """Return the largest relative difference between two plans' amounts; a lever only one of them pulls counts in full."""
    ours, theirs = dict(flat(given)), dict(flat(other))
    return max((_relative(ours.get(path), theirs.get(path)) for path in {*ours, *theirs}), default=0.0)


def _relative(a: Any, b: Any) -> float:
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (a, b))
    if not numbers:
        return 0.0 if a == b else 1.0
    return abs(a - b) / max(abs(a), abs(b)) if a != b else 0.0
