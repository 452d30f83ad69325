"""Refunds and reviews: what comes back and what is said, of lines that were bought, in an order that can be."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.shop.rows.strategies import SLUG, facts_of, shops
from tests.shop.rows.test_orders_apart import alone_in_its_place, spelled, without_order
from toolkit.data.checks import check
from toolkit.data.columns import NULL
from toolkit.shop import traits
from toolkit.shop.keys import Keys
from toolkit.shop.pool import pool
from toolkit.shop.product import catalogue
from toolkit.shop.rows import ids, make
from toolkit.shop.scenario import scenario

SOME = settings(deadline=None, max_examples=25)
TABLES = ("refunds", "reviews", "orders", "order_items")
DAY = 86_400_000_000
WORDS = pool(SLUG)
BLAME = [en for en, _ in WORDS.blame]


@given(shops())
@SOME
def test_refunds_and_reviews_keep_the_rules_of_the_data_room(facts):
    assert [str(broken) for broken in check({name: make(name, facts) for name in TABLES})] == []


@given(shops())
@SOME
def test_every_refund_asked_for_inside_the_books_has_its_row(facts):
    rows, lines = make("refunds", facts), facts.lines
    here = (lines["refund_kind"] >= 0) & (lines["refund_day"] < facts.days)
    assert len(rows["refund_id"]) == here.sum()
    assert rows["amount"].sum() == lines["refund_fen"][here].sum()
    done = rows["completed_ts"][rows["completed_ts"] != NULL] // DAY - ids.first_day(facts)
    expected = lines["refund_done_day"][here & (lines["refund_done_day"] < facts.days)]
    assert sorted(done) == sorted(expected)


@given(shops())
@SOME
def test_a_refund_of_goods_that_were_sent_is_asked_for_on_its_day(facts):
    rows, lines = make("refunds", facts), facts.lines
    sent = np.array([kind != "unshipped" for kind in rows["kind"].values()], dtype=bool)
    here = (lines["refund_kind"] > 0) & (lines["refund_day"] < facts.days)
    asked = rows["requested_ts"][sent] // DAY - ids.first_day(facts)
    assert sorted(asked) == sorted(lines["refund_day"][here])


@given(shops())
@SOME
def test_a_review_gives_the_goods_the_stars_that_the_product_got(facts):
    rows, lines = make("reviews", facts), facts.lines
    here = (lines["stars"] > 0) & (lines["review_day"] < facts.days)
    assert sorted(rows["stars_desc"]) == sorted(lines["stars"][here])
    assert sorted(rows["ts"] // DAY - ids.first_day(facts)) == sorted(lines["review_day"][here])


@pytest.mark.parametrize("name", ["refunds", "reviews"])
def test_an_order_less_is_its_own_rows_less_and_no_other_difference(name):
    gone_somewhere = 0
    for seed in range(6):
        whole = facts_of(seed)
        gone = alone_in_its_place(whole)
        order = int(ids.order_ids(whole)[gone])
        before, after = (spelled(make(name, one)) for one in (whole, without_order(facts_of(seed), gone)))
        assert after <= before
        assert {row[1] for row in before - after} <= {order}
        gone_somewhere += len(before - after)
    assert gone_somewhere > 0


@pytest.mark.parametrize("name", ["refunds", "reviews"])
def test_identifiers_are_unique_and_tell_no_order(name):
    rows = make(name, facts_of(days=40, per_day=40))
    number = rows[f"{name[:-1]}_id"]
    assert len(set(number)) == len(number)
    assert number.max() < 2**53
    by_time = np.corrcoef(np.argsort(np.argsort(number)), np.arange(len(number)))[0, 1]
    assert abs(by_time) < 0.2


def many_reviews():
    """Reviews of a large imaginary shop, with the facts they come from, line by line."""
    facts = facts_of(seed=5, days=40, skus=30, per_day=400)
    rows = make("reviews", facts)
    line = {
        (order, number): place
        for place, (order, number) in enumerate(
            zip(ids.order_ids(facts)[facts.lines["order"]], facts.lines["line_no"], strict=True)
        )
    }
    place = np.array([line[pair] for pair in zip(rows["order_id"], rows["line_no"], strict=True)])
    return facts, rows, place, np.array(rows["tag"].values())


def test_what_broke_is_called_broken_and_the_content_praise():
    facts, rows, place, tag = many_reviews()
    assert set(tag[facts.lines["defect"][place] > 0]) == {"broken"}
    assert not set(tag[rows["stars_desc"] >= 4]) & set(BLAME)
    assert set(tag[rows["stars_desc"] <= 2]) == set(BLAME)


def test_goods_are_praised_for_a_trait_of_their_category_and_service_for_what_it_did():
    facts, rows, place, tag = many_reviews()
    category = catalogue(facts.scenario).category[facts.lines["sku"][place]]
    own = [{en for en, _ in row.traits} for row in WORDS.categories.values()]
    praise = {en for en, _ in WORDS.praise}
    for word, one in zip(tag, category, strict=True):
        assert word in own[one] or word in praise or word in BLAME
    assert (rows["stars_logistics"][tag == "fast delivery"] >= 4).all()
    assert (rows["stars_service"][tag == "kind service"] >= 4).all()


def test_a_late_parcel_costs_stars_for_delivery_and_hardly_any_for_service():
    facts, rows, place, _ = many_reviews()
    order = facts.lines["order"][place]
    late = facts.orders["ship_tenths"][order] > facts.orders["promise_tenths"][order]

    def lost(name):
        return rows[name][~late].mean() - rows[name][late].mean()

    assert lost("stars_logistics") > 1.0
    assert abs(lost("stars_service")) < 0.25


def test_a_crowded_desk_costs_stars_for_service_only():
    calm, crowded = facts_of(seed=5, per_day=200), facts_of(seed=5, per_day=200)
    calm.daily["load"], crowded.daily["load"] = calm.daily["load"] * 0, calm.daily["load"] * 0 + 2_000_000
    one, other = (make("reviews", facts) for facts in (calm, crowded))
    assert one["stars_service"].mean() - other["stars_service"].mean() > 0.3
    assert np.array_equal(one["stars_logistics"], other["stars_logistics"])


@pytest.mark.parametrize("seed", range(5))
def test_each_product_has_one_clear_favourite_that_most_pages_promise(seed):
    one = scenario(SLUG, str(seed).encode())
    category, raw = catalogue(one).category, one.raw["reviews"]
    mix = traits.praise(one.keys, WORDS, category, raw["favourite"])
    top = traits.favourites(one.keys, WORDS, category)
    assert (mix.argmax(axis=1) == top).all()
    assert np.allclose(mix.sum(axis=1), 1, atol=1e-6)
    ordered = np.sort(mix, axis=1)
    assert ordered[:, -1].min() >= 0.35 - 1e-6
    assert (ordered[:, -1] - ordered[:, -2]).min() > 0.05
    assert 0.5 < traits.claim_fits(one, WORDS, category).mean() < 0.7


def test_buyers_praise_each_trait_as_often_as_the_simulator_says():
    facts, _, place, tag = many_reviews()
    sku, category = facts.lines["sku"][place], catalogue(facts.scenario).category
    mix = traits.praise(facts.keys, WORDS, category, facts.scenario.raw["reviews"]["favourite"])
    far = []
    for one in range(30):
        own = [en for en, _ in list(WORDS.categories.values())[category[one]].traits]
        said = np.array([(tag[sku == one] == word).sum() for word in own])
        expected = said.sum() * mix[one]
        assert said.sum() > 100
        far += ((said - expected) / np.sqrt(expected * (1 - mix[one]))).tolist()
    assert np.abs(far).max() < 4
    assert abs(np.std(far) - 1) < 0.3


def test_a_page_claim_stays_what_it_is_for_another_share_of_fitting_pages():
    category = np.zeros(240, dtype=np.int64)
    keys = Keys(b"x")
    some, every = (traits.claims(keys, WORDS, category, fits) for fits in (0.6, 1.0))
    top = traits.favourites(keys, WORDS, category)
    assert (every == top).all()
    assert ((some == top) | (some != every)).all()
    assert (some != top).any()
