"""The books of an imaginary shop keep every rule that the data room knows."""

from hypothesis import given, settings

from tests.shop.rows.strategies import shops
from toolkit.data.checks import check
from toolkit.shop.rows import make

BOOKS = (
    "calendar",
    "channels",
    "campaigns",
    "promotions",
    "product_daily",
    "inventory_daily",
    "purchase_orders",
    "orders",
    "order_items",
    "customers",
    "ops_log",
)


@given(shops(max_days=25))
@settings(deadline=None, max_examples=8)
def test_the_books_keep_every_rule(facts):
    assert [str(broken) for broken in check({name: make(name, facts) for name in BOOKS})] == []
