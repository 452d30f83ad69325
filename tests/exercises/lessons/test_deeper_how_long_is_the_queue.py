"""What go deeper 10 promises on every shop: the formula needs fewer than the table, the real evening more than the formula."""

import pytest

from tests.exercises.lessons.desks import desk, known
from toolkit import lens

SLUG = "deeper-how-long-is-the-queue"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 20)]


def test_the_formula_meets_the_load_table_at_two_people_and_needs_fewer_at_a_large_desk(desks):
    for at in desks:
        assert lens.wait_share(2 * at.case.safe / at.case.hours, at.case.minutes, 2) == pytest.approx(0.9, abs=0.05)
        assert known(at, "by_formula").ref < known(at, "by_formula").mistakes["load_table"]


def test_an_evening_with_a_rush_needs_more_than_an_even_one_and_fewer_than_the_table(desks):
    for at in desks:
        assert known(at, "by_formula").ref < known(at, "by_replay").ref < known(at, "by_formula").mistakes["load_table"]


def test_the_hours_share_out_the_evenings_chats(desks):
    for at in desks:
        evening = at.table("evening")
        assert len(evening) == at.case.hours
        assert evening["chats"].sum() == pytest.approx(at.case.chats, abs=1)


def test_stars_follow_late_parcels_by_about_a_week(desks):
    for at in desks:
        assert 5 <= known(at, "days_later").ref["days"] <= 10
        assert known(at, "days_later").ref["together"] < -0.3
