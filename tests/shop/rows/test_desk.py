"""The service desk: more load, longer waits, fewer who pay; open cases are those that are open."""

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.checks import check
from toolkit.data.columns import NULL
from toolkit.shop.rows import make

SOME = settings(deadline=None, max_examples=25)


def desk_at(load, chats=80, days=400):
    """Shifts that all have the same load and chats."""
    facts = facts_of(days=days, per_day=1)
    facts.daily["chats"] = facts.daily["chats"] * 0 + chats
    facts.daily["load"] = facts.daily["load"] * 0 + round(load * 1e6)
    return make("service_daily", facts)


@given(shops())
@SOME
def test_the_desk_keeps_the_rules_of_the_data_room(facts):
    assert [str(broken) for broken in check({name: make(name, facts) for name in ("service_daily", "refunds")})] == []


@given(shops())
@SOME
def test_the_desk_shows_the_chats_and_people_of_the_facts_and_no_time_without_chats(facts):
    rows = make("service_daily", facts)
    assert np.array_equal(rows["chats"], facts.daily["chats"].ravel())
    assert np.array_equal(rows["overtime_h"], facts.daily["overtime"].ravel())
    for name in ("first_resp_p50_s", "first_resp_p90_s", "chat_to_pay_rate"):
        assert np.array_equal(rows[name] == NULL, rows["chats"] == 0)


def test_nine_of_ten_shifts_answer_within_a_minute_up_to_a_load_and_none_do_far_above():
    for load in (0.25, 0.4, 0.53):
        assert (desk_at(load)["first_resp_p90_s"] <= 60).mean() >= 0.9
    assert (desk_at(0.65)["first_resp_p90_s"] <= 60).mean() < 0.5
    assert (desk_at(0.9)["first_resp_p90_s"] <= 60).mean() < 0.02


def test_at_ordinary_load_the_waits_are_those_of_the_scenario():
    rows, raw = desk_at(0.8), facts_of().scenario.raw["service"]["reply_seconds"]
    assert abs(np.median(rows["first_resp_p50_s"]) / raw[0] - 1) < 0.25
    assert abs(np.median(rows["first_resp_p90_s"]) / raw[1] - 1) < 0.25


def test_waits_rise_with_load_and_steeply_once_chats_queue_up():
    loads = np.arange(0.2, 1.5, 0.1)
    wait = np.array([np.median(desk_at(load, days=60)["first_resp_p90_s"]) for load in loads])
    assert (np.diff(wait) > 0).all()
    steps = np.diff(np.log(wait))
    assert steps[8] > 1.5 * steps[2]


def test_a_shift_whose_load_does_not_change_keeps_its_row():
    one, other = facts_of(seed=3), facts_of(seed=3)
    other.daily["load"][5:] *= 2
    before, after = (make("service_daily", facts) for facts in (one, other))
    for name in before:
        left, right = (getattr(rows[name], "codes", rows[name]) for rows in (before, after))
        assert np.array_equal(left[:15], right[:15]), name
    assert (after["first_resp_p90_s"] > before["first_resp_p90_s"])[15:].mean() > 0.9


def test_buyers_who_waited_three_minutes_pay_less_often():
    quick, slow = (desk_at(load)["chat_to_pay_rate"].mean() for load in (0.5, 1.1))
    assert 0.6 < slow / quick < 0.8


def test_an_overrun_desk_leaves_chats_unanswered():
    assert desk_at(0.5)["unanswered"].sum() < 0.02 * desk_at(0.5)["chats"].sum()
    assert desk_at(1.6)["unanswered"].sum() > 0.1 * desk_at(1.6)["chats"].sum()
