"""Whatever a lever does not touch keeps its identifier, its minute and every other cell."""

import numpy as np
import pytest

from tests.shop.rows.strategies import facts_of
from toolkit.shop.rows import make


def without_order(facts, gone):
    """The same shop, where one order never came."""
    facts.orders = {name: np.delete(column, gone) for name, column in facts.orders.items()}
    kept = facts.lines["order"] != gone
    facts.lines = {name: column[kept] for name, column in facts.lines.items()}
    facts.lines["order"] = facts.lines["order"] - (facts.lines["order"] > gone)
    return facts


def spelled(rows):
    """Rows as a set of tuples, whatever their order."""
    columns = [column.values() if hasattr(column, "values") else column.tolist() for column in rows.values()]
    return set(zip(*columns, strict=True))


def alone_in_its_place(facts):
    """Index of an order whose person placed no other order that day."""
    place = np.stack([facts.orders[name] for name in ("day", "cell", "slot")], axis=1)
    _, where, count = np.unique(place, axis=0, return_inverse=True, return_counts=True)
    return int(np.flatnonzero(count[where.ravel()] == 1)[7])


@pytest.mark.parametrize("seed", range(4))
def test_an_order_less_is_one_row_less_and_no_other_difference(seed):
    whole = facts_of(seed)
    gone = alone_in_its_place(whole)
    less = without_order(facts_of(seed), gone)
    before, after = spelled(make("orders", whole)), spelled(make("orders", less))
    assert after < before
    assert len(before - after) == 1
    removed = next(iter(before - after))[0]
    lines = spelled(make("order_items", whole)) - spelled(make("order_items", less))
    assert {line[0] for line in lines} == {removed}
    assert spelled(make("order_items", less)) < spelled(make("order_items", whole))


@pytest.mark.parametrize("name", ["product_daily", "orders", "order_items", "promotions", "purchase_orders"])
def test_more_visitors_later_change_no_earlier_row(name):
    before = make(name, facts_of(seed=9))
    facts = facts_of(seed=9)
    facts.daily["people"][15:] *= 2
    after = make(name, facts)
    early = slice(None) if name != "product_daily" else before["date"] < before["date"].min() + 15
    for column in before:
        one, other = (getattr(rows[column], "codes", rows[column])[early] for rows in (before, after))
        assert np.array_equal(one, other), column
    if name == "product_daily":
        assert after["uv"].sum() > before["uv"].sum()


def test_a_promotion_added_later_renames_none():
    facts, more = facts_of(seed=3), facts_of(seed=3)
    more.promos = [*more.promos, more.promos[-1]]
    assert spelled(make("promotions", facts)) < spelled(make("promotions", more))
