import numpy as np
import pandas as pd
import pytest

from toolkit.lens import service, standing
from toolkit.lens.tables import TooFewDays

START = pd.Timestamp("2024-01-01")


def day(number):
    return START + pd.Timedelta(number, "D")


def test_the_unshipped_are_the_latest_of_all():
    promised = pd.Series([day(1)] * 5 + [day(3)])
    shipped = pd.Series([day(0), day(1), day(2), pd.NaT, pd.NaT, day(2)])
    status = ["shipped", "shipped", "shipped", "paid", "cancelled", "shipped"]
    orders = pd.DataFrame({"promise_ship_ts": promised, "ship_ts": shipped, "status": status})
    assert service.on_time(orders, day(1), day(1)).tolist() == [4, 2, 2, 0.5]
    assert service.late_by_day(orders)[["due", "late"]].to_numpy().tolist() == [[4, 2], [1, 0]]


def shifts(limit=20.0):
    rows = [(chats, staff) for chats in range(10, 200, 5) for staff in (2, 3, 4, 5)]
    table = pd.DataFrame(rows, columns=["chats", "staff"])
    load = table["chats"] / table["staff"]
    return table.assign(first_resp_p90_s=np.where(load <= limit, 40.0, 240.0))


def test_the_safe_load_is_the_last_band_that_keeps_its_answer():
    bands = service.load_bands(shifts())
    assert service.safe_load(bands) == 20
    assert service.staff_needed(130, 20) == 7
    assert service.staff_needed(120, 20) == 6
    assert bands["shifts"].sum() == len(shifts())
    assert service.safe_load(service.load_bands(shifts(limit=0))) == 0


def test_the_queue_formula_gives_the_textbook_chance():
    # 20 calls an hour of 3 minutes are 1 erlang; 2 agents: a third of callers waits
    assert service.wait_share(20, 3, 2, seconds=0) == pytest.approx(2 / 3)
    assert service.wait_share(20, 3, 1) == 0
    assert service.wait_share(20, 3, 5) > 0.99


def test_a_score_looks_back_over_its_window_only():
    reviews = pd.DataFrame({"date": [day(0), day(200), day(201)], "stars_desc": [1, 5, 1]})
    score = service.shop_score(reviews, day(201))
    assert score[["n", "mean", "one_star"]].tolist() == [2, 3, 0.5]
    assert score["one_star_low"] < 0.5 < score["one_star_high"]


def test_one_glowing_review_does_not_lead_the_list():
    stars = pd.Series([5] + [5] * 45 + [4] * 5 + [1] * 20)
    table = service.shrunk_score(stars, pd.Series(["one"] + ["many"] * 50 + ["bad"] * 20))
    assert table.index[0] == "many"
    assert table.loc["one", "mean"] > table.loc["many", "mean"]


def batches(seed, bad=0.22):
    luck = np.random.default_rng(seed)
    rows = []
    for product in range(20):
        for batch in range(4):
            rate = bad if (product, batch) == (3, 2) else 0.04
            hits = luck.random(200) < rate
            rows += [(f"p{product}", f"b{product}.{batch}", hit) for hit in hits]
    table = pd.DataFrame(rows, columns=["product_id", "batch_id", "hit"])
    table = table.assign(order_id=range(len(table)), line_no=1)
    refunds = table.loc[table["hit"], ["order_id", "line_no"]].assign(reason="quality", amount=50.0)
    return table, refunds


def test_the_bad_batch_is_named_and_no_other():
    found = [service.batch_refunds(*batches(seed)).query("suspect")["batch_id"].tolist() for seed in range(20)]
    assert sum(one == ["b3.2"] for one in found) >= 19
    clean = [service.batch_refunds(*batches(seed, bad=0.04))["suspect"].sum() for seed in range(20)]
    assert sum(clean) <= 1


def test_avoidable_refunds_are_those_of_later_sales_beyond_the_usual():
    lines = pd.DataFrame({"order_id": range(100), "line_no": 1, "batch_id": "b"})
    orders = pd.DataFrame({"order_id": range(100), "paid_ts": [day(k // 10) for k in range(100)]})
    refunds = pd.DataFrame({"order_id": range(0, 100, 5), "line_no": 1, "reason": "quality", "amount": 10.0})
    assert service.avoidable_refunds(lines, orders, refunds, "b", day(5), 0.04) == pytest.approx((10 - 0.04 * 50) * 10)


def chain(seed=1):
    luck = np.random.default_rng(seed)
    table = pd.DataFrame({"date": pd.date_range(START, periods=200)})
    for column, first, size in (("wait", 121, 3.0), ("late", 123, 3.0), ("stars", 127, 0.75), ("conversion", 133, 0.7)):
        values = np.exp(0.05 * luck.normal(size=200)) * 1000
        values[first : first + 14] *= size
        table[column] = values
    return table


def test_the_chain_after_a_promotion_is_read_in_its_order():
    worse = {"conversion": "down", "stars": "down", "wait": "up", "late": "up"}
    found = service.chain_after(chain(), worse, day(120))
    assert found["number"].tolist() == ["wait", "late", "stars", "conversion"]
    assert found["days"].tolist() == pytest.approx([1, 3, 7, 13], abs=1)
    other_way = service.chain_after(chain(), {"stars": "up"}, day(120))
    assert other_way["date"].isna().all()


def paid(days=90, usual=1000.0):
    money = np.full(days, usual)
    money[40] = 31_000.0
    return pd.DataFrame({"date": pd.date_range(START, periods=days), "paid_amount": money})


CUTS = pd.DataFrame(
    [(month, level, cut) for month in ("2024-01", "2024-02") for level, cut in ((1, 0), (2, 20_000), (3, 50_000))],
    columns=["month", "level", "min_paid_30d"],
)


def test_a_level_falls_the_day_a_festival_leaves_the_window():
    levels = standing.level_by_day(paid(), CUTS).set_index("date")
    assert levels.loc[day(28), "level"] != levels.loc[day(28), "level"]  # no thirty days yet
    assert levels.loc[day(39), "level"] == 2
    assert levels.loc[day(40) : day(69), "level"].tolist() == [3] * 30
    assert levels.loc[day(70), "level"] == 2
    assert levels.loc[day(69), "leaves"] == 31_000
    assert levels.loc[day(70), "gap"] == 20_000
    assert np.isnan(levels.loc[day(50), "next_at"])


def test_days_to_the_next_level_know_what_leaves():
    growing = paid()
    growing.loc[growing["date"] >= day(76), "paid_amount"] = 2000.0
    # thirty days hold 14 × 2,000 and 16 × 1,000; each new day adds 1,000 until all are new
    assert standing.days_to_next(growing, day(89), 50_000) == 6
    assert standing.days_to_next(growing, day(89), 61_000) == np.inf
    with pytest.raises(TooFewDays):
        standing.days_to_next(growing, day(5), 50_000)


def test_market_and_share_add_up():
    split = standing.market_and_share(100, 90, 1000, 800)
    assert split.sum() == pytest.approx(-10)
    assert split["share"] > 0 > split["market"]


def years(seed=1, growth=1.15):
    luck = np.random.default_rng(seed)
    days = np.arange(700)
    level = 1000 * (1 + 0.4 * np.sin(2 * np.pi * days / 365)) * np.where(days >= 364, growth, 1.0)
    values = level * np.exp(0.12 * luck.normal(size=700))
    return pd.DataFrame({"date": pd.date_range(START, periods=700), "paid_amount": values})


def test_the_weeks_to_come_are_last_years_at_this_years_pace_and_the_range_keeps_its_word():
    held, errors = 0, []
    for seed in range(60):
        table = years(seed)
        seen = table[table["date"] < day(650)]
        real = table[(table["date"] >= day(650)) & (table["date"] <= day(677))]["paid_amount"].sum()
        guess = standing.seasonal_naive(seen, "paid_amount", day(650), day(677))
        held += guess["low"] <= real <= guess["high"]
        errors.append(abs(guess["forecast"] / real - 1))
    assert held >= 43
    assert np.mean(errors) < 0.05


def test_a_book_of_one_year_cannot_be_forecast_from_last_year():
    with pytest.raises(TooFewDays):
        standing.seasonal_naive(years().head(200), "paid_amount", day(200), day(227))


def test_a_seasonal_index_is_around_one():
    index = standing.seasonal_index(years().head(366), "paid_amount")
    assert index.mean() == pytest.approx(1)
    assert index.idxmax() in (3, 4)
