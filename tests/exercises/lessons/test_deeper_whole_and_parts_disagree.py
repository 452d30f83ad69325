"""What go deeper 05 promises on every shop: parts to the yuan with goods that came and went, and one true reversal of five."""

import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.deeper_whole_and_parts_disagree_parts import case as chosen

SLUG = "deeper-whole-and-parts-disagree"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def months(at):
    goods = at.table("goods")
    return goods[goods["when"] == "before"], goods[goods["when"] == "after"]


def test_both_months_are_four_weeks_and_neighbours(desks):
    for at in desks:
        assert (at.case.before_end - at.case.before_start).days == chosen.MONTH - 1
        assert (at.case.after_end - at.case.after_start).days == chosen.MONTH - 1
        assert (at.case.after_start - at.case.before_end).days == 1


def test_some_goods_came_or_went_and_their_money_shows(desks):
    for at in desks:
        first, second = months(at)
        moved = [
            one[~one["product_id"].isin(two["product_id"])]["paid_amount"].sum()
            for one, two in ((first, second), (second, first))
        ]
        assert abs(moved[0] - moved[1]) >= chosen.LEFT_OVER


def test_the_parts_add_up_to_the_yuan_from_above_and_from_below(desks):
    for at in desks:
        first, second = months(at)
        change = second["paid_amount"].sum() - first["paid_amount"].sum()
        assert sum(known(at, "five_parts").ref.values()) == pytest.approx(change, abs=0.01)
        assert chosen.whole_split(first, second).sum() == pytest.approx(change, abs=0.01)


def test_whole_and_goods_disagree_by_more_than_a_hundredth_of_the_till(desks):
    for at in desks:
        assert chosen.disagreement(*months(at)) > 0.01


def test_exactly_one_of_the_five_pairs_is_a_reversal_with_people_enough(desks):
    for at in desks:
        side = chosen.rates_of(at.table("pairs"))
        turned = side.query("leader_plain < other_plain and leader_promotion < other_promotion")
        assert list(turned[turned["fewest"] >= chosen.MANY]["pair"]) == [known(at, "true_reversal").ref]
        assert len(turned) >= 2


def test_every_leader_leads_as_a_whole(desks):
    for at in desks:
        sums = at.table("pairs").groupby(["pair", "who"])[["buyers", "visitors"]].sum()
        rate = (sums["buyers"] / sums["visitors"]).unstack("who")
        assert (rate["leader"] > rate["other"]).all()


def test_the_lens_finds_the_same_reversal(desks):
    for at in desks:
        two = at.table("pairs").query("pair == @right", local_dict={"right": known(at, "true_reversal").ref})
        found = lens.reversals(two, "product_id", "days", top="buyers", below="visitors", least=chosen.MANY)
        assert len(found) == 1


def test_letters_say_nothing_of_what_a_pair_is(seeds):
    letters = {known(desk(SLUG, seed), "true_reversal").ref for seed in seeds(3, 20)}
    assert len(letters) > 1


def test_a_reversal_among_a_handful_is_told_by_its_people(desks):
    for at in desks:
        said = told(at, "true_reversal", known(at, "true_reversal").mistakes["a_handful"])
        assert said.mistake.code == "SIMPSON-TINY"


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    for name in at.plan.exercises:
        assert at.judge(name, ...).way == "untouched"
