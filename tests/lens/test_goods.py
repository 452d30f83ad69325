import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lens.shelves import at, day, shelves
from toolkit.lens import assortment, prices, stock


def test_the_one_that_crosses_eighty_per_cent_is_still_an_a():
    goods = pd.DataFrame({"product_id": list("abcd"), "left": [10.0, 50, 35, 5]})
    ranked = assortment.abc(goods, "left")
    assert ranked["product_id"].tolist() == ["b", "c", "a", "d"]
    assert ranked["abc"].tolist() == ["A", "A", "B", "C"]
    assert ranked["running"].iloc[-1] == pytest.approx(1)


@given(st.lists(st.floats(0.01, 1e5), min_size=1, max_size=50), st.floats(0.1, 100))
def test_unevenness_knows_no_currency_and_lies_between_0_and_1(values, times):
    series = pd.Series(values)
    assert -1e-9 <= assortment.gini(series) < 1
    assert assortment.gini(series * times) == pytest.approx(assortment.gini(series), abs=1e-9)
    assert assortment.top_share(series, 1.0) == pytest.approx(1)


def test_unevenness_of_known_shares():
    assert assortment.gini(pd.Series([1, 1, 1, 1])) == 0
    assert assortment.gini(pd.Series([0, 0, 0, 1.0])) == pytest.approx(0.75)
    assert assortment.top_share(pd.Series([1, 2, 3, 4, 10]), 0.2) == 0.5


def test_an_empty_shelf_is_not_a_falling_product():
    table = shelves(days=56)
    hole = at(table, "a", 35, 52)
    table.loc[hole, ["units", "shelf"]] = 0.0
    fade = at(table, "b", 0, 55)
    table.loc[fade, "units"] *= np.exp(-0.05 * np.arange(56) / 7)
    pace = assortment.weekly_pace(table)
    growth = assortment.trend(pace)
    assert growth.loc["a", "growth"] == pytest.approx(0, abs=0.02)
    assert growth.loc["b", "growth"] == pytest.approx(-0.05, abs=0.002)
    assert pace["a"].isna().sum() == 2
    assert assortment.trend_name(growth.loc["b"], empty_share=0) == "fading"
    assert assortment.trend_name(growth.loc["c"], empty_share=0) == "steady"
    assert assortment.trend_name(growth.loc["a"], empty_share=18 / 56) == "empty shelf"


def test_the_season_divided_out_leaves_the_products_own_way():
    table = shelves(days=56)
    table["units"] *= np.exp(0.1 * (table["date"] - table["date"].min()).dt.days / 7)
    pace = assortment.weekly_pace(table)
    assert assortment.trend(pace, pace["c"])["growth"].abs().max() < 1e-9
    assert assortment.trend(pace)["growth"].min() == pytest.approx(0.1, abs=0.003)


def test_hours_without_stock_shorten_the_shelf_day():
    days = pd.DataFrame({"date": [day(0), day(1)], "product_id": "a", "units": [5, 0]})
    empty = pd.DataFrame({"date": [day(0), day(1)], "product_id": "a", "oos_hours": [6.0, 24.0]})
    assert assortment.on_the_shelf(days, empty)["shelf"].tolist() == [0.75, 0]


def test_praise_counts_the_traits_of_the_product_only():
    reviews = pd.DataFrame({"tag": ["light", "fast", "light", None, "light", "dry"], "stars_desc": [5, 5, 4, 5, 1, 5]})
    assert assortment.praise(reviews).iloc[0].to_dict() == {"tag": "light", "n": 2, "share": 0.5}
    assert assortment.praise(reviews, traits={"light", "dry"})["tag"].tolist() == ["light", "dry"]


BLOCKS = pd.DataFrame(
    {
        "start": [day(k * 14) for k in range(4)],
        "end": [day(k * 14 + 13) for k in range(4)],
        "price_ratio": [1.0, 0.8, 1.0, 0.8],
    }
)


def in_test(luck):
    table = shelves(days=56, level=40, luck=None)
    for first in (14, 42):
        table.loc[at(table, "a", first, first + 13), "units"] *= 0.8**-2.4
    table["units"] *= np.exp(0.3 * (table["date"] - table["date"].min()).dt.days / 56)
    return table.assign(units=luck.poisson(table["units"]).astype(float)) if luck else table


def test_a_test_against_sisters_gives_the_response_without_the_season():
    result = prices.price_test(in_test(None), ["a"], ["b", "c"], BLOCKS)
    assert result["elasticity"] == pytest.approx(-2.4, abs=1e-9)
    assert result["units_ratio"] == pytest.approx(0.8**-2.4)


def test_a_tests_range_holds_the_truth_nineteen_times_in_twenty():
    held = 0
    for seed in range(100):
        result = prices.price_test(in_test(np.random.default_rng(seed)), ["a"], ["b", "c"], BLOCKS)
        held += result["low"] <= -2.4 <= result["high"]
    assert 88 <= held <= 100


def two_years(seed=1, truth=-2.4, banner=0.7):
    """Twelve products of two years: price cuts, some of them in promotions with a banner, some sold out."""
    luck = np.random.default_rng(seed)
    dates, rows = pd.date_range("2024-01-01", periods=728), []
    week = np.arange(728) // 7
    season = 0.3 * np.sin(week / 16)
    for number in range(12):
        cut = luck.random(104)[week] < 0.25
        promo = cut & (luck.random(104)[week] < 0.7)
        price = np.where(cut, 80.0, 100.0) * (1 + 0.04 * number)
        mean = 12 * np.exp(season + truth * np.log(price / 100) + banner * promo)
        shelf = np.where(cut & (luck.random(104)[week] < 0.4), luck.uniform(0.2, 1, 728), 1.0)
        rows.append(pd.DataFrame({"date": dates, "product_id": f"p{number}", "price": price, "shelf": shelf}))
        rows[-1]["promo_id"] = pd.Series(np.where(promo, "x", None), dtype=object)
        rows[-1]["units"] = luck.poisson(mean * shelf).astype(float)
    return pd.concat(rows, ignore_index=True)


def test_two_years_give_the_response_and_the_banners_lift():
    table = two_years()
    found = prices.elasticity(table, ["p0", "p1", "p2"])
    assert found["elasticity"] == pytest.approx(-2.4, abs=0.15)
    assert found["promo_lift"] == pytest.approx(np.exp(0.7), rel=0.08)
    assert abs(found["elasticity"] + 2.4) < 3 * found["se"]


def test_the_banner_read_as_price_makes_the_response_far_too_steep():
    assert prices.elasticity(two_years(), ["p0", "p1", "p2"], promo=None)["elasticity"] < -2.9


def test_prices_that_never_moved_answer_nothing():
    table = two_years().assign(price=100.0)
    with pytest.raises(prices.NoPriceChange, match="two prices"):
        prices.elasticity(table, ["p0"])


def test_the_best_price_of_nine_lies_next_to_the_textbooks():
    table = prices.price_table(100, 10, 45, -2.4, [0.7 + 0.05 * k for k in range(13)])
    best = table.loc[table["profit"].idxmax(), "price"]
    assert best == pytest.approx(45 * 2.4 / 1.4, abs=2.6)
    assert table["paid"].idxmax() < table["profit"].idxmax()


def emptied():
    table = shelves()
    table.loc[at(table, "a", 70, 75), ["units", "shelf"]] = 0.0
    gone = shelves().loc[at(table, "a", 70, 75), "units"].to_numpy()
    table.loc[at(table, "b", 70, 75), "units"] += 0.35 * gone
    table.loc[at(table, "a", 76, 81), "units"] += 0.15 * gone
    return table, gone.sum()


def test_lost_sales_are_net_of_sisters_and_of_those_who_waited():
    table, gone = emptied()
    loss = stock.lost_sales(table, "a", ["b"], ["c", "d"], day(70), day(75))
    assert loss["demand"] == pytest.approx(gone)
    assert loss["siblings"] == pytest.approx(0.35 * gone)
    assert loss["later"] == pytest.approx(0.15 * gone)
    assert loss["lost"] == pytest.approx(0.5 * gone)


def test_a_discount_is_worth_its_gain_less_sisters_less_the_dip():
    table = shelves().assign(contribution=lambda t: t["units"] * 30)
    usual = table.copy()
    table.loc[at(table, "a", 60, 69), "contribution"] *= 2.2
    table.loc[at(table, "b", 60, 69), "contribution"] *= 0.6
    table.loc[at(table, "a", 70, 79), "contribution"] *= 0.8
    net = stock.discount_net(table, "a", ["b"], ["c", "d"], day(60), day(69))
    family = table["product_id"].isin(["a", "b"])
    assert net["net"] == pytest.approx(
        table.loc[family, "contribution"].sum() - usual.loc[family, "contribution"].sum()
    )
    assert net["siblings"] < 0 < net["product"]
    assert net["after"] < 0


def test_order_points_cover_the_windows_they_promise():
    luck = np.random.default_rng(5)
    table = shelves(days=500, goods=("a",), level=20, luck=luck)
    point = stock.order_point(table, "a", 18)
    windows = stock.demand_windows(table, "a", 18)
    assert (windows <= point).mean() == pytest.approx(0.95, abs=0.01)
    formula = stock.order_point_formula(20, np.sqrt(20 * 1.02), 18, 0)
    assert point == pytest.approx(formula, rel=0.05)


def test_a_hole_in_the_shelf_does_not_lower_the_order_point():
    table = shelves(days=200, goods=("a",), level=20)
    before = stock.order_point(table, "a", 18)
    table.loc[at(table, "a", 100, 106), ["units", "shelf"]] = 0.0
    assert stock.order_point(table, "a", 18) >= before * 0.99


def test_the_formula_gives_the_textbook_number():
    assert stock.order_point_formula(10, 3, 18, 5) == pytest.approx(180 + 1.6449 * np.sqrt(18 * 9 + 100 * 25), abs=0.01)


def test_turnover_and_days_of_stock_as_on_paper():
    rows = pd.DataFrame({"date": pd.date_range("2024-01-01", periods=30), "product_id": "a"})
    rows = rows.assign(sold_units=80_000 / 30, close_units=120_000, oos_hours=[0.0] * 29 + [24.0])
    ratios = stock.stock_ratios(rows, pd.Series({"a": 1.0}), start=day(0), end=day(29))
    assert ratios.tolist() == pytest.approx([0.667, 45, 1 / 30], rel=0.001)
