"""The ledger: every fen inside the books once, dated by the day it moves, naming what it was for."""

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import shops
from toolkit.data.checks import check
from toolkit.data.columns import NULL, arrange
from toolkit.data.schema import TABLES
from toolkit.shop.facts import CASH_KINDS
from toolkit.shop.rows import ids, make
from toolkit.shop.rows.ledger import ledger

SOME = settings(deadline=None, max_examples=15)


def entries_of_orders(facts):
    """A payout two weeks after each paid order and a parcel the day after; some of both fall after the last day."""
    order = np.flatnonzero(facts.orders["paid"])
    day, paid = facts.orders["day"][order], facts.orders["paid_fen"][order]
    two = np.ones(len(order), dtype=np.int64)
    return {
        "day": np.concatenate([day + 14, day + 1]),
        "part": np.concatenate([0 * two, 2 * two]),
        "kind": np.concatenate([0 * two, CASH_KINDS.index("freight") * two]),
        "amount": np.concatenate([paid, -750 * two]),
        "order": np.concatenate([order, order]),
    }


def book(facts):
    return arrange(ledger(facts, entries_of_orders(facts)), TABLES["cash_ledger"])


@given(shops())
@SOME
def test_the_running_sum_of_the_ledger_is_the_cash_of_every_day(facts):
    rows, sold = book(facts), entries_of_orders(facts)
    for last in range(facts.days):
        expected = sum(
            int(part["amount"][(part["day"] >= 0) & (part["day"] <= last)].sum()) for part in (facts.cash, sold)
        )
        assert rows["amount"][rows["date"] <= ids.first_day(facts) + last].sum() == expected


@given(shops())
@SOME
def test_no_entry_moves_after_the_last_day_and_none_is_empty(facts):
    rows = book(facts)
    day = rows["date"] - ids.first_day(facts)
    assert ((day >= 0) & (day < facts.days)).all()
    assert (rows["amount"] != 0).all()


@given(shops())
@SOME
def test_an_entry_names_its_order_or_its_purchase_or_nothing(facts):
    rows = book(facts)
    kind = np.array(rows["kind"].values(), dtype=object)
    orders, bought = set(make("orders", facts)["order_id"]), set(make("purchase_orders", facts)["po_id"])
    assert set(rows["ref_id"][(kind == "settlement") | (kind == "freight")]) <= orders
    assert set(rows["ref_id"][kind == "purchase"]) <= bought
    assert (rows["ref_id"][kind == "ads"] == NULL).all()


@given(shops())
@SOME
def test_an_entry_id_is_unique_and_begins_with_its_day(facts):
    rows = book(facts)
    assert len(set(rows["entry_id"])) == len(rows["entry_id"])
    assert (rows["entry_id"] // 10**8 == ids.yymmdd(rows["date"])).all()


@given(shops(max_days=20))
@settings(deadline=None, max_examples=5)
def test_the_ledger_keeps_the_rules_of_the_data_room(facts):
    tables = {"cash_ledger": book(facts), **{name: make(name, facts) for name in ("orders", "purchase_orders")}}
    assert [str(broken) for broken in check(tables)] == []
