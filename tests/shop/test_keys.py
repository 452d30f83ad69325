"""Chance by name: uniform, independent, and the same whenever and in whatever order it is asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest

from toolkit.shop.keys import Keys, draw, key, mix, unit

VISITS, ORDERS = Keys(b"classroom").process("visits"), Keys(b"classroom").process("orders")
DAY, SLOT = np.arange(400)[:, None], np.arange(250)
WHOLE = st.integers(-(2**63), 2**63 - 1)


def counts(u, v, bins=16):
    return np.histogram2d(np.ravel(u), np.ravel(v), bins=bins, range=[[0, 1], [0, 1]])[0].ravel()


def test_draws_are_uniform():
    u = draw(VISITS, DAY, SLOT)
    assert chisquare(np.histogram(u, bins=100, range=(0, 1))[0]).pvalue > 1e-4
    assert kstest(u.ravel(), "uniform").pvalue > 1e-4


@pytest.mark.parametrize("bit", range(0, 53, 4))
def test_every_bit_of_a_draw_is_a_fair_coin(bit):
    heads = int(((key(VISITS, DAY, SLOT) >> np.uint64(11 + bit)) & np.uint64(1)).sum())
    assert abs(heads - 50_000) < 5 * np.sqrt(25_000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((VISITS, DAY, SLOT), (VISITS, DAY + 1, SLOT)),
        ((VISITS, DAY, SLOT), (VISITS, DAY, SLOT + 1)),
        ((VISITS, DAY[:250], SLOT + 9_000), (VISITS, SLOT + 9_000, DAY[:250])),
        ((VISITS, DAY, SLOT), (ORDERS, DAY, SLOT)),
        ((VISITS, DAY, SLOT), (Keys(b"classroon").process("visits"), DAY, SLOT)),
        ((VISITS, DAY, SLOT), (VISITS, DAY + 7, SLOT)),
    ],
    ids=["next day", "next slot", "swapped", "other process", "other seed", "next week"],
)
def test_neighbouring_draws_are_independent(one, other):
    assert chisquare(counts(draw(*one), draw(*other))).pvalue > 1e-4


def test_one_bit_in_turns_about_half_the_bits_out():
    words = np.arange(2_000, dtype=np.uint64)
    for bit in range(0, 64, 7):
        turned = np.bitwise_count(mix(words) ^ mix(words ^ np.uint64(1 << bit)))
        assert 31 < turned.mean() < 33


@given(WHOLE)
def test_a_draw_lies_strictly_between_zero_and_one(word):
    assert 0 < unit(np.uint64(word % 2**64)) < 1


@given(st.lists(WHOLE, min_size=1, max_size=20), WHOLE)
def test_a_draw_does_not_depend_on_what_is_drawn_with_it(parts, day):
    together = draw(VISITS, day, np.array(parts))
    assert together.tolist() == [draw(VISITS, day, part).item() for part in parts]


def test_no_two_of_a_million_entities_share_a_key():
    assert len(np.unique(key(VISITS, np.arange(1_000)[:, None], np.arange(1_000)))) == 1_000_000


def test_the_order_of_the_parts_matters():
    assert draw(VISITS, 1, 2) != draw(VISITS, 2, 1)
