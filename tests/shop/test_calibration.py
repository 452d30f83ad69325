"""The classroom shop looks like a real one: its main numbers lie where data of real shops put them."""

import numpy as np
import pandas as pd
import pytest

from tests.shop.worlds import world
from toolkit.data.frames import to_frame
from toolkit.data.schema import TABLES
from toolkit.lens.normal_range import known_days, normal_range
from toolkit.shop import rows

DAYS, WINDOW = 731, 90
YEARS = (2024, 2025)


def table(facts, name):
    return to_frame(rows.make(name, facts), TABLES[name])


@pytest.fixture(scope="module")
def facts():
    return world("classroom", scale=1.0, days=DAYS)


@pytest.fixture(scope="module")
def daily(facts):
    calendar = table(facts, "calendar")
    joined = table(facts, "shop_daily").merge(calendar, on="date")
    return joined.assign(known=known_days(joined))


@pytest.fixture(scope="module")
def paid(facts):
    """Paid orders with their number of pieces."""
    units = table(facts, "order_items").groupby("order_id")["qty"].sum().rename("pieces")
    orders = table(facts, "orders").dropna(subset="paid_ts")
    return orders.join(units, on="order_id")


def share_of_top_fifth(money, of):
    ranked = np.sort(np.append(money, np.zeros(of - len(money))))[::-1]
    return ranked[: of // 5].sum() / ranked.sum()


def usual_distance(daily, column):
    band = normal_range(daily, column, width=1.0, known="known")
    return float((np.log1p(band["high"]) - np.log1p(band["usual"])).median())


def ordinary_around(daily, date, column):
    """Median of the ordinary days in the eight weeks around a date."""
    near = daily["date"].between(date - pd.Timedelta(28, "D"), date + pd.Timedelta(28, "D"))
    return daily.loc[near & ~daily["known"], column].median()


def test_three_visitors_in_a_hundred_buy(daily):
    assert 0.026 <= daily["pay_buyers"].sum() / daily["uv"].sum() <= 0.030


def test_a_few_large_orders_pull_the_mean_above_the_middle(paid):
    assert 1.25 <= paid["paid_amount"].mean() / paid["paid_amount"].median() <= 1.45


def test_order_values_spread_like_those_of_real_shops(paid):
    assert 0.70 <= np.log(paid["paid_amount"]).std() <= 0.80


def test_most_orders_are_of_one_piece(paid):
    assert 0.63 <= (paid["pieces"] == 1).mean() <= 0.73


def test_a_fifth_of_the_products_brings_most_of_the_money(facts):
    lines = table(facts, "order_items")
    money = lines.groupby("product_id")["paid_alloc"].sum()
    assert 0.65 <= share_of_top_fifth(money.to_numpy(), of=len(table(facts, "products"))) <= 0.80


def test_a_fifth_of_the_customers_brings_more_than_half_of_the_money(paid):
    money = paid.groupby("customer_id")["paid_amount"].sum()
    assert 0.52 <= share_of_top_fifth(money.to_numpy(), of=len(money)) <= 0.68


def test_a_fifth_of_new_customers_buys_again_within_90_days(facts):
    orders, first = facts.orders, facts.customers["first_day"]
    bought = orders["paid"] > 0
    who, day = orders["customer"][bought], orders["day"][bought]
    fresh = (first >= 0) & (first < DAYS - WINDOW)
    counted = np.isin(np.arange(len(first)), who[(orders["nth"] == 1)[bought]]) & fresh
    back = who[(who >= 0) & (day > first[who]) & (day <= first[who] + WINDOW)]
    assert 0.17 <= counted[np.unique(back)].sum() / counted.sum() <= 0.24


def test_visitors_of_ordinary_days_stay_within_a_tenth(daily):
    assert 0.075 <= usual_distance(daily, "uv") <= 0.10


def test_orders_of_ordinary_days_vary_more_than_visitors(daily):
    assert 0.12 <= usual_distance(daily, "pay_orders") <= 0.18


@pytest.mark.parametrize("year", YEARS)
def test_november_stands_above_the_year(daily, year):
    of_year = daily[daily["date"].dt.year == year]
    november = of_year.loc[of_year["date"].dt.month == 11, "paid_amount"].mean()
    assert 1.4 <= november / of_year["paid_amount"].mean() <= 2.2


@pytest.mark.parametrize("year", YEARS)
def test_the_eleventh_of_november_is_worth_a_week_or_more(daily, year):
    date = pd.Timestamp(year, 11, 11)
    orders = daily.loc[daily["date"] == date, "pay_orders"].item()
    assert 6 <= orders / ordinary_around(daily, date, "pay_orders") <= 12


@pytest.mark.parametrize("year", YEARS)
def test_few_order_while_the_parcels_stand_still_at_spring_festival(daily, year):
    closed = daily[(daily["date"].dt.year == year) & daily["cny_offset_days"].between(0, 4)]
    usual = ordinary_around(daily, closed["date"].iloc[2], "pay_orders")
    assert 0.2 <= closed["pay_orders"].median() / usual <= 0.4


def test_a_tenth_of_the_money_goes_back_once_all_refunds_are_in(facts):
    owner = facts.lines["order"]
    matured = (facts.orders["day"][owner] < DAYS - WINDOW) & (facts.orders["paid"][owner] > 0)
    back = facts.lines["refund_fen"][matured].sum() / facts.lines["paid_alloc"][matured].sum()
    assert 0.09 <= back <= 0.14
