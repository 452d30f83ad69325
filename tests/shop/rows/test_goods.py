"""The catalogue's words, and purchases."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.shop.rows.strategies import SLUG, facts_of, shops
from toolkit.data.columns import NULL_DATE
from toolkit.shop.keys import Keys
from toolkit.shop.pool import pool
from toolkit.shop.rows import ids, make
from toolkit.shop.rows.names import claims, titles, weights
from toolkit.shop.scenario import read

SOME = settings(deadline=None, max_examples=25)
FAMILY = np.arange(240) // 6
CATEGORY = np.minimum(FAMILY // 7, 5)


@pytest.mark.parametrize("seed", range(8))
def test_no_two_products_have_the_same_title(seed):
    assert len(set(titles(Keys(bytes([seed])), pool(SLUG), CATEGORY, FAMILY).values())) == 240


def test_titles_speak_chinese_and_english():
    for title in titles(Keys(b"x"), pool(SLUG), CATEGORY, FAMILY).values():
        chinese, english = title.split(" · ")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert english.isascii()


def test_a_page_promises_a_trait_of_its_own_category():
    words = list(pool(SLUG).categories.values())
    for category, claim in zip(CATEGORY, claims(Keys(b"x"), pool(SLUG), CATEGORY, 0.6).values(), strict=True):
        assert claim in [en for en, _ in words[category].traits]


def test_sisters_weigh_about_the_same():
    grams = weights(Keys(b"x"), pool(SLUG), CATEGORY, FAMILY)
    assert (grams > 0).all()
    for family in range(40):
        sisters = grams[family == FAMILY]
        assert sisters.max() <= 1.45 * sisters.min() + 5


def test_the_words_know_the_categories_of_the_scenario_in_its_order():
    assert list(pool(SLUG).categories) == [row["id"] for row in read(SLUG)["category"]]


@given(shops())
@SOME
def test_what_has_not_arrived_is_not_paid_in_full(facts):
    rows = make("purchase_orders", facts)
    waiting = rows["arrive_date"] == NULL_DATE
    last = ids.first_day(facts) + facts.days - 1
    assert (rows["balance_paid"][waiting] == 0).all()
    assert (rows["arrive_date"][~waiting] <= last).all()
    paid = rows["deposit_paid"] + rows["balance_paid"]
    assert (paid[~waiting] == (rows["units"] * rows["unit_cost"])[~waiting]).all()


@given(shops())
@SOME
def test_every_line_of_a_purchase_is_a_batch_of_its_own(facts):
    rows = make("purchase_orders", facts)
    assert len(set(rows["batch_id"].values())) == len(rows["po_id"])
    lines = set(zip(rows["po_id"], rows["line_no"], strict=True))
    assert len(lines) == len(rows["po_id"])


def test_lines_of_one_purchase_order_share_its_number():
    facts = facts_of()
    facts.purchases["po"] = facts.purchases["po"] // 2
    facts.purchases["line_no"] = 1 + np.arange(len(facts.purchases["po"])) % 2
    for name in ("order_day", "supplier"):
        facts.purchases[name] = facts.purchases[name][facts.purchases["po"] * 2]
    numbers = make("purchase_orders", facts)["po_id"]
    assert np.bincount(np.unique(numbers, return_inverse=True)[1]).max() == 2
