"""Queues replayed and numbers shifted: the replay meets the formula where chats come evenly."""

import numpy as np
import pandas as pd
import pytest

from toolkit import lens


@pytest.mark.parametrize(("an_hour", "people"), [(12, 2), (40, 4), (50, 5)])
def test_evenings_that_are_even_come_out_as_the_formula_says(an_hour, people):
    evenings = lens.replay_evenings([an_hour] * 40, 3.0, people, times=60)
    assert evenings["in_time"].mean() == pytest.approx(lens.wait_share(an_hour, 3.0, people), abs=0.02)
    assert evenings["chats"].mean() == pytest.approx(40 * an_hour, rel=0.02)


def test_the_same_chats_in_a_rush_make_longer_queues():
    even = lens.replay_evenings([40] * 8, 3.0, 4)
    rush = lens.replay_evenings([20, 20, 20, 20, 20, 20, 100, 100], 3.0, 4)
    assert rush["in_time"].mean() < even["in_time"].mean()
    assert rush["longest"].median() > even["longest"].median()


def test_the_same_seed_lives_the_same_evenings_and_an_evening_without_chats_keeps_every_promise():
    pd.testing.assert_frame_equal(lens.replay_evenings([9] * 3, 3.0, 1), lens.replay_evenings([9] * 3, 3.0, 1))
    nobody = lens.replay_evenings([0.0] * 8, 3.0, 1, times=3)
    assert nobody["in_time"].tolist() == [1.0] * 3
    assert nobody["longest"].tolist() == [0.0] * 3


def test_a_number_that_follows_another_is_found_at_its_delay():
    leader = pd.Series(np.random.default_rng(7).normal(size=300))
    together = lens.lags(leader, -leader.shift(5), most=10)
    assert together.idxmin() == 5
    assert together[5] == pytest.approx(-1)
