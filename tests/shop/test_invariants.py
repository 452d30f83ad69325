"""The rules that hold in every sound shop hold in this one: over seeds, scales and levers."""

import pandas as pd
import pytest

from tests.shop.worlds import world
from toolkit.data.checks import check
from toolkit.data.schema import TABLES
from toolkit.shop import rows
from toolkit.shop.decisions import Decisions, times
from toolkit.shop.rows.sessions import full_log

DAYS = 731


def broken(facts):
    dates = pd.date_range(facts.start, periods=facts.days)
    log = full_log(facts)
    return check(
        {name: rows.make(name, facts) for name in TABLES},
        outage=dates[(facts.daily["tracked"] < 1_000_000).any(axis=1)],
        full_log=dates[log.start : log.stop],
        cash=pd.Series(facts.daily["cash_close"] / 100, index=dates),
    )


@pytest.mark.parametrize("scale", [0.2, 1.0])
def test_every_rule_holds_over_seeds_and_scales(seeds, scale):
    for seed in seeds(1, 20):
        assert broken(world(seed, scale=scale, days=DAYS)) == [], seed


@pytest.mark.parametrize("days", [60, 120, 180])
def test_every_rule_holds_in_a_short_book(seeds, days):
    for seed in seeds(1, 20):
        assert broken(world(seed, days=days)) == [], seed


@pytest.mark.parametrize(
    "lever",
    [
        Decisions(start=100, prices=dict.fromkeys(range(240), times(0.5))),
        Decisions(start=100, budgets={"paid_search": times(6), "paid_feed": 0.0}, messages={"all": 0}),
        Decisions(start=100, staff=dict.fromkeys(("morning", "evening", "night"), 0), orders={0: 2_000, 5: 1}),
    ],
    ids=["everything at half price", "money moved, nobody written to", "an empty desk and a full store"],
)
def test_every_rule_holds_whatever_is_decided(lever):
    assert broken(world("1", lever)) == []


def test_stock_is_never_below_nothing_and_never_from_nowhere():
    daily = world(days=DAYS).daily
    assert (daily["close_units"] >= 0).all()
    assert (daily["open_units"] + daily["inbound"] + daily["returned"] - daily["sold"] == daily["close_units"]).all()
    assert (daily["open_units"][1:] == daily["close_units"][:-1]).all()


def test_a_product_is_sold_from_batches_that_had_arrived():
    facts = world(days=DAYS)
    bought, batch = facts.purchases, facts.lines["batch"]
    assert (bought["arrive_day"][batch] <= facts.orders["day"][facts.lines["order"]]).all()
    assert (bought["sku"][batch] == facts.lines["sku"]).all()


def test_shares_of_interest_are_shares():
    for name in ("interest", "interest_free"):
        total = world().daily[name].sum(axis=1)
        assert ((total <= 10**9) & (total > 10**9 - 1_000)).all()
