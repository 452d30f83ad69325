"""Targets are a plan: the same in every world, round, and missed most where the goods came late."""

import numpy as np
import pytest

from tests.shop.worlds import a_scenario, world
from toolkit.shop.decisions import Decisions, times
from toolkit.shop.rows import make, targets
from toolkit.shop.rows.targets import METRICS

MONTHS = 5


def by_metric(facts):
    """Targets by metric, one a month, in everyday units."""
    values = make("targets", facts)["target"].reshape(-1, len(METRICS)) / 1e6
    return dict(zip(METRICS, values.T, strict=True))


def attainment(facts):
    """Paid amount of each month ÷ its target."""
    days = make("shop_daily", facts)
    month = days["date"].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    paid = np.bincount(month - month[0], weights=days["paid_amount"] / 100)
    return paid / by_metric(facts)["paid_amount"]


def test_a_plan_is_the_same_whatever_is_decided_and_whatever_happens():
    plain = by_metric(world())
    lever = Decisions(start=10, budgets={"paid_feed": times(3.0)}, prices={0: times(0.5)})
    for other in (world("1", lever), world(without=("INC-12", "INC-07"))):
        for name, values in by_metric(other).items():
            assert np.array_equal(values, plain[name]), name


def test_a_month_is_planned_whole_however_far_the_books_reach():
    short, long = (by_metric(world(days=days)) for days in (100, 150))
    for name in METRICS:
        assert np.array_equal(short[name], long[name][: len(short[name])]), name


def test_every_month_of_the_books_has_its_five_metrics_in_round_numbers():
    rows = make("targets", world())
    assert len(rows["target"]) == MONTHS * len(METRICS)
    plan = by_metric(world())
    assert (plan["paid_amount"] % 1000 == 0).all()
    assert (plan["uv"] % 100 == 0).all()
    assert (plan["kept_revenue"] < plan["paid_amount"]).all()
    assert ((plan["pay_conversion"] > 0.01) & (plan["pay_conversion"] < 0.06)).all()


def test_the_month_with_most_days_without_goods_asks_for_most():
    one = a_scenario()
    raw, month = one.raw["targets"], targets._month_of(one, 731)
    missing = targets._days_felt(one, "INC-12", raw["felt_days"], month, 24)
    hope = targets._hopes(one, month, 24)
    assert missing.any()
    assert hope[missing.argmax()] == hope.max() == raw["hope_where_late"]
    assert (np.delete(hope, missing.argmax()) <= raw["hope"][1]).all()


@pytest.mark.thorough
def test_the_month_without_goods_misses_its_target_by_most():
    for seed in range(1, 11):
        facts = world(seed, scale=1.0, days=731)
        reached = attainment(facts)
        month = targets._month_of(facts.scenario, 731)
        late = targets._days_felt(facts.scenario, "INC-12", facts.scenario.raw["targets"]["felt_days"], month, 24)
        assert reached.argmin() == late.argmax(), seed
        assert reached.min() < 0.95, seed
        assert 1 <= (reached < 1).sum() <= 17, seed
