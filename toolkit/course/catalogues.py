"""What is gathered from the exercise definitions: misconceptions with their words, and every sentence for translators."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from toolkit.course.notebooks import ROOT, SOLUTIONS
from toolkit.exercises.errors import BadDefinition
from toolkit.exercises.misconceptions import FILE, Misconception, misconceptions
from toolkit.exercises.practice import load, written
from toolkit.speech import CATALOGUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.exercises.exercise import Exercise, LessonPlan, Mistake

MISCONCEPTIONS = ROOT / SOLUTIONS / "misconceptions.md"
SENTENCES = CATALOGUES / "exercises.pot"
MAPPING = CATALOGUES.parent / "babel.cfg"
KEYWORDS = {"N_": None, "gettext": None}
GENERAL = "GEN-"
NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # the hour of a build is no news for git
HEAD = """# What learners believe, and what they are told

*Built by `python3 -m toolkit build` from the exercise definitions and `toolkit/exercises/misconceptions.toml`: mend those, not
this file.* Curly brackets stand for numbers and names of the learner's own shop.
"""

Use = tuple["Exercise", "Mistake"]


def all_plans() -> list[LessonPlan]:
    """Return the definitions of every lesson, in the course's order."""
    return sorted((load(slug) for slug in written()), key=lambda plan: (plan.number, plan.optional, plan.slug))


def uses(plans: Iterable[LessonPlan]) -> dict[str, list[Use]]:
    """Return by code where a misconception is modelled. Raises: BadDefinition for a code that nobody has described."""
    found: dict[str, list[Use]] = {}
    for plan in plans:
        for exercise in sorted(plan.exercises.values(), key=lambda each: each.id):
            for mistake in exercise.mistakes:
                found.setdefault(mistake.code, []).append((exercise, mistake))
    for code in found.keys() - misconceptions().keys():
        raise BadDefinition(
            given=f"{', '.join(sorted({each.id for each, _ in found[code]}))} files a mistake under {code}.",
            exists=f"{FILE.name} has no such code.",
            do=f'Use one of its codes, or add a line there: {code} = "the belief".',
        )
    return found


def told(plans: Iterable[LessonPlan]) -> str:
    """Return the catalogue of misconceptions as Markdown: code, belief, where it is met, the words."""
    found = uses(plans)
    groups: dict[str, list[Misconception]] = {}
    for one in misconceptions().values():
        groups.setdefault(one.group, []).append(one)
    parts = [part for group, held in groups.items() for part in _group(group, held, found)]
    unmet = {code: f"`{code}` {one.belief}" for code, one in misconceptions().items() if code not in found}
    general = [said for code, said in unmet.items() if code.startswith(GENERAL)]
    waiting = [said for code, said in unmet.items() if not code.startswith(GENERAL)]
    rest = ["## Recognised in any exercise", " · ".join(general)] if general else []
    rest += ["## In no exercise yet", " · ".join(waiting)] if waiting else []
    return "\n\n".join([HEAD.strip(), *parts, *rest]) + "\n"


def _group(group: str, held: list[Misconception], found: dict[str, list[Use]]) -> Iterator[str]:
    met = [one for one in held if one.code in found]
    if met:
        yield f"## {group}"
    for one in met:
        lines = [f"- {exercise.id}: {mistake.words}" for exercise, mistake in found[one.code]]
        yield f"### {one.code}: {one.belief}"
        yield "\n".join(lines)


def build_misconceptions() -> Path:
    """Write solutions/misconceptions.md. Raises: BadDefinition."""
    MISCONCEPTIONS.write_text(told(all_plans()), encoding="utf-8", newline="\n")
    return MISCONCEPTIONS


def sentences() -> Catalog:
    """Return every sentence that a learner may read, gathered from the engine, the charts and the definitions."""
    catalogue = Catalog(
        project="shop-operations-course",
        version="0",
        header_comment="# Every sentence of the exercises, for translators. Built by python3 -m toolkit build.",
        msgid_bugs_address="the course's issues",
        creation_date=NO_TIME,
        revision_date=NO_TIME,
        charset="utf-8",
        fuzzy=False,
    )
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for name, _, message, comments, _ in _sorted(extract_from_dir(str(ROOT / "toolkit"), methods, options, KEYWORDS)):
        catalogue.add(message, locations=[(f"toolkit/{Path(name).as_posix()}", 0)], auto_comments=comments)
    return catalogue


def _sorted(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda one: (Path(one[0]).as_posix(), one[1]))


def build_sentences() -> Path:
    """Write the catalogue for translators, without line numbers, so that it changes only when a sentence does."""
    SENTENCES.parent.mkdir(parents=True, exist_ok=True)
    with SENTENCES.open("wb") as file:
        write_po(file, sentences(), width=120, include_lineno=False)
    return SENTENCES


def stale() -> list[Path]:
    """Return what is committed and no longer what a build would write."""
    old = (
        []
        if MISCONCEPTIONS.exists() and MISCONCEPTIONS.read_text(encoding="utf-8") == told(all_plans())
        else [MISCONCEPTIONS]
    )
    return old if SENTENCES.exists() and _kept() == _told(sentences()) else [*old, SENTENCES]


def _kept() -> set[str]:
    with SENTENCES.open("rb") as file:
        return _told(read_po(file))


def _told(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}
