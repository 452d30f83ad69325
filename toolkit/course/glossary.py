"""The words of the trade: meaning, unit, trap and lesson of each, built into lessons/glossary.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from toolkit.data.schema import TABLES
from toolkit.exercises.course_map import COURSE, LESSONS, Stop
from toolkit.exercises.errors import BadDefinition

DATA = Path(__file__).with_name("glossary.toml")
PAGE = LESSONS / "glossary.md"
HEAD = """# Glossary · 词汇表

*Built by `python3 -m toolkit build` from `toolkit/course/glossary.toml` and the schema: mend those, not this file.*

Words of the trade, as they stand on a shop's own dashboard: what each is, its unit (or the column that holds it, explained
in [the data dictionary](../datasets/README.md)), how it misleads, and the lesson that works with it.

Four words that mislead, and are met on purpose: **ROI / 投产比** on ad dashboards is what we call ROAS (08). **客单价** is per
buyer, **笔单价** per order (03). **转化率** without a base means pay conversion by visitors here (03). **GMV** in the press
counts orders never paid (03).
"""
_COLUMNS = "| English | 中文 | formula, or meaning | unit | watch out | lesson |\n|---|---|---|---|---|---|\n"


@dataclass(frozen=True)
class Term:
    """One word of the trade; unit may name a column of the schema (table.column) instead; lesson: its two digits."""

    english: str
    chinese: str
    says: str
    unit: str
    trap: str
    lesson: str

    def row(self) -> str:
        """The term as a row of the page. Raises: BadDefinition for a column or lesson that is not there."""
        stop = _stop(self)
        cells = (self.english, self.chinese, self.says, _unit(self), self.trap, f"[{stop.number}]({stop.file}.ipynb)")
        return f"| {' | '.join(cells)} |\n"


def parts() -> dict[str, list[Term]]:
    """Every term, by the part of the page it stands in. Raises: BadDefinition for a line without six cells."""
    found = tomllib.loads(DATA.read_text(encoding="utf-8"))["part"]
    return {part["title"]: [_term(line) for line in part["terms"]] for part in found}


def text() -> str:
    """The whole page as Markdown."""
    tables = (f"\n## {title}\n\n{_COLUMNS}{''.join(term.row() for term in terms)}" for title, terms in parts().items())
    return HEAD + "".join(tables)


def build() -> Path:
    """Write lessons/glossary.md."""
    PAGE.write_text(text(), encoding="utf-8", newline="\n")
    return PAGE


def _term(line: str) -> Term:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != len(fields(Term)):
        raise BadDefinition(
            given=f"{DATA.name}: {line!r} has {len(cells)} cells.",
            exists="A term has six: English, 中文, meaning, unit, trap, lesson.",
            do="Part them by bars; leave a cell empty where there is nothing to say.",
        )
    return Term(*cells)


def _unit(term: Term) -> str:
    """The unit in words; of a column of the schema its unit and its place in the dictionary."""
    table, dot, name = term.unit.partition(".")
    if not dot:
        return term.unit
    if table not in TABLES or name not in TABLES[table].names:
        raise BadDefinition(
            given=f"{term.english} is said to be held by {term.unit}.",
            exists="The schema has no such column; datasets/README.md lists all.",
            do="Name one of them as table.column, or write the unit in words.",
        )
    unit = TABLES[table].column(name).unit
    place = f"[`{term.unit}`](../datasets/README.md#{table})"
    return f"{unit} · {place}" if unit else place


def _stop(term: Term) -> Stop:
    for stop in COURSE:
        if stop.number == term.lesson:
            return stop
    raise BadDefinition(
        given=f"{term.english} is said to be worked with in lesson {term.lesson or '(none)'}.",
        exists=f"The course has {', '.join(stop.number for stop in COURSE)}.",
        do="Write the two digits of one of them.",
    )
