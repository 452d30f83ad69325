"""What go deeper 11 promises on every shop: tested on many evenings, blind to what came later, ordered by both costs."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import answer, desk, known, told
from toolkit.exercises.lessons.deeper_forecasting_with_intervals_parts import case as chosen

SLUG = "deeper-forecasting-with-intervals"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 20)]


def test_every_earlier_evening_had_its_eight_weeks_behind_it_by_today(desks):
    for at in desks:
        evenings = at.table("backtests")["on"]
        assert evenings.nunique() == 23
        assert evenings.max() + pd.Timedelta(56, "D") <= pd.Timestamp(at.case.today)


def test_the_weeks_ahead_hold_a_festival_and_the_weeks_behind_none(desks):
    for at in desks:
        named = at.shop.calendar.query("event_phase != 'none'")["date"]
        today = pd.Timestamp(at.case.today)
        assert named.between(today + pd.Timedelta(1, "D"), today + pd.Timedelta(56, "D")).sum() >= 10
        assert not named.between(today - pd.Timedelta(55, "D"), today).any()


def test_the_worked_evening_stands_in_the_midst_of_a_festival(desks):
    for at in desks:
        named = at.shop.calendar.query("event_name == '618'")["date"]
        assert named.min() <= at.case.worked < named.max()


def test_the_rule_comes_within_a_quarter_and_misses_less_than_the_last_weeks_once_more(desks):
    for at in desks:
        came = at.table("came")["came"].sum()
        values = known(at, "eight_weeks")
        assert values.ref == pytest.approx(came, rel=0.2)
        assert abs(values.ref / came - 1) < abs(values.mistakes["last_eight_again"] / came - 1)


def test_the_festival_left_in_or_left_out_is_far_from_the_rule(desks):
    for at in desks:
        values = known(at, "eight_weeks")
        assert values.mistakes["no_festival"] < 0.97 * values.ref
        assert values.mistakes["festival_twice"] > 1.02 * values.ref


def test_one_lucky_evening_and_signs_that_cancel_flatter_the_rule(desks):
    for at in desks:
        values = known(at, "usual_miss")
        assert values.mistakes["one_lucky_evening"] < 0.5 * values.ref
        assert abs(values.mistakes["signs_cancel"]) < values.ref < values.mistakes["single_weeks"]


def test_the_order_lies_between_the_middle_and_the_high_end(desks):
    for at in desks:
        values = known(at, "order").ref
        assert values["low"] < values["order"] < values["high"]


def test_every_mistake_is_recognised_and_stands_apart(desks):
    for at in desks:
        for name in at.plan.exercises:
            for mistake in at.exercise(name).mistakes:
                value = known(at, name).mistakes[mistake.name]
                assert answer(at, name).apart(value, known(at, name).ref) >= 5, (name, mistake.name)
                assert told(at, name, value).code == mistake.code, (name, mistake.name)


def test_the_tables_hold_whole_weeks(desks):
    for at in desks:
        assert list(at.table("came")["week"]) == list(range(1, at.case.weeks + 1))
        assert len(at.table("last_year")) == 7 * at.case.weeks
        assert at.table("last_year")["promotion"].sum() >= 10


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    for name in desks[0].plan.exercises:
        assert desks[0].judge(name, ...).way == "untouched"


def test_the_costs_ask_for_more_than_the_middle():
    assert chosen.LOST / (chosen.LOST + chosen.OVER) > 0.5
