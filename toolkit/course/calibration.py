"""Does the shop look like a real one? Every number of its shape, the bounds it has to keep, and where they come from.

`python -m toolkit.course.calibration classroom 1 2 3` prints all numbers of these shops; misses are marked ✗.
`accepted` rows are the generator's acceptance numbers; the others are published shapes. One row is one line: to add a
number, write its function in `shape` or `shape_after` and a row here.
"""
# ruff: noqa: E501 - one number is one line

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.table import Table as Grid

from toolkit.course import shape, shape_after
from toolkit.course.shape import Books
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.facts import Facts
from toolkit.shop.history import run
from toolkit.shop.rows import ids
from toolkit.shop.scenario import scenario

SLUG = "luyang-living"
YEARS = "years"


@dataclass(frozen=True)
class Bound:
    """One number: what it is, how it is found, the lowest and highest it may be, the source's, how it is written, sources."""

    name: str
    of: Callable[..., float]
    low: float
    high: float
    source: float
    shown: str
    published: str
    accepted: bool = False
    given: dict[str, Any] = field(default_factory=dict)

    def value(self, books: Books) -> float:
        """The number of these books."""
        return self.of(books, **self.given)

    def keeps(self, value: float) -> bool:
        """Whether the number lies between its bounds."""
        return self.low <= value <= self.high

    def text(self, value: float) -> str:
        """The number as it is written."""
        return format(value, self.shown)


def _row(
    name: str, of: Callable[..., float], low: float, high: float, source: float, shown: str, published: str, **more: Any
) -> Bound:
    return Bound(name, of, low, high, source, shown, published, more.pop("accepted", False), more)


# fmt: off
_REFUND = {"home": 0.08, "small_electronics": 0.10, "beauty": 0.07, "accessories": 0.15, "apparel": 0.28, "food": 0.03}
_STARS = {5: 0.62, 4: 0.18, 3: 0.08, 2: 0.04, 1: 0.08}

BOUNDS = (
    _row("visitors of an ordinary day", shape.visitors, 4000, 6000, 5000, ",.0f", "5,000 [design]"),
    _row("pay conversion", shape.pay_conversion, 0.026, 0.030, 0.020, ".2%", "pure online 2.0, retail 1.4, all 2.3 % [S16, S17]; 2.8 % [design]", accepted=True),
    _row("conversion, messages ÷ display", shape.channel_ratio, 4, 14, 10, ".1f", "10 [S19]; 6 [design]", one="crm", other="paid_feed"),
    _row("pages a visitor", shape.pages_per_visitor, 4, 6, 5, ".2f", "4–6 [design]"),
    _row("bounce", shape.bounce, 0.38, 0.62, 0.47, ".0%", "quartiles of shops 38 / 47 / 62 % [S20]"),
    _row("new visitors", shape.new_visitors, 0.60, 0.75, 0.675, ".0%", "60–75 % [design]; 83 % on a content site [M]"),
    _row("carts left", shape.carts_left, 0.62, 0.78, 0.70, ".0%", "about 70 % [S21]"),
    _row("advertising ÷ paid", shape.ad_share, 0.09, 0.12, 0.105, ".1%", "9–12 % [design]"),
    _row("paid a year, CNY", shape.paid_per_year, 5.5e6, 7.5e6, 6.5e6, ",.0f", "6.5 million [design]"),
    _row("order value, mean ÷ median", shape.mean_over_middle, 1.25, 1.45, 1.38, ".2f", "CDNOW 1.38, Olist 1.53 [M]", accepted=True),
    _row("order value, σ of log", shape.order_spread, 0.70, 0.80, 0.734, ".2f", "CDNOW 0.73, Olist 0.81 [M]", accepted=True),
    _row("order value, later ÷ first", shape.later_order, 1.05, 1.25, 1.146, ".2f", "CDNOW 1.15 [M]"),
    _row("pieces an order", shape.pieces, 1.40, 1.60, 1.5, ".2f", "Olist 1.14, CDNOW 2.41 [M]; 1.5 [design]"),
    _row("orders of 1 piece", shape.orders_of, 0.63, 0.73, 0.68, ".1%", "CDNOW 45 %, Olist 90 % [M]; 68 % [design]", pieces=1, accepted=True),
    _row("orders of 2 pieces", shape.orders_of, 0.16, 0.24, 0.20, ".1%", "CDNOW 23 %, Olist 7 % [M]; 20 % [design]", pieces=2),
    _row("orders of 3 pieces", shape.orders_of, 0.055, 0.09, 0.07, ".1%", "CDNOW 14 % [M]; 7 % [design]", pieces=3),
    _row("orders of 4 pieces or more", shape.orders_of, 0.035, 0.065, 0.05, ".1%", "5 % [design]", pieces=4, or_more=True),
    _row("orders of an hour, 22 h", shape.hour_share, 0.065, 0.095, 0.08, ".1%", "peak 8 % [design]; Taobao 11.9 %, Olist 21 h 6.4 % [M]", first=22, last=22),
    _row("orders of an hour, 2–5 h", shape.hour_share, 0.001, 0.010, 0.002, ".2%", "under 1 %; Olist 4 h 0.2 % [M]", first=2, last=5),
    _row("money of the best fifth of products", shape.top_products, 0.65, 0.80, 0.70, ".1%", "Olist 63, grocery 67, UCI 79 % [M]", accepted=True),
    _row("money of the best product", shape.hit_product, 0.08, 0.15, 0.115, ".1%", "8–15 % [design]; UCI 1.7 % (wide range) [M]"),
    _row("money of the best fifth of customers", shape.top_customers, 0.52, 0.68, 0.677, ".1%", "54 (e-mail file, grocery), 68 (CDNOW), 73–77 % (UCI) [M]", accepted=True),
    _row("noise of visitors, σ of log", shape.noise, 0.075, 0.10, 0.085, ".3f", "web visits 0.085 [M]", column="uv", accepted=True),
    _row("noise of visitors, from day to day", shape.noise_memory, 0.35, 0.70, 0.5, ".2f", "web visits 0.70 [M]; 0.5 [design]", column="uv"),
    _row("noise of orders, σ of log", shape.noise, 0.12, 0.18, 0.148, ".3f", "CDNOW 0.148, UCI 0.18–0.22 [M]", column="pay_orders", accepted=True),
    _row("noise of paid, σ of log", shape.noise, 0.15, 0.25, 0.186, ".3f", "CDNOW 0.186, UCI 0.27–0.30 [M]", column="paid_amount"),
    _row("orders, strongest ÷ weakest weekday", shape.weekday_swing, 1.03, 1.20, 1.14, ".2f", "CDNOW 1.14, Olist 1.5 [M]; 1.06 [design]", column="pay_orders"),
    _row("visitors, strongest ÷ weakest weekday", shape.weekday_swing, 1.05, 1.25, 1.14, ".2f", "grocery 1.49, web visits 1.97 [M]; 1.14 [design]", column="uv"),
    _row("November ÷ year", shape.november, 1.4, 2.2, 1.67, ".2f", "UCI 1.67 [M]", year=YEARS, accepted=True),
    _row("11.11 ÷ ordinary day", shape.day_of_orders, 6, 12, 6.1, ".1f", "Olist Black Friday 6.1 [M]; parcels 1.5–1.9 [S27, S28]", year=YEARS, month=11, day=11, accepted=True),
    _row("618 ÷ ordinary day", shape.day_of_orders, 3, 6, 4.5, ".1f", "3–6 [design]", year=YEARS, month=6, day=18),
    _row("Spring Festival ÷ ordinary day", shape.spring_festival, 0.20, 0.40, 0.245, ".2f", "parcels 0.20 and 0.29 [S29, S30]", year=YEARS, accepted=True),
    _row("newcomers who order again, 30 days", shape_after.repeat, 0.07, 0.13, 0.09, ".1%", "CDNOW 17.5, UCI 19.1 % [M]; 9 % [design]", within=30),
    _row("newcomers who order again, 90 days", shape_after.repeat, 0.17, 0.24, 0.20, ".1%", "CDNOW 29.3, UCI 44.2 %, Olist under 4 % [M, S33]; 20 % [design]", within=90, accepted=True),
    _row("newcomers who order again, 180 days", shape_after.repeat, 0.24, 0.35, 0.29, ".1%", "CDNOW 37.6, UCI 60.5 % [M]; 29 % [design]", within=180),
    _row("customers of 1 order", shape_after.customers_of, 0.52, 0.70, 0.62, ".1%", "CDNOW 50, UCI 28 % [M]; 62 % [design]", orders=1),
    _row("customers of 2 orders", shape_after.customers_of, 0.14, 0.22, 0.18, ".1%", "CDNOW 17, UCI 16 % [M]; 18 % [design]", orders=2),
    _row("customers of 4 orders or more", shape_after.customers_of, 0.09, 0.20, 0.12, ".1%", "CDNOW 23, UCI 45 % [M]; 12 % [design]", orders=4, or_more=True),
    _row("days between orders, median", shape_after.gap, 30, 50, 34, ".0f", "CDNOW 34, UCI 32 [M]; 38 [design]", what="median"),
    _row("days between orders, mean", shape_after.gap, 55, 95, 72, ".0f", "CDNOW 72, UCI 59 [M]; 70 [design]", what="mean"),
    _row("refunded ÷ paid, 90 days on", shape_after.refund_rate, 0.09, 0.14, 0.176, ".1%", "US online 17.6 %, with unshipped [S36]", accepted=True),
    *(_row(f"refunded ÷ paid, {one}", shape_after.refund_rate_of, 0.7 * rate, 1.4 * rate, rate, ".1%", f"{rate:.0%} [design, after S36–S38]", category=one) for one, rate in _REFUND.items()),
    _row("refunds before dispatch", shape_after.before_dispatch, 0.20, 0.30, 0.25, ".0%", "25 % [design]"),
    _row("days to a refund, median", shape_after.refund_lag, 6, 11, 8.9, ".1f", "UCI 8.9 [M]; 8 [design]", share=0.5),
    _row("days to a refund, slowest tenth", shape_after.refund_lag, 20, 32, 25, ".0f", "UCI 65 [M]; 25 [design]", share=0.9),
    *(_row(f"reviews of {one} ★", shape_after.stars, 0.75 * share, 1.3 * share, share, ".1%", f"{share:.0%} [design, after S7, S33, M]", count=one) for one, share in _STARS.items()),
    _row("days to the door, median", shape_after.delivery, 2.5, 3.5, 3.0, ".1f", "Olist 10.2 [M]; 3.0 [design]", share=0.5),
    _row("days to the door, slowest tenth", shape_after.delivery, 4.5, 6.5, 5.5, ".1f", "Olist 23.5 [M]; 5.5 [design]", share=0.9),
    _row("parcels late, ordinary days", shape_after.late, 0.02, 0.06, 0.04, ".1%", "Olist 7.1 % [M]; 4 % [design]"),
    _row("first reply, s", shape_after.first_reply, 18, 35, 25, ".0f", "25 [design]", column="first_resp_p50_s"),
    _row("first reply, slowest tenth, s", shape_after.first_reply, 85, 170, 120, ".0f", "120 [design]", column="first_resp_p90_s"),
)
# fmt: on


EXPLAINED: dict[str, str] = {
    "first reply, s": "25 s hold where a shift works at 0.8 of what it can answer; this desk is staffed for about 0.45",
    "first reply, slowest tenth, s": "120 s hold at the same 0.8; the shifts of a festival reach it",
}
"""Numbers of the classroom shop outside their bounds, and why that is left so."""


def bounds(years: Iterable[int]) -> list[Bound]:
    """All rows, those that belong to a year once a year."""
    found: list[Bound] = []
    for one in BOUNDS:
        if one.given.get("year") != YEARS:
            found.append(one)
        else:
            found += [replace(one, name=f"{one.name}, {year}", given=one.given | {"year": year}) for year in years]
    return found


def measure(books: Books) -> list[tuple[Bound, float]]:
    """Every row with the number of these books."""
    return [(one, one.value(books)) for one in bounds(books.years)]


def misses(measured: Iterable[tuple[Bound, float]]) -> dict[str, str]:
    """Every number outside its bounds, by name, with a line that says so."""
    return {
        one.name: f"{one.name}: {one.text(value)}, not {one.text(one.low)} to {one.text(one.high)}"
        for one, value in measured
        if not one.keeps(value)
    }


def books_of(facts: Facts) -> Books:
    """The books of a simulated shop; each table is made once."""
    kept: dict[str, pd.DataFrame] = {}

    def table(name: str) -> pd.DataFrame:
        if name not in kept:
            kept[name] = to_frame(rows.make(name, facts), TABLES[name])
        return kept[name]

    return Books(table, pd.Index(ids.customer_ids(facts)[facts.customers["first_day"] >= 0]))


def shop_books(seed: str, scale: float = 1.0) -> Books:
    """The books of the shop of one seed, lived anew."""
    one = scenario(SLUG, seed.encode(), scale)
    return books_of(run(one, int(one.raw["shop"]["days"])))


@click.command(epilog="Example: python -m toolkit.course.calibration --missed classroom 1 2 3")
@click.option("--missed", is_flag=True, help="Only the numbers that some shop misses.")
@click.argument("seeds", nargs=-1)
def command(seeds: tuple[str, ...], *, missed: bool) -> None:
    """Print every number of the shape of some shops; those outside their bounds are marked ✗."""
    found = {seed: measure(shop_books(seed)) for seed in seeds or ("classroom",)}
    Console(width=max(120, 72 + 12 * len(found))).print(_grid(found, missed=missed))


def _grid(found: dict[str, list[tuple[Bound, float]]], *, missed: bool) -> Grid:
    grid = Grid("number (* acceptance)", "bounds", *found, box=None, padding=(0, 1))
    for measured in zip(*found.values(), strict=True):
        one = measured[0][0]
        if missed and all(one.keeps(value) for _, value in measured):
            continue
        cells = [f"{'' if one.keeps(value) else '✗ '}{one.text(value)}" for _, value in measured]
        grid.add_row(("* " if one.accepted else "") + one.name, f"{one.text(one.low)}–{one.text(one.high)}", *cells)
    return grid


if __name__ == "__main__":
    command()
