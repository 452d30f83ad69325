"""The stranger's shop of lesson 11: half a year, exactly four incidents by lot, and sound books."""

import pandas as pd

from toolkit.data.checks import check
from toolkit.data.schema import TABLES
from toolkit.shop import placing, rows
from toolkit.shop.books import open_shop
from toolkit.shop.history import run
from toolkit.shop.rows.sessions import full_log
from toolkit.shop.scenario import scenario

SLUG, DAYS, QUIET = "luyang-unseen", 180, 60


def placed(seed):
    return placing.place(scenario(SLUG, str(seed).encode())).incidents


def test_every_stranger_has_exactly_four_incidents_after_two_quiet_months():
    for seed in range(300):
        incidents = placed(seed)
        assert len({one.id for one in incidents}) == len(incidents) == 4
        assert all(one.start_day >= QUIET and one.end_day < DAYS for one in incidents)


def test_which_four_differs_from_stranger_to_stranger():
    assert len({frozenset(one.id for one in placed(seed)) for seed in range(60)}) > 30


def test_the_books_of_a_stranger_are_sound():
    facts = run(scenario(SLUG, b"1", 0.3), DAYS)
    dates, log = pd.date_range(facts.start, periods=facts.days), full_log(facts)
    blind = (facts.daily["tracked"] < 1_000_000).any(axis=1)
    cash = pd.Series(facts.daily["cash_close"] / 100, index=dates)
    tables = {name: rows.make(name, facts) for name in TABLES}
    assert check(tables, outage=dates[blind], full_log=dates[log.start : log.stop], cash=cash) == []


def test_a_stranger_is_opened_by_name_and_says_so():
    shop = open_shop(SLUG, seed="practice-2")
    assert "Shushan House" in repr(shop)
    assert shop.id.startswith("luyang-unseen@")
    assert (shop.first_day, shop.days) == (pd.Timestamp("2025-04-01"), DAYS)
