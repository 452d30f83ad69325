"""What the course owes its reader, and which exercises ask for it: the coverage table of lessons/README.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from toolkit.course.notebooks import ROOT
from toolkit.exercises.course_map import COURSE
from toolkit.exercises.practice import load, written

DATA = Path(__file__).with_name("coverage.toml")
PAGE = ROOT / "lessons" / "README.md"
BEGIN, END = (
    "<!-- coverage: built by `python3 -m toolkit build` from toolkit/course/coverage.toml -->",
    "<!-- /coverage -->",
)
GUESS = "guess"


@dataclass(frozen=True)
class Item:
    """One thing the course owes: its number, what it is, and where it is asked for (slug/exercise, or slug to come)."""

    number: int
    owes: str
    exercises: tuple[str, ...]


def items() -> list[Item]:
    """Every item, in the order of the trade's description."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["item"]
    return [Item(row["number"], row["owes"], tuple(row["exercises"])) for row in rows]


def unasked() -> list[str]:
    """What is wrong with the table: exercises that do not exist, items that name none of a lesson that is written."""
    ready, found = set(written()), []
    for item in items():
        for place in item.exercises:
            slug, _, name = place.partition("/")
            if place == GUESS or (slug in _course() and slug not in ready):
                continue
            if slug not in _course() and slug in ready:
                found.append(f"item {item.number}: {slug} is no core lesson, and the core owes it")
            elif slug not in ready:
                found.append(f"item {item.number}: there is no lesson {slug}")
            elif name not in load(slug).exercises:
                found.append(f"item {item.number}: {slug} has no exercise {name or '(none is named)'}")
    return found


def table() -> str:
    """The coverage table as Markdown."""
    rows = [f"| {item.number} | {item.owes} | {_lessons(item)} |" for item in items()]
    head = "| | What the course owes you | Asked for in |\n|---|---|---|"
    return "\n".join([BEGIN, "", head, *rows, "", END])


def laid_in(page: str) -> str:
    """The page with today's table between its marks, or at its end."""
    if BEGIN not in page:
        return f"{page.rstrip()}\n\n## What is covered\n\n{table()}\n"
    before, rest = page.split(BEGIN, 1)
    return before + table() + rest.split(END, 1)[1]


def build() -> Path:
    """Write the table into lessons/README.md."""
    PAGE.write_text(laid_in(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return PAGE


def _lessons(item: Item) -> str:
    by_slug: dict[str, list[str]] = {}
    for place in item.exercises:
        slug, _, name = place.partition("/")
        by_slug.setdefault(slug, []).append(name)
    ready = set(written())
    return " · ".join(_one(slug, names, slug in ready) for slug, names in by_slug.items())


def _one(slug: str, names: list[str], ready: bool) -> str:
    if slug == GUESS:
        return "every lesson, by `lesson.guess`"
    stop = _course()[slug]
    if not ready:
        return f"{stop} (being written)"
    asked = ", ".join(f"`{name}`" for name in names if name)
    return f"[{stop}]({_file(slug)}) {asked}"


def _course() -> dict[str, str]:
    return {stop.slug: stop.number for stop in COURSE}


def _file(slug: str) -> str:
    return next(f"{stop.file}.ipynb" for stop in COURSE if stop.slug == slug)
