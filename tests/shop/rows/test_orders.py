"""Orders and their lines: sums to the fen, times in order, nothing after the last day."""

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import shops
from toolkit.data.columns import NULL
from toolkit.shop.rows import ids, make

DAY = 86_400_000_000


def day_of(moment):
    return moment // DAY


@given(shops())
@settings(deadline=None, max_examples=25)
def test_the_lines_of_an_order_share_out_its_paid_amount_to_the_fen(facts):
    orders, lines = make("orders", facts), make("order_items", facts)
    place = np.searchsorted(np.sort(orders["order_id"]), lines["order_id"])
    shared = np.bincount(place, lines["paid_alloc"], minlength=len(orders["order_id"]))
    assert (shared == orders["paid_amount"][np.argsort(orders["order_id"])]).all()


@given(shops())
@settings(deadline=None, max_examples=25)
def test_every_line_belongs_to_an_order_and_every_order_has_a_line(facts):
    orders, lines = make("orders", facts), make("order_items", facts)
    assert set(lines["order_id"]) == set(orders["order_id"])


@given(shops())
@settings(deadline=None, max_examples=25)
def test_times_of_an_order_follow_each_other_and_end_with_the_book(facts):
    orders = make("orders", facts)
    end = (ids.first_day(facts) + facts.days) * DAY
    earlier = orders["created_ts"]
    for name in ("paid_ts", "ship_ts", "deliver_ts"):
        happened = orders[name] != NULL
        assert (orders[name][happened] > earlier[happened]).all()
        assert (orders[name][happened] < end).all()
        earlier = orders[name]


@given(shops())
@settings(deadline=None, max_examples=25)
def test_an_order_is_paid_on_the_day_it_was_placed_or_never(facts):
    orders = make("orders", facts)
    paid = orders["paid_ts"] != NULL
    assert (day_of(orders["paid_ts"][paid]) == day_of(orders["created_ts"][paid])).all()
    assert (orders["paid_amount"][~paid] == 0).all()


@given(shops())
@settings(deadline=None, max_examples=25)
def test_the_status_says_what_the_times_say(facts):
    orders = make("orders", facts)
    status = np.array(orders["status"].words)[orders["status"].codes]
    by_times = np.select(
        [orders["paid_ts"] == NULL, orders["deliver_ts"] != NULL, orders["ship_ts"] != NULL],
        ["unpaid", "delivered", "shipped"],
        "paid",
    )
    assert ((status == by_times) | ((status == "cancelled") & (by_times == "paid"))).all()


@given(shops())
@settings(deadline=None, max_examples=25)
def test_an_order_id_is_unique_and_begins_with_its_day(facts):
    orders = make("orders", facts)
    assert len(set(orders["order_id"])) == len(orders["order_id"])
    assert (orders["order_id"] // 10**8 == ids.yymmdd(day_of(orders["created_ts"]))).all()
    assert (orders["order_id"] < 2**53).all()


@given(shops())
@settings(deadline=None, max_examples=25)
def test_paid_is_list_less_discount_plus_shipping(facts):
    orders = make("orders", facts)
    asked = orders["list_amount"] - orders["discount_amount"] + orders["shipping_fee"]
    paid = orders["paid_ts"] != NULL
    assert (orders["paid_amount"][paid] == asked[paid]).all()


@given(shops())
@settings(deadline=None, max_examples=25)
def test_a_line_has_a_batch_of_its_own_product_exactly_when_paid(facts):
    lines, bought, orders = make("order_items", facts), make("purchase_orders", facts), make("orders", facts)
    product_of = dict(zip(words(bought["batch_id"]), words(bought["product_id"]), strict=True))
    paid = dict(zip(orders["order_id"], orders["paid_ts"] != NULL, strict=True))
    rows = zip(lines["order_id"], words(lines["batch_id"]), words(lines["product_id"]), strict=True)
    for order, batch, product in rows:
        assert (batch is not None) == paid[order]
        assert batch is None or product_of[batch] == product


def words(text):
    return [text.words[code] if code >= 0 else None for code in text.codes]
