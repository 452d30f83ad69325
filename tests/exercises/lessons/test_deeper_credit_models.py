"""What go deeper 09a promises on every shop: models share the same sales, and the finer are not the nearer."""

import pytest

from tests.exercises.lessons.desks import desk, known
from toolkit import lens
from toolkit.exercises.lessons.deeper_credit_models_parts import case as chosen

SLUG = "deeper-credit-models"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def test_the_ways_are_the_months_journeys_with_and_without_a_sale(desks):
    for at in desks:
        ways = at.table("ways")
        ended = at.shop.journeys
        ended = ended[(ended["end_ts"] >= at.case.month_start) & (ended["end_ts"] < at.case.month_end + chosen.DAY)]
        assert ways["journeys"].sum() == len(ended)
        assert ways["sales"].sum() == ended["converted"].sum()
        assert {door for path in ways["path"] for door in path.split(" > ")} == set(at.case.doors)


def test_every_model_shares_out_the_same_sales(desks):
    for at in desks:
        paths = chosen.paths_of(at.table("ways"))
        assert chosen.books_of(paths).sum().tolist() == pytest.approx([paths["sales"].sum()] * len(chosen.MODELS))


def test_shapley_of_sales_is_the_linear_ledger(desks):
    for at in desks:
        paths = chosen.paths_of(at.table("ways"))
        linear = lens.ledger(paths, "linear")
        assert lens.shapley_credit(paths, worth="sales").to_dict() == pytest.approx(linear.to_dict())


def test_the_finest_model_is_not_the_nearest_to_the_tests(desks):
    far = []
    for at in desks:
        caused = at.table("tested").set_index("door")["caused"]
        gap = chosen.distances(chosen.books_of(chosen.paths_of(at.table("ways"))), caused)
        assert known(at, "nearest_model").ref == gap.idxmin()
        far.append(gap["shapley"] > 1.5 * gap.min() and gap["markov"] > gap.min())
    assert sum(far) >= 0.95 * len(far)
