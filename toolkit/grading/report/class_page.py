"""The instructor's page: how the class did, what it misunderstood, and for every lost point the answer and the rule."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.exercises.misconceptions import misconceptions
from toolkit.grading.elsewhere import Borrowed
from toolkit.grading.gradebook import Row, number
from toolkit.grading.likeness import alike
from toolkit.grading.report.items import Item, beliefs, believers, distribution, items
from toolkit.grading.report.learner_page import BESIDE, beside, page_of, places
from toolkit.grading.report.page import NONE, Link, safe, section, table, write

LIKE = "Runs of code that two learners share and hardly anybody else has. Evidence to look at, not proof."
FITS = "Answers that miss on the own shop and fit another's. A reason to talk, not proof: small numbers meet by chance."
MOST_PAIRS, MOST_TOPICS = 60, 3
SEASON = (
    "Lived again from the decisions handed in. Way: from doing nothing (0%) to the sensible rule (100%) on the same shop; it brings "
    "no points, the exercises do, which are judged on this very season. Evidence: causes that held."
)
TELLS = (
    "Solved: share of the class. Tells apart: correlation with the points in the other exercises (point-biserial); "
    "below 0, those who do well elsewhere fail here: read its question again."
)
BELIEFS = "Recognised in the answers: each is what one particular wrong method gives on the learner's own shop."
Links = Mapping[str, Link]


def write_class_page(
    out: Path,
    rows: Sequence[Row],
    title: str,
    most: float,
    layers: Sequence[str],
    fits: Sequence[Borrowed] = (),
    lesson: Path | None = None,
) -> Path:
    """Write the page; returns its path. lesson: the notebook whose headings say where to teach again."""
    found, links = items(rows), places(lesson) if lesson else {}
    parts = [
        _first(rows, found, most, links),
        section("Points", _bars(rows, most)),
        section("What was misunderstood", _mistakes(found, rows), BELIEFS),
        section("Exercises", _exercises(found), TELLS),
        section(
            "Right on somebody else's shop",
            table(("id", "exercise", "answer", "whose shop"), (_fit(one, _names_of(rows)) for one in fits)),
            FITS,
        ),
        section("Near-identical code", _alike(rows), LIKE),
        *([section("The season", _season(rows), SEASON)] if any(row.game for row in rows) else []),
        section("Everybody", table(("id", "name", "points", "to be told", "file"), map(_line, rows))),
        section("Every lost point", table(("id", "exercise", "answer", "expected", "rule", "said"), _lost(rows))),
    ]
    return write(out / "class.html", f"{title} · the class", "".join(parts), layers)


def _first(rows: Sequence[Row], found: Sequence[Item], most: float, links: Links) -> str:
    """Return what a teacher needs before the next lesson: how it went, what to teach again, what to have argued about."""
    totals = [row.total for row in rows if row.record]
    if not totals:
        return "<p>Nobody is graded yet.</p>"
    learners = sum(row.learner is not None for row in rows)
    middle = f"half of them have {number(statistics.median(totals))} points or more of {number(most)}"
    said = f"<p><strong>{len(totals)} of {learners} learners are graded; {safe(middle)}.</strong></p>"
    topics = [_topic(code, where, len(totals), links) for code, where in beliefs(found).items()][:MOST_TOPICS]
    if topics:
        said += (
            f"<p>To teach again, the most widespread first:</p><ol>{''.join(map('<li>{}</li>'.format, topics))}</ol>"
        )
    split = ", ".join(_where(one.name, links) for one in found if one.splits)
    return said + (
        f"<p>The class split here; have two who differ convince each other: {safe(split)}.</p>" if split else ""
    )


def _topic(code: str, where: Mapping[str, Sequence[str]], graded: int, links: Links) -> str:
    exercises = ", ".join(_where(name, links) for name in where)
    return safe(f"“{_belief(code)}”: {len(believers(where))} of {graded}, in {exercises}")


def _where(name: str, links: Links) -> str:
    """Return an exercise and the part of the lesson in which it stands."""
    return f"{name} ({links[name].text})" if name in links and links[name].text else name


def _bars(rows: Sequence[Row], most: float) -> str:
    counts = distribution(rows)
    widest = max([1, *counts.values()])
    head = f'<tr><th class="n">points of {safe(number(most))}</th><th class="n">learners</th><th></th></tr>'
    line = '<tr><td class="n">{}</td><td class="n">{}</td><td><span class="bar" style="width:{}em"></span></td></tr>'
    body = "".join(line.format(safe(number(p)), n, round(30 * n / widest, 1)) for p, n in counts.items())
    return f"<table>{head}{body}</table>"


def _exercises(found: Sequence[Item]) -> str:
    lines = [
        (one.name, one.asks, f"{one.solved:.0%}", NONE if math.isnan(one.tells) else f"{one.tells:+.2f}", _often(one))
        for one in found
    ]
    return table(("exercise", "asks", "solved", "tells apart", "most other answers"), lines)


def _often(one: Item) -> str:
    """Return the other answer that most gave, and whether the class split over it."""
    given = f"{one.often[1]} × {one.often[0]}" if one.often[1] > 1 else ""
    return "\n".join(filter(None, ["The class split here." if one.splits else "", given]))


def _mistakes(found: Sequence[Item], rows: Sequence[Row]) -> str:
    """Return every belief, how many hold it, in which exercises, what they were told, and who they are."""
    told = {(mark["exercise"], mark["code"]): mark["words"] for row in rows for mark in row.marks if mark["code"]}
    names = _names_of(rows)
    lines = [
        (f"{_belief(code)}\n{code}", len(who), _each(where), told[next(iter(where)), code], _names(who, names))
        for code, where in beliefs(found).items()
        for who in [believers(where)]
    ]
    return table(("belief", "how many", "exercise", "said to one of them", "who"), lines)


def _names_of(rows: Sequence[Row]) -> dict[str, str]:
    """Return id and name by id; where an id stands on two lines of the class list, the one that is graded."""
    named = sorted(rows, key=lambda row: row.record is not None)
    return {row.id: f"{row.id} {row.name}" if row.name != row.id else row.id for row in named}


def _names(who: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[each] for each in who)


def _each(where: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(f"{name} {len(who)} ×" if len(where) > 1 else name for name, who in where.items())


def _belief(code: str) -> str:
    known = misconceptions().get(code)
    return known.belief if known else code


def _alike(rows: Sequence[Row]) -> str:
    prints = {row.id: row.record.get("prints", []) for row in rows if row.record}
    names = _names_of(rows)
    pairs = [(names[a], names[b], f"{share:.0%}") for a, b, share in alike(prints)]
    more = f'<p class="small">{len(pairs) - MOST_PAIRS} more pairs.</p>' if len(pairs) > MOST_PAIRS else ""
    return table(("one", "other", "in common"), pairs[:MOST_PAIRS]) + more


def _fit(one: Borrowed, names: Mapping[str, str]) -> tuple[object, ...]:
    return names[one.who], one.exercise, one.given, _names(one.owners, names)


def _season(rows: Sequence[Row]) -> str:
    """Return the class's leaderboard: what each season left, beside doing nothing and the rule on the same shop."""
    played = sorted(((row.game, row) for row in rows if row.game), key=lambda pair: (-pair[0]["share"], pair[1].id))
    head = ("place", "id", "name", "left, yuan", "doing nothing", "the rule", "way", *BESIDE)
    lines = [
        (place, row.id, row.name, *(f"{game[name]:,.0f}" for name in ("total", "nothing", "rule")),
         f"{game['share']:.0%}", *beside(game))
        for place, (game, row) in enumerate(played, 1)
    ]  # fmt: skip
    return table(head, lines)


def _line(row: Row) -> tuple[object, ...]:
    has_page = row.learner and not row.learner.note
    name = Link(row.name, page_of(row)) if has_page else row.name
    return row.id, name, row.total if row.record else NONE, row.reason, row.file


def _lost(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    return [
        (row.id, mark["exercise"], mark["given"], mark["expected"], mark["rule"], mark["words"])
        for row in rows
        for mark in row.marks
        if row.points(mark) < mark["of"]
    ]
