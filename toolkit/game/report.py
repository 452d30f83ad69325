"""The weekly report: one page, in the same order each week, built from the tables as the shop would have them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.charts.board import Board, Tile, board
from toolkit.game.books import tables
from toolkit.game.desk import Desk
from toolkit.game.said import came, metrics
from toolkit.game.season import Season

DAY = "%a\u00a0%d\u00a0%b"
"""A day that stays on one line."""
WEEKS_BEFORE, LOOK_AHEAD, NOTES = 8, 28, 12
_BOOKS = ["shop_daily", "traffic_daily", "market_daily", "level_thresholds", "ops_log", "calendar", "purchase_orders"]


@dataclass(frozen=True)
class Report:
    """What lies on the desk on a Monday: the board, six links, what was said and came, the log, the weeks ahead."""

    week: int
    monday: pd.Timestamp
    board: Board
    links: pd.DataFrame
    said: pd.DataFrame
    log: pd.DataFrame
    ahead: pd.DataFrame

    def _parts(self) -> list[tuple[str, pd.DataFrame]]:
        return [
            ("Six links 六链", self.links),
            ("You said, it came", self.said),
            ("The log of last week", self.log),
            ("Four weeks ahead", self.ahead),
        ]

    @property
    def title(self) -> str:
        """Which Monday this is."""
        return f"Report for week {self.week}, Monday {self.monday:%d %B %Y}"

    def __repr__(self) -> str:
        told = [f"{name}\n{table.to_string(index=False)}" for name, table in self._parts() if len(table)]
        return "\n\n".join([self.title, repr(self.board), *told])

    def _repr_html_(self) -> str:
        told = "".join(
            f"<p><strong>{html.escape(name)}</strong></p>{_left(table)}" for name, table in self._parts() if len(table)
        )
        return f"<h4>{html.escape(self.title)}</h4>{self.board._repr_html_()}{told}"


def _left(table: pd.DataFrame) -> str:
    """A table of words: to the left, as words are read."""
    made = table.to_html(index=False, border=0)
    return re.sub("<(th|td)>", r'<\1 style="text-align:left">', made)


def report(season: Season, lines: list[dict[str, Any]]) -> Report:
    """Put the report of this Monday together."""
    books = tables(season, _BOOKS, season.day - 7 * (WEEKS_BEFORE + 5))
    said = pd.DataFrame([came(line, season.week_days(line["week"])) for line in lines[-1:]])
    monday = season.date(season.day)
    return Report(
        season.week, monday, _board(season, books), _links(season), said, _log(books, monday), _ahead(season, books)
    )


def _board(season: Season, books: Mapping[str, pd.DataFrame]) -> Board:
    daily = books["shop_daily"]
    known = lens.known_days(books["calendar"].query("date in @daily.date"))
    daily = daily.assign(known=known.to_numpy()[: len(daily)])
    weeks = daily.set_index("date")[["uv", "paid_amount", "pay_buyers", "order_buyers"]].resample("W").sum()
    conversion, kept = (100 * weeks["pay_buyers"] / weeks[below] for below in ("uv", "order_buyers"))
    return board(
        {
            "visitors": _tile(weeks["uv"], ",.0f", _bells(daily, "uv")),
            "revenue": _tile(weeks["paid_amount"], ",.0f", _bells(daily, "paid_amount"), " CNY"),
            "conversion": _tile(conversion, ".2f", "", " %"),
            "loss": _tile(kept, ".1f", "of those who placed an order paid", " %"),
            "sources": _sources(books["traffic_daily"]),
            "level": _level(daily, books["level_thresholds"]),
            "market": _market(season, books["market_daily"]),
        }
    )


def _tile(weeks: pd.Series, shown: str, says: str, unit: str = "") -> Tile:
    """Last week's number, and the lowest and highest of the eight weeks before it."""
    usual = weeks.iloc[-1 - WEEKS_BEFORE : -1]
    return Tile(
        f"{weeks.iloc[-1]:{shown}}{unit}", f"{usual.min():{shown}} to {usual.max():{shown}} in eight weeks", says
    )


def _bells(daily: pd.DataFrame, name: str) -> str:
    band = lens.normal_range(daily, name, known="known").tail(7)
    return f"{len(lens.outside(band, name))} of 7 days outside the band of lesson 04"


def _sources(traffic: pd.DataFrame) -> Tile:
    ago = (traffic["date"].max() - traffic["date"]).dt.days
    now, before = (
        traffic[ago.between(*days)].groupby("channel_id", observed=True)["uv"].sum() for days in ((0, 6), (7, 34))
    )
    great = before[before > before.sum() / 50]
    moved = now.reindex(great.index, fill_value=0) / (great / 4) - 1
    most = str(moved.abs().idxmax())
    told = f"the middle door {moved.median():+.0%}"
    return Tile(f"{most} {moved[most]:+.0%}", told, "the door that moved most, against four weeks")


def _level(daily: pd.DataFrame, cuts: pd.DataFrame) -> Tile:
    levels = lens.level_by_day(daily, cuts).tail(7 * WEEKS_BEFORE)
    row, usual = levels.iloc[-1], levels["level"]
    paid = f"{row['paid_30d']:,.0f} CNY paid in 30 days; the next level asks {row['next_at']:,.0f}"
    return Tile(f"level {row['level']:.0f}", f"{usual.min():.0f} to {usual.max():.0f} in eight weeks", paid)


def _market(season: Season, market: pd.DataFrame) -> Tile:
    ago = (market["date"].max() - market["date"]).dt.days // 7
    index = market.groupby(ago)["market_paid_index"].mean()
    moved = index / index[1:5].mean() - 1
    year = metrics(season.past.days[season.day - 371 : season.day - 364])["paid_amount"]
    usual = f"{moved[1:8].min():+.0%} to {moved[1:8].max():+.0%} in seven weeks"
    return Tile(f"{moved[0]:+.0%} against four weeks", usual, f"our same week last year: {year:,.0f} CNY")


def _links(season: Season) -> pd.DataFrame:
    desk, numbers = Desk(season), metrics(season.last(7))
    cover = float(np.median(desk.cover[desk.a_goods]))
    stars = np.asarray(season.last(1)[0].daily["score_service"]) / 100
    rows = [
        (
            "capital",
            f"{desk.cash:,.0f} CNY; lowest of the next four weeks {desk.cash_ahead.min():,.0f}; the bank lends {desk.limit:,.0f}",
        ),
        ("product", f"{numbers['paid_amount']:,.0f} CNY paid, {numbers['pay_orders']:,.0f} orders"),
        ("supply", f"A goods: {cover:.0f} days on the shelf; {int(desk.on_order.sum()):,} pieces on their way"),
        ("promotion", f"{numbers['ad_spend']:,.0f} CNY spent; over its budget most: {_dearest(desk)}"),
        ("service", f"load {_shares(desk.load)}; late {numbers['late_share']:.1%}; service score {stars:.2f}"),
        (
            "team",
            f"{_people(desk)}; packing table {desk.parcels:.0%} full; overtime {sum(desk.overtime.values()):g} h a day",
        ),
    ]
    return pd.DataFrame(rows, columns=["link", "how it stands"])


def _dearest(desk: Desk) -> str:
    name = max(desk.overspent, key=lambda one: desk.overspent[one])
    return f"{name} ×{desk.overspent[name]:.2f}"


def _shares(load: Mapping[str, float]) -> str:
    return ", ".join(f"{shift} {value:.0%}" for shift, value in load.items())


def _people(desk: Desk) -> str:
    return ", ".join(f"{shift} {many}" for shift, many in desk.people.items())


def _log(books: Mapping[str, pd.DataFrame], monday: pd.Timestamp) -> pd.DataFrame:
    notes = books["ops_log"]
    week = notes[(notes["ts"] >= monday - pd.Timedelta(7, "D")) & (notes["ts"] < monday)].tail(NOTES)
    return pd.DataFrame({"day": week["ts"].dt.strftime(DAY), "by": week["actor_role"], "note": week["text_en"]})


def _ahead(season: Season, books: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Festivals, bills and arrivals of the next four weeks."""
    first = season.date(season.day)
    rows: list[tuple[Any, str]] = [
        (first + pd.Timedelta(at, "D"), what)
        for at in range(LOOK_AHEAD)
        for what in _due(first + pd.Timedelta(at, "D"))
    ]
    open_ones = books["purchase_orders"].query("arrive_date != arrive_date")
    late = open_ones[open_ones["eta_date"] < first]
    coming = open_ones[open_ones["eta_date"].between(first, first + pd.Timedelta(LOOK_AHEAD - 1, "D"))]
    for day, group in coming.groupby("eta_date"):
        rows.append(
            (day, f"{int(group['units'].sum()):,} pieces due from {', '.join(sorted(set(group['supplier_id'])))}")
        )
    if len(late):
        rows.append(
            (first, f"overdue: {int(late['units'].sum()):,} pieces of {', '.join(sorted(set(late['supplier_id'])))}")
        )
    frame = pd.DataFrame(rows, columns=["date", "what"]).sort_values("date", kind="stable")
    return frame.assign(date=frame["date"].dt.strftime(DAY)) if len(frame) else frame


DAYS = {"2026-02-15": "Spring Festival holidays begin 春节", "2026-02-23": "Spring Festival holidays end", "2026-03-08": "3.8 三八节",
        "2026-04-04": "Qingming 清明节"}  # fmt: skip
"""Days of the season that everybody's calendar has."""


def _due(day: pd.Timestamp) -> list[str]:
    found = [DAYS[f"{day:%Y-%m-%d}"]] if f"{day:%Y-%m-%d}" in DAYS else []
    return found + {1: ["rent"], 10: ["salaries"]}.get(day.day, [])
