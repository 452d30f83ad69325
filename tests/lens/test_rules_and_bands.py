"""Four rules, three bands, and what each of them costs."""

import pandas as pd
import pytest

from tests.lens.days import lucky
from toolkit import lens
from toolkit.lens.bands import UnknownMethod


def test_each_rule_rings_on_what_it_watches():
    daily = lucky(luck=0.005)
    daily.loc[300:306, "uv"] *= 1.25
    rings = lens.ring(daily, "uv")
    assert rings.loc[300, list(lens.RULES)].all()
    assert rings.loc[303, "last_week"]
    assert not rings.loc[301, "yesterday"]  # the day before was loud as well


def test_a_tight_band_rings_at_least_as_often_as_a_wide_one():
    rings = lens.ring(lucky(), "uv")
    assert (rings["tight"] >= rings["band"]).all()
    assert rings["tight"].sum() > rings["band"].sum()


def test_rings_are_counted_for_a_hundred_days_the_quietest_first():
    rings = pd.DataFrame({"a": [True, True, False, False], "b": [False] * 4, "c": [True] * 4})
    assert lens.per_100(rings, ["a", "b", "c"]).to_dict() == {"b": 0, "a": 50, "c": 100}
    assert list(lens.per_100(rings, ["a", "b", "c"]).index) == ["b", "a", "c"]


def test_a_rule_pays_for_false_rings_and_for_misses():
    dates = pd.date_range("2024-01-01", periods=4)
    rings = pd.DataFrame({"date": dates, "deaf": False, "nervous": True})
    cost = lens.price(rings, pd.DataFrame({"date": dates[:3]}), pd.DataFrame({"date": dates[3:]}), ["nervous", "deaf"])
    assert cost.to_dict("records") == [
        {"rule": "deaf", "per_100": 0.0, "missed": 1, "of": 1},
        {"rule": "nervous", "per_100": 100.0, "missed": 0, "of": 1},
    ]


def test_a_tally_tells_caught_from_festive_from_wolf():
    daily = lucky()
    daily.loc[[200, 300, 400], "uv"] *= 3
    daily.loc[200, "known"] = True
    band = lens.normal_range(daily, "uv", known="known")
    count = lens.tally(band, "uv", pd.DataFrame({"date": [daily["date"][300]]}), known="known")
    assert count[["caught", "abnormal", "festive"]].tolist() == [1, 1, 1]
    assert count["cried_wolf"] == count["rings"] - 2 >= 1


@pytest.mark.parametrize("method", lens.METHODS)
def test_every_band_has_the_same_columns(method):
    band = lens.band_by(method, lucky(), "uv", known="known").dropna()
    assert {"usual", "low", "high", "distance"} <= set(band.columns)
    assert (band["low"] <= band["high"]).all()


def test_an_unknown_band_is_answered_with_those_there_are():
    with pytest.raises(UnknownMethod, match=r'no band called "bollinger"\. Bands: days like it'):
        lens.band_by("bollinger", lucky(), "uv")


def test_spans_become_days_each_once():
    spans = pd.DataFrame(
        {"start": pd.to_datetime(["2024-03-01", "2024-03-02"]), "end": pd.to_datetime(["2024-03-02", "2024-03-03"])}
    )
    assert lens.days_of(spans)["date"].dt.day.tolist() == [1, 2, 3]
    assert lens.days_of(spans.iloc[:0]).empty
