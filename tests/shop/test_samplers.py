"""Samplers are the inverse of their distribution: right values, right moments, and never less for a higher rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from toolkit.shop import samplers

GRID = (np.arange(20_000) + 0.5) / 20_000
UNIFORM = st.floats(1e-9, 1 - 1e-9)
RATE = st.floats(0, 5_000)
CHANCE = st.floats(0, 1)
TRIALS = st.integers(0, 100_000)


@given(UNIFORM, st.floats(1e-6, 40))
@settings(deadline=None)
def test_a_small_poisson_count_is_the_quantile(u, rate):
    count, rate = samplers.poisson(u, rate).item(), round(rate, 9)
    assert stats.poisson.cdf(count, rate) >= u - 1e-9
    assert stats.poisson.cdf(count - 1, rate) <= u + 1e-9


@given(st.floats(1e-5, 1 - 1e-5), st.floats(40.001, 1e5))
@settings(deadline=None)
def test_a_large_poisson_count_is_within_one_of_the_quantile(u, rate):
    assert abs(samplers.poisson(u, rate).item() - stats.poisson.ppf(u, rate)) <= 1


@given(UNIFORM, UNIFORM, RATE)
def test_a_poisson_count_never_falls_when_its_uniform_rises(u, v, rate):
    low, high = samplers.poisson([min(u, v), max(u, v)], rate)
    assert low <= high


@given(UNIFORM, RATE, RATE)
def test_a_poisson_count_never_falls_when_its_rate_rises(u, one, other):
    low, high = samplers.poisson(u, [min(one, other), max(one, other)])
    assert low <= high


def test_a_poisson_count_does_not_fall_where_the_method_changes():
    steps = 40 + np.array([-1e-3, -1e-6, 0, 1e-6, 1e-3])
    counts = samplers.poisson(GRID[:, None], steps)
    assert (np.diff(counts, axis=1) >= 0).all()


@given(UNIFORM, st.floats(1e-6, 40), RATE)
def test_equal_uniform_and_rate_give_equal_counts_in_any_company(u, rate, other):
    assert samplers.poisson(u, rate) == samplers.poisson([u, 0.3], [rate, other])[0]


@given(UNIFORM, TRIALS, CHANCE)
@settings(deadline=None)
def test_a_binomial_count_lies_between_nothing_and_all(u, n, p):
    assert 0 <= samplers.binomial(u, n, p) <= n


@given(st.floats(1e-5, 1 - 1e-5), st.integers(1, 5_000), CHANCE)
@settings(deadline=None)
def test_a_binomial_count_is_within_one_of_the_quantile(u, n, p):
    assert abs(samplers.binomial(u, n, p).item() - stats.binom.ppf(u, n, round(p, 9))) <= 1


@pytest.mark.parametrize("n", [81, 100, 1_000, 20_000])
def test_a_binomial_count_does_not_fall_where_the_method_changes(n):
    near = np.array([-1e-6, -2e-9, 0, 2e-9, 1e-6])
    for edge in (40 / n, 1 - 40 / n):
        assert (np.diff(samplers.binomial(GRID[:, None], n, edge + near), axis=1) >= 0).all()


@given(UNIFORM, UNIFORM, TRIALS, CHANCE)
@settings(deadline=None)
def test_a_binomial_count_never_falls_when_its_uniform_rises(u, v, n, p):
    low, high = samplers.binomial([min(u, v), max(u, v)], n, p)
    assert low <= high


@given(UNIFORM, TRIALS, CHANCE, CHANCE)
@settings(deadline=None)
def test_a_binomial_count_never_falls_when_its_chance_rises(u, n, p, q):
    low, high = samplers.binomial(u, n, [min(p, q), max(p, q)])
    assert low <= high


@given(UNIFORM | st.sampled_from([2.0**-54, 1e-13, 1 - 1e-13, 1 - 2.0**-53]), st.integers(81, 10**6))
@settings(deadline=None)
def test_no_exact_count_that_could_matter_is_left_out(u, n):
    one, many = np.array([u]), np.array([float(n)])
    counts = np.arange(0, min(n, 400), dtype=np.int64)
    ends = np.concatenate([counts, n - counts])
    every = np.full(len(ends), u), np.full(len(ends), float(n))
    low, high = (samplers._exact_binomial(one, many, np.array([at])).item() for at in (40 / n, 1 - 40 / n))
    kept = samplers._between_exact(*every, samplers.normal(every[0]), ends.copy())
    assert kept.tolist() == np.minimum(np.maximum(ends, low), high).tolist()


def test_sure_things_happen_and_impossible_things_do_not():
    assert samplers.binomial(0.3, 17, [0.0, 1.0]).tolist() == [0, 17]
    assert samplers.poisson(0.999_999, 0.0) == 0


@pytest.mark.parametrize("rate", [0.01, 0.5, 3.0, 39.9, 40.1, 800.0])
def test_poisson_counts_have_mean_and_variance_of_their_rate(rate):
    counts = samplers.poisson(GRID, rate)
    assert counts.mean() == pytest.approx(rate, rel=0.01, abs=0.002)
    assert counts.var() == pytest.approx(rate, rel=0.02, abs=0.002)


@pytest.mark.parametrize(("n", "p"), [(3, 0.2), (40, 0.9), (1_000, 0.5), (100_000, 0.03)])
def test_binomial_counts_have_their_mean_and_variance(n, p):
    counts = samplers.binomial(GRID, n, p)
    assert counts.mean() == pytest.approx(n * p, rel=0.01)
    assert counts.var() == pytest.approx(n * p * (1 - p), rel=0.02)


def test_normal_and_exponential_values_are_quantiles():
    assert np.abs(samplers.normal(GRID) - stats.norm.ppf(GRID)).max() < 2e-6
    assert np.allclose(samplers.exponential(GRID), stats.expon.ppf(GRID))


@pytest.mark.parametrize("shape", [0.243, 1.0, 4.0])
def test_gamma_values_are_quantiles(shape):
    assert np.abs(np.exp(samplers.log_gamma(GRID, shape)) - stats.gamma.ppf(GRID, shape)).max() < 1e-2
    assert np.exp(samplers.log_gamma(GRID, shape)).mean() == pytest.approx(shape, rel=0.01)


@pytest.mark.parametrize(("a", "b"), [(0.793, 2.426), (2.0, 2.0)])
def test_beta_values_are_quantiles(a, b):
    assert np.abs(samplers.beta(GRID, a, b) - stats.beta.ppf(GRID, a, b)).max() < 1e-3


def test_a_choice_falls_in_proportion_to_its_weight():
    share = np.bincount(samplers.pick(GRID, np.cumsum([1.0, 0.0, 3.0])), minlength=3) / len(GRID)
    assert share == pytest.approx([0.25, 0, 0.75], abs=1e-3)
