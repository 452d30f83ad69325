"""Effects swept out: nothing of goods and days is left, and each one's own slope is held back by as much as it is told."""

import numpy as np
import pytest

from toolkit.lens.effects import Leanings, sweep

GOODS, DAYS = 6, 80


@pytest.fixture(scope="module")
def seen():
    luck = np.random.default_rng(3)
    goods, days = (part.T.ravel() for part in np.indices((GOODS, DAYS)))
    column, slopes = luck.normal(size=len(goods)), np.linspace(-2, 3, GOODS)
    answer = slopes[goods] * column + 5.0 * goods + np.sin(days)
    return goods, days, column, slopes, answer[:, None], luck.uniform(0.5, 2, size=len(goods))


def test_of_goods_and_days_nothing_is_left(seen):
    goods, days, _, _, answer, weight = seen
    left = sweep(answer, weight, goods, days)[:, 0]
    for kind in (goods, days):
        assert np.bincount(kind, weight * left) == pytest.approx(0, abs=1e-5)


def test_slopes_held_by_nothing_are_found_and_leave_nothing(seen):
    goods, days, column, slopes, answer, weight = seen
    left, found, sees = Leanings(goods, days, goods).sweep(answer.T, weight, column, 0.0)
    assert np.abs(left).max() < 1e-4
    assert found[0] == pytest.approx(slopes, abs=1e-4)
    assert (sees > 30).all()


def test_slopes_are_drawn_to_none_the_more_they_are_held(seen):
    goods, days, column, _, answer, weight = seen
    size = [
        np.abs(Leanings(goods, days, goods).sweep(answer.T, weight, column, hold)[1]).sum()
        for hold in (0.0, 50.0, 5000.0)
    ]
    assert size[0] > 1.3 * size[1] > 10 * size[2]


def test_the_table_swept_stays_as_it_was(seen):
    goods, days, column, _, answer, weight = seen
    before = answer.copy()
    Leanings(goods, days, goods).sweep(answer.T, weight, column, 1.0)
    assert (answer == before).all()


def test_what_is_left_is_what_turns_over_every_row_would_leave(seen):
    goods, days, column, _, answer, weight = seen
    left, found, sees = Leanings(goods, days, goods).sweep(answer.T, weight, column, 5.0)
    rest = answer[:, 0] - left[0]
    own = column - (np.bincount(goods, weight * column) / np.bincount(goods, weight))[goods]
    without_slopes = rest - found[0][goods] * own
    assert sweep(without_slopes[:, None], weight, goods, days)[:, 0] == pytest.approx(0, abs=1e-5)
    assert np.bincount(goods, weight * own * left[0]) == pytest.approx(5.0 * found[0], abs=1e-4)
    assert sees == pytest.approx(np.bincount(goods, weight * own**2))
