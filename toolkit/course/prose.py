"""Rules on the prose of a lesson: it holds for every shop, its links lead somewhere, its terms are in the glossary."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from toolkit.course.findings import Finding
from toolkit.course.links import OUTSIDE, anchors, is_dead, links, without_code
from toolkit.course.notebooks import LESSONS, calls, code_cells, prose_cells
from toolkit.exercises.course_map import DEEPER_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.course.findings import Material

PAGES = (".", "lessons", "solutions", "datasets")
HOLDS_EVERYWHERE = {"paper-week", "holds-for-every-shop"}
SMALL = 60
FESTIVALS = {"11.11", "6.18", "12.12", "3.8"}
NUMBER = re.compile(r"(?<![\w.])([¥$€]\s?)?(\d[\d,]*(?:\.\d+)?)(?![\w]|\.\d)\s?(%|per cent)?")
MINUTES = re.compile(r"\s*min\b")
COUNTED = re.compile(r"\s*((visitor|visit|order|buyer|cart|page|refund|unit)s?|page views|yuan|CNY|RMB|元)\b")
LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
TERM = re.compile(r"[（(]([\u4e00-\u9fff、]+)[）)]")


def holds_for_every_shop(lesson: Material) -> Iterator[Finding]:
    """Refuse a number in prose that may be true in one shop only.

    Small whole numbers, festivals, exercise numbers and numbers that the lesson's own code uses are a method's.
    """
    known = method_numbers(lesson)
    for cell in prose_cells(lesson.book):
        if HOLDS_EVERYWHERE.intersection(cell.metadata.get("tags", ())):
            continue
        for number in shop_numbers(cell.source, known, lesson.plan.number):
            yield lesson.finding(
                cell,
                f'the number "{number}" may be true in one shop only',
                f"Let code print it, or tag the cell with one of {sorted(HOLDS_EVERYWHERE)}.",
            )


def shop_numbers(prose: str, known: set[float], lesson_number: str) -> Iterator[str]:
    """Yield the numbers of a text that look like facts of one shop."""
    text = re.sub(r"\]\([^)]*\)", "]", without_code(prose))
    for match in NUMBER.finditer(text):
        money, digits, share = match.groups()
        if (
            digits in FESTIVALS
            or MINUTES.match(text, match.end())
            or re.fullmatch(rf"{int(lesson_number or 0)}\.\d{{1,2}}", digits)
        ):
            continue
        value = float(digits.replace(",", ""))
        if value in known or (share and value / 100 in known):
            continue
        plain = "." not in digits and value <= SMALL and not money and not share
        if not plain or COUNTED.match(text, match.end()):
            yield match[0].strip()


def method_numbers(lesson: Material) -> set[float]:
    """Return the numbers written in the lesson's code and in its references: choices of a method, not facts."""
    sources = [cell.source for cell in code_cells(lesson.book)]
    sources += [exercise.solution() for exercise in lesson.plan.exercises.values()]
    return {float(number) for source in sources for number in LITERAL.findall(source)}


def sentences_are_computed(lesson: Material) -> Iterator[Finding]:
    """Refuse a chart without its sentence, and a sentence whose number was typed rather than computed."""
    for cell, call in calls(lesson.book, "show"):
        says = next((word.value for word in call.keywords if word.arg == "says"), None)
        if says is None:
            yield lesson.finding(cell, "a chart without its sentence", 'Add says="…": what the chart shows.')
        elif isinstance(says, ast.Constant) and re.search(r"\d", str(says.value)):
            yield lesson.finding(cell, "the chart's sentence has a typed number", 'Compute it: says=f"… {number} …".')


def links_lead_somewhere(lesson: Material) -> Iterator[Finding]:
    """Refuse relative links to files that are not there, and anchors that no heading has."""
    headings = {anchor for cell in prose_cells(lesson.book) for anchor in anchors(cell.source)}
    for cell in prose_cells(lesson.book):
        for link in links(cell.source):
            if is_dead(link, lesson.file.path.parent, headings) and not _left_out(link, lesson):
                yield lesson.finding(cell, f"a dead link: {link}", "Link to a file that exists, or leave plain text.")
            if OUTSIDE.match(link):
                yield lesson.finding(cell, f"a link to the network: {link}", "A lesson works without one; take it out.")


def _left_out(link: str, lesson: Material) -> bool:
    """Tell whether a link leads into the optional folder of a checkout that does without it."""
    there = (lesson.file.path.parent / link).resolve()
    folder = lesson.file.root.resolve() / LESSONS / DEEPER_FOLDER
    return there.is_relative_to(folder) and not folder.exists()


def pages_lead_somewhere(root: Path) -> Iterator[Finding]:
    """Refuse dead links in the checkout's own pages: README and its kind, lessons, solutions, data."""
    pages = [path for folder in PAGES for path in sorted((root / folder).glob("*.md" if folder == "." else "**/*.md"))]
    for page in pages:
        for link in links(page.read_text(encoding="utf-8")):
            if not link.startswith("#") and is_dead(link, page.parent, set()):
                todo = "Link to a file that exists, or leave plain text."
                yield Finding(page.relative_to(root).as_posix(), "", f"a dead link: {link}", todo)


def terms_are_in_the_glossary(lesson: Material) -> Iterator[Finding]:
    """Refuse a Chinese term of the trade that the glossary does not hold."""
    path = lesson.file.root / LESSONS / "glossary.md"
    glossary = path.read_text(encoding="utf-8") if path.exists() else ""
    for cell in prose_cells(lesson.book):
        for term in _terms(cell):
            if term not in glossary:
                yield lesson.finding(
                    cell, f'"{term}" is not in the glossary', "Add a line to toolkit/course/glossary.toml."
                )


def _terms(cell: Any) -> Iterator[str]:
    for found in TERM.findall(without_code(cell.source)):
        yield from filter(None, found.split("、"))
