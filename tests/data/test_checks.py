"""A sound shop breaks no rule; every rule catches what breaks it."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.data import breakages, promotion_breakages
from tests.data.little_shop import LOGGED, balances, little_shop
from tests.data.strategies import filled_tables
from toolkit.data.checks import RULES, check
from toolkit.data.checks.book import Book
from toolkit.data.errors import UnknownTable
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES

BREAKAGES = breakages.BREAKAGES + promotion_breakages.BREAKAGES
seeds = st.integers(0, 19)


def everything_about(tables):
    """What check is told beside the tables."""
    return {"full_log": LOGGED, "cash": balances(tables)}


@settings(max_examples=15)
@given(seeds)
def test_a_sound_shop_breaks_no_rule(seed):
    tables = little_shop(seed)
    assert check(tables, **everything_about(tables)) == []


@pytest.mark.parametrize("breakage", BREAKAGES, ids=str)
@settings(max_examples=3)
@given(seed=seeds)
def test_a_broken_shop_is_caught_by_the_rule_it_breaks(breakage, seed):
    sound = little_shop(seed)
    broken = breakage.apply(sound, Random(seed))
    caught = list(breakage.rule.look(Book(broken, **everything_about(sound))))
    assert caught, breakage
    assert caught[0].rows >= 1
    assert caught[0].example


def test_there_is_a_way_to_break_every_rule():
    tried = [breakage.rule.says for breakage in BREAKAGES]
    assert {rule.says for rule in RULES} == set(tried)


def test_rules_are_told_apart_by_table_and_sentence():
    assert len({(rule.says, rule.tables) for rule in RULES}) == len(RULES)


def test_a_rule_waits_until_all_its_tables_are_there():
    tables = little_shop(1)
    tables["orders"].loc[0, "paid_amount"] += 1
    assert {found.table for found in check({"orders": tables["orders"]})} == {"orders"}
    assert check({"order_items": tables["order_items"]}) == []
    assert "order_items" in {found.table for found in check(tables)}


def test_an_outage_excuses_buyers_whom_the_tracker_did_not_see():
    tables = little_shop(2)
    days = tables["shop_daily"]
    days.loc[0, "order_buyers"] = days.loc[0, "uv"] + 1
    says = {found.rule for found in check({"shop_daily": days})}
    assert says == {"buyers who paid ≤ buyers who ordered ≤ visitors with a cart ≤ visitors"}
    assert check({"shop_daily": days}, outage=pd.DatetimeIndex([days.loc[0, "date"]])) == []


def test_a_table_without_a_column_is_named_and_left_alone():
    tables = little_shop(3)
    without = tables["orders"].drop(columns=["paid_amount", "region"])
    [found] = check({**tables, "orders": without})
    assert (found.table, found.rule) == ("orders", "every column of the schema is there")
    assert found.example == "missing: region, paid_amount"


def test_a_table_nobody_knows_gets_a_suggestion():
    with pytest.raises(UnknownTable, match=r'no table "order"\. Tables: calendar, .*Did you mean "orders"\?'):
        check({"order": pd.DataFrame()})


def test_a_violation_reads_as_a_sentence():
    tables = little_shop(4)
    tables["shop_daily"].loc[1, "score_desc"] = 9.0
    [found] = check(tables)
    assert str(found) == (
        "shop_daily: scores lie between 1 and 5 stars; broken in 1 rows, "
        "first date=2024-01-02, score_desc=9.0, score_service=4.71, score_logistics=4.69"
    )


def test_one_fen_in_a_million_is_noticed():
    tables = little_shop(5)
    tables["shop_daily"].loc[0, "paid_amount"] += 10_000_000.01
    tables["orders"].loc[tables["orders"]["paid_ts"].notna().idxmax(), "paid_amount"] += 10_000_000
    assert "a day's paid amount is that of the orders paid that day" in {found.rule for found in check(tables)}


@settings(max_examples=40)
@given(filled_tables())
def test_columns_in_storage_units_break_the_rules_that_their_frame_breaks(made):
    table, columns = made
    assert check({table.name: columns}) == check({table.name: to_frame(columns, table)})


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_breaks_no_rule(name):
    assert check({name: little_shop(6)[name].iloc[:0]}) == []
