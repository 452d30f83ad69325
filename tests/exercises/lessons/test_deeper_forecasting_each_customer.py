"""What go deeper 07 promises on every shop: a forecast nearer than one rate for all, and a year's value of one channel."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known
from toolkit import lens
from toolkit.exercises.lessons.deeper_forecasting_each_customer_parts import case as chosen

SLUG = "deeper-forecasting-each-customer"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def came(at):
    return at.table("came")["orders"].sum()


def test_two_clocks_come_nearer_than_one_rate_for_all(desks):
    for at in desks:
        values = known(at, "twelve_weeks")
        assert abs(values.ref / came(at) - 1) < abs(values.mistakes["same_rate_for_all"] / came(at) - 1)
        assert values.ref == pytest.approx(came(at), rel=0.15)


def test_one_rate_for_all_is_too_high(desks):
    for at in desks:
        assert known(at, "twelve_weeks").mistakes["same_rate_for_all"] > 1.1 * came(at)


def test_the_histories_hold_nothing_of_the_weeks_to_come(desks):
    for at in desks:
        table = at.table("histories")
        assert (table["t_x"] <= table["T"]).all()
        assert (table["x"] >= 0).all()
        assert table["T"].max() <= (at.case.today - at.shop.first_day).days / 7
        assert list(at.table("came")["week"]) == list(range(1, at.case.weeks + 1))


def test_money_is_there_exactly_where_there_were_later_orders(desks):
    for at in desks:
        table = at.table("histories")
        assert ((table["paid_later"] > 0) == (table["x"] > 0)).all()
        assert table["first_left"].notna().all()


def test_silence_is_told_from_a_late_order_at_the_same_rate(desks):
    for at in desks:
        clock = lens.fit_buying_clock(at.table("histories"))
        two = pd.DataFrame({"x": [5, 5], "t_x": [10.0, 48.0], "T": [50.0, 50.0]})
        silent, late = lens.expected_orders(clock, two, 12)
        assert silent < 0.2 * late


def test_the_channel_is_one_of_many_people_and_its_clock_differs_from_everybodys(desks):
    for at in desks:
        sizes = at.table("histories")["came_by"].value_counts()
        assert sizes[at.case.channel] >= chosen.MANY
        assert at.case.worked != at.case.channel
        values = known(at, "year_value")
        assert abs(values.mistakes["everybodys_clock"] / values.ref - 1) > 0.025


def test_a_year_is_worth_more_than_the_first_order_and_less_than_the_till_says(desks):
    for at in desks:
        values = known(at, "year_value")
        assert values.mistakes["first_order_left_out"] < values.ref < values.mistakes["money_in_the_till"]


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    for name in at.plan.exercises:
        assert at.judge(name, ...).way == "untouched"
