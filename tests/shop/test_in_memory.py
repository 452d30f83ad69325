"""A shop kept in memory is the same shop, makes each table once, and leaves nothing on disk."""

from types import SimpleNamespace

import pandas as pd
import pytest

from toolkit.data.schema import TABLES
from toolkit.home import tables_dir
from toolkit.lens.remembered import once
from toolkit.shop import rows
from toolkit.shop.books import open_shop
from toolkit.shop.in_memory import InMemory


def small(seed="4"):
    return open_shop(seed=seed, scale=0.1, days=40)


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_its_tables_are_those_that_others_read_from_disk(nowhere):
    kept, usual = InMemory.of(small()), small()
    for name in TABLES:
        pd.testing.assert_frame_equal(kept.table(name), usual.table(name))
    assert kept.table("orders", ["order_id", "device"]).equals(usual.orders[["order_id", "device"]])


def test_each_table_is_made_once_and_none_is_written(nowhere, monkeypatch):
    made, make = [], rows.make
    monkeypatch.setattr(rows, "make", lambda name, facts: made.append(name) or make(name, facts))
    shop = InMemory.of(small())
    told = []
    shop.make(["calendar", "orders"], told.append)
    shop.let_go()
    assert shop.orders.equals(shop.aside().table("orders"))
    assert made == told == ["calendar", "orders"]
    assert not tables_dir(shop.id).exists()


def test_what_comes_of_it_is_kept_in_memory_too(nowhere):
    shop = InMemory.of(small())
    assert isinstance(shop.stranger("luyang-unseen"), InMemory)
    longer = shop.lived_on(3)
    assert longer.shop_daily.head(shop.days).equals(shop.shop_daily)
    assert len(shop.what_if(budgets={"video": 100}).shop_daily) == shop.days
    assert not nowhere.exists()


def test_what_was_worked_out_of_a_shop_is_worked_out_once_until_it_is_let_go(nowhere):
    asked = []

    @once
    def paid(shop, device):
        asked.append(device)
        return shop.orders.query("device == @device")[["paid_amount"]]

    shop = small()
    first = paid(shop, "m")
    first["paid_amount"] = 0.0
    assert paid(shop, "m")["paid_amount"].sum() > 0
    paid(shop, "pc")
    assert asked == ["m", "pc"]
    shop.let_go()
    paid(shop, "m")
    assert asked == ["m", "pc", "m"]


def test_of_tables_that_are_a_learners_own_nothing_is_remembered():
    mine = SimpleNamespace(number=1)
    number = once(lambda tables: tables.number)
    assert number(mine) == 1
    mine.number = 2
    assert number(mine) == 2
