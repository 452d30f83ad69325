"""Planned tests unit by unit: everyone and every day once, money that agrees with the orders."""

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.planned import LOT, planned_shop, planned_shops
from tests.shop.rows.strategies import facts_of, shops
from toolkit.data.columns import NULL, NULL_DATE
from toolkit.shop.capital import order_entries
from toolkit.shop.rows import ids, make
from toolkit.shop.rows.contribution import line_contribution
from toolkit.shop.rows.experiments import HELD_OUT, WRITTEN

SOME = settings(deadline=None, max_examples=20)


def of_test(facts, name):
    """Rows of one test, texts spelled out."""
    rows = make("experiments", facts)
    mine = np.array(rows["exp_id"].values(), dtype=object) == name
    return {
        column: (np.array(values.values(), dtype=object) if hasattr(values, "words") else values)[mine]
        for column, values in rows.items()
    }


def paid_between(facts, first, last):
    day = facts.orders["day"]
    return (facts.orders["paid"] > 0) & (day >= first) & (day <= last)


@given(planned_shops())
@SOME
def test_each_customer_of_the_lot_stands_in_one_arm_and_keeps_what_was_paid(facts):
    rows, trial = of_test(facts, "lot"), facts.trials[LOT]
    who, names = facts.lots["customer"], ids.customer_ids(facts)
    assert sorted(rows["unit_id"]) == sorted(str(name) for name in names[who].tolist())
    arm = dict(zip(names[who].astype(str), np.where(facts.lots["written"] > 0, WRITTEN, HELD_OUT), strict=True))
    assert all(arm[unit] == told for unit, told in zip(rows["unit_id"], rows["arm"], strict=True))
    kept = paid_between(facts, trial.start_day, trial.end_day) & np.isin(facts.orders["customer"], who)
    assert rows["paid_amount"].sum() == facts.orders["paid_fen"][kept].sum()
    assert rows["converted"].sum() == len(set(facts.orders["customer"][kept]))
    assert not rows["exposed"][rows["arm"] == HELD_OUT].any()


@given(planned_shops())
@SOME
def test_customers_of_a_lot_are_customers_of_the_book(facts):
    known = set(make("customers", facts)["customer_id"].astype(str))
    assert set(of_test(facts, "lot")["unit_id"]) <= known


@given(planned_shops())
@SOME
def test_days_of_a_test_are_its_days_inside_the_book_with_the_money_of_the_channel(facts):
    orders = make("orders", facts)
    channel = np.array(orders["channel_id"].values(), dtype=object)
    day = orders["created_ts"] // 86_400_000_000
    for trial in facts.trials[:2]:
        rows = of_test(facts, trial.id)
        days = range(trial.start_day, trial.end_day + 1)
        assert rows["unit_id"].tolist() == [str(np.datetime64(facts.start) + one) for one in days]
        number = np.array(rows["unit_id"], dtype="datetime64[D]").astype(np.int64)
        for one, paid in zip(number, rows["paid_amount"], strict=True):
            assert paid == orders["paid_amount"][(day == one) & (channel == "paid_search")].sum()
        assert ((rows["start_date"] <= number) & (number <= rows["end_date"])).all()


@given(planned_shops())
@SOME
def test_products_of_a_price_test_have_the_money_of_their_own_lines(facts):
    rows, trial = of_test(facts, "price"), facts.trials[2]
    assert len(rows["unit_id"]) == len(set(rows["unit_id"])) == 3 * (facts.days - trial.start_day)
    sold = make("product_daily", facts)
    date = (sold["date"]).astype("datetime64[D]").astype(str)
    names = [f"{word} {day}" for word, day in zip(sold["product_id"].values(), date, strict=True)]
    told = dict(zip(names, sold["paid_amount"].tolist(), strict=True))
    assert all(told.get(unit, 0) == paid for unit, paid in zip(rows["unit_id"], rows["paid_amount"], strict=True))
    changed = rows["arm"] != "x1"
    assert not rows["exposed"][~changed].any()


@given(shops())
@SOME
def test_what_lines_leave_is_what_the_ledger_moves_less_the_goods(facts):
    lines, last = facts.lines, 10_000
    bought = np.flatnonzero(facts.orders["paid"][lines["order"]] > 0)
    goods = lines["cost_fen"] * lines["qty"]
    kept = (lines["refund_kind"][bought] == 0) | (lines["goods_back"][bought] > 0)
    gone = goods[bought][~kept | (lines["refund_kind"][bought] < 0)].sum()
    assert line_contribution(facts, bought, last).sum() == order_entries(facts)["amount"].sum() - gone


@given(shops())
@SOME
def test_a_refund_counts_from_the_day_it_is_done(facts):
    back = np.flatnonzero((facts.lines["refund_kind"] >= 0) & (facts.lines["refund_fen"] > 0))
    for line in back[:10]:
        done, row = int(facts.lines["refund_done_day"][line]), np.array([line])
        before, after = (int(line_contribution(facts, row, day)[0]) for day in (done - 1, done))
        fee = facts.lines["refund_fen"][line] * 50_000 // 1_000_000
        unsold = facts.lines["cost_fen"][line] * facts.lines["qty"][line]
        returned = facts.lines["goods_back"][line] > 0 or facts.lines["refund_kind"][line] == 0
        parcel = 600 if facts.lines["refund_kind"][line] == 2 else 0
        assert before - after == facts.lines["refund_fen"][line] - fee + parcel - (unsold if returned else 0)


def test_who_opens_a_message_ordered_more_before_so_openers_are_no_fair_comparison():
    facts = planned_shop(seed=8, days=40, per_day=120)
    rows = of_test(facts, "lot")
    start = facts.trials[LOT].start_day
    names = ids.customer_ids(facts).astype(str)
    known = facts.orders["customer"] >= 0
    before = known & (facts.orders["day"] < start) & (facts.orders["paid"] > 0)
    many = np.bincount(facts.orders["customer"][before], minlength=len(names))
    count = dict(zip(names, many.tolist(), strict=True))
    written = rows["arm"] == WRITTEN
    past = np.array([count[unit] for unit in rows["unit_id"]])
    assert past[written & rows["exposed"]].mean() > 1.15 * past[written & ~rows["exposed"]].mean()


def test_a_shop_without_tests_has_no_units():
    assert len(make("experiments", facts_of())["cm"]) == 0
    assert NULL not in make("experiments", planned_shop())["paid_amount"]


def test_a_customer_who_never_ordered_is_in_the_book_for_the_lot_alone():
    facts = planned_shop(seed=9, per_day=12)
    quiet = np.setdiff1d(np.arange(len(facts.customers["key"])), facts.orders["customer"])[:20]
    for name, values in (("trial", LOT), ("customer", quiet), ("written", 1)):
        facts.lots[name] = np.append(facts.lots[name], np.broadcast_to(values, len(quiet)))
    people, name = make("customers", facts), ids.customer_ids(facts)[quiet]
    mine = np.isin(people["customer_id"], name)
    assert mine.sum() == len(quiet) > 5
    assert (people["first_order_date"][mine] == NULL_DATE).all()
    assert (people["first_seen_date"][mine] == ids.first_day(facts) + facts.trials[LOT].start_day).all()
    assert (people["first_order_date"][~mine] != NULL_DATE).all()
