"""A finished season as plain tables: what lesson 12 looks through, and what a hand-in is graded by.

`finished(lines, seed)` replays the lines of a saved game; nothing but decisions is believed. Where a learner has no
finished game yet, the model game stands in: the sensible rule on the same shop.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import home
from toolkit.game import limits, marks, saved
from toolkit.game.game import MODES
from toolkit.game.hindsight import best_known, season_of
from toolkit.game.limits import refusal
from toolkit.game.model import played
from toolkit.game.play import beside
from toolkit.game.score import Score, score
from toolkit.game.season import WEEKS, Past, Season, past
from toolkit.game.tables import tables_of
from toolkit.game.worth import links_of, worth
from toolkit.shop.decisions import Decisions

WHOLE = ("open", "guided")
"""Modes whose season lesson 12 looks through: thirteen weeks, with all that happens in them."""


@dataclass(frozen=True)
class Finished:
    """A season that is over: its score and those of the rules beside it, what is told apart, and its plain tables."""

    score: Score
    nothing: Score
    rule: Score
    hindsight: Score | None
    told: Mapping[str, float]
    refused: Mapping[int, str]
    tables: Mapping[str, Any]

    @property
    def share(self) -> float:
        """How far it came on the way from doing nothing (0) to the sensible rule (1)."""
        return (self.score.total - self.nothing.total) / max(self.rule.total - self.nothing.total, 1.0)


def finished(lines: Iterable[Mapping[str, Any]], seed: bytes, *, whole: bool = True) -> Finished:
    """Replay a saved game on the shop of a seed.

    Args: lines, those of games/<id>.jsonl; whole, with the worth of each week's decisions (seconds).
    Decisions that the game would have refused are held instead, with the reason under their week in `refused`.
    Raises: ImpossibleDecision where the lines are of another shop or not all weeks are played.
    """
    given = [dict(line) for line in lines]
    header, weeks = saved.header_of(given) or {}, saved.weeks_of(given)
    mode = header.get("mode", "open")
    due = MODES.get(mode, WEEKS)
    if header.get("shop", saved.mark(seed)) != saved.mark(seed):
        raise refusal(
            f"The game was played on the shop {header['shop']}.",
            f"It is replayed on the shop {saved.mark(seed)}.",
            "Hand in the game of your own practice shop.",
        )
    if len(weeks) < due:
        raise refusal(f"{len(weeks)} weeks are played.", f"The season has {due}.", "Play on, then hand it in.")
    before = past(seed)
    season = Season(before, keeps=True)
    refused: dict[int, str] = {}
    for line in weeks[:due]:
        decided, why = _readable(season, line, mode)
        season.live(decided)
        refused |= {line["week"]: why} if why else {}
    return told(before, season, weeks[:due], refused, whole=whole)


def _readable(season: Season, line: saved.Line, mode: str) -> tuple[Decisions, str]:
    try:
        return limits.read(season, saved.decided_in(line), mode), ""
    except (ValueError, TypeError, KeyError, AttributeError) as odd:
        return Decisions(), str(odd) or type(odd).__name__


def model_game(seed: bytes) -> Finished:
    """The season that the model game makes of a shop."""
    before = past(seed)
    return told(before, *played(before), {}, model=True)


def told(
    before: Past,
    season: Season,
    lines: Sequence[dict[str, Any]],
    refused: Mapping[int, str],
    *,
    whole: bool = True,
    model: bool = False,
) -> Finished:
    """Put together all that is told of a season that has been lived; model: it is the sensible rule's own."""
    weeks = len(season.decided)
    ends = beside(season, model=model)
    best = best_known(before.scenario.keys.seed)
    if best and weeks == WEEKS:
        ends["hindsight"] = season_of(before, best)
    made = tables_of(season, ends, lines)
    if whole:
        made["worth"] = worth(season, score(ends["you"]).total)
    apart = {"evidence": marks.evidence(season, lines), **marks.calibration(season, lines)}
    apart["reaction"] = float(made["reaction"]["days"].astype(float).median())
    scores = {name: score(end) for name, end in ends.items()}
    return Finished(scores["you"], scores["nothing"], scores["rule"], scores.get("hindsight"), apart, refused, made)


def of_shop(seed: bytes) -> tuple[Finished, str]:
    """The learner's finished game on a shop and its mode, or the model game where there is none yet."""
    found = _lines_of(seed)
    return (finished(found, seed), str(found[0]["mode"])) if found else (model_game(seed), "model")


def is_played(seed: bytes) -> bool:
    """Tell whether a whole season is played on a shop."""
    return bool(_lines_of(seed))


def mark_of(seed: bytes) -> str:
    """A short text that is another one once another game on a shop is finished."""
    text = json.dumps([_lines_of(seed), best_known(seed)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


_ONLY: list[list[saved.Line]] = []


@contextmanager
def only(lines: Iterable[saved.Line]) -> Iterator[None]:
    """Have no saved game count for a while but the one of these lines, which somebody handed in; no lines, no game."""
    _ONLY.append(list(lines))
    try:
        yield
    finally:
        _ONLY.pop()


def _lines_of(seed: bytes) -> list[saved.Line]:
    """Header and weeks of the learner's finished game on a shop; none where there is none, or nothing was decided in it."""
    files = sorted((home.home() / "games").glob("*.jsonl")) if not _ONLY else ()
    for lines in _ONLY[-1:] or map(saved.lines_of, files):
        header = saved.header_of(lines)
        if not header or header.get("shop") != saved.mark(seed) or header.get("mode") not in WHOLE:
            continue
        if len(weeks := saved.weeks_of(lines)) >= MODES[header["mode"]] and any(map(_decides, weeks)):
            return [header, *weeks]
    return []


def _decides(line: saved.Line) -> bool:
    try:
        return bool(links_of(saved.decided_in(line)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def plain(seed: bytes) -> dict[str, Any]:
    """A shop's finished season as plain JSON: its tables by column, its totals, what is told beside them."""
    season, mode = of_shop(seed)
    totals = {"you": season.score, "nothing": season.nothing, "rule": season.rule}
    told = {name: None if np.isnan(value) else round(value, 4) for name, value in season.told.items()}
    tables = {name: _by_column(table) for name, table in season.tables.items()}
    totals |= {"hindsight": season.hindsight} if season.hindsight else {}
    return {"mode": mode, "totals": {name: round(one.total) for name, one in totals.items()}, "told": told, **tables}


def _by_column(table: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): column.astype(object).where(column.notna(), None).tolist() for name, column in table.items()}
