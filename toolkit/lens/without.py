"""What would have been: a part of the shop, had nothing happened to it, by how the rest of the shop ran meanwhile."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from toolkit.lens.spans import festive
from toolkit.lens.tables import LensError, TooFewDays

BASE, AFTER, REPLAYS, SURE = 28, 14, 12, 0.9


class NoSuchPart(LensError):
    """Nothing in the shop's tables bears this name."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f'no device, channel, category or product is called "{where}". Take the name as a table has it.'
        )


def part_and_rest(shop: Any, *where: str) -> pd.DataFrame:
    """The paid money of each day in one part of the shop and in all the rest of it.

    where: a device, a channel, a category, or a product (its whole family counts as the part, since siblings share its
    buyers); several of one kind together. Returns: date, part, rest. Raises: NoSuchPart.
    """
    for table, column, names in _cuts(shop):
        if all(one in names for one in where):
            inside = table[table[column].isin([names[one] for one in where])]
            whole = table.groupby("date")["paid_amount"].sum().astype(float)
            part = inside.groupby("date")["paid_amount"].sum().astype(float).reindex(whole.index, fill_value=0.0)
            return pd.DataFrame({"date": whole.index, "part": part.to_numpy(), "rest": (whole - part).to_numpy()})
    raise NoSuchPart(", ".join(where))


def _cuts(shop: Any) -> Iterator[tuple[pd.DataFrame, str, dict[str, str]]]:
    """Table, column and name → value of the column, for every way to cut a shop."""
    traffic = shop.traffic_daily
    for column in ("device", "channel_id"):
        yield traffic, column, {str(name): str(name) for name in traffic[column].unique()}
    goods = shop.products[["product_id", "category_id", "family_id"]]
    daily = shop.product_daily[["date", "product_id", "paid_amount"]].merge(goods, on="product_id")
    yield daily, "category_id", {str(name): str(name) for name in goods["category_id"].unique()}
    yield daily, "family_id", dict(zip(goods["product_id"].astype(str), goods["family_id"].astype(str), strict=True))


def without_it(
    days: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, calendar: pd.DataFrame, *, after: int = AFTER,
    sure: float = SURE,
) -> pd.Series:  # fmt: skip
    """What a part took beyond what it would have taken, from start to end and `after` days more, in yuan; below 0 is a loss.

    Its four weeks before set the pace, the rest of the shop tells how every part ran since. The same rule is replayed on
    earlier stretches of the same length, where nothing is known to have happened; `sure` of those errors make the range.
    days: part_and_rest. Returns: took, usual, more (took − usual), low, high, replays. Raises: TooFewDays.
    """
    table = days.set_index("date")[["part", "rest"]].astype(float)
    last = min(end + pd.Timedelta(after, "D"), table.index.max())
    length = (last - start).days + 1
    quiet = ~festive(calendar, table.index)
    usual = _usual(table, start, length, quiet)
    errors = list(_errors(table, start, length, quiet))
    if math.isnan(usual) or len(errors) < 3:
        raise TooFewDays((start - table.index.min()).days, 2 * BASE + length)
    took = float(table.loc[start:last, "part"].sum())
    order = min(len(errors), math.ceil((len(errors) + 1) * sure))
    reach = sorted(np.abs(errors))[order - 1]
    more = took - usual
    return pd.Series(
        {"took": took, "usual": usual, "more": more, "low": more - reach, "high": more + reach, "replays": len(errors)}
    )


def _usual(table: pd.DataFrame, start: pd.Timestamp, length: int, quiet: pd.Series) -> float:
    """The part's pace in the quiet days of the four weeks before, times how the rest ran since."""
    eve = start - pd.Timedelta(1, "D")
    before = table.loc[quiet].loc[start - pd.Timedelta(BASE, "D") : eve]
    now = table.loc[start : start + pd.Timedelta(length - 1, "D")]
    if len(before) < BASE // 2 or not before["rest"].sum():
        return math.nan
    return float(before["part"].sum() / before["rest"].sum() * now["rest"].sum())


def _errors(table: pd.DataFrame, start: pd.Timestamp, length: int, quiet: pd.Series) -> Iterator[float]:
    """What the rule missed on earlier stretches, the latest first; they may overlap, as weeks of a year do."""
    step = max(1, length // 3)
    for back in range(1, REPLAYS + 1):
        first = start - pd.Timedelta(length + (back - 1) * step, "D")
        usual = _usual(table, first, length, quiet) if first > table.index.min() else math.nan
        if not math.isnan(usual):
            yield float(table.loc[first : first + pd.Timedelta(length - 1, "D"), "part"].sum()) - usual
