"""Lessons on real shops: a desk a seed, and a learner's hand-in for everything a definition models."""

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.exercises import compare
from toolkit.exercises.practice import Practice, load
from toolkit.shop.books import Shop, open_shop


@lru_cache(maxsize=3)
def lived(seed):
    """The shop of a seed whose days are kept: the lessons of a worker sit in the same few shops, one after the other."""
    return open_shop(seed=seed)


class Lasting(Shop):
    """A lesson's shop: its tables go with the lesson, its days and mornings are those lived once for all lessons."""

    @property
    def facts(self):
        return lived(self.seed).facts

    def _morning(self, day):
        return lived(self.seed)._morning(day)


@lru_cache(maxsize=3)
def desk(slug, seed):
    """The practice desk of a lesson on the shop of one seed; its papers are made afresh. A lesson's tables go with it."""
    plan = load(slug)
    shop = Lasting(str(seed).encode())
    shop.make(plan.tables)
    return Practice(plan, shop, Path(shelf().name) / f"{slug}-{seed}")


@cache
def shelf():
    """One folder for all papers, gone with the last test."""
    return TemporaryDirectory(prefix="papers-")


def known(at, name):
    """Values of the reference, the other right ways and the mistakes, as plain JSON."""
    return at.papers.known(at.exercise(name))


def answer(at, name):
    """The answer type, with the case filled in."""
    return at.exercise(name).answer.on(at.case)


def hand_in(at, name, value):
    """What a learner would type to hand in this value; parts a mistake does not speak of are right."""
    right = known(at, name).ref
    return {**right, **value} if isinstance(right, dict) else value


def is_placed(kind):
    """Whether values of a type are known as they were read, so that they are placed and not read again."""
    parts = getattr(kind, "parts", {})
    return kind.kind in ("table", "chart", "review", "plan", "found") or any(is_placed(part) for part in parts.values())


def written(rows, right):
    """What a learner would write who makes the mistake of these rows: ours, and one of them with its open fields filled."""
    if not any("times" in row for row in rows):
        return rows
    odd = {name: rows[0][name] or right[0][name] for name in ("kind", "start", "end", "where")}
    return [*right, odd]


def told(at, name, value):
    """The verdict on a value; tables, charts, reviews and plans are known as they were read, and placed as such."""
    if not is_placed(answer(at, name)):
        return at.judge(name, hand_in(at, name, value))
    value = written(value, known(at, name).ref) if answer(at, name).kind == "found" else hand_in(at, name, value)
    asked, values = at.exercise(name), known(at, name)
    verdict = compare.place(asked, value, values, answer(at, name), ask=at.papers.ask)
    return replace(verdict, words=compare.speak(asked, verdict, values, answer(at, name), at.papers.ask))
