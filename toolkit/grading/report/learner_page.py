"""A learner's page: own answers, points, and the words of the mistakes; no reference and no truth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit import home
from toolkit.grading.gradebook import Row, number
from toolkit.grading.report.page import safe, section, table, write

HEAD = ("question", "your answer", "points", "what is said about it")


def write_learner_pages(out: Path, rows: Sequence[Row], title: str, layers: Sequence[str]) -> list[Path]:
    """Write one page a learner into `learners/`; returns their paths."""
    return [
        write(out / "learners" / f"{home.progress_file(row.id).stem}.html", f"{title} · {row.name}", _body(row), layers)
        for row in rows
        if row.learner and not row.learner.note
    ]


def _body(row: Row) -> str:
    said = f'<p class="small">{safe(row.reason)}</p>' if row.reason else ""
    if row.record is None:
        return f"<p>There is nothing to grade yet.</p>{said}"
    marks = row.record["marks"]
    most = sum(mark["of"] for mark in marks)
    lines = [(mark["asks"], mark["given"], f"{mark['points']} of {mark['of']}", mark["words"]) for mark in marks]
    errors = [(int(cell) + 1, text) for cell, text in row.record["said"].items()]
    raised = section("Cells that raised an error", table(("cell of code", "last line"), errors)) if errors else ""
    return f"<p><strong>{number(row.total)} of {number(most)} points</strong></p>{said}{table(HEAD, lines)}{raised}"
