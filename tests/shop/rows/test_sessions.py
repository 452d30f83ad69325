"""Visits one by one: they add up, nothing can be read from their numbers, and people come back within a month."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from tests.shop.rows.crowds import OFFSITE_M, changed, crowd_of, crowds, more_people, with_log
from tests.shop.rows.strategies import START
from toolkit.data.checks import check
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.shop.rows import make
from toolkit.shop.rows import sessions as module
from toolkit.shop.rows.sessions import full_log
from toolkit.shop.rows.visit_ids import shuffled

HALF_AN_HOUR = pd.Timedelta(minutes=30)


def frame(name, facts):
    return to_frame(make(name, facts), TABLES[name])


def visits_of(facts):
    visits = frame("sessions", facts)
    return visits.assign(date=visits["start_ts"].dt.normalize())


def days_of(facts, days):
    return pd.date_range(START, periods=facts.days)[days.start : days.stop]


def lit(facts):
    """The same shop without an outage."""
    return changed(facts, tracked=np.full((facts.days, 2), 1_000_000))


@pytest.fixture(scope="module")
def busy():
    """A shop of 3,600 visitors a day, every visit of 45 days in the log."""
    facts = lit(crowd_of(11, days=45, per_day=90, people=190, machines=0))
    return changed(facts, people=np.maximum(facts.daily["people"], 60))


@pytest.fixture(scope="module")
def log(busy):
    return visits_of(busy)


@settings(max_examples=25, deadline=None)
@given(crowds())
def test_the_visits_of_a_logged_day_add_up_to_it(shape):
    facts = crowd_of(**shape)
    names = ("shop_daily", "traffic_daily", "sessions", "orders", "order_items", "customers")
    tables = {name: make(name, facts) for name in names}
    dark = (facts.daily["tracked"] < 1_000_000).any(axis=1)
    outage, logged = pd.date_range(START, periods=facts.days)[dark], days_of(facts, full_log(facts))
    assert check(tables, outage=outage, full_log=logged) == []


@settings(max_examples=15, deadline=None)
@given(crowds())
def test_seconds_of_a_logged_day_add_up_to_its_mean_stay(shape):
    facts = crowd_of(**shape)
    visits, shop = visits_of(facts), frame("shop_daily", facts).set_index("date")
    stay = visits.groupby("date")["duration_s"].mean()
    for day in stay.index.intersection(days_of(facts, full_log(facts))):
        assert stay[day] == pytest.approx(shop.loc[day, "avg_stay_s"], abs=0.00501)


@settings(max_examples=15, deadline=None)
@given(crowds())
def test_numbers_of_visits_are_unique_and_fit_a_float(shape):
    visits = frame("sessions", crowd_of(**shape))
    assert visits["session_id"].is_unique
    assert visits[["session_id", "visitor_id"]].max().max() < 2**53 if len(visits) else True


@settings(max_examples=15, deadline=None)
@given(crowds())
def test_every_order_the_tracker_saw_has_one_visit_before_it(shape):
    facts = lit(crowd_of(**shape))
    visits, orders = visits_of(facts), frame("orders", facts)
    logged = orders[orders["created_ts"].dt.normalize().isin(days_of(facts, full_log(facts)))]
    both = visits.merge(logged, on="order_id", suffixes=("", "_of_order"))
    assert both["order_id"].is_unique
    assert (both["start_ts"] <= both["created_ts"]).all()
    assert (both["created_ts"] <= both["start_ts"] + pd.to_timedelta(both["duration_s"] + 1, unit="s")).all()
    for name in ("customer_id", "region", "channel_id", "device", "campaign_id"):
        assert both[name].equals(both[f"{name}_of_order"])
    placed = frame("shop_daily", facts).set_index("date")["order_buyers"]
    assert both.groupby("date").size().sum() >= placed[days_of(facts, full_log(facts))].sum()


@settings(max_examples=15, deadline=None)
@given(crowds())
def test_no_customer_visits_before_the_day_first_seen(shape):
    facts = crowd_of(**shape)
    visits = visits_of(facts).dropna(subset=["customer_id"])
    both = visits.merge(frame("customers", facts), on="customer_id")
    assert len(both) == len(visits)
    assert (both["first_seen_date"] <= both["date"]).all()


def test_a_customer_is_one_visitor_all_along(log):
    known = log.dropna(subset=["customer_id"])
    # Two orders of one customer by two ways on one day are two visitors to the tracker.
    twice = known.dropna(subset=["order_id"]).groupby(["customer_id", "date"]).size()
    twice = twice[twice > 1].index.get_level_values("customer_id")
    others = known[~known["customer_id"].isin(twice)]
    assert (others.groupby("customer_id")["visitor_id"].nunique() == 1).all()
    assert (known.groupby("visitor_id")["customer_id"].nunique() == 1).all()


def test_strangers_come_back_within_thirty_days_or_never(log):
    customers = log.dropna(subset=["customer_id"])["visitor_id"]
    strangers = log[~log["visitor_id"].isin(customers)]
    once = strangers.drop_duplicates(["visitor_id", "date"])
    days = once.groupby("visitor_id")["date"].agg(["min", "max"])
    span = (days["max"] - days["min"]).dt.days
    early = days["min"] < log["date"].min() + pd.Timedelta(days=14)
    assert span.max() <= 30
    assert 0.15 < (span[early] > 0).mean() < 0.4


def test_a_week_s_visitors_are_fewer_than_the_sums_of_days_and_of_channels(busy, log):
    days = days_of(busy, range(35, 42))
    week = log[log["date"].isin(days)]
    people_of_week = week["visitor_id"].nunique()
    of_days = frame("shop_daily", busy).set_index("date")["uv"][days].sum()
    of_channels = week.groupby("channel_id")["visitor_id"].nunique().sum()
    assert people_of_week < 0.96 * of_channels
    assert of_channels < of_days


def test_visits_of_one_person_lie_half_an_hour_apart(log):
    rows = log.sort_values(["visitor_id", "start_ts"])
    end = rows["start_ts"] + pd.to_timedelta(rows["duration_s"], unit="s")
    same = (rows["visitor_id"] == rows["visitor_id"].shift()) & (rows["date"] == rows["date"].shift())
    assert ((rows["start_ts"] - end.shift())[same] > HALF_AN_HOUR).all()


def test_people_sleep_at_night_and_shop_before_bed(log):
    share = log["start_ts"].dt.hour.value_counts(normalize=True)
    assert share.idxmax() == 22
    assert share[[2, 3, 4, 5]].max() < 0.01


def test_machines_turn_one_page_from_one_region_at_all_hours_and_leave_no_cart():
    facts = lit(crowd_of(12, days=4, machines=0))
    bots = np.zeros_like(facts.daily["bots"])
    bots[1:3, OFFSITE_M] = 6000
    before, after = visits_of(facts), visits_of(changed(facts, bots=bots))
    machines = after[~after["session_id"].isin(before["session_id"])]
    assert len(machines) == 12_000
    assert len(after) == len(before) + 12_000
    assert (machines["pv"] == 1).all()
    assert machines["duration_s"].max() <= 2
    assert not machines["cart"].any()
    assert machines["region"].nunique() == 1
    assert machines["order_id"].isna().all()
    assert machines["start_ts"].dt.hour.value_counts(normalize=True).between(0.03, 0.055).all()


def test_more_machines_change_no_visit_of_a_person():
    facts = lit(crowd_of(13, days=40, people=20, log=9))
    more = changed(facts, bots=facts.daily["bots"] + 40)
    before, after = frame("sessions", facts), frame("sessions", more)
    both = before.merge(after, on="session_id", suffixes=("", "_after"))
    human = both[both["visitor_id"].isin(before.loc[before["pv"] > 1, "visitor_id"])]
    assert len(human) > 1000
    assert all(human[name].equals(human[f"{name}_after"]) for name in before.columns[1:])


@pytest.mark.parametrize("length", [4, 90])
def test_more_people_on_one_day_are_felt_for_thirty_days(length):
    facts = lit(crowd_of(14, days=90, people=40, log=length))
    facts = with_log(facts, 30, length) if length < 50 else facts
    before, after = visits_of(facts), visits_of(more_people(facts, 40, 0, 200))
    early, late = pd.Timestamp(START) + pd.Timedelta(days=40), pd.Timestamp(START) + pd.Timedelta(days=70)
    for days in (before["date"] < early, before["date"] > late):
        assert (
            before[days]
            .reset_index(drop=True)
            .equals(after[(after["date"] < early) if days.iloc[0] else (after["date"] > late)].reset_index(drop=True))
        )
    assert len(before) < len(after)


@pytest.mark.parametrize("days", [1, 7, 200])
def test_the_length_of_a_block_of_work_changes_nothing(monkeypatch, days):
    facts = with_log(crowd_of(15, days=60, people=25), 20, 25)
    usual = frame("sessions", facts)
    monkeypatch.setattr(module, "_BLOCK_DAYS", days)
    assert usual.equals(frame("sessions", facts))


def test_outside_the_log_one_visitor_in_twenty_is_kept_with_all_visits():
    facts = lit(crowd_of(16, days=80, per_day=60, people=60, log=1))
    sample, shop = visits_of(facts), frame("shop_daily", facts).set_index("date")
    sample = sample[~sample["date"].isin(days_of(facts, full_log(facts)))]
    counted = sample.groupby("date").agg(uv=("visitor_id", "nunique"), visits=("pv", "size"), pv=("pv", "sum"))
    for name in counted:
        assert counted[name].sum() / shop.loc[counted.index, name].sum() == pytest.approx(0.05, rel=0.06)
    whole = visits_of(with_log(facts, 0, 80))
    came = {(who, day) for who, day in zip(whole["visitor_id"], whole["date"], strict=True)}
    kept = sample[sample["visitor_id"].isin(whole["visitor_id"])].drop_duplicates(["visitor_id", "date"])
    theirs = whole[whole["visitor_id"].isin(kept["visitor_id"]) & whole["date"].isin(counted.index)]
    assert np.mean([pair in came for pair in zip(kept["visitor_id"], kept["date"], strict=True)]) > 0.95
    assert len(theirs.drop_duplicates(["visitor_id", "date"])) == pytest.approx(len(kept), rel=0.03)


def test_the_log_lies_where_the_scenario_says_or_at_the_end_of_a_short_book():
    assert full_log(with_log(crowd_of(days=40), 10, 20)) == range(10, 30)
    assert full_log(with_log(crowd_of(days=40), 30, 20)) == range(20, 40)
    assert full_log(with_log(crowd_of(days=5), 0, 20)) == range(5)


def test_numbers_are_shuffled_one_to_one_and_keep_no_order():
    numbers = np.arange(200_000)
    names = shuffled(np.uint64(7), numbers)
    assert len(np.unique(names)) == len(numbers)
    assert names.min() >= 0
    assert names.max() < 2**52
    assert abs(np.corrcoef(numbers, names)[0, 1]) < 0.01
    assert abs(np.mean(np.diff(names) > 0) - 0.5) < 0.01
    assert not np.intersect1d(names, shuffled(np.uint64(8), numbers)).size > 3


def test_hours_of_visits_cannot_be_read_from_their_numbers(log):
    assert abs(log["session_id"].corr(log["start_ts"].astype("int64"), method="spearman")) < 0.01


def test_first_sight_is_a_visit_in_the_log(busy, log):
    customers = frame("customers", busy)
    looked = customers[(customers["first_seen_date"] < customers["first_order_date"])]
    visitor = log.dropna(subset=["customer_id"]).drop_duplicates("customer_id").set_index("customer_id")["visitor_id"]
    seen = set(zip(log["visitor_id"], log["date"], strict=True))
    pairs = zip(looked["customer_id"].map(visitor), looked["first_seen_date"], strict=True)
    assert np.mean([pair in seen for pair in pairs]) > 0.9
