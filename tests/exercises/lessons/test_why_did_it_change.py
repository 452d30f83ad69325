"""What lesson 05 promises on every shop: visitors outran the money, the crowd is why, and one step left its own usual."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.why_did_it_change_parts import case as chosen
from toolkit.exercises.reveal import truth_of

SLUG = "why-did-it-change"
BLANKS = {
    "rate_and_mix": {"rate": ..., "mix": ...},
    "what_now": {"choice": ..., "evidence": ..., "look_again": ..., "change_mind": ...},
}


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def span_of(at, incident):
    return lens.days_of(truth_of(at.shop).incidents().query("id == @incident"))["date"]


def holds_nearly_everywhere(told_of, desks):
    return sum(not told_of(at) for at in desks) <= 0.05 * len(desks)


def test_both_weeks_are_whole_and_begin_on_the_same_weekday(desks):
    for at in desks:
        for week in ("before", "after"):
            assert (at.case[f"{week}_end"] - at.case[f"{week}_start"]).days == 6
        assert at.case.before_start.day_of_week == at.case.after_start.day_of_week
        assert at.case.before_end < at.case.after_start


def test_the_week_after_holds_the_crowd_and_the_week_before_nothing_of_it(desks):
    for at in desks:
        crowd = span_of(at, "INC-09")
        assert crowd.between(at.case.after_start, at.case.after_end).sum() == 5
        assert not crowd.between(at.case.before_start, at.case.before_end).any()


def test_no_festival_and_no_other_trouble_with_visitors_lies_in_the_two_weeks(desks):
    def clean(at):
        spoilt = chosen.spoilt_days(at.shop, truth_of(at.shop), ("INC-01", "INC-02"))
        return not spoilt & set(chosen.two_weeks(at.shop.shop_daily, at.case)["date"])

    assert holds_nearly_everywhere(clean, desks)


def test_visitors_rose_and_the_money_did_not_rise_with_them(desks):
    def story(at):
        times = chosen.tree_of(at.shop, at.case)
        times = times["after"] / times["before"]
        return times["visitors"] > 1.15 and times.prod() < times["visitors"] - 0.08 and times["conversion"] < 1

    assert holds_nearly_everywhere(story, desks)


def test_the_crowd_explains_more_than_the_channels_do(desks):
    def story(at):
        parts = known(at, "rate_and_mix").ref
        return parts["mix"] < 0 and abs(parts["rate"]) < abs(parts["mix"])

    assert holds_nearly_everywhere(story, desks)


def test_video_is_the_door_that_grew_and_it_brought_money(desks):
    for at in desks:
        people, paid = (chosen.by_door(at.shop, at.case, column) for column in ("uv", "paid_amount"))
        weight = people / people.sum()
        assert (weight["after"] - weight["before"]).idxmax() == "video"
        assert paid.loc["video", "after"] > paid.loc["video", "before"]


def test_the_parts_add_up_to_the_yuan(desks):
    for at in desks:
        sums = chosen.two_weeks(at.shop.shop_daily, at.case).groupby("when")["paid_amount"].sum()
        parts = known(at, "fair_split").ref
        assert sum(parts.values()) == pytest.approx(sums["after"] - sums["before"], abs=0.01)


def test_the_fair_split_is_the_lens_of_the_chart(desks):
    for at in desks:
        tree = chosen.tree_of(at.shop, at.case)
        assert known(at, "fair_split").ref == pytest.approx(lens.log_split(tree["before"], tree["after"]).to_dict())


def test_the_odd_days_are_the_faults_and_the_calm_weeks_are_calm(desks):
    for at in desks:
        assert [at.case.odd_start, at.case.odd_end] == list(span_of(at, "INC-14"))
        assert (at.case.usual_end - at.case.usual_start).days == 27

    def calm(at):
        spoilt = chosen.spoilt_days(at.shop, truth_of(at.shop), (*chosen.MOVES_RATES, "INC-14"))
        return not spoilt & set(pd.date_range(at.case.usual_start, at.case.usual_end))

    assert holds_nearly_everywhere(calm, desks)


def test_the_broken_till_lies_alone_far_below_its_usual(desks):
    def alone(at):
        distance = chosen.losses_of(at.shop, at.case).set_index("cell")["distance"].sort_values()
        return distance.index[0] == "pc paid" and distance.iloc[0] < -4 and distance.iloc[0] < distance.iloc[1] - 1

    assert holds_nearly_everywhere(alone, desks)


def test_the_estimate_of_the_loss_comes_near_what_the_till_missed(desks):
    at = desks[0]
    again = at.lab.what_if(without=("INC-14",))
    more = again.compare(at.shop)["paid_amount"]
    assert list(more.index[more != 0][:2]) == [at.case.odd_start, at.case.odd_end]
    really = more[at.case.odd_start : at.case.odd_end].sum()
    assert known(at, "money_lost").ref == pytest.approx(really, rel=0.6)


def test_two_days_are_more_than_the_day_that_could_be_saved(desks):
    for at in desks:
        assert 0 < known(at, "repair_in_time").ref < known(at, "money_lost").ref


def test_the_case_says_where_to_look_and_not_what_is_there(desks):
    for at in desks:
        assert all(isinstance(value, pd.Timestamp) for value in at.case.values())


def test_either_way_to_cut_the_overlap_is_told_yes_and_both_new_is_not(desks):
    at = desks[0]
    for parts in known(at, "rate_and_mix").also.values():
        assert told(at, "rate_and_mix", parts).outcome == "yes"
    both = known(at, "rate_and_mix").mistakes["new_on_both"]
    assert told(at, "rate_and_mix", both).mistake.code == "MIX-TWICE"


def test_parts_that_do_not_add_up_are_told_how_many_yuan_are_missing(desks):
    for at in desks:
        said = told(at, "fair_split", known(at, "fair_split").mistakes["rest_left_over"])
        assert "yuan belong to nobody" in said.words


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    for name in at.plan.exercises:
        verdict = at.judge(name, BLANKS.get(name, ...))
        assert (verdict.way, verdict.outcome) == ("untouched", "not yet")
