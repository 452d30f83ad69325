import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lens.buyers import START, orders_of
from toolkit.lens import advertising, credit, money

PAPER = pd.DataFrame(
    [
        (("V", "S"), 40, 960),
        (("S",), 60, 1940),
        (("V",), 10, 3990),
        (("E",), 30, 470),
        (("V", "E"), 20, 180),
        (("S", "E"), 25, 225),
        (("V", "S", "E"), 15, 85),
    ],
    columns=["path", "sales", "not"],
).assign(journeys=lambda t: t["sales"] + t["not"])
NAMES = ["V", "S", "E"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("last", [10, 100, 90]), ("first", [85, 85, 30]), ("linear", [45, 97.5, 57.5]), ("position", [46, 95.5, 58.5])],
)
def test_the_four_ledgers_of_the_paper_paths(rule, expected):
    assert credit.ledger(PAPER, rule)[NAMES].tolist() == pytest.approx(expected)


def test_shapley_over_distinct_channels_is_the_linear_ledger():
    assert credit.shapley_credit(PAPER, worth="sales")[NAMES].tolist() == pytest.approx([45, 97.5, 57.5])


def test_shapley_by_rate_uses_those_who_did_not_buy():
    assert credit.shapley_credit(PAPER)[NAMES].tolist() == pytest.approx([34.4, 52.8, 112.8], abs=0.1)


def test_markov_removal_of_the_paper_paths():
    table = credit.markov_credit(PAPER).loc[NAMES]
    assert table["removal"].tolist() == pytest.approx([0.349, 0.650, 0.450], abs=0.001)
    assert table["credit"].tolist() == pytest.approx([48.2, 89.7, 62.1], abs=0.1)


PATH = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True).map(tuple)


@given(st.dictionaries(PATH, st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=1, max_size=12))
def test_every_ledger_adds_up_to_all_sales(book):
    table = pd.DataFrame([(path, n, n + m) for path, (n, m) in book.items()], columns=["path", "sales", "journeys"])
    total = table["sales"].sum()
    assert credit.ledgers(table).sum().tolist() == pytest.approx([total] * 4)
    assert credit.markov_credit(table)["credit"].sum() == pytest.approx(total)
    linear = credit.ledger(table, "linear")
    assert credit.shapley_credit(table, worth="sales")[linear.index].tolist() == pytest.approx(linear.tolist())


def test_a_ledger_nobody_keeps_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="Ledgers: last, first"):
        credit.ledger(PAPER, "algorithmic")


def test_paths_drop_repeats_keep_the_order_and_count_those_who_left():
    touches = pd.DataFrame(
        [(1, 2, "s"), (1, 1, "v"), (1, 3, "v"), (2, 1, "v"), (2, 2, "v"), (3, 1, "v"), (3, 2, "s")],
        columns=["journey_id", "seq", "channel_id"],
    )
    journeys = pd.DataFrame(
        {"journey_id": [1, 2, 3], "converted": [True, False, False], "paid_amount": [80.0, None, None]}
    )
    table = credit.paths(journeys, touches).set_index("path")
    assert table.loc[[("v", "s")], ["sales", "journeys", "paid"]].to_numpy().tolist() == [[1, 2, 80]]
    assert table.loc[[("v",)], "journeys"].tolist() == [1]


def test_ways_to_sales_are_those_that_ended_in_the_days_newest_on_top_by_door():
    journeys = pd.DataFrame(
        {
            "journey_id": [1, 2, 3],
            "end_ts": pd.to_datetime(["2025-03-31 23:59", "2025-04-01 00:00", "2025-03-10 12:00"]),
            "converted": [True, True, False],
        }
    )
    touches = pd.DataFrame(
        {
            "journey_id": [1, 1, 2, 3],
            "seq": [1, 2, 1, 1],
            "ts": pd.to_datetime(["2025-03-01", "2025-03-31", "2025-04-01", "2025-03-10"]),
            "channel_id": ["video", "paid_search", "crm", "crm"],
            "campaign_id": [None, "paid_search_brand", None, None],
        }
    )
    ways = credit.ways_to_sales(journeys, touches, pd.Timestamp("2025-03-01"), pd.Timestamp("2025-03-31"))
    assert ways["door"].tolist() == ["paid_search_brand", "video"]


def test_a_door_met_twice_has_one_part_and_the_last_touch_is_the_last():
    touches = pd.DataFrame(
        {"journey_id": [1, 1, 1, 2], "seq": [3, 1, 2, 1], "door": ["film", "film", "search", "search"]}
    )
    books = credit.touch_ledgers(touches)
    assert books.loc["film"].to_dict() == {"last": 1.0, "first": 1.0, "equal": 0.5}
    assert books.sum().tolist() == [2.0, 2.0, 2.0]


def test_the_paper_order_leaves_30_8_and_breaks_even_at_3_25():
    left = advertising.kept_per_100(goods=45, fee=5, parcel=8, refund_rate=0.2, return_freight=6)
    assert left == pytest.approx(30.8)
    assert advertising.break_even_roas(left, 100) == pytest.approx(3.25, abs=0.005)
    assert advertising.return_on_ads(2.5, 100 / left) == pytest.approx(-0.23)
    assert 100 / advertising.kept_per_100(goods=45) == pytest.approx(1.82, abs=0.005)
    assert 100 / advertising.kept_per_100(goods=45, fee=5, parcel=8) == pytest.approx(2.38, abs=0.005)


def test_a_sale_that_leaves_nothing_never_breaks_even():
    with pytest.raises(advertising.NothingStays, match="mend the margin"):
        advertising.break_even_roas(-3, 100)


ADS = pd.DataFrame({"campaign_id": ["x", "x", "y"], "impressions": [20, 119_980, 10], "clicks": [5, 2995, 1]}).assign(
    spend=[10.0, 5990, 4], attr_orders_15d=[0, 100, 0], attr_paid_15d=[0.0, 15_000, 0]
)


def test_ad_ratios_are_ratios_of_sums():
    x = advertising.ad_ratios(ADS).loc["x"]
    assert x[["ctr", "cpc", "cpm", "roas"]].tolist() == pytest.approx([0.025, 2.0, 50.0, 2.5])


def a_book():
    """Four orders: a plain one, one returned and put back, one partly refunded and kept, one cancelled before dispatch."""
    orders = orders_of((1, 0, "a", 100.0), (2, 100, "a", 100.0), (3, 101, "b", 200.0), (None, 102, "b", 50.0))
    items = pd.DataFrame({"order_id": range(4), "line_no": 1, "product_id": list("ppqq"), "qty": [1, 1, 2, 1]})
    items = items.assign(unit_cost=[40.0, 40.0, 50.0, 20.0], paid_alloc=orders["paid_amount"])
    refunds = pd.DataFrame({"order_id": [1, 2, 3], "line_no": 1, "qty": 1, "amount": [100.0, 30.0, 50.0]})
    refunds = refunds.assign(kind=["return_refund", "refund_only", "unshipped"], goods_back=[True, False, False])
    entries = [("fee", -5.0, 0), ("freight", -8.0, 0), ("freight", -14.0, 1), ("fee", -8.5, 2), ("freight", -8.0, 2)]
    book = pd.DataFrame(entries, columns=["kind", "amount", "ref_id"]).astype({"ref_id": "Int64"})
    orders = orders.assign(list_amount=orders["paid_amount"] + 10, discount_amount=10.0, shipping_fee=0.0)
    return orders, items, refunds, book


def test_what_stays_of_each_order():
    orders, items, refunds, book = a_book()
    table = money.contribution(orders, items, refunds, book)
    assert table["contribution"].tolist() == [100 - 40 - 13, 0 - 14, 170 - 100 - 16.5, 0]
    rungs = money.ladder(orders, table, ads=20)
    assert rungs.tolist() == [450, 450, 270, 130, 116.5, 86.5, 66.5]


def test_what_products_left_adds_up_to_what_orders_left():
    orders, items, refunds, book = a_book()
    table = money.contribution(orders, items, refunds, book)
    goods = money.product_money(items, table, refunds)
    assert goods["contribution"].sum() == pytest.approx(table["contribution"].sum())
    assert goods.set_index("product_id")["contribution"].to_dict() == {"p": pytest.approx(33), "q": pytest.approx(53.5)}


def test_channels_after_ads_add_up_to_the_shop():
    orders, items, refunds, book = a_book()
    table = money.contribution(orders, items, refunds, book)
    campaigns = pd.DataFrame({"campaign_id": ["x", "y"], "channel_id": ["a", "c"]})
    channels = advertising.after_ads(orders, table, ADS, campaigns)
    assert channels["after_ads"].sum() == pytest.approx(table["contribution"].sum() - ADS["spend"].sum())
    assert channels.loc["c"].tolist() == [0, 0, 0, 0, 4, -4]
    book.loc[len(book)] = ["ads", -7.0, 2]
    paid_by_order = advertising.commission_by_channel(orders, book)
    assert paid_by_order.to_dict() == {"b": 7.0}
    more = advertising.after_ads(orders, table, ADS, campaigns, more=paid_by_order)
    assert more["after_ads"].sum() == pytest.approx(channels["after_ads"].sum() - 7)


def test_sets_nobody_met_count_as_channels_apart():
    some = PAPER[PAPER["path"].map(len) < 3]
    shares = credit.shapley_credit(some)
    assert shares.sum() == pytest.approx(some["sales"].sum())
    assert (shares > 0).all()


def test_a_new_customer_is_one_never_seen_before():
    orders = orders_of((1, 0, "a", 9.0), *((who, 120 + who, "a", 9.0) for who in range(2, 6)), (1, 125, "a", 9.0))
    cost = advertising.customer_cost(orders, 80, "a", START + pd.Timedelta(120, "D"), START + pd.Timedelta(130, "D"))
    assert cost.tolist() == [80, 4, 20]


def test_a_customer_is_paid_back_at_the_age_at_which_the_cost_is_left():
    orders = orders_of((1, 0, "a", 9.0), (2, 100, "a", 100.0), (2, 140, "a", 100.0), (3, 400, "b", 1.0))
    left = orders[["order_id"]].assign(contribution=orders["paid_amount"] * 0.3)
    assert advertising.payback(orders, left, "a", 50).tolist() == [40, 60, True]
    assert advertising.payback(orders, left, "a", 70).tolist() == [None, 60, False]


def test_100_visitors_leave_what_their_customers_leave_in_90_days():
    orders = orders_of((1, 100, "a", 100.0), (1, 150, "b", 50.0), (1, 300, "b", 999.0), (None, 101, "b", 10.0))
    left = orders[["order_id"]].assign(contribution=orders["paid_amount"])
    first, last = START + pd.Timedelta(100, "D"), START + pd.Timedelta(110, "D")
    traffic = pd.DataFrame({"date": [first, first], "channel_id": ["a", "b"], "uv": [200, 50]})
    table = advertising.left_by_100_visitors(traffic, orders, left, first, last)
    assert table["left_per_100"].to_dict() == {"a": 75, "b": 20}


def plan(*entries):
    table = pd.DataFrame(entries, columns=["day", "amount"])
    return pd.DataFrame({"date": START + pd.to_timedelta(table["day"], unit="D"), "amount": table["amount"]})


def test_the_account_is_rolled_day_by_day_and_its_hole_is_found():
    forecast = money.cash_forecast(plan((0, 1000.0), (3, -800.0), (6, 900.0)), 50)
    assert forecast["balance"].tolist() == [950, 900, 850, 0, -50, -100, 750]
    assert money.lowest_day(forecast).tolist() == [START + pd.Timedelta(5, "D"), -100]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-500, 500)), min_size=1, max_size=30), st.integers(0, 200))
def test_the_last_balance_is_the_sum_of_all(entries, budget):
    forecast = money.cash_forecast(plan(*((day, float(amount)) for day, amount in entries)), budget)
    assert forecast["balance"].iloc[-1] == pytest.approx(sum(a for _, a in entries) - budget * len(forecast))


def test_the_largest_safe_budget_keeps_the_buffer():
    entries = plan((0, 1000.0), (3, -700.0), (6, 900.0))
    assert money.largest_safe_budget(entries, range(0, 100, 10), 100) == 30
    assert money.largest_safe_budget(entries, [10, 20], 5000) is None


def test_cost_lines_are_read_per_hundred_kept():
    book = pd.DataFrame({"kind": ["ads", "rent", "settlement"], "amount": [-30.0, -10.0, 500.0]})
    assert money.cost_per_100_kept(book, 200).to_dict() == {"ads": 15, "rent": 5, "settlement": 0}


def test_order_of_paths_does_not_matter():
    for rows in itertools.islice(itertools.permutations(range(len(PAPER))), 0, 5000, 997):
        assert credit.markov_credit(PAPER.iloc[list(rows)])["credit"]["V"] == pytest.approx(48.2, abs=0.1)
