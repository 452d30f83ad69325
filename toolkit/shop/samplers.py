"""From a uniform number to a count, a time or a choice, by the inverse of the distribution function.

One uniform gives one draw, always, and a draw never falls when its rate rises. So two worlds that ask with the same
uniform and the same rate get the same number, on any version of NumPy: no library sampler is involved.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.shop.curves import Curve, passed
from toolkit.shop.keys import Floats, Ints

_NORMAL_FROM = 40.0
_SMALL_TABLE = 40_000
_STEPS = np.maximum(np.arange(200.0), 1.0)[:, None]
_TAIL = 1e-12
"""Chance of a uniform number so near to 0 or 1 that rounding decides about the count."""


def exponential(u: ArrayLike) -> Floats:
    """Waiting time with mean 1."""
    return np.asarray(-np.log1p(-np.asarray(u, dtype=np.float64)))


def normal(u: ArrayLike) -> Floats:
    """Standard normal value, to 1e-6."""
    return _invert(u, _curve("normal", 0.0, 0.0))


def log_gamma(u: ArrayLike, shape: float) -> Floats:
    """Natural log of a Gamma(shape, rate 1) value; the log, since small shapes reach far below any float."""
    return _invert(u, _curve("gamma", shape, 0.0))


def beta(u: ArrayLike, a: float, b: float) -> Floats:
    """Beta(a, b) value."""
    return np.asarray(1.0 / (1.0 + np.exp(-_invert(u, _curve("beta", a, b)))))


def poisson(u: ArrayLike, rate: ArrayLike) -> Ints:
    """Poisson count; above a rate of 40 by the normal quantile with its first (Cornish–Fisher) correction."""
    uniform, mean = np.asarray(u, dtype=np.float64), _settled(rate)
    if uniform.shape != mean.shape:
        uniform, mean = np.broadcast_arrays(uniform, mean)
    count = np.zeros(mean.shape, dtype=np.int64)
    small = (mean <= _NORMAL_FROM) & (uniform > np.exp(-np.minimum(mean, _NORMAL_FROM)))
    if small.any():
        count[small] = _small_poisson(uniform[small], mean[small])
    large = mean > _NORMAL_FROM
    if large.any():
        z = normal(uniform[large])
        value = mean[large] + np.sqrt(mean[large]) * z + (z * z - 1.0) / 6.0
        joint = np.searchsorted(_poisson_steps(_NORMAL_FROM), uniform[large])  # never below what rate 40 gives
        count[large] = np.maximum(np.floor(np.round(value, 6) + 0.5).astype(np.int64), joint)
    return count


def binomial(u: ArrayLike, trials: ArrayLike, chance: ArrayLike) -> Ints:
    """Binomial count: exact for a spread below 6, else by the normal quantile; never above `trials`."""
    uniform, n, p = np.broadcast_arrays(
        np.asarray(u, dtype=np.float64), np.asarray(trials, dtype=np.float64), _settled(chance)
    )
    count = np.zeros(n.shape, dtype=np.int64)
    exact = (n > 0) & (p > 0) & (n * np.minimum(p, 1 - p) <= _NORMAL_FROM)
    if exact.any():
        count[exact] = _exact_binomial(uniform[exact], n[exact], p[exact])
    large = (n > 0) & (p > 0) & ~exact
    if large.any():
        z, n_, p_ = normal(uniform[large]), n[large], p[large]
        value = n_ * p_ + np.sqrt(n_ * p_ * (1 - p_)) * z + (1 - 2 * p_) * (z * z - 1) / 6
        count[large] = _between_exact(uniform[large], n_, z, np.floor(np.round(value, 6) + 0.5).astype(np.int64))
    return count


def _between_exact(uniform: Floats, n: Floats, z: Floats, count: Ints) -> Ints:
    """Counts kept between the exact ones at either end of the normal's range, so that none falls when the chance rises.

    Exact counts take long, so they are made only where they could matter.
    """
    extreme = (uniform < _TAIL) | (uniform > 1 - _TAIL)
    low = np.flatnonzero((count < _most_exact(z)) | extreme)
    count[low] = np.maximum(count[low], _exact_binomial(uniform[low], n[low], _NORMAL_FROM / n[low]))
    high = np.flatnonzero((count > n - _most_exact(-z)) | extreme)
    count[high] = np.minimum(count[high], _exact_binomial(uniform[high], n[high], 1 - _NORMAL_FROM / n[high]))
    return count


def _most_exact(z: Floats) -> Floats:
    """More than any exact count with a mean of 40 at a normal value, outside the tails."""
    return np.asarray(_NORMAL_FROM + 7 + 6.4 * np.maximum(z, 0) + z * z / 4)


def pick(u: ArrayLike, cumulative: Floats) -> NDArray[np.intp]:
    """Index drawn in proportion to weights, given as their running sum."""
    return passed(np.asarray(u) * cumulative[-1], cumulative[:-1])


def _settled(rate: ArrayLike) -> Floats:
    """A rate without its last bits: libraries and processors disagree about those."""
    return np.asarray(np.asarray(rate, dtype=np.float64).round(9))


def _small_poisson(uniform: Floats, mean: Floats) -> Ints:
    """How many steps of the distribution function lie below each uniform.

    A few at once from a table, if it reaches far enough; many, or the one in a million that it does not reach, one by one.
    """
    steps = int(mean.max() + 5 * np.sqrt(mean.max())) + 5
    if len(mean) * steps <= _SMALL_TABLE:
        factor = mean / _STEPS[:steps]
        factor[0] = np.exp(-mean)
        reached = np.add.accumulate(np.multiply.accumulate(factor))
        if (uniform <= reached[-1]).all():
            return np.asarray((uniform > reached).sum(axis=0))
    return _one_by_one(uniform, mean)


def _one_by_one(uniform: Floats, mean: Floats) -> Ints:
    term = np.exp(-mean)
    reached, count, going = term.copy(), np.zeros(len(mean), dtype=np.int64), np.arange(len(mean))
    for k in range(1, 200):
        going = going[uniform[going] > reached[going]]
        if not len(going):
            break
        count[going] = k
        term[going] *= mean[going] / k
        reached[going] += term[going]
    return count


@cache
def _poisson_steps(mean: float) -> Floats:
    """Chance of at most 0, 1, 2 … at one rate, added up as `_small_poisson` does."""
    steps, term = [np.exp(-mean)], np.exp(-mean)
    for k in range(1, 200):
        term *= mean / k
        steps.append(steps[-1] + term)
    return np.array(steps)


def _exact_binomial(uniform: Floats, n: Floats, p: Floats) -> Ints:
    flip = p > 0.5
    tail = _small_binomial(np.where(flip, 1 - uniform, uniform), n, np.where(flip, 1 - p, p))
    return np.where(flip, n.astype(np.int64) - tail, tail)


def _small_binomial(uniform: Floats, n: Floats, p: Floats) -> Ints:
    odds, term = p / (1 - p), np.exp(n * np.log1p(-p))
    reached, count, going = term.copy(), np.zeros(len(n), dtype=np.int64), np.arange(len(n))
    for k in range(1, 200):
        going = going[(uniform[going] > reached[going]) & (n[going] >= k)]
        if not len(going):
            break
        count[going] = k
        term[going] *= odds[going] * (n[going] - k + 1) / k
        reached[going] += term[going]
    return count


@cache
def _curve(family: str, a: float, b: float) -> Curve:
    """Inverse of a distribution function, on a fine grid: value by probability below."""
    low, high = {"normal": (-8.5, 8.5), "gamma": (-38.0 / max(a, 0.05), 6.0 + np.log1p(a)), "beta": (-60.0, 60.0)}[
        family
    ]
    x = np.linspace(low, high, 16_001)
    log_density = {
        "normal": lambda: -x * x / 2,
        "gamma": lambda: a * x - np.exp(x),
        "beta": lambda: a * x - (a + b) * np.logaddexp(0.0, x),
    }[family]()
    density = np.exp(log_density - log_density.max())
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    kept = np.concatenate([[True], np.diff(below) > 0])
    return Curve(np.round(below[kept] / below[-1], 15), x[kept])


def _invert(u: ArrayLike, curve: Curve) -> Floats:
    return curve.at(np.asarray(u, dtype=np.float64)).round(9)
