"""One week, many conversions: each fraction is what its name says, and only the honest ones have a name."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import lens

VISIT = st.tuples(st.sampled_from([1, 2, 3]), st.sampled_from(list("abcde")), st.integers(1, 9), st.booleans())


def books_of(rows):
    """Days, log and orders of visits (day, who, pages, bought); every visit that bought has an order of its own."""
    log = pd.DataFrame(rows, columns=["day", "visitor_id", "pv", "bought"])
    log["order_id"] = pd.Series(range(len(log)), dtype="Int64").where(log["bought"])
    by_day = log.groupby("day")
    buyers = log[log["bought"]].groupby("day")
    daily = pd.DataFrame(
        {
            "uv": by_day["visitor_id"].nunique(),
            "visits": by_day.size(),
            "pv": by_day["pv"].sum(),
            "pay_buyers": buyers["visitor_id"].nunique(),
            "pay_orders": buyers.size(),
        }
    ).fillna(0)
    orders = pd.DataFrame({"order_id": log["order_id"].dropna().astype("int64")})
    return daily, log, orders.assign(paid_ts=pd.Timestamp(2025, 1, 1))


def rate(ways, top, below, over):
    return ways.query("top == @top and below == @below and over == @over")["rate"].iloc[0]


def test_somebody_who_comes_on_two_days_is_one_person_in_the_week_and_two_visitor_days():
    ways = lens.readings(*books_of([(1, "a", 3, True), (2, "a", 1, False), (2, "b", 2, False)]))
    assert rate(ways, "buyers", "visitors", "day by day, added up") == pytest.approx(1 / 3)
    assert rate(ways, "buyers", "visitors", "all days as one") == pytest.approx(1 / 2)
    assert rate(ways, "buyers", "visitors", "the mean of the days") == pytest.approx((1 + 0) / 2)
    assert rate(ways, "orders", "pages", "day by day, added up") == pytest.approx(1 / 6)


def test_an_order_that_was_never_paid_makes_no_buyer():
    daily, log, orders = books_of([(1, "a", 1, True), (1, "b", 1, False)])
    unpaid = orders.assign(paid_ts=pd.NaT)
    ways = lens.readings(daily, log, unpaid)
    assert rate(ways, "buyers", "visitors", "all days as one") == 0


@given(st.lists(VISIT, min_size=1, max_size=40))
def test_eighteen_ways_never_put_more_buyers_than_orders_or_fewer_pages_than_visits(rows):
    ways = lens.readings(*books_of(rows))
    assert len(ways) == 18
    for over in lens.OVER:
        assert rate(ways, "buyers", "visitors", over) <= rate(ways, "orders", "visitors", over) + 1e-12
        assert rate(ways, "orders", "pages", over) <= rate(ways, "orders", "visits", over) + 1e-12
        assert rate(ways, "orders", "visits", over) <= rate(ways, "orders", "visitors", over) + 1e-12


def test_three_readings_bear_an_honest_name_and_the_others_a_reason():
    ways = lens.readings(*books_of([(1, "a", 3, True)]))
    honest = ways[~ways["name"].str.startswith("nobody")]
    assert set(zip(honest["top"], honest["below"], strict=True)) == {("buyers", "visitors"), ("orders", "visits")}
    assert (ways["name"].str.len() > 20).all()
    assert not honest["over"].eq("the mean of the days").any()


def test_a_missing_column_is_named():
    daily, log, orders = books_of([(1, "a", 3, True)])
    with pytest.raises(lens.MissingColumn, match="visitor_id"):
        lens.readings(daily, log.drop(columns="visitor_id"), orders)
