"""What the scenario says of a shop is told without living a day of it; what follows from its days is not."""

import pytest

from toolkit.shop.books import open_shop
from toolkit.shop.truth import Truth


@pytest.mark.parametrize("what", ["parameters", "products", "channels"])
def test_what_the_scenario_says_lives_no_day(what):
    shop = open_shop(seed=1)
    getattr(Truth(shop), what)()
    assert "facts" not in vars(shop)


def test_the_days_of_an_incident_are_told_before_they_are_lived_and_are_those_of_the_list(seeds):
    for seed in seeds(1, 20):
        shop = open_shop(seed=seed)
        truth = Truth(shop)
        spans = {name: truth.span(name) for name in ("INC-01", "INC-02", "INC-09", "INC-14")}
        assert "facts" not in vars(shop)
        lived = truth.incidents().set_index("id")
        assert all((lived.loc[name, "start"], lived.loc[name, "end"]) == span for name, span in spans.items())


def test_products_bear_the_names_of_the_tables():
    shop = open_shop(seed=2)
    assert set(Truth(shop).products()["product_id"]) == set(shop.products["product_id"])


def test_a_shop_that_let_its_tables_go_reads_the_same_ones_again():
    shop = open_shop(seed=1)
    before = shop.shop_daily
    shop.let_go()
    assert shop._frames == {}
    assert shop.shop_daily.equals(before)


def test_some_columns_of_a_table_are_those_of_the_whole_and_are_not_kept():
    shop = open_shop(seed=1)
    some = shop.table("orders", ["customer_id", "paid_ts"])
    assert "orders" not in shop._frames
    assert some.equals(shop.orders[["customer_id", "paid_ts"]])
    assert shop.table("orders", ["paid_ts"]).equals(shop.orders[["paid_ts"]])


def test_another_world_gives_some_of_its_columns_too():
    other = open_shop(seed=1, days=120).what_if(start="2024-03-01", budgets={"paid_search": 0})
    assert other.table("orders", ["paid_ts"]).equals(other.orders[["paid_ts"]])
