"""A change split into parts that add up: factors by their logs (LMDI), rates and mix (Kitagawa).

Sources: Ang, LMDI decomposition approach (2015); Kitagawa, Components of a difference between two rates (1955).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import LensError, need

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from toolkit.lens.tables import Floats

SAME = 1e-12


class BadFactors(LensError):
    """Factors that cannot be multiplied into one number on both sides."""

    def __init__(self, given: str) -> None:
        super().__init__(f"you gave {given}. Factors are numbers of 0 or more, the same names before and after.")


def log_split(before: Mapping[str, float] | pd.Series, after: Mapping[str, float] | pd.Series) -> pd.Series:
    """The change of a product, shared out to its factors in proportion to their log growth (LMDI).

    before, after: factor → number; their product is the whole. A factor that was or becomes 0 owns the change.
    Returns: factor → its part, in the unit of the whole; the parts add up to the change. Raises: BadFactors.
    """
    old, new = _plain(before), _plain(after)
    if set(old) != set(new):
        raise BadFactors(f"{list(old)} before and {list(new)} after")
    names = list(old)
    parts = _log_parts(np.array([[old[name] for name in names]]), np.array([[new[name] for name in names]]))
    return pd.Series(parts[0], index=names)


def walk(before: Mapping[str, float] | pd.Series, after: Mapping[str, float] | pd.Series) -> pd.Series:
    """The change of a product, one factor after the other in the order of `before`: adds up, and depends on the order."""
    parts, now, then = {}, _plain(before), _plain(after)
    for name in list(now):
        whole = np.prod(list(now.values()))
        now[name] = then[name]
        parts[name] = float(np.prod(list(now.values())) - whole)
    return pd.Series(parts)


def split_by(before: pd.DataFrame, after: pd.DataFrame, by: str | Sequence[str], ladder: Sequence[str]) -> pd.DataFrame:
    """The change of the last column of a ladder, split by group and factor; every cell is a fair share of the whole.

    ladder: columns from the widest down, as ["uv", "pay_buyers", "paid_amount"]: the factors are uv, pay_buyers per
    uv, paid_amount per pay_buyers. Groups missing on one side count as 0. Returns: one row a group, one column a factor.
    """
    groups = [by] if isinstance(by, str) else list(by)
    sides = [_sums(table, groups, ladder) for table in (before, after)]
    index = sides[0].index.union(sides[1].index)
    old, new = (_factors(side.reindex(index, fill_value=0.0).to_numpy()) for side in sides)
    old, new = np.where(np.isnan(old), new, old), np.where(np.isnan(new), old, new)
    parts = _log_parts(np.nan_to_num(old), np.nan_to_num(new))
    names = [ladder[0], *(f"{low} per {high}" for high, low in itertools.pairwise(ladder))]
    return pd.DataFrame(parts, index=index, columns=names)


def mix_and_rate(before: pd.DataFrame, after: pd.DataFrame, by: str, *, top: str, below: str) -> pd.DataFrame:
    """The change of a rate, split for each group: rate (own change at new weights), mix (weight's change at old rates).

    Returns: by (index), weight and rate before and after, rate, mix; Σ rate + Σ mix is the change of the pooled rate.
    """
    old, new = _weights(before, by, top, below), _weights(after, by, top, below)
    index = old.index.union(new.index)
    old, new = old.reindex(index), new.reindex(index)
    weight0, weight1 = old["weight"].fillna(0), new["weight"].fillna(0)
    rate0, rate1 = old["rate"].fillna(new["rate"]).fillna(0), new["rate"].fillna(old["rate"]).fillna(0)
    return pd.DataFrame(
        {
            "weight_before": weight0,
            "weight_after": weight1,
            "rate_before": rate0,
            "rate_after": rate1,
            "rate": weight1 * (rate1 - rate0),
            "mix": (weight1 - weight0) * rate0,
        }
    )


def standardised_rate(rates_of: pd.DataFrame, weights_of: pd.DataFrame, by: str, *, top: str, below: str) -> float:
    """The rate of one table had its groups been as large as in the other: Σ weight × rate, groups without a rate left out."""
    rates = _weights(rates_of, by, top, below)["rate"]
    weights = _weights(weights_of, by, top, below)["weight"].reindex(rates.index).fillna(0)[rates.notna()]
    return float((weights * rates.dropna()).sum() / weights.sum())


def reversals(table: pd.DataFrame, across: str, within: str, *, top: str, below: str, least: int = 25) -> pd.DataFrame:
    """Pairs of `across` of which one leads as a whole and trails in every group of `within` (Simpson).

    least: people every cell needs. Returns: leader, trails_behind, rate of both as a whole, groups compared.
    """
    cells = table.groupby([across, within], observed=True)[[top, below]].sum().astype(float)
    whole = cells.groupby(level=0, observed=True).sum()
    total = whole[top] / whole[below]
    rates = (cells[top] / cells[below]).where(cells[below] >= least).unstack(within)
    rows = []
    for one in rates.index:
        for two in rates.index:
            gap = (rates.loc[one] - rates.loc[two]).dropna()
            if total[one] > total[two] and len(gap) == rates.shape[1] > 1 and (gap < 0).all():
                rows.append((one, two, total[one], total[two], len(gap)))
    return pd.DataFrame(rows, columns=["leader", "trails_behind", "rate_leader", "rate_behind", "groups"])


def _plain(factors: Mapping[str, float] | pd.Series) -> dict[str, float]:
    return {str(name): float(number) for name, number in factors.items()}


def _log_parts(old: Floats, new: Floats) -> Floats:
    """[rows, factors] before and after → the part of each factor in the change of the row's product."""
    if not (np.isfinite(old).all() and np.isfinite(new).all() and (old >= 0).all() and (new >= 0).all()):
        raise BadFactors("a negative or missing factor")
    change = new.prod(axis=1) - old.prod(axis=1)
    turned = (old == 0) != (new == 0)
    both = (old > 0) & (new > 0)
    logs = np.log(np.divide(new, old, out=np.ones(old.shape), where=both))
    growth = logs.sum(axis=1)
    still = np.abs(growth) < SAME
    mean = np.where(still, old.prod(axis=1), change / np.where(still, 1.0, growth))
    owners = turned.sum(axis=1)
    own = turned * (change / np.maximum(owners, 1))[:, None]
    return np.where((owners > 0)[:, None], own, mean[:, None] * logs)


def _sums(table: pd.DataFrame, groups: list[str], columns: Sequence[str]) -> pd.DataFrame:
    need(table, *groups, *columns)
    return table.groupby(groups, observed=True)[list(columns)].sum().astype(float)


def _factors(sums: Floats) -> Floats:
    below: NDArray[np.float64] = np.where(sums[:, :-1] == 0, np.nan, sums[:, :-1])
    return np.column_stack([sums[:, 0], sums[:, 1:] / below])


def _weights(table: pd.DataFrame, by: str, top: str, below: str) -> pd.DataFrame:
    sums = _sums(table, [by], [top, below])
    people = sums[below]
    return pd.DataFrame({"weight": people / people.sum(), "rate": sums[top] / people.where(people > 0)})
