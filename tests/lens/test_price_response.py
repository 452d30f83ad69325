"""Prices of all goods at once: a product alone and a family together, told apart where some sisters are cut and some are not."""

import numpy as np
import pandas as pd
import pytest

from toolkit import lens
from toolkit.lens import all_prices
from toolkit.lens.prices import NoPriceChange

FAMILIES, SISTERS, DAYS = 6, 5, 250
OWN, TAKEN_BACK, LIFT = -2.4, 0.45, 2.0


def shelf(seed=1, own=OWN, cuts=True, often=0.05, pace=20):
    """Families whose sisters lose a share of what each wins; some days cut one product, some the family, some by lot.

    own, often, pace: response, chance of a cut and pieces a day, of all goods or family by sister.
    """
    luck = np.random.default_rng(seed)
    price = np.ones((DAYS, FAMILIES, SISTERS))
    front = np.zeros(price.shape, dtype=bool)
    if cuts:
        price[luck.random(price.shape) < often] = 0.8
        whole = luck.random((DAYS, FAMILIES)) < 0.05
        price[whole] = 0.85
        front[luck.random(price.shape) < 0.04] = True
    pull = price**own * np.where(front, LIFT, 1.0)
    usual = np.broadcast_to(pace, price.shape[1:])
    pull *= ((pull * usual).sum(axis=2, keepdims=True) / usual.sum(axis=1)[:, None]) ** -TAKEN_BACK
    units = luck.poisson(pace * pull * np.exp(0.2 * luck.normal(size=(DAYS, 1, 1))))
    day, family, sister = (part.ravel() for part in np.indices(price.shape))
    goods = [f"p{one}-{two}" for one, two in zip(family, sister, strict=True)]
    table = pd.DataFrame({"date": pd.Timestamp("2024-01-01") + pd.to_timedelta(day, unit="D"), "product_id": goods})
    return table.assign(units=units.ravel(), price=50 * price.ravel(), shelf=1.0, featured=front.ravel())


FAMILY = pd.Series({f"p{one}-{two}": f"f{one}" for one in range(FAMILIES) for two in range(SISTERS)})


@pytest.fixture(scope="module")
def uneven():
    """Keen goods sell little and are cheap every third day, patient ones sell much and seldom are; and their mean response."""
    keen = np.random.default_rng(5).random((FAMILIES, SISTERS)) < 0.5
    own, pace = np.where(keen, -3.2, -1.6), np.where(keen, 10, 30)
    tables = [shelf(seed, own=own, often=np.where(keen, 0.3, 0.03), pace=pace) for seed in range(4)]
    return tables, float(np.average(own, weights=pace))


@pytest.mark.parametrize("own", [-1.5, OWN, -3.2])
def test_a_product_alone_and_a_family_together_are_told_apart(own):
    found = lens.price_response(shelf(own=own), FAMILY)
    assert found["alone"] == pytest.approx(own, abs=0.2)
    assert found["together"] == pytest.approx(own * (1 - TAKEN_BACK), abs=0.2)
    assert found["sisters"] == pytest.approx(TAKEN_BACK, abs=0.2)
    assert found["lift"] == pytest.approx(LIFT, abs=0.15)


def test_half_a_day_on_the_shelf_is_half_a_days_units_and_no_answer_to_a_price():
    table = shelf()
    half = np.random.default_rng(2).random(len(table)) < 0.3
    table = table.assign(shelf=np.where(half, 0.5, 1.0), units=np.where(half, table["units"] // 2, table["units"]))
    assert lens.price_response(table, FAMILY)["alone"] == pytest.approx(OWN, abs=0.25)


def test_the_standard_error_is_as_wide_as_the_luck_of_other_shops():
    found = [lens.price_response(shelf(seed), FAMILY) for seed in range(6)]
    spread = np.std([one["alone"] for one in found])
    assert 0.3 * spread < np.mean([one["alone_se"] for one in found]) < 4 * spread


def test_goods_count_by_what_they_sell_and_not_by_how_often_they_are_cheap(uneven):
    tables, mean = uneven
    found = np.mean([lens.price_response(table, FAMILY)["alone"] for table in tables])
    pooled = np.mean([lens.elasticity(table, FAMILY.index, promo="featured")["elasticity"] for table in tables])
    assert abs(found - mean) < 0.1 < 0.2 < mean - pooled


def test_where_goods_differ_the_mean_lies_within_its_errors(uneven):
    tables, mean = uneven
    for table in tables:
        found = lens.price_response(table, FAMILY)
        assert abs(found["alone"] - mean) < 3 * found["alone_se"]


def test_a_night_on_which_one_product_ran_away_is_no_answer_to_its_price():
    table = shelf()
    usual = lens.price_response(table, FAMILY)
    night = table.index[(table["product_id"] == "p2-3") & (table["price"] < 50)][0]
    table.loc[night, "units"] += 900
    assert np.abs(lens.price_response(table, FAMILY) - usual).max() < 0.05


def test_families_that_always_stand_in_front_as_a_whole_are_no_trouble():
    table = shelf()
    whole = table.groupby([table["product_id"].map(FAMILY), "date"])["featured"].transform("sum") > 100
    found = lens.price_response(table.assign(featured=whole), FAMILY)
    assert np.isnan(found["lift"])
    assert found["sisters"] == pytest.approx(TAKEN_BACK, abs=0.25)


def test_prices_that_never_change_answer_nothing():
    with pytest.raises(NoPriceChange):
        lens.price_response(shelf(cuts=False), FAMILY)


def test_the_same_shelf_is_not_fitted_twice_and_its_answer_is_the_askers_own(monkeypatch):
    table, fits = shelf(91), []
    fit = all_prices._fit
    monkeypatch.setattr(all_prices, "_fit", lambda cells: fits.append(len(cells.units)) or fit(cells))
    first = lens.price_response(table, FAMILY)
    told = first.copy()
    first["alone"] = 0.0
    assert lens.price_response(table.copy(), FAMILY).equals(told)
    assert len(fits) == 1
    lens.price_response(table[table["date"] > table["date"].min()], FAMILY)
    assert len(fits) == 2
