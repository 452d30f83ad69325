"""What a normal range promises, on days whose answer is known beforehand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lens.days import WEEK, calendar_of, clockwork, lucky
from toolkit import lens
from toolkit.lens.tables import MissingColumn, TooFewDays


def test_the_weekday_index_finds_the_week_it_was_made_of():
    index = lens.weekday_index(clockwork(), "uv")
    assert index.to_numpy() == pytest.approx(WEEK, rel=2e-3)
    assert list(index.index) == [1, 2, 3, 4, 5, 6, 7]


def test_one_festival_does_not_move_the_weekday_index():
    daily = clockwork()
    daily.loc[100, "uv"] *= 10
    assert lens.weekday_index(daily, "uv").to_numpy() == pytest.approx(WEEK, rel=2e-3)


def test_evened_out_days_are_all_alike():
    even = lens.even_out(clockwork(), "uv")
    assert even.max() / even.min() < 1.01


def test_today_does_not_sit_on_its_own_jury():
    daily = lucky()
    before = lens.normal_range(daily, "uv")
    daily.loc[300, "uv"] *= 3
    after = lens.normal_range(daily, "uv")
    assert after["usual"][:301].to_numpy() == pytest.approx(before["usual"][:301].to_numpy(), rel=0.01, nan_ok=True)


def test_a_friday_is_compared_with_fridays():
    band = lens.normal_range(lucky(luck=0.01), "uv").dropna()
    saturdays = band[band["date"].dt.day_of_week == 5]
    assert saturdays["distance"].abs().max() < 4
    assert saturdays["usual"].median() == pytest.approx(5000 * 1.1, rel=0.02)


def test_half_and_double_are_equally_far():
    daily = lucky()
    for row, times in ((300, 2), (350, 0.5)):
        daily.loc[row, "uv"] = round(5000 * WEEK[daily["date"][row].day_of_week] * times)
    distance = lens.normal_range(daily, "uv")["distance"]
    assert distance[300] == pytest.approx(-distance[350], rel=0.1)


def test_a_spike_does_not_widen_the_ruler_it_is_measured_with():
    daily = lucky()
    calm = lens.normal_range(daily, "uv")["distance"]
    daily.loc[300:302, "uv"] *= 3
    assert lens.normal_range(daily, "uv")["distance"][350:].to_numpy() == pytest.approx(calm[350:].to_numpy(), abs=0.4)


def test_known_days_never_set_the_standard():
    daily = lucky()
    festive = daily.assign(known=False)
    festive.loc[200:220, ["uv", "known"]] = [50_000, True]
    plain, aside = lens.normal_range(daily, "uv"), lens.normal_range(festive, "uv", known="known")
    assert aside["usual"][221] == pytest.approx(plain["usual"][200], rel=0.05)
    assert lens.normal_range(festive, "uv")["usual"][221] > 1.5 * plain["usual"][200]


def test_known_days_are_still_judged():
    daily = lucky()
    daily.loc[200, ["uv", "known"]] = [50_000, True]
    assert lens.normal_range(daily, "uv", known="known")["distance"][200] > 3.5


def test_the_first_days_have_no_range():
    band = lens.normal_range(lucky(), "uv")
    assert band["usual"][:28].isna().all()
    assert band["usual"][28:].notna().all()
    assert not lens.outside(band, "uv").index.isin(range(28)).any()


def test_the_ruler_is_the_standard_deviation_of_plain_luck():
    gaps = pd.Series(np.random.default_rng(5).normal(scale=0.08, size=20_000))
    assert lens.usual_distance(gaps) == pytest.approx(0.08, rel=0.03)


def test_the_edge_of_the_band_is_where_the_distance_says():
    band = lens.normal_range(lucky(seed=3, luck=0.1), "uv", width=2).dropna()
    outside = lens.outside(band, "uv")
    assert set(outside.index) == set(band.index[band["distance"].abs() > 2])
    assert len(outside) > 0


@settings(max_examples=25, deadline=None)
@given(times=st.floats(0.2, 50.0))
def test_the_unit_does_not_matter(times):
    daily = lucky(days=120)
    scaled = daily.assign(uv=(daily["uv"] + 1) * times - 1)
    before, after = (lens.normal_range(table, "uv")["distance"] for table in (daily, scaled))
    assert after.to_numpy() == pytest.approx(before.to_numpy(), abs=1e-6, nan_ok=True)


def test_days_without_any_visitor_are_read():
    daily = lucky()
    daily.loc[300, "uv"] = 0
    band = lens.normal_range(daily, "uv")
    assert math.isfinite(band["distance"][300])
    assert band["low"].min() >= 0


def test_the_plain_band_hides_the_second_day_of_a_spike():
    daily = lucky()
    daily.loc[300:301, "uv"] *= 3
    ours, plain = lens.normal_range(daily, "uv"), lens.plain_range(daily, "uv")
    assert {300, 301} <= set(lens.outside(ours, "uv").index)
    assert plain["distance"][301] < ours["distance"][301] / 2


def test_a_large_dip_is_heard_and_no_dip_is_not():
    daily = lucky()
    heard = lens.replay_dip(daily, "uv", share=0.5, days=1)["rang"].gt(0).mean()
    silence = lens.replay_dip(daily, "uv", share=0.0, days=1)["rang"].gt(0).mean()
    assert heard > 0.95
    assert silence < 0.02


def test_a_slow_leak_escapes_more_often_than_a_bang():
    daily = lucky()
    leak = lens.replay_dip(daily, "uv", share=0.1, days=7)["rang"].gt(0).mean()
    assert leak < lens.replay_dip(daily, "uv", share=0.4, days=1)["rang"].gt(0).mean()


def test_a_replay_is_planted_once_at_every_place():
    daily = lucky(days=100)
    replays = lens.replay_dip(daily, "uv", share=0.15, days=7)
    assert len(replays) == 100 - 28 - 7 + 1
    assert replays["date"].iloc[0] == daily["date"][28]
    assert replays["rang"].between(0, 7).all()


def test_a_replay_says_what_the_band_itself_would_have_said():
    daily = lucky(days=100)
    replays = lens.replay_dip(daily, "uv", share=0.0, days=1)
    rings = lens.normal_range(daily, "uv")["distance"].abs().gt(3.5)[28:]
    assert replays["rang"].to_numpy().tolist() == rings.astype(int).tolist()


def test_witnesses_stand_side_by_side():
    daily = lucky()
    daily["orders"] = daily["uv"] / 40
    daily.loc[300, "uv"] *= 3
    seen = lens.witnesses(daily, ["uv", "orders"]).loc[300]
    assert seen["uv"] > 3.5
    assert abs(seen["orders"]) < 3.5


def test_festivals_and_spring_festival_are_known_and_plain_days_are_not():
    calendar = calendar_of(clockwork(days=60), {30: "burst", 29: "preheat"})
    calendar.loc[10, "cny_offset_days"] = 0
    assert lens.known_days(calendar)[lambda known: known].index.tolist() == [10, 29, 30]


def test_a_lens_leaves_the_table_it_looks_at_alone():
    daily = lucky()
    copy = daily.copy()
    lens.normal_range(daily, "uv", known="known")
    lens.replay_dip(daily, "uv", share=0.15, days=7)
    pd.testing.assert_frame_equal(daily, copy)


def test_a_missing_column_is_named_with_what_there_is():
    with pytest.raises(MissingColumn, match=r'no column "uvv"\. Its columns: date, uv, known\. Did you mean "uv"\?'):
        lens.normal_range(lucky(), "uvv")


def test_too_few_days_say_how_many_are_due():
    with pytest.raises(TooFewDays, match="20 ordinary days, and the window asks for 28"):
        lens.normal_range(lucky(days=20), "uv")
