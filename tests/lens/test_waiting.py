"""The wait, the bands by recency, and the letter, on tables small enough to count by hand."""

import pandas as pd
import pytest

from toolkit import lens

DAY = pd.Timestamp(2025, 6, 30)


def test_a_band_holds_its_last_day_and_who_never_ordered_sleeps():
    band = lens.recency_band(pd.Series([0, 30, 31, 90, 91, 180, 181, None]))
    assert list(band) == ["active"] * 2 + ["warm"] * 2 + ["cooling"] * 2 + ["sleeping"] * 2


def known():
    first = pd.Timestamp(2025, 5, 10)
    rows = [
        (1, "2025-04-02", 0),
        (1, "2025-04-02", 20),
        (2, "2025-04-20", 0),
        (3, first, 0),
        (3, first, 31),
        (4, "2025-03-01", 0),
    ]
    table = pd.DataFrame(rows, columns=["customer_id", "first", "age"])
    return table.assign(first=pd.to_datetime(table["first"]))


def test_a_month_counts_people_who_came_back_in_time_and_is_ripe_when_its_last_day_has_waited():
    table = lens.back_by_month(known(), 30, DAY, since=pd.Timestamp(2025, 4, 1)).set_index("month")
    assert table["back"].to_list() == [50.0, 0.0]
    assert table["ripe"].to_list() == [True, True]
    assert lens.back_by_month(known(), 31, DAY, since=pd.Timestamp(2025, 4, 1))["ripe"].to_list() == [True, False]


def test_orders_are_counted_by_band_and_a_stranger_to_the_bands_sleeps():
    orders = pd.DataFrame(
        {"customer_id": [1, 1, 2, None, 1], "paid_ts": [DAY, DAY, DAY, DAY, DAY - pd.Timedelta(days=1)]}
    )
    counted = lens.orders_by_band(orders, pd.Series({1: "warm"}), DAY)
    assert counted.to_dict() == {"warm": 2, "sleeping": 1}


def test_a_letter_pays_gifts_also_to_those_who_came_anyway():
    worth = pd.DataFrame({"held out": [0.1, 0.01]}, index=["active", "sleeping"])
    was, then = pd.Series({"active": 50, "sleeping": 5}), pd.Series({"active": 51, "sleeping": 9})
    did = lens.letter(worth, {"active": 100, "sleeping": 200}, was, then, leaves=60, gift=10, send=0.05)
    assert did["came anyway"].to_list() == [10, 2]
    assert did["because of it"].to_list() == [1, 4]
    assert did["net"].to_list() == pytest.approx([60 - 110 - 5, 240 - 60 - 10])
