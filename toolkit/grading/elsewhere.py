"""Answers that miss on a learner's own shop and are right on somebody else's: a reason to talk, not a proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from toolkit.grading.gradebook import Row
from toolkit.grading.worker import JudgeLine

MOST_OWNERS = 5
"""A value that fits more shops than these is a common one and tells nothing."""


class Borrowed(NamedTuple):
    """One answer that fits another shop: whose answer, to which exercise, whose shop."""

    who: str
    exercise: str
    given: str
    owners: list[str]


def borrowed(slug: str, rows: Sequence[Row], places: dict[str, str]) -> list[Borrowed]:
    """Return the answers that fit others' shops only; nothing where the class shares one. places: learner → shop's folder."""
    if len(set(places.values())) < 2:
        return []
    missed = [(row.id, mark) for row in rows for mark in row.marks if _is_missed(mark)]
    wrong: list[list[Any]] = [[who, mark["exercise"], mark["value"]] for who, mark in missed]
    judge = JudgeLine()
    try:
        owners = judge.ask("elsewhere", slug=slug, places=places, wrong=wrong)
    except ValueError:
        return []
    finally:
        judge.close()
    return [
        Borrowed(who, mark["exercise"], mark["given"], fits)
        for (who, mark), fits in zip(missed, owners, strict=True)
        if 0 < len(fits) <= MOST_OWNERS
    ]


def _is_missed(mark: dict[str, Any]) -> bool:
    return mark["points"] < mark["of"] and mark["value"] is not None
