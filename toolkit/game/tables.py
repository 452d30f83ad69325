"""The plain tables of a season that is over, by name: what lesson 12 looks through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toolkit.game import books, marks
from toolkit.game.desk import Desk
from toolkit.game.said import came, metrics
from toolkit.game.score import daily
from toolkit.game.season import WEEKS, Season
from toolkit.game.worth import LINKS
from toolkit.shop.facts import SHIFTS
from toolkit.shop.rows import log

BEFORE_DAYS, BESIDE_SALE = 56, 14
"""Days before the hand-over from which on a season tells its days, and before the rival's sale that stand beside it."""


def tables_of(season: Season, ends: Mapping[str, Season], lines: Sequence[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    """All tables of a season but what its decisions were worth; ends: it and others with their hand-over; lines: its weeks."""
    made = {
        "weeks": _weeks(season), "paths": _paths(ends), "troubles": _troubles(season), "notes": _notes(season),
        "expectations": pd.DataFrame([came(line, season.week_days(line["week"])) for line in lines]),
        "diary": _diary(lines), "reaction": marks.reaction(season), "decisions": _decisions(season),
        "links": _links(season), "days": _days(season),
    }  # fmt: skip
    return made | ({"categories": _categories(season)} if len(season.decided) == WEEKS else {})


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


def _paths(ends: Mapping[str, Season]) -> pd.DataFrame:
    """What each run had left by the end of each week, hand-over included, yuan."""
    paths = {}
    for name, season in ends.items():
        total = np.sum(list(daily(season.works, season.past.first, season.days).values()), axis=0)
        paths[name] = np.cumsum(total.reshape(-1, 7).sum(axis=1)).round(2)
    return pd.DataFrame({"week": np.arange(1, len(paths["you"]) + 1), **paths})


def _troubles(season: Season) -> pd.DataFrame:
    return pd.DataFrame(
        {"id": one.incident.id, "trouble": one.incident.kind, "sort": one.sort, "sign": season.date(one.sign)}
        | {"start": season.date(one.incident.start_day), "end": season.date(one.incident.end_day)}
        for one in season.past.troubles
    )


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
        "before": slice(sale.start_day - BESIDE_SALE - first, sale.start_day - first),
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


def _links(whole: Season, week: int = 4) -> pd.DataFrame:
    """How full each link was after some weeks: what was asked of it a day, and what it can bear."""
    season = whole.monday(week + 1)
    desk, lead = Desk(season), float(whole.past.scenario.raw["supply"]["lead_days"][0])
    a_goods = np.array(desk.a_goods)
    cover = float(np.median((desk.stock + desk.on_order)[a_goods] / np.maximum(desk.a_day[a_goods], 0.1)))
    chats = np.mean([np.asarray(one.daily["chats"]) for one in season.last(7)], axis=0)
    paid = float(np.mean([int(one.sold.orders["paid"].sum()) for one in season.last(7)]))
    lowest = float(desk.cash_ahead.min())
    rows = [
        *(
            (f"service, {shift}", "chats a day", many, many / desk.load[shift])
            for shift, many in zip(SHIFTS, chats.tolist(), strict=True)
        ),
        ("team, packing", "parcels a day", paid, paid / desk.parcels),
        ("supply, A goods", "days until a delivery comes; days the goods last", lead, cover),
        ("capital", "CNY missing at the lowest; CNY the bank lends", max(-lowest, 0.0), desk.limit),
    ]
    return pd.DataFrame(rows, columns=["link", "unit", "asked", "can"]).round(2)
