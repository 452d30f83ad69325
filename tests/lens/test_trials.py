import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lens import drift, response, trials

START = pd.Timestamp("2024-01-01")


def lots(people=20_000, base=0.006, lift=0.006, seed=1):
    luck = np.random.default_rng(seed)
    written = np.arange(people) % 2 == 0
    bought = luck.random(people) < base + lift * written
    band = np.where(np.arange(people) % 3 == 0, "asleep", "awake")
    return pd.DataFrame(
        {"arm": np.where(written, "message", "none"), "converted": bought, "cm": bought * 40.0, "band": band}
    )


def test_a_lift_is_the_difference_of_whole_lots_and_its_range_holds_the_truth():
    held = sum(
        trials.holdout_lift(lots(seed=seed), "message", "none").loc["all", ["low", "high"]].between(-1, 0.006).iloc[0]
        and trials.holdout_lift(lots(seed=seed), "message", "none").loc["all", "high"] >= 0.006
        for seed in range(60)
    )
    assert held >= 53


def test_bands_hold_the_lots_people_and_gain_is_lift_times_worth():
    table = trials.holdout_lift(lots(), "message", "none", by="band")
    assert table["people"].sum() + table["control_people"].sum() == 20_000
    assert (table["gain"] / table["lift"]).tolist() == pytest.approx([40, 40])


def test_an_arm_nobody_was_in_is_answered_with_those_there_are():
    with pytest.raises(trials.NoSuchArm, match="Its arms: message, none"):
        trials.holdout_lift(lots(), "mail", "none")


def switched(truth=0.9, noise=0.085, seed=1):
    luck = np.random.default_rng(seed)
    days = 112
    market = np.exp(0.3 * np.arange(days) / days)
    off = (np.arange(days) // 7) % 2 == 1
    brand = np.where(off, 0.0, 250) * market
    organic = (1300 + truth * 250 * off) * market * np.exp(noise * luck.normal(size=days))
    dates = pd.date_range(START, periods=days)
    return pd.DataFrame({"date": dates, "brand": brand, "organic": organic, "off": off, "market": market})


def test_on_and_off_weeks_say_how_many_came_anyway():
    result = trials.switchback(switched(noise=0.0), ad="brand", organic="organic", off="off", control="market")
    assert result["share"] == pytest.approx(0.9, abs=0.03)
    shares = [
        trials.switchback(switched(seed=seed), ad="brand", organic="organic", off="off", control="market")["share"]
        for seed in range(40)
    ]
    assert np.mean(np.abs(np.array(shares) - 0.9) <= 0.2) >= 0.9


def blocks(truth, noise=0.05, seed=2):
    luck = np.random.default_rng(seed)
    levels = [0.3, 1.0, 1.8] * 3
    spend = np.repeat(levels, 21) * 400.0
    outcome = np.array([truth.at(s) for s in response.adstock(spend, truth.theta)]) * np.exp(
        noise * luck.normal(size=189)
    )
    daily = pd.DataFrame({"date": pd.date_range(START, periods=189), "spend": spend, "uv": outcome})
    starts = [START + pd.Timedelta(21 * k, "D") for k in range(9)]
    return daily, pd.DataFrame({"start": starts, "end": [s + pd.Timedelta(20, "D") for s in starts], "level": levels})


TRUTH = response.Response(900.0, 400.0, 1.2, 0.5, 0.0)


def test_blocks_give_the_next_yuan_once_old_ads_have_worn_off():
    daily, plan = blocks(TRUTH)
    levels = trials.block_levels(daily, plan, spend="spend", outcome="uv")
    assert levels["days"].tolist() == [42, 42, 42]
    steps = trials.next_yuan(levels, worth=2.0)
    expected = [(TRUTH.at(400) - TRUTH.at(120)) / 280 * 2, (TRUTH.at(720) - TRUTH.at(400)) / 320 * 2]
    assert steps["next_yuan"].tolist() == pytest.approx(expected, rel=0.1)
    assert (steps["next_yuan"] < steps["average"]).tolist()[1]


def test_a_curve_fitted_to_blocks_is_near_the_truth_at_every_spend():
    for seed in range(5):
        daily, _ = blocks(TRUTH, noise=0.15, seed=seed)
        found = response.fit_response(daily, spend="spend", outcome="uv")
        for spend in (200, 400, 700):
            assert found.at(spend) == pytest.approx(TRUTH.at(spend), rel=0.10)


def test_carry_over_and_shape_are_recovered_without_luck():
    daily, _ = blocks(TRUTH, noise=0.0)
    found = response.fit_response(daily, spend="spend", outcome="uv")
    assert found.theta == pytest.approx(0.5)
    assert found.slope == pytest.approx(1.2, abs=0.1)
    assert found.error < 0.01


def test_a_spend_that_never_moved_has_no_curve():
    daily = pd.DataFrame({"spend": [100.0] * 50, "uv": [10.0] * 50})
    with pytest.raises(response.FlatSpend, match="planned blocks"):
        response.fit_response(daily, spend="spend", outcome="uv")


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=50), st.floats(0, 0.9))
def test_adstock_keeps_a_steady_spend_and_never_leaves_the_range(spend, theta):
    kept = response.adstock(spend, theta)
    assert min(spend) - 1e-6 <= kept.min()
    assert kept.max() <= max(spend) + 1e-6
    assert response.adstock([7.0] * 5, theta) == pytest.approx([7.0] * 5)


def test_a_budget_goes_to_whoever_returns_most_next_and_stops_where_nothing_pays():
    returns = {"a": lambda x: 40 * np.sqrt(x), "b": lambda x: 20 * np.sqrt(x)}
    given_out = trials.split_budget(returns, 1000, step=10)
    assert given_out.sum() == 500
    assert given_out.tolist() == pytest.approx([400, 100], abs=20)
    capped = trials.split_budget(returns, 1000, step=10, most={"a": 50})
    assert capped["a"] == 50
    assert trials.split_budget(returns, 100, step=10).sum() == 100


def test_the_next_step_is_read_above_what_a_channel_has_and_offers_nothing_beyond_its_table():
    brings = pd.DataFrame({"a": [9.0, 4.0], "b": [7.0, 6.0]}, index=pd.Index([50, 100], name="budget"))
    assert trials.next_steps(brings, {"a": 0, "b": 50}).to_dict() == {"a": 9.0, "b": 6.0}
    assert trials.next_steps(brings, {"a": 100}).to_dict() == {"a": 0.0, "b": 7.0}


def days_with_memory(days=300, seed=1, phi=0.5, sigma=0.085, drop=0.0, start=200):
    luck = np.random.default_rng(seed)
    noise, now = [], 0.0
    for step in luck.normal(size=days) * sigma * np.sqrt(1 - phi**2):
        now = phi * now + step
        noise.append(now)
    level = 5000 * (1 - drop) ** (np.arange(days) >= start)
    return pd.DataFrame({"date": pd.date_range(START, periods=days), "uv": level * np.exp(noise)})


def test_memory_is_measured_and_limits_for_innovations_ring_seldom_on_quiet_days():
    rings, naive_rings, memories = 0, 0, []
    for seed in range(20):
        steps = drift.innovations(days_with_memory(seed=seed), "uv")
        memories.append(steps["memory"].iloc[0])
        rings += drift.ewma(steps)["rings"].iloc[84:].mean()
        naive_rings += drift.ewma(steps.assign(innovation=steps["distance"]))["rings"].iloc[84:].mean()
    assert np.mean(memories) == pytest.approx(0.45, abs=0.12)
    assert rings / 20 < 0.04
    assert naive_rings > 4 * rings


def test_a_slow_drift_is_dated_within_a_few_days():
    errors = []
    for seed in range(30):
        found = drift.drift_start(drift.innovations(days_with_memory(seed=seed, drop=0.25), "uv"))
        errors.append((found["start"] - (START + pd.Timedelta(200, "D"))).days)
    assert np.mean(np.abs(errors) <= 3) >= 0.8


def test_of_forty_bells_only_the_real_ones_are_named():
    luck = pd.Series(NORMAL := np.random.default_rng(4).normal(size=40), index=[f"m{k}" for k in range(40)])
    assert len(NORMAL) == 40
    assert not drift.real_alarms(luck).any()
    loud = luck.copy()
    loud["m3"], loud["m7"] = 6.0, -5.0
    assert drift.real_alarms(loud)[lambda real: real].index.tolist() == ["m3", "m7"]
