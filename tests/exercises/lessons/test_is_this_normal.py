"""What lesson 04 promises on every shop: the story holds, the spike is found, quiet days are quiet."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.is_this_normal_parts import case as chosen
from toolkit.exercises.reveal import truth_of

SLUG = "is-this-normal"
EVENT_DAY = pd.Timestamp(2025, 11, 11)


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def spike_of(at):
    return lens.days_of(truth_of(at.shop).incidents().query("id == 'INC-02'"))["date"]


def test_today_is_an_ordinary_low_day_that_fell_against_yesterday(desks):
    for at in desks:
        band = chosen.band_of(at.shop).set_index("date")
        today, yesterday = band.loc[at.case.today], band.loc[at.case.yesterday]
        assert -3.5 < today["distance"] < 0
        assert today["uv"] < yesterday["uv"]
        assert not today["known"]
        assert at.case.today in truth_of(at.shop).clean_days()
        assert today["dow"] == at.case.today_dow == yesterday["dow"] % 7 + 1


def test_a_festival_is_among_the_eight_days_like_today(desks):
    plain = 0
    for at in desks:
        daily = chosen.daily_of(at.shop)
        like = daily.query("dow == @at.case.today_dow and date < @at.case.today")["uv"].tail(8)
        plain += like.max() < 1.3 * like.median()
    assert plain <= 0.05 * len(desks)


def test_the_26_weeks_hold_the_spike_and_the_festival(desks):
    for at in desks:
        assert (at.case.end - at.case.start).days == 26 * 7 - 1
        assert at.case.start <= EVENT_DAY <= at.case.end
        assert spike_of(at).between(at.case.start, at.case.end).all()


def test_the_spike_leaves_the_band_and_stands_in_no_calendar(desks):
    for at in desks:
        band = chosen.band_of(at.shop)
        spike = band[band["date"].isin(spike_of(at))]
        assert (spike["distance"] > 3.5).all()
        assert not spike["known"].any()


def test_the_till_did_not_see_the_spike_and_saw_the_festival(desks):
    for at in desks:
        four = lens.witnesses(chosen.built(at.shop), ["cart_uv", "pay_orders", "paid_amount"], known="known")
        four = four.set_index("date")
        assert (four.loc[spike_of(at)].mean() < 3.5).all()
        assert (four.loc[EVENT_DAY] > 3.5).all()


def test_the_spike_came_through_one_door(desks):
    for at in desks:
        came = at.shop.traffic_daily[at.shop.traffic_daily["date"].isin(spike_of(at))]
        by_channel = came.groupby("channel_id")["uv"].sum()
        assert by_channel.idxmax() == "offsite"
        assert by_channel["offsite"] > 0.3 * by_channel.sum()


def test_the_reference_finds_what_really_happened_and_little_else(desks):
    for at in desks:
        found = set(pd.to_datetime(known(at, "abnormal_days").ref))
        really = set(chosen.abnormal(truth_of(at.shop), at.case))
        assert really <= found
        assert len(found - really) <= 4, at.shop.id  # two on a hundred days, of 26 weeks


def test_the_band_cries_wolf_at_most_twice_on_a_hundred_clean_days(desks):
    for at in desks:
        quiet = lens.ring(chosen.built(at.shop), "uv", known="known").merge(at.table("quiet"), on="date")
        assert len(quiet) >= 100
        assert lens.per_100(quiet)["band"] <= 2


def test_the_four_rules_lie_apart_on_quiet_days(desks):
    for at in desks:
        quiet = lens.ring(chosen.built(at.shop), "uv", known="known").merge(at.table("quiet"), on="date")
        assert lens.per_100(quiet).diff().dropna().min() > 0.5


def test_quiet_days_lie_outside_the_26_weeks_and_hold_nothing(desks):
    for at in desks:
        quiet = at.table("quiet")["date"]
        assert not quiet.between(at.case.start, at.case.end).any()
        assert quiet.isin(truth_of(at.shop).clean_days()).all()


def test_forty_means_forty_and_some_of_them_ring_on_quiet_days(desks):
    for at in desks:
        forty = at.table("forty")
        assert forty["number"].nunique() == 40
        assert forty.groupby("number").size().eq(len(at.table("quiet"))).all()
        loud = known(at, "loud_mornings").ref / len(at.table("quiet"))
        assert 0.15 < loud < 0.85


def test_the_five_mornings_are_five_and_one_of_them_is_odd(desks):
    for at in desks:
        assert len(set(at.case.mornings)) == 5
        assert {at.case.today, EVENT_DAY} < set(at.case.mornings)
        drawers = list(known(at, "five_mornings").ref.values())
        assert sorted(drawers) == ["leave"] * 4 + ["note"]


def test_the_case_says_where_to_look_and_not_what_is_there(desks):
    for at in desks:
        named = {name for name, value in at.case.items() if isinstance(value, pd.Timestamp)}
        assert named == {"today", "yesterday", "start", "end"}
        assert not set(spike_of(at)) & {at.case[name] for name in named}


def test_a_slow_leak_mostly_slips_through(desks):
    for at in desks:
        leak = lens.replay_dip(chosen.built(at.shop), "uv", share=0.15, days=7, known="known")
        assert 0.02 < leak["rang"].gt(0).mean() < 0.75


def test_the_log_keeps_todays_distance_within_two_circles(desks):
    for at in desks:
        given = known(at, "tonight").also["with the ruler of step 4"]
        assert told(at, "tonight", given).outcome == "yes"
