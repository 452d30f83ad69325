"""Prices: what a change does to units, from one planned test or from two years of a family, and the price that earns most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.effects import SETTLED, codes, sweep
from toolkit.lens.tables import Floats, LensError, need, numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from toolkit.lens.effects import Codes

ROUNDS = 30


class NoPriceChange(LensError):
    """A response to price needs prices that changed."""

    def __init__(self) -> None:
        super().__init__("these prices never changed, so units cannot answer them. Give days at two prices or more.")


def price_test(
    shelf: pd.DataFrame, tested: Collection[str], sisters: Collection[str], blocks: pd.DataFrame, *, settle: int = 0
) -> pd.Series:
    """What a planned price test says: units per shelf day at the low price against today's, sister goods divided out.

    shelf: lens.on_the_shelf (with price). blocks: start, end and price_ratio (1 today's price, 0.8 a fifth lower).
    settle: first days of each block set aside. Returns: units_ratio, elasticity, se, low, high (95 %, of elasticity).
    """
    need(blocks, "start", "end", "price_ratio")
    sums = {True: np.zeros((2, 2)), False: np.zeros((2, 2))}
    days: list[tuple[bool, bool, float, float]] = []
    for start, end, ratio in zip(blocks["start"], blocks["end"], blocks["price_ratio"], strict=True):
        inside = shelf[shelf["date"].between(start + pd.Timedelta(settle, "D"), end)]
        for group, names in enumerate((tested, sisters)):
            some = inside[inside["product_id"].isin(list(names))]
            sums[ratio < 1][group] += (float(some["units"].sum()), float(some["shelf"].sum()))
            daily = some.groupby("date")["units"].sum().astype(float)
            days += [(ratio < 1, group == 0, float(daily.mean()), float(daily.var(ddof=1)))]
    pace = {low: both[:, 0] / both[:, 1] for low, both in sums.items()}
    response = np.log(pace[True][0] / pace[False][0]) - np.log(pace[True][1] / pace[False][1])
    step = np.log(blocks.loc[blocks["price_ratio"] < 1, "price_ratio"].astype(float).mean())
    spread = max(1.0, float(np.mean([variance / mean for _, _, mean, variance in days if mean > 0])))
    se = float(np.sqrt(spread * (1 / sums[True][:, 0] + 1 / sums[False][:, 0]).sum()) / abs(step))
    slope = float(response / step)
    return pd.Series(
        {
            "units_ratio": float(np.exp(response)),
            "elasticity": slope,
            "se": se,
            "low": slope - 1.96 * se,
            "high": slope + 1.96 * se,
        }
    )


def elasticity(
    shelf: pd.DataFrame, family: Collection[str], *, promo: str | None = "promo_id", without: Sequence[object] = ()
) -> pd.Series:
    """The family's pooled response to its price over all the days there are (Poisson, product and day effects).

    Hours on the shelf are the exposure, so an empty day is no answer to a price; days in a promotion have a lift of their
    own (promo=None leaves it in the price: see what that does). shelf: lens.on_the_shelf of the family and of the goods
    that share its days, with price. without: dates to leave out. Returns: elasticity, se, promo_lift, cells.
    """
    need(shelf, "date", "product_id", "units", "price", "shelf")
    cells = compared(shelf[~shelf["date"].isin(list(without))], promo)
    mine = cells["product_id"].isin(list(family)).to_numpy()
    logs = np.log(numbers(cells, "price"))
    flag = numbers(cells, "promoted")
    columns = [logs * mine, logs * ~mine] + ([flag] if flag.any() else [])
    columns = [column for column in columns if column.any()]
    if np.ptp(logs[mine]) < SETTLED:
        raise NoPriceChange
    slopes, spread = _poisson(
        numbers(cells, "units"),
        numbers(cells, "shelf"),
        np.column_stack(columns),
        codes(cells["product_id"]),
        codes(cells["date"]),
    )
    lift = float(np.exp(slopes[-1])) if flag.any() else np.nan
    se = float(np.sqrt(spread[0, 0]))
    return pd.Series({"elasticity": slopes[0], "se": se, "promo_lift": lift, "cells": float(len(cells))})


def price_table(
    price: float, units: float, cost: float, response: float, ratios: Sequence[float], *, fee: float = 0.0
) -> pd.DataFrame:
    """Prices to choose from: units × ratio^response, and what stays after cost and the platform's fee (share of price).

    cost: everything a unit costs that does not follow its price. Returns: ratio, price, units, paid, profit.
    """
    table = pd.DataFrame({"ratio": [float(ratio) for ratio in ratios]})
    table["price"] = price * table["ratio"]
    table["units"] = units * table["ratio"] ** response
    table["paid"] = table["price"] * table["units"]
    return table.assign(profit=table["units"] * (table["price"] * (1 - fee) - cost))


def compared(shelf: pd.DataFrame, promo: str | None) -> pd.DataFrame:
    """The days on which there was something to buy and to compare with: a day's effect keeps festivals apart."""
    days = shelf.assign(
        promoted=False if promo is None else _in_front(shelf[promo]),
        price=shelf["price"].astype(float).round(2),
        units=shelf["units"].astype(float),
    )
    cells = days[(days["shelf"] > 0) & (days["price"] > 0)]
    for key in ("product_id", "date"):
        sold = cells.groupby(key)["units"].transform("sum")
        cells = cells[sold > 0]
    return cells.reset_index(drop=True)


def _in_front(column: pd.Series) -> pd.Series:
    return column if column.dtype == bool else column.notna()


def _poisson(units: Floats, exposure: Floats, columns: Floats, goods: Codes, days: Codes) -> tuple[Floats, Floats]:
    """Slopes and their (overdispersed) covariances, both sets of effects swept out in every round of IRLS."""
    expected = np.maximum(units, 0.1)
    found = slopes = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        answer = np.log(expected / exposure) + (units - expected) / expected
        swept = sweep(np.column_stack([answer, columns]), expected, goods, days)
        clean, inner = swept[:, 0], swept[:, 1:]
        moment = (inner * expected[:, None]).T @ inner
        found = np.asarray(np.linalg.solve(moment, (inner * expected[:, None]).T @ clean), dtype=np.float64)
        rest = clean - inner @ found
        expected = exposure * np.exp(np.clip(answer - rest, -20, 20))
        if np.abs(found - slopes).max() < 1e-6:
            break
        slopes = found
    free = max(1, len(units) - len(np.unique(goods)) - len(np.unique(days)) - len(found))
    spread = max(1.0, float(((units - expected) ** 2 / expected).sum() / free))
    return found, np.asarray(spread * np.linalg.inv(moment), dtype=np.float64)
