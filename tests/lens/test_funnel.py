import pandas as pd
import pytest

from toolkit.lens import funnel


def counts(date, device, people, pass_rates=(0.5, 0.2, 0.5, 0.9)):
    steps = [float(people)]
    for rate in pass_rates:
        steps.append(steps[-1] * rate)
    row = dict(zip(funnel.STEPS, steps, strict=True))
    return pd.DataFrame([{"date": pd.Timestamp(date), "device": device, **row, "paid_amount": steps[-1] * 100}])


USUAL = pd.concat([counts("2024-03-01", "m", 9000), counts("2024-03-01", "pc", 1000, (0.6, 0.3, 0.5, 0.9))])
FAULT = (0.6, 0.3, 0.5, 0.36)


def test_a_broken_till_is_found_by_step_and_device_with_its_money():
    now = pd.concat([counts("2024-04-01", "m", 9500), counts("2024-04-01", "pc", 1000, FAULT)])
    worst = funnel.excess_loss(USUAL, now).iloc[0]
    assert (worst["device"], worst["step"]) == ("pc", "paid")
    assert worst["lost_people"] == pytest.approx(1000 * 0.6 * 0.3 * 0.5 * (0.9 - 0.36))
    assert worst["lost_money"] == pytest.approx(100 * worst["lost_people"])


def test_people_lost_early_are_worth_only_what_they_usually_become():
    now = pd.concat([counts("2024-04-01", "m", 9000, (0.4, 0.2, 0.5, 0.9)), counts("2024-04-01", "pc", 0)])
    worst = funnel.excess_loss(USUAL, now).iloc[0]
    assert worst["step"] == "stayed"
    assert worst["lost_money"] == pytest.approx(900 * 0.2 * 0.5 * 0.9 * 100)


def test_a_day_like_any_other_loses_nothing():
    loss = funnel.excess_loss(USUAL, USUAL)
    assert loss["lost_people"].abs().max() == pytest.approx(0, abs=1e-9)


def test_days_add_up_to_the_whole_loss():
    days = [counts("2024-04-01", "pc", 1000, FAULT), counts("2024-04-02", "pc", 700, FAULT)]
    now = pd.concat(days)
    by_day = funnel.loss_by_day(USUAL, now)
    whole = funnel.excess_loss(USUAL, now)
    of_step = by_day[(by_day["device"] == "pc") & (by_day["step"] == "paid")]
    first = whole[(whole["device"] == "pc") & (whole["step"] == "paid")].iloc[0]
    assert of_step["lost_money"].sum() == pytest.approx(first["lost_money"])
    assert of_step["lost_money"].to_numpy()[1] == pytest.approx(0.7 * of_step["lost_money"].to_numpy()[0])


def test_steps_are_counted_from_visits_and_orders_of_the_day_they_were_placed():
    traffic = pd.DataFrame(
        {"date": pd.to_datetime(["2024-03-01"] * 2), "channel_id": ["a", "b"], "device": ["m", "m"]}
    ).assign(visits=[10, 20], bounce_visits=[4, 5], cart_uv=[3, 2])
    placed = pd.to_datetime(["2024-03-01 23:59", "2024-03-01 10:00"])
    orders = pd.DataFrame({"created_ts": placed, "paid_ts": [pd.Timestamp("2024-03-02 00:10"), pd.NaT]})
    orders = orders.assign(channel_id="a", device="m", paid_amount=[50.0, 0.0])
    table = funnel.funnel_counts(traffic, orders)
    assert table.iloc[0][list(funnel.STEPS)].tolist() == [10, 6, 3, 2, 1]
    assert table.iloc[1][["placed", "paid", "paid_amount"]].tolist() == [0, 0, 0]
    assert funnel.step_rates(table, ["channel_id"]).loc["a", "paid"] == 0.5
