"""The instructor's page: how the class did, what it misunderstood, and for every lost point the answer and the rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.exercises.misconceptions import misconceptions
from toolkit.grading.elsewhere import Borrowed
from toolkit.grading.gradebook import Row, number
from toolkit.grading.likeness import alike
from toolkit.grading.report.items import Item, distribution, items
from toolkit.grading.report.page import safe, section, table, write

LIKE = "Runs of code that two learners share and hardly anybody else has. Evidence to look at, not proof."
FITS = "Answers that miss on the own shop and fit another's. A reason to talk, not proof: small numbers meet by chance."
MOST_PAIRS = 60
SEASON = "Lived again from the decisions handed in. Way: from doing nothing (0%) to the rule (100%); beating it is a mention, no marks."
TELLS = "Solved: share of the class. Tells apart: correlation with the points in the other exercises (point-biserial)."


def write_class_page(
    out: Path, rows: Sequence[Row], title: str, most: float, layers: Sequence[str], fits: Sequence[Borrowed] = ()
) -> Path:
    """Write the page; returns its path."""
    found = items(rows)
    parts = [
        section("Points", _bars(rows, most)),
        section("Exercises", _exercises(found), TELLS),
        section("What was misunderstood", _mistakes(found)),
        section(
            "Right on somebody else's shop", table(("id", "exercise", "answer", "whose shop"), map(_fit, fits)), FITS
        ),
        section("Near-identical code", _alike(rows), LIKE),
        *([section("The season", _season(rows), SEASON)] if any(map(_game, rows)) else []),
        section("Everybody", table(("id", "name", "points", "to be told", "file"), map(_line, rows))),
        section("Every lost point", table(("id", "exercise", "answer", "expected", "rule", "said"), _lost(rows))),
    ]
    return write(out / "class.html", f"{title} · the class", "".join(parts), layers)


def _bars(rows: Sequence[Row], most: float) -> str:
    counts = distribution(rows)
    widest = max(counts.values(), default=1)
    line = '<tr><td class="n">{}</td><td class="n">{}</td><td><span class="bar" style="width:{}em"></span></td></tr>'
    body = "".join(line.format(safe(number(p)), n, round(30 * n / widest, 1)) for p, n in counts.items())
    return f"<table><tr><th>points of {safe(number(most))}</th><th>learners</th><th></th></tr>{body}</table>"


def _exercises(found: Sequence[Item]) -> str:
    lines = [
        (one.name, one.asks, f"{one.solved:.0%}", "—" if math.isnan(one.tells) else f"{one.tells:+.2f}", _often(one))
        for one in found
    ]
    return table(("exercise", "asks", "solved", "tells apart", "most other answers"), lines)


def _often(one: Item) -> str:
    """Return the other answer that most gave, and whether the class split over it."""
    given = f"{one.often[1]} × {one.often[0]}" if one.often[1] > 1 else ""
    return "\n".join(filter(None, ["The class split here." if one.splits else "", given]))


def _mistakes(found: Sequence[Item]) -> str:
    pairs = [(one.name, code, who) for one in found for code, who in one.mistakes.items()]
    often = sorted(pairs, key=lambda pair: -len(pair[2]))
    lines = [(name, code, _belief(code), len(who), ", ".join(who)) for name, code, who in often]
    return table(("exercise", "code", "belief", "how many", "who"), lines)


def _belief(code: str) -> str:
    known = misconceptions().get(code)
    return known.belief if known else ""


def _alike(rows: Sequence[Row]) -> str:
    prints = {row.id: row.record.get("prints", []) for row in rows if row.record}
    pairs = [(a, b, f"{share:.0%}") for a, b, share in alike(prints)]
    more = f'<p class="small">{len(pairs) - MOST_PAIRS} more pairs.</p>' if len(pairs) > MOST_PAIRS else ""
    return table(("one", "other", "in common"), pairs[:MOST_PAIRS]) + more


def _fit(one: Borrowed) -> tuple[object, ...]:
    return one.who, one.exercise, one.given, ", ".join(one.owners)


def _game(row: Row) -> dict[str, Any]:
    """Return what came of a learner's season, where one was handed in and lived again."""
    game: dict[str, Any] = (row.record or {}).get("game", {})
    return game if "total" in game else {}


def _season(rows: Sequence[Row]) -> str:
    """Return the class's leaderboard: what each season left, beside doing nothing and the rule on the same shop."""
    played = sorted(((_game(row), row) for row in rows if _game(row)), key=lambda pair: (-pair[0]["share"], pair[1].id))
    head = ("place", "id", "name", "left, yuan", "doing nothing", "the rule", "way", "evidence", "ranges held")
    lines = [
        (place, row.id, row.name, *(f"{game[name]:,.0f}" for name in ("total", "nothing", "rule")),
         f"{game['share']:.0%}", f"{game.get('evidence', 0):.0%}", f"{game.get('held', 0):.0%}")
        for place, (game, row) in enumerate(played, 1)
    ]  # fmt: skip
    return table(head, lines)


def _line(row: Row) -> tuple[object, ...]:
    return row.id, row.name, row.total if row.record else "—", row.reason, row.file


def _lost(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    return [
        (row.id, mark["exercise"], mark["given"], mark["expected"], mark["rule"], mark["words"])
        for row in rows
        for mark in row.marks
        if row.points(mark) < mark["of"]
    ]
