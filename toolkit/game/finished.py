"""A finished season as plain tables: what lesson 12 looks through, and what a hand-in is graded by.

`finished(lines, seed)` replays the lines of a saved game; nothing but decisions is believed. Where a learner has no
finished game yet, the model game stands in: the sensible rule on the same shop.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import home
from toolkit.game import books, limits, marks, saved
from toolkit.game.desk import Desk
from toolkit.game.game import MODES
from toolkit.game.hindsight import best_known, season_of
from toolkit.game.model import played
from toolkit.game.play import hand_over, play
from toolkit.game.rule import do_nothing, sensible
from toolkit.game.said import came, metrics
from toolkit.game.score import Score, daily, score
from toolkit.game.season import WEEKS, Past, Season, past
from toolkit.game.worth import LINKS, worth
from toolkit.shop.decisions import Decisions, ImpossibleDecision
from toolkit.shop.facts import SHIFTS
from toolkit.shop.rows import log

WHOLE = ("open", "guided")
"""Modes whose season lesson 12 looks through: thirteen weeks, with all that happens in them."""
BEFORE_DAYS = 56
"""Days before the hand-over from which on a finished season tells its days."""


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
        raise ImpossibleDecision(
            given=f"The game was played on the shop {header['shop']}.",
            exists=f"It is replayed on the shop {saved.mark(seed)}.",
            do="Hand in the game of your own practice shop.",
        )
    if len(weeks) < due:
        raise ImpossibleDecision(
            given=f"{len(weeks)} weeks are played.", exists=f"The season has {due}.", do="Play on, then hand it in."
        )
    before = past(seed)
    season = Season(before)
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
    ends = {"you": hand_over(season), "nothing": play(before, do_nothing, weeks)}
    ends["rule"] = ends["you"] if model else play(before, sensible, weeks)
    best = best_known(before.scenario.keys.seed)
    if best and weeks == WEEKS:
        ends["hindsight"] = season_of(before, best)
    apart = {"evidence": marks.evidence(season, lines), **marks.calibration(season, lines)}
    days = marks.reaction(season)["days"].dropna()
    apart["reaction"] = float(days.median()) if len(days) else float("nan")
    made = {
        "weeks": _weeks(season), "paths": _paths(before, ends), "troubles": _troubles(season), "notes": _notes(season),
        "expectations": pd.DataFrame([came(line, season.week_days(line["week"])) for line in lines]),
        "diary": _diary(lines), "reaction": marks.reaction(season), "decisions": _decisions(season),
        "links": _links(before, season.decided),
        "days": _days(season),
    }  # fmt: skip
    if weeks == WEEKS:
        made["categories"] = _categories(season)
    if whole:
        made["worth"] = worth(before, season.decided, score(ends["you"]).total)
    scores = {name: score(end) for name, end in ends.items()}
    return Finished(scores["you"], scores["nothing"], scores["rule"], scores.get("hindsight"), apart, refused, made)


def _diary(lines: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """One row a week: the cause that was named for the week before, and what was written of the step to come."""
    reviews = [line.get("review", {}) for line in lines]
    return pd.DataFrame(
        {
            "week": [line["week"] for line in lines],
            "cause": [review.get("cause") for review in reviews],
            "why": [review.get("next") for review in reviews],
        }
    )


def _weeks(season: Season) -> pd.DataFrame:
    """One row a week: its Monday, its numbers, and what it left by link of the books."""
    left = daily(season.works, season.past.first, season.days)
    rows = []
    for week in range(1, len(season.decided) + 1):
        span = slice(7 * (week - 1), 7 * week)
        parts = {name: round(float(values[span].sum()), 2) for name, values in left.items()}
        monday = season.date(season.past.first + 7 * (week - 1))
        numbers = {name: round(value, 4) for name, value in metrics(season.week_days(week)).items()}
        rows.append({"week": week, "monday": monday, **numbers, "left": round(sum(parts.values()), 2), **parts})
    return pd.DataFrame(rows)


def _paths(before: Past, ends: Mapping[str, Season]) -> pd.DataFrame:
    """What each run had left by the end of each week, hand-over included, yuan."""
    paths = {}
    for name, season in ends.items():
        total = np.sum(list(daily(season.works, before.first, season.days).values()), axis=0)
        paths[name] = np.cumsum(total.reshape(-1, 7).sum(axis=1)).round(2)
    return pd.DataFrame({"week": np.arange(1, len(paths["you"]) + 1), **paths})


def _troubles(season: Season) -> pd.DataFrame:
    rows = [
        (
            one.incident.id,
            one.incident.kind,
            one.sort,
            *map(season.date, (one.sign, one.incident.start_day, one.incident.end_day)),
        )
        for one in season.past.troubles
    ]
    return pd.DataFrame(rows, columns=["id", "trouble", "sort", "sign", "start", "end"])


def _notes(season: Season) -> pd.DataFrame:
    """The notes of the season that are told of something, by day: what they are stays with the debrief."""
    facts = season.facts()
    notes = [one for one in facts.log if season.past.first <= one.day < season.day]
    frame = pd.DataFrame({"date": [season.date(one.day) for one in notes], "log_id": log.log_ids(facts, notes)})
    for name in ("text_en", "role", "incident_id"):
        frame[name] = [getattr(one, name) for one in notes]
    return frame.sort_values(["date", "log_id"], ignore_index=True)


def _decisions(season: Season) -> pd.DataFrame:
    """One row a week and lever that was moved: for whom or what, and the amount as it was said."""
    rows = [
        (at, link, lever, str(name), str(getattr(value, "factor", value)))
        for at, decided in enumerate(season.decided, 1)
        for link, levers in LINKS.items()
        for lever in levers
        for name, value in getattr(decided, lever).items()
    ]
    return pd.DataFrame(rows, columns=["week", "link", "lever", "name", "amount"])


def _days(season: Season) -> pd.DataFrame:
    """The shop's day, from eight weeks before the hand-over on, with the Monday of its week."""
    day = books.table(season, "shop_daily", season.past.first - BEFORE_DAYS)
    monday = day["date"] - pd.to_timedelta(day["date"].dt.day_of_week, unit="D")
    kept = ["date", "uv", "pay_buyers", "pay_orders", "paid_amount", "refund_paid_out", "ad_spend"]
    return day[kept].assign(monday=monday)


def _categories(season: Season) -> pd.DataFrame:
    """Pieces of a middling day by category, in the two weeks before the rival's sale and while it lasts."""
    works, first = season.works, season.past.first
    sale = next(one.incident for one in season.past.troubles if one.incident.id == "INC-06")
    sold = np.array([np.asarray(one.daily["sold"]) for one in season.days])
    spans = {
        "before": slice(sale.start_day - 28 - first, sale.start_day - first),
        "during": slice(sale.start_day - first, sale.end_day + 1 - first),
    }
    names = [str(row["id"]) for row in works.scenario.categories]
    made = {
        when: np.median([_by_category(works.goods.category, day, len(names)) for day in sold[span]], axis=0)
        for when, span in spans.items()
    }
    return pd.DataFrame({"category_id": names, **made})


def _by_category(category: np.ndarray, pieces: np.ndarray, many: int) -> np.ndarray:
    return np.bincount(category, weights=pieces, minlength=many)


def _links(before: Past, decided: Sequence[Decisions], week: int = 4) -> pd.DataFrame:
    """How full each link was after some weeks: what was asked of it a day, and what it can bear."""
    season = Season(before)
    for one in decided[:week]:
        season.live(one)
    desk = Desk(season)
    a_goods = np.array(desk.a_goods)
    cover = float(np.median((desk.stock + desk.on_order)[a_goods] / np.maximum(desk.a_day[a_goods], 0.1)))
    chats = np.mean([np.asarray(one.daily["chats"]) for one in season.last(7)], axis=0)
    paid = float(np.mean([int(one.sold.orders["paid"].sum()) for one in season.last(7)]))
    rows = [
        (f"service, {shift}", "chats a day", many, many / desk.load[shift])
        for shift, many in zip(SHIFTS, chats.tolist(), strict=True)
    ]
    rows.append(("team, packing", "parcels a day", paid, paid / desk.parcels))
    rows.append(
        (
            "supply, A goods",
            "days until a delivery comes; days the goods last",
            float(before.scenario.raw["supply"]["lead_days"][0]),
            cover,
        )
    )
    lowest = float(desk.cash_ahead.min())
    rows.append(("capital", "CNY missing at the lowest; CNY the bank lends", max(-lowest, 0.0), desk.limit))
    return pd.DataFrame(rows, columns=["link", "unit", "asked", "can"]).round(2)


def of_shop(seed: bytes) -> tuple[Finished, str]:
    """The learner's finished game on a shop and its mode, or the model game where there is none yet."""
    found = _lines_of(seed)
    return (finished(found, seed), str(found[0]["mode"])) if found else (model_game(seed), "model")


def mark_of(seed: bytes) -> str:
    """A short text that is another one once another game on a shop is finished."""
    text = json.dumps([_lines_of(seed), best_known(seed)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _lines_of(seed: bytes) -> list[saved.Line]:
    """Header and weeks of the learner's finished game on a shop; none where there is none."""
    for path in sorted((home.home() / "games").glob("*.jsonl")):
        lines = saved.lines_of(path)
        header = saved.header_of(lines)
        if not header or header.get("shop") != saved.mark(seed) or header.get("mode") not in WHOLE:
            continue
        if len(weeks := saved.weeks_of(lines)) >= MODES[header["mode"]]:
            return [header, *weeks]
    return []


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
