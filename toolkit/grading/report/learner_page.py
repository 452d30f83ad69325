"""A learner's page: own answers, points, the words of the mistakes, where to look in the lesson; no reference and no truth."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit import home
from toolkit.course.links import HEADING
from toolkit.grading.gradebook import Row, number
from toolkit.grading.marking import RUBRIC
from toolkit.grading.report.page import NONE, Link, safe, section, table, write

BESIDE = ("evidence", "ranges held", "days to act")
HEAD = ("question", "your answer", "points", "what is said about it", "in the lesson")
SEASON = "Lived again from your decisions. Way: from doing nothing (0%) to the sensible rule (100%) on the same shop."
CHECKED = re.compile(r"""\.check\(\s*["'](\w+)["']""")


def write_learner_pages(
    out: Path, rows: Sequence[Row], title: str, layers: Sequence[str], lesson: Path | None = None
) -> list[Path]:
    """Write one page a learner into `learners/`; returns their paths. lesson: the notebook that is linked into."""
    links = places(lesson) if lesson else {}
    return [
        write(out / page_of(row), f"{title} · {row.name}", _body(row, links), layers)
        for row in rows
        if row.learner and not row.learner.note
    ]


def places(lesson: Path) -> dict[str, Link]:
    """Return for every exercise the heading of the lesson under which it is checked; it leads there from beside the notebook."""
    heading, found = "", {}
    for cell in json.loads(lesson.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = (HEADING.findall(source) or [heading])[-1]
        for name in CHECKED.findall(source) if cell["cell_type"] == "code" else ():
            found[name] = Link(heading, f"{lesson.name}#{'-'.join(heading.split())}")
    return found


def page_of(row: Row) -> str:
    """Return where a learner's page lies, beside the class's."""
    return f"learners/{home.progress_file(row.id).stem}.html"


def _body(row: Row, links: Mapping[str, Link]) -> str:
    said = f'<p class="small">{safe(row.reason)}</p>' if row.reason else ""
    if row.record is None:
        return f"<p>There is nothing to grade yet.</p>{said}"
    most = sum(mark["of"] for mark in row.marks)
    lines = [_line(row, mark, links) for mark in row.marks]
    errors = [(int(cell) + 1, text) for cell, text in row.record["said"].items()]
    raised = section("Cells that raised an error", table(("cell of code", "last line"), errors)) if errors else ""
    return f"<p><strong>{number(row.total)} of {number(most)} points</strong></p>{said}{table(HEAD, lines)}{_season(row)}{raised}"


def _season(row: Row) -> str:
    """Return what the learner's season left, beside doing nothing and the rule on the same shop."""
    game = row.game
    if not game:
        return ""
    sums = (f"{game[name]:,.0f}" for name in ("total", "nothing", "rule"))
    head = ("you left, yuan", "doing nothing", "the sensible rule", "way", *BESIDE)
    return section("Your season", table(head, [(*sums, f"{game['share']:.0%}", *beside(game))]), SEASON)


def beside(game: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is told beside the yuan of a season: causes and ranges that held, days from the first sign to an act."""
    shares = (f"{game[name]:.0%}" if name in game else NONE for name in ("evidence", "held"))
    return (*shares, f"{game['reaction']:g}" if "reaction" in game else NONE)


def _line(row: Row, mark: Mapping[str, Any], links: Mapping[str, Link]) -> tuple[object, ...]:
    points = f"{number(row.points(mark))} of {mark['of']}"
    return mark["asks"], mark["given"], points, _said(row, mark), links.get(mark["exercise"], "")


def _said(row: Row, mark: Mapping[str, Any]) -> str:
    """Return the machine's words, and a person's marks and remark where there are some."""
    marked = row.by_hand.get(mark["exercise"])
    if marked is None:
        return str(mark["words"])
    rows = " · ".join(f"{RUBRIC[each]} {value:g}" for each, value in marked.marks.items())
    return "\n".join(filter(None, [mark["words"], rows, marked.remark]))
