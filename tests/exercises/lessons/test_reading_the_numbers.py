"""What lesson 03 promises on every shop: three honest slips differ, refunds mature, and the counter sleeps while the till does not."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.reading_the_numbers_parts import case as chosen
from toolkit.exercises.lessons.reading_the_numbers_parts import tables
from toolkit.exercises.reveal import truth_of

SLUG = "reading-the-numbers"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def days_of(at, kind):
    return list(lens.days_of(truth_of(at.shop).incidents().query("id == @kind"))["date"])


def daily_of(at, name):
    return tables.between(at.shop.shop_daily, at.case[f"{name}_start"], at.case[f"{name}_end"])


def test_the_week_runs_from_monday_to_sunday_with_a_festival_in_it(desks):
    for at in desks:
        assert at.case.week_start.day_of_week == 0
        assert (at.case.week_end - at.case.week_start).days == 6
        burst = chosen.festive(at.shop, "burst")
        assert any(at.case.week_start <= day <= at.case.week_end for day in burst)
        assert not any(at.case.week_start <= day <= at.case.week_end for day in days_of(at, "INC-01"))


def test_three_colleagues_report_three_numbers_and_none_is_the_one_on_the_wall(desks):
    for at in desks:
        week, right = daily_of(at, "week"), known(at, "pay_conversion").ref["conversion"]
        sums = week.sum(numeric_only=True)
        told_at_table = {
            round(10_000 * rate)
            for rate in (
                sums["pay_orders"] / sums["uv"],
                sums["pay_buyers"] / sums["visits"],
                (week["pay_buyers"] / week["uv"]).mean(),
            )
        }
        assert len(told_at_table) == 3
        assert round(10_000 * right) not in told_at_table


def test_the_log_week_is_in_the_full_log_and_the_board_agrees_with_it(desks):
    for at in desks:
        log, board = known_log(at), daily_of(at, "log")
        assert at.case.log_start.day_of_week == 0
        assert len(log) == board["visits"].sum()
        assert log.groupby("day")["visitor_id"].nunique().tolist() == board["uv"].tolist()
        assert log["pv"].sum() == board["pv"].sum()


def known_log(at):
    return tables.between(tables.visits(at.shop), at.case.log_start, at.case.log_end, day="day")


def test_people_do_not_add_up_over_days_nor_over_channels(desks):
    for at in desks:
        ref = known(at, "week_people").ref
        channels = tables.between(at.shop.traffic_daily, at.case.log_start, at.case.log_end)["uv"].sum()
        assert 0 < ref["counted_again"] < ref["people"]
        assert channels > ref["people"] + ref["counted_again"]


def test_the_week_as_one_converts_better_than_its_visitor_days(desks):
    for at in desks:
        ways = lens.readings(daily_of(at, "log"), known_log(at), at.shop.orders)
        buyers = ways.query("top == 'buyers' and below == 'visitors'").set_index("over")["rate"]
        assert buyers["all days as one"] > buyers["day by day, added up"]


def test_guests_have_no_name_and_would_be_the_best_customer_of_all(desks):
    for at in desks:
        bought = tables.between(tables.paid_orders(at.shop), at.case.week_start, at.case.week_end, day="day")
        guests = bought.loc[bought["customer_id"].isna(), "paid_amount"].sum()
        assert guests > bought.groupby("customer_id")["paid_amount"].sum().max()


def test_orders_by_day_of_payment_are_the_boards_paid_amount(desks):
    for at in desks:
        for name in ("week", "earlier", "month"):
            orders = tables.paid_orders(at.shop)
            paid = tables.between(orders, at.case[f"{name}_start"], at.case[f"{name}_end"], day="day")["paid_amount"]
            assert paid.sum() == pytest.approx(daily_of(at, name)["paid_amount"].sum(), abs=0.01)


def test_the_middle_order_is_smaller_than_the_mean(desks):
    for at in desks:
        slips = known(at, "value_per_buyer").mistakes
        assert slips["typical_order"] < slips["per_order"] < known(at, "value_per_buyer").ref


def test_a_join_with_all_refunds_grows_and_one_row_an_order_does_not(desks):
    for at in desks:
        orders = tables.paid_orders(at.shop)
        earlier = tables.between(orders, at.case.earlier_start, at.case.earlier_end, day="day")
        assert len(earlier.merge(at.shop.refunds, on="order_id", how="left")) > len(earlier)
        assert len(earlier.merge(tables.back_of(at.shop), on="order_id", how="left")) == len(earlier)


def test_the_month_has_matured_and_the_two_months_are_neighbours(desks):
    for at in desks:
        assert at.case.month_end + chosen.MATURE <= at.shop.shop_daily["date"].iloc[-1]
        assert at.case.earlier_end + chosen.DAY == at.case.month_start
        orders = tables.between(tables.paid_orders(at.shop), at.case.month_start, at.case.month_end, day="day")
        mine = at.shop.refunds[at.shop.refunds["order_id"].isin(orders["order_id"])]
        assert mine["completed_ts"].notna().all()


def test_what_stays_of_an_order_is_what_the_books_call_contribution(desks):
    for at in desks:
        orders = tables.between(tables.paid_orders(at.shop), at.case.month_start, at.case.month_end, day="day")
        money = lens.contribution(orders, at.shop.order_items, at.shop.refunds, at.shop.cash_ledger)
        assert known(at, "stays_per_order").ref == pytest.approx(money["contribution"].mean())


def test_the_sixty_days_hold_the_fault_and_end_with_it_only_where_the_books_do(desks):
    for at in desks:
        fault, books = days_of(at, "INC-01"), at.shop.shop_daily["date"]
        assert 30 <= (at.case.window_end - at.case.window_start).days < 60
        near = pd.Timedelta(days=5)
        assert at.case.window_start + near < fault[0] or at.case.window_start == books.iloc[0]
        assert fault[-1] < at.case.window_end - near or at.case.window_end == books.iloc[-1]
        assert at.case.window_start <= fault[0]
        assert fault[-1] <= at.case.window_end


def test_the_reference_finds_the_days_on_which_the_counter_slept(desks):
    found = [known(at, "odd_days").ref["evidence"] for at in desks]
    really = [[f"{days_of(at, 'INC-01')[end]:%Y-%m-%d}" for end in (0, -1)] for at in desks]
    assert sum(one == other for one, other in zip(found, really, strict=True)) >= 0.95 * len(desks)


def test_the_wonderful_day_is_one_of_them_and_the_till_saw_nothing(desks):
    for at in desks:
        sixty = daily_of(at, "window").set_index("date")
        best = (sixty["pay_buyers"] / sixty["uv"]).idxmax()
        assert best in days_of(at, "INC-01")
        assert sixty["uv"][best] < 0.7 * sixty["uv"].median()
        assert sixty["paid_amount"][best] > 0.5 * sixty["paid_amount"].median()


def test_the_computers_counter_was_awake(desks):
    odd = [len(tables.by_device(at.shop, at.case, "pc").query("seen < 0.7 and till > 0.6")) for at in desks]
    assert sum(count == 0 for count in odd) >= 0.9 * len(desks)


def test_the_case_does_not_tell_the_days_of_the_fault(desks):
    for at in desks:
        named = {value for value in at.case.values() if isinstance(value, pd.Timestamp)}
        assert not named & set(days_of(at, "INC-01"))


def test_a_yes_speaks_of_this_shop(desks):
    for at in desks:
        for name in at.plan.exercises:
            assert any(digit.isdigit() for digit in told(at, name, known(at, name).ref).words), name
