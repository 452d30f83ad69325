"""Weeks to come: ordinary days by season, promotions put back by plan, and nothing known before its day."""

import numpy as np
import pandas as pd
import pytest

from toolkit import lens
from toolkit.lens.tables import TooFewDays

START, DAYS = "2024-01-01", 731
WEEK = np.array([0.95, 0.95, 0.95, 1.0, 1.0, 1.1, 1.05])
PARTY = 3.0


def books(growth=1.0):
    """Two years that repeat their week; the second is `growth` times the first, one day in June brings three times as much."""
    dates = pd.date_range(START, periods=DAYS)
    calendar = pd.DataFrame({"date": dates, "event_name": "", "event_phase": "none", "cny_offset_days": 200})
    party = (dates.month == 6) & (dates.day == 18)
    calendar.loc[party, ["event_name", "event_phase"]] = ["618", "burst"]
    paid = 1000 * WEEK[dates.day_of_week] * np.where(party, PARTY, 1.0) * np.where(dates < "2025-01-01", 1.0, growth)
    return pd.DataFrame({"date": dates, "paid": paid}), calendar


def test_the_ordinary_line_does_not_know_the_party():
    daily, calendar = books()
    line = lens.ordinary_line(daily, calendar, "paid")
    assert line.between(985, 1015).all()


def test_a_party_is_put_back_by_plan_and_only_on_its_day():
    daily, calendar = books()
    ahead = lens.days_ahead(daily, calendar, "paid", pd.Timestamp(2025, 5, 25))
    day = ahead.set_index("date")["lift"]
    assert day["2025-06-18"] == pytest.approx(PARTY, rel=0.06)
    assert (day.drop(pd.Timestamp("2025-06-18")) == 1).all()
    assert ahead["week"].value_counts().tolist() == [7] * 8


def test_a_party_behind_us_does_not_lift_the_level():
    daily, calendar = books()
    assert lens.level_now(daily, calendar, "paid", pd.Timestamp(2025, 6, 29)) == pytest.approx(1000, rel=0.01)


def test_a_year_that_grew_is_forecast_at_its_own_level():
    daily, calendar = books(growth=1.2)
    test = lens.rolling_backtest(daily, calendar, "paid", pd.to_datetime(["2025-04-06", "2025-07-06"]))
    each = test.groupby("on")[["came", "said", "last_year"]].sum()
    assert each["said"].to_numpy() == pytest.approx(each["came"].to_numpy(), rel=0.02)
    assert each["last_year"].to_numpy() == pytest.approx(each["came"].to_numpy(), rel=0.02)


def test_nothing_that_came_later_changes_what_was_said():
    daily, calendar = books()
    today = pd.Timestamp(2025, 5, 25)
    later = daily.assign(paid=daily["paid"].where(daily["date"] <= today, 1e6))
    for table in (daily, later):
        said = lens.days_ahead(table, calendar, "paid", today)
        pd.testing.assert_frame_equal(said, lens.days_ahead(daily, calendar, "paid", today))
        assert lens.level_now(table, calendar, "paid", today) == lens.level_now(daily, calendar, "paid", today)


def test_the_last_weeks_once_more_are_the_last_weeks():
    daily, calendar = books()
    on = pd.Timestamp(2025, 7, 6)
    test = lens.rolling_backtest(daily, calendar, "paid", [on])
    behind = daily[daily["date"].between(on - pd.Timedelta(55, "D"), on)]
    assert test["again"].sum() == pytest.approx(behind["paid"].sum())
    assert list(test["week"]) == list(range(1, 9))


def test_an_evening_without_a_year_behind_it_is_refused():
    daily, calendar = books()
    with pytest.raises(TooFewDays):
        lens.days_ahead(daily, calendar, "paid", pd.Timestamp(2024, 12, 1))
