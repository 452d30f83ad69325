"""Hand-made shelves: a family, its sisters and a rest, with known response to price."""

import numpy as np
import pandas as pd

START = pd.Timestamp("2024-01-01")


def shelves(days=112, goods=("a", "b", "c", "d"), level=50.0, luck=None):
    """Each product sells `level` a day times a weekday shape; with luck, Poisson. Columns of lens.on_the_shelf."""
    dates = pd.date_range(START, periods=days)
    shape = np.array([0.9, 0.9, 0.95, 1.0, 1.05, 1.15, 1.05])[dates.day_of_week]
    rows = []
    for name in goods:
        mean = level * shape
        units = mean if luck is None else luck.poisson(mean)
        rows.append(pd.DataFrame({"date": dates, "product_id": name, "units": units, "shelf": 1.0, "price": 100.0}))
    table = pd.concat(rows, ignore_index=True)
    return table.assign(promo_id=None, units=table["units"].astype(float))


def at(table, name, first, last):
    """Rows of a product between two days (numbers, last included)."""
    day = (table["date"] - START).dt.days
    return (table["product_id"] == name) & (day >= first) & (day <= last)


def day(number):
    return START + pd.Timedelta(number, "D")
