"""Leaks: each step against its own usual, in steps of luck."""

import pandas as pd
import pytest

from toolkit import lens

STEPS = ("arrived", "stayed", "cart", "placed", "paid")


def counts(device, *people):
    return pd.DataFrame([{"device": device, **dict(zip(STEPS, map(float, people), strict=True))}])


USUAL = pd.concat([counts("m", 90000, 45000, 9000, 3600, 3240), counts("pc", 10000, 5000, 1000, 400, 360)])


def test_a_step_as_usual_lies_at_zero_and_loses_nobody():
    found = lens.leaks(USUAL, USUAL)
    assert found["distance"].abs().max() == pytest.approx(0)
    assert found["lost"].abs().max() == pytest.approx(0)
    assert list(found["cell"][:3]) == ["m stayed", "pc stayed", "m cart"]


def test_a_broken_till_is_the_farthest_below_its_usual():
    now = pd.concat([counts("m", 9000, 4500, 900, 360, 322), counts("pc", 1000, 500, 100, 40, 14)])
    found = lens.leaks(USUAL, now).set_index("cell")
    assert found["distance"].idxmin() == "pc paid"
    assert found.loc["pc paid", "lost"] == pytest.approx(40 * 0.9 - 14)
    assert found.loc["pc paid", "distance"] == pytest.approx((0.35 - 0.9) / (0.9 * 0.1 / 40) ** 0.5)


def test_the_same_rate_over_more_people_lies_farther_off():
    few = lens.leaks(USUAL, pd.concat([counts("m", 90, 40, 8, 3, 3), counts("pc", 10, 5, 1, 1, 1)]))
    many = lens.leaks(USUAL, pd.concat([counts("m", 9000, 4000, 800, 300, 300), counts("pc", 10, 5, 1, 1, 1)]))
    assert many["distance"][0] == pytest.approx(10 * few["distance"][0])


def test_a_device_that_nobody_used_has_no_distance():
    found = lens.leaks(USUAL, counts("m", 9000, 4500, 900, 360, 324)).query("device == 'pc'")
    assert found["reached"].eq(0).all()
    assert found["distance"].isna().all()
