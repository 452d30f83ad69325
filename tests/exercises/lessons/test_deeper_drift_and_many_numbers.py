"""What go deeper 04 promises on every shop: a quiet shift found to the day, a calm morning and a busy one, a lived festival."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.deeper_drift_and_many_numbers_parts import case as chosen
from toolkit.exercises.reveal import truth_of

SLUG = "deeper-drift-and-many-numbers"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def holds_nearly_everywhere(told_of, desks):
    return sum(not told_of(at) for at in desks) <= 0.05 * len(desks)


def test_the_weeks_hold_one_shift_of_their_category_and_enough_quiet_days_before_it(desks):
    for at in desks:
        struck = truth_of(at.shop).incidents().query("id in @chosen.SHIFTED and name == @at.case.category")
        begun = struck[struck["start"].between(at.case.start, at.case.end)]["start"]
        assert len(begun) == 1
        quiet = at.table("share").query("not known")["date"]
        assert (quiet < begun.iloc[0]).sum() >= at.case.quiet - 10


def test_the_account_begins_within_three_days_of_the_shift(desks):
    def found(at):
        values = known(at, "began")
        return abs((pd.Timestamp(values.ref) - pd.Timestamp(values.true)).days) <= chosen.NEAR

    assert holds_nearly_everywhere(found, desks)


def test_a_share_is_part_of_a_thousand(desks):
    for at in desks:
        share = at.table("share")
        assert share["per_1000"].between(0, 1000).all()
        assert (share["uv"] > 0).all()


def test_nothing_is_named_on_the_calm_morning_though_bells_ring(desks):
    for at in desks:
        forty = at.table("forty").query("date == @at.case.calm").set_index("number")["distance"]
        assert len(forty) == 40
        assert not lens.real_alarms(forty).any()
        assert (lens.by_luck(forty) < chosen.ALONE).any()
        assert at.case.calm in truth_of(at.shop).clean_days()


def test_the_climbing_line_of_the_lesson_is_that_of_the_lens(desks):
    for at in desks:
        forty = at.table("forty").query("date == @at.case.morning").set_index("number")["distance"]
        named = lens.real_alarms(forty)
        assert known(at, "really_rang").ref == sorted(named.index[named])
        assert named.sum() >= 3


def test_the_fair_hearing_lies_between_the_band_and_each_bell_alone(desks):
    def between(at):
        values = known(at, "really_rang")
        slips = {name: set(names) for name, names in values.mistakes.items()}
        return slips["beyond_the_band"] < set(values.ref) < slips["each_bell_alone"]

    assert holds_nearly_everywhere(between, desks)


def test_the_festivals_of_both_years_are_there_and_the_range_holds_last_years_lift_times_something(desks):
    for at in desks:
        lifts = chosen.lifts(at.shop)
        assert {"3.8", "618", "11.1", "11.11"} <= set(lifts.index)
        assert list(lifts.columns) == [2024, 2025]
        values = known(at, "eleven_eleven").ref
        assert 0 < values["low"] < values["high"]


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    blanks = {"eleven_eleven": {"low": ..., "high": ...}}
    for name in at.plan.exercises:
        verdict = at.judge(name, blanks.get(name, ...))
        assert (verdict.way, verdict.outcome) == ("untouched", "not yet")


def test_a_day_off_by_two_is_still_the_day(desks):
    at = desks[0]
    near = pd.Timestamp(known(at, "began").ref) + pd.Timedelta(days=2)
    assert told(at, "began", near).outcome == "yes"


def test_luck_is_told_in_shares_and_alike_for_both_directions():
    luck = lens.by_luck(pd.Series([0.0, 1.96, -1.96, 3.5]))
    assert luck.iloc[0] == pytest.approx(1.0)
    assert luck.iloc[1] == pytest.approx(0.05, abs=1e-4)
    assert luck.iloc[1] == luck.iloc[2]
    assert luck.is_monotonic_decreasing
