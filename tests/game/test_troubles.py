"""Every loss that can be met had a sign; one trouble is nobody's fault, one note is a red herring, one fault is the tracker's."""

import pytest

from toolkit.bench.game import signs
from toolkit.game.season import past
from toolkit.game.troubles import troubles


@pytest.fixture(scope="module")
def shops(seeds):
    return [past(str(seed).encode()) for seed in seeds(2, 20)]


def test_each_sort_of_trouble_is_there_once_and_three_can_be_met(shops):
    for shop in shops:
        sorts = [one.sort for one in shop.troubles]
        assert sorts.count("avoidable") == 3
        assert all(sorts.count(sort) == 1 for sort in ("nobody's fault", "tracker", "red herring"))


def test_most_of_the_damage_comes_a_week_or_more_after_the_sign(shops):
    for shop in shops:
        assert min(signs(shop).values()) > 0.5


def test_all_troubles_lie_in_the_season(shops):
    for shop in shops:
        assert all(shop.first <= one.sign <= one.incident.start_day < shop.first + 91 for one in shop.troubles)


def test_the_same_seed_has_the_same_troubles(before):
    assert tuple(troubles(before.scenario, before.first)) == before.troubles


def test_a_warning_is_written_where_the_sign_comes_before_the_trouble(before):
    told = {
        one.incident_id: one.day for one in before.works.plan.log if one.day >= before.first and one.role == "cause"
    }
    for one in before.troubles:
        if one.sort == "avoidable":
            assert told[one.incident.id] <= one.incident.start_day
