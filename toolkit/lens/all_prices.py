"""Prices of all goods at once: each answers in a way of its own, and takes from its sisters what it cannot win outside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.lens.effects import Codes, Leanings, codes
from toolkit.lens.prices import NoPriceChange, compared
from toolkit.lens.remembered import remembered_of
from toolkit.lens.tables import Floats, need, numbers

ROUNDS = 40
QUARTER = 91
UNMOVED, NEAR, SWEPT = 1e-7, 1e-3, 1e-4
FIRST = (-1.0, 0.5, 0.5)
"""Where the search begins: away from where nobody gains and nothing can be taken back."""
APART, LEAST_APART = 0.3, 0.003
"""Variance of the goods' own responses: where the search begins, and where goods count as alike."""
ODD, NOTHING = 8.0, 1e-9
"""Pieces and usual distances from what is expected at which a day is an accident, not an answer; how much it then counts."""


@dataclass(frozen=True)
class _Cells:
    """Every good on every day it could be bought, day by day.

    moves: a row of logs of price against its usual price and, where there is one, a row of the place in front.
    """

    units: Floats
    exposure: Floats
    moves: Floats
    share: Floats
    family_day: Codes
    good: Codes
    effects: Leanings


@dataclass(frozen=True)
class _Fit:
    """found: response to price, to the place in front, share taken back; own: what each good's response has beyond `found`.

    apart: variance of `own` over goods; spread: luck in units of Poisson's; sure: how far each good's own is known, 0 to 1;
    expected: units; weight: how much each of the cells counts, an accident next to nothing.
    """

    found: Floats
    own: Floats
    apart: float
    spread: float
    sure: Floats
    expected: Floats
    weight: Floats


def price_response(shelf: pd.DataFrame, families: pd.Series, *, featured: str = "featured") -> pd.Series:
    """What all goods answer to prices: a product cut alone, and a whole family cut together, whose sisters lose less.

    Units follow own price and own place in front; of what a family gains by both, its own goods take a share back from
    each other (Poisson, hours on the shelf as exposure, effects of days and of each product quarter by quarter, so that
    growth and seasons are no answer to a price). Goods differ: each has a response of its own, drawn to that of all by as
    much as its own days leave open, and counts in `alone` by its share of the pieces of ordinary days, however often it was cheap.
    A day on which pieces ran away beyond all luck (a mistaken price by night) is no answer to the price on the tag.
    shelf: lens.on_the_shelf with price and `featured` (True/False) of all goods. families: family by product_id.
    Returns: alone, alone_se, together, together_se, sisters (the share taken back), lift (of the place in front).
    Raises: NoPriceChange, MissingColumn.
    """
    need(shelf, "date", "product_id", "units", "price", "shelf", featured)
    cells = _cells(compared(shelf, featured).sort_values("date", kind="stable"), families)
    if np.ptp(cells.moves[0]) < UNMOVED:
        raise NoPriceChange
    seen = (cells.units, cells.exposure, cells.moves, cells.family_day, cells.good, cells.effects.days)
    return remembered_of(seen, "price_response", lambda: _response(cells)).copy()


def _response(cells: _Cells) -> pd.Series:
    fit = _fit(cells)
    share = _shares(cells, fit)
    price, taken = float(fit.found[0] + share @ fit.own), float(fit.found[-1])
    alone, both, back = _errors(cells, fit, share)
    return pd.Series(
        {
            "alone": price,
            "alone_se": float(np.sqrt(alone)),
            "together": price * (1 - taken),
            "together_se": float(np.sqrt((1 - taken) ** 2 * alone - 2 * (1 - taken) * price * both + price**2 * back)),
            "sisters": taken,
            "lift": float(np.exp(fit.found[1])) if len(fit.found) > 2 else np.nan,
        }
    )


def _cells(days: pd.DataFrame, families: pd.Series) -> _Cells:
    (good, names), day = pd.factorize(days["product_id"], sort=True), codes(days["date"])
    logs, place, units = np.log(numbers(days, "price")), numbers(days, "promoted"), numbers(days, "units")
    logs = logs - pd.Series(logs).groupby(good).transform("median").to_numpy()
    many = int(day.max()) + 1
    family = codes(pd.Series(names).map(families).astype(str))[good]
    family_day = np.unique(family * many + day, return_inverse=True)[1]
    weight = pd.Series(units).groupby(good).transform("mean").to_numpy()
    return _Cells(
        units=units,
        exposure=numbers(days, "shelf"),
        moves=np.stack([logs, place] if place.any() else [logs]),
        share=weight / np.maximum(np.bincount(family_day, weight), 1e-12)[family_day],
        family_day=family_day,
        good=good,
        effects=Leanings(np.unique(good * many + day // QUARTER, return_inverse=True)[1], day, good),
    )


def _fit(cells: _Cells) -> _Fit:
    """Slopes by rounds of weighted least squares; how far goods lie apart by how far they are seen apart (Schall 1991)."""
    goods = int(cells.good.max()) + 1
    first = np.array([*FIRST[: len(cells.moves)], FIRST[-1]])
    expected = np.maximum(cells.units, 0.1)
    fit = _Fit(first, np.zeros(goods), APART, 1.0, np.zeros(goods), expected, expected)
    for _ in range(ROUNDS):
        then, fit = fit, _round(cells, fit)
        if max(np.abs(fit.found - then.found).max(), abs(fit.apart - then.apart)) < NEAR:
            break
    return fit


def _round(cells: _Cells, fit: _Fit) -> _Fit:
    """One step from one fit to the next."""
    level, columns, lean = _slopes(cells, fit)
    offset = level - fit.found @ columns - lean * fit.own[cells.good]
    answer = np.log(fit.expected / cells.exposure) + (cells.units - fit.expected) / fit.expected - offset
    swept, slopes, sees = _swept(cells, fit, np.vstack([answer, columns]), lean)
    heavy = columns * fit.weight
    found = np.asarray(np.linalg.solve(heavy @ swept[1:].T, heavy @ swept[0]), dtype=np.float64)
    own = slopes[0] - found @ slopes[1:]
    rest = swept[0] - found @ swept[1:]
    expected = cells.exposure * np.exp(np.clip(answer + offset - rest, -20, 20))
    sure = sees / (sees + fit.spread / fit.apart)
    used = cells.effects.goods.max() + cells.effects.days.max() + 2 + len(found) + sure.sum()
    off = cells.units - expected
    odd = np.abs(off) > ODD * (1 + np.sqrt(fit.spread * expected))
    spread = max(1.0, float((off[~odd] ** 2 / expected[~odd]).sum() / max(1.0, len(off) - used)))
    apart = max(LEAST_APART, float(own @ own / sure.sum()))
    return _Fit(found, own, apart, spread, sure, expected, np.where(odd, NOTHING, expected))


def _slopes(cells: _Cells, fit: _Fit) -> tuple[Floats, Floats, Floats]:
    """Log of units beyond effects, its slopes along `found`, and along each good's own response.

    A good's pull is exp(moves × responses); its family's gain the mean of its goods' pulls, weighed by `share`.
    """
    group, taken = cells.family_day, fit.found[-1]
    lean = fit.found[:-1] @ cells.moves + fit.own[cells.good] * cells.moves[0]
    pull = np.exp(np.clip(lean, -5, 5)) * cells.share
    gain = np.bincount(group, pull)
    won = np.log(gain)[group]
    within = [(np.bincount(group, pull * one) / gain)[group] for one in cells.moves]
    columns = np.vstack([cells.moves - taken * np.stack(within), -won])
    return lean - taken * won, columns, cells.moves[0] * (1 - taken * pull / gain[group])


def _swept(cells: _Cells, fit: _Fit, table: Floats, lean: Floats) -> tuple[Floats, Floats, Floats]:
    return cells.effects.sweep(table, fit.weight, lean, fit.spread / fit.apart, settled=SWEPT)


def _shares(cells: _Cells, fit: _Fit) -> Floats:
    """Each good's share of the pieces of ordinary days: its pace on the shelf, its cuts and its places in front divided out."""
    level, _, _ = _slopes(cells, fit)
    pace = np.bincount(cells.good, cells.units) / np.bincount(cells.good, cells.exposure * np.exp(level))
    return np.asarray(pace / pace.sum())


def _errors(cells: _Cells, fit: _Fit, share: Floats) -> tuple[float, float, float]:
    """Variance of the goods' mean response as estimated, its covariance with the share taken back, and that one's variance."""
    _, columns, lean = _slopes(cells, fit)
    mean = lean * share[cells.good]
    swept, _, _ = _swept(cells, fit, np.vstack([columns, mean]), lean)
    heavy = columns * fit.weight
    spread = fit.spread * np.linalg.inv(heavy @ swept[:-1].T)
    left = -fit.apart / fit.spread * (heavy @ swept[-1])
    left[0] += 1.0
    open_ = fit.apart * float(share @ share) - fit.apart**2 / fit.spread * float((mean * fit.weight) @ swept[-1])
    turned = spread @ left
    return open_ + float(left @ turned), float(turned[-1]), float(spread[-1, -1])
