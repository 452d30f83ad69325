import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lens.buyers import START, bgnbd_history, orders_of
from toolkit.lens import buying_clock, cohorts, rfm

BOOK = orders_of(
    (1, 0, "a", 100.0),  # an old friend: met on the book's first day
    (1, 10, "a", 100.0),
    (2, 100, "a", 50.0),  # back after 60 days
    (2, 160, "b", 70.0),
    (3, 110, "b", 40.0),  # back, but later than 90 days
    (3, 290, "b", 40.0),
    (4, 250, "b", 40.0),  # has had only 50 days, and came back at once
    (4, 251, "b", 40.0),
    (None, 120, "a", 30.0),
    (None, 121, "a", 30.0),
    (5, 130, "a", 20.0),
    (5, 130, "b", 20.0),  # twice on one day is one day
    (6, 300, "a", 20.0),
)


def test_only_true_new_buyers_who_had_ninety_days_are_counted():
    rate = cohorts.repurchase_rate(BOOK)
    assert rate.tolist() == [3, 1, pytest.approx(1 / 3)]
    everyone = cohorts.repurchase_rate(BOOK, truncated=0, days=1)
    assert everyone["customers"] == 5


def test_an_earlier_today_sees_less():
    assert cohorts.repurchase_rate(BOOK, as_of=START + pd.Timedelta(205, "D"))["customers"] == 2


def test_a_cohort_cell_divides_by_the_whole_cohort_and_unmatured_cells_are_empty():
    table = cohorts.cohort_table(BOOK, ages=8)
    april = table.loc["2024-04"]
    assert april["customers"] == 2
    assert april[2] == 0.5
    assert april[6] == 0.5
    assert april[0] == 1
    assert table.loc["2024-09"].isna()[2]
    assert not table.loc["2024-09"].isna()[1]


def test_value_to_date_never_extrapolates_and_counts_each_head():
    money = BOOK[["order_id"]].assign(contribution=BOOK["paid_amount"] / 2)
    value = cohorts.value_to_date(BOOK, money, ages=(0, 60, 90))
    assert value.loc["a", [0, 60, 90]].tolist() == [(25 + 10 + 10) / 2, (25 + 35 + 20) / 2, (25 + 35 + 20) / 2]
    assert value.loc["b", "customers"] == 1


def test_an_index_of_100_is_as_usual_and_small_cells_are_empty():
    deals = pd.DataFrame({"place": ["a", "a", "b", "b"], "goods": ["x", "y", "x", "y"], "paid": [30.0, 10, 30, 30]})
    index = cohorts.index_table(deals, "place", "goods", "paid")
    assert index.loc["a", "x"] == pytest.approx(100 * 0.75 / 0.6)
    assert cohorts.index_table(deals, "place", "goods", "paid", least=2).isna().all(axis=None)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 400)), min_size=1, max_size=60))
def test_bands_hold_every_customer_once(purchases):
    orders = orders_of(*((who, day, "a", 60.0) for who, day in purchases))
    customers = rfm.rfm_table(orders, START + pd.Timedelta(400, "D"))
    sizes = rfm.band_sizes(rfm.rfm_bands(customers))
    assert sizes.to_numpy().sum() == len({who for who, _ in purchases})
    assert customers["kept"].sum() == 60 * len(purchases)


def test_edges_belong_to_the_lower_band_and_later_refunds_are_not_known_yet():
    orders = orders_of((1, 70, "a", 100.0), (2, 69, "a", 500.0))
    asked = START + pd.to_timedelta([80, 120], unit="D")
    refunds = pd.DataFrame({"order_id": [1, 1], "amount": [100.0, 400.0], "requested_ts": asked})
    banded = rfm.rfm_bands(rfm.rfm_table(orders, START + pd.Timedelta(100, "D"), refunds=refunds))
    assert banded["r"].tolist() == ["≤30d", "30–90d"]
    assert banded["kept"].tolist() == [100, 400]
    assert banded["m"].tolist() == ["≤100", "300–800"]


PUBLISHED = buying_clock.BuyingClock(0.243, 4.414, 0.793, 2.426)


def test_the_published_customer_is_expected_to_buy_1_226_times():
    one = pd.DataFrame({"x": [2], "t_x": [30.43], "T": [38.86]})
    assert buying_clock.expected_orders(PUBLISHED, one, 39)[0] == pytest.approx(1.226, abs=0.001)


def test_the_published_parameters_give_the_published_repeat_shares():
    shares = [buying_clock.repeat_share(PUBLISHED, days / 7) for days in (30, 90, 180)]
    assert shares == pytest.approx([0.152, 0.282, 0.373], abs=0.001)


def test_the_published_customer_is_expected_to_spend_24_66():
    model = buying_clock.Spending(6.25, 3.74, 15.45)
    spend = buying_clock.expected_spend(model, pd.Series([2, 0]), pd.Series([22.35, np.nan]))
    assert spend[0] == pytest.approx(24.66, abs=0.02)
    assert spend[1] == pytest.approx(6.25 * 15.45 / 2.74)


def test_a_fit_recovers_the_clock_and_next_half_year():
    history = bgnbd_history(9000, 0.243, 8.0, 0.793, 2.426, 80)
    model = buying_clock.fit_buying_clock(history)
    assert model.r / model.alpha == pytest.approx(0.243 / 8, rel=0.15)
    assert model.a / (model.a + model.b) == pytest.approx(0.793 / 3.219, rel=0.2)
    assert buying_clock.expected_orders(model, history, 26).sum() == pytest.approx(history["later"].sum(), rel=0.05)


def test_a_fit_recovers_what_customers_spend():
    luck = np.random.default_rng(3)
    x = luck.integers(1, 6, 4000)
    nu = luck.gamma(3.74, 1 / 15.45, 4000)
    mean = np.array([luck.gamma(6.25, 1 / rate, n).mean() for rate, n in zip(nu, x, strict=True)])
    model = buying_clock.fit_spending(pd.Series(x), pd.Series(mean))
    assert model.p * model.v / (model.q - 1) == pytest.approx(6.25 * 15.45 / 2.74, rel=0.05)
    truth = buying_clock.Spending(6.25, 3.74, 15.45)
    ours, theirs = (buying_clock.expected_spend(one, pd.Series(x), pd.Series(mean)) for one in (model, truth))
    assert (ours / theirs - 1).abs().median() < 0.05


def test_a_history_counts_days_from_the_first_purchase_and_a_clock_stretches_them():
    as_of = START + pd.Timedelta(300, "D")
    plain = buying_clock.purchase_history(BOOK, as_of)
    assert plain.loc[2, ["x", "t_x", "T"]].tolist() == [1, pytest.approx(60 / 7), pytest.approx(200 / 7)]
    clock = pd.Series(2.0, index=pd.date_range(START, periods=400))
    double = buying_clock.purchase_history(BOOK, as_of, clock=clock)
    assert double["t_x"].tolist() == pytest.approx((2 * plain["t_x"]).tolist())
    assert buying_clock.operational_weeks(clock, START, START + pd.Timedelta(7, "D")) == 2
