import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lens import parts, rates


def test_three_per_cent_of_ten_thousand_is_known_to_a_third_of_a_point():
    low, high = rates.rate_interval(300, 10_000)
    assert (high - low) / 2 == pytest.approx(0.0033, abs=0.0001)
    assert low < 0.03 < high


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_range_holds_the_rate_seen_and_mirrors(pair):
    hits, of = pair
    for interval in (rates.rate_interval, rates.exact_interval):
        low, high = interval(hits, of)
        assert 0 <= low <= hits / of + 1e-12
        assert hits / of - 1e-12 <= high <= 1
        other_low, other_high = interval(of - hits, of)
        assert (1 - other_high, 1 - other_low) == pytest.approx((low, high), abs=1e-9)


def test_the_exact_range_agrees_with_the_published_one():
    # Clopper and Pearson for 2 of 10, as in any table
    assert rates.exact_interval(2, 10) == pytest.approx((0.02521, 0.55610), abs=1e-5)


def test_replays_of_luck_stay_inside_the_range_nineteen_times_in_twenty():
    low, high = rates.rate_interval(150, 5000)
    replays = rates.replay_luck(0.03, 5000)
    assert ((replays >= low) & (replays <= high)).mean() == pytest.approx(0.95, abs=0.015)
    assert np.array_equal(replays, rates.replay_luck(0.03, 5000))


def test_a_step_from_3_to_3_3_per_cent_takes_fifty_three_thousand_in_each_arm():
    assert rates.people_needed(0.03, 0.033) == pytest.approx(53_200, rel=0.002)


def test_the_published_mail_experiment_comes_out_as_measured():
    # Hillstrom: men's mail 1.253 %, none 0.573 %, about 21,300 in each
    gap = rates.rate_difference(267, 21_307, 122, 21_306)
    assert gap["difference"] == pytest.approx(0.0068, abs=0.0001)
    assert gap["se"] == pytest.approx(0.0009, abs=0.0001)
    assert gap["low"] > 0


@pytest.mark.parametrize("pair", [(1, 0), (-1, 10), (11, 10)])
def test_a_rate_of_nobody_is_refused(pair):
    with pytest.raises(rates.NoRate, match="at least one person"):
        rates.rate_interval(*pair)


def test_sums_are_divided_once():
    table = pd.DataFrame({"a": ["x", "x", "y"], "hits": [1, 3, 5], "of": [10, 90, 50]})
    assert rates.pooled(table, "hits", "of") == 9 / 150
    assert rates.pooled(table, "hits", "of", by="a").to_dict() == {"x": 0.04, "y": 0.1}


def test_few_people_are_pulled_to_the_middle_and_many_are_not():
    pulled = rates.shrunk(pd.Series([1, 1000]), pd.Series([1, 10_000]), weight=100, middle=0.05)
    assert pulled[0] == pytest.approx(6 / 101)
    assert pulled[1] == pytest.approx(0.1, abs=0.001)


WEEKS = ({"uv": 10_000, "conversion": 0.03, "value": 120}, {"uv": 14_000, "conversion": 0.024, "value": 130})


def test_the_paper_pair_splits_as_on_paper():
    split = parts.log_split(*WEEKS)
    assert split.round().tolist() == [13_363, -8_862, 3_179]
    assert split.sum() == pytest.approx(7_680)
    assert parts.walk(*WEEKS).round().tolist() == [14_400, -10_080, 3_360]
    back = {name: WEEKS[0][name] for name in ("value", "conversion", "uv")}
    assert parts.walk(back, WEEKS[1]).round()[["uv", "conversion", "value"]].tolist() == [12_480, -7_800, 3_000]


FACTOR = st.one_of(st.just(0.0), st.floats(0.001, 1e6))


@given(st.lists(st.tuples(FACTOR, FACTOR), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_parts_add_up_and_know_no_order(pairs, luck):
    before = {f"k{i}": pair[0] for i, pair in enumerate(pairs)}
    after = {f"k{i}": pair[1] for i, pair in enumerate(pairs)}
    split = parts.log_split(before, after)
    whole = np.prod(list(after.values())) - np.prod(list(before.values()))
    size = max(np.prod(list(after.values())), np.prod(list(before.values())), 1e-9)
    assert split.sum() == pytest.approx(whole, abs=1e-6 * size)
    names = list(before)
    luck.shuffle(names)
    turned = parts.log_split({n: before[n] for n in names}, {n: after[n] for n in names})
    assert turned[list(before)].tolist() == pytest.approx(split.tolist(), abs=1e-6 * size)
    assert parts.log_split(after, before).tolist() == pytest.approx((-split).tolist(), abs=1e-6 * size)


def test_what_was_not_there_before_owns_its_whole_change():
    assert parts.log_split({"uv": 0, "rate": 0.5}, {"uv": 10, "rate": 0.9}).tolist() == [9, 0]


@pytest.mark.parametrize("bad", [{"uv": -1.0}, {"uv": float("nan")}, {"visits": 2.0}])
def test_factors_that_cannot_be_split_are_refused(bad):
    with pytest.raises(parts.BadFactors):
        parts.log_split({"uv": 1.0}, bad)


BEFORE = pd.DataFrame({"channel": ["search", "reco", "video"], "uv": [6000, 4000, 2000], "buyers": [240, 60, 16]})
AFTER = pd.DataFrame(
    {"channel": ["search", "reco", "video"], "uv": [6200, 4000, 12000], "buyers": [6200 * 0.0419, 64, 108]}
)
WHAT = {"top": "buyers", "below": "uv"}


def test_every_channel_rose_and_the_whole_fell():
    split = parts.mix_and_rate(BEFORE, AFTER, "channel", **WHAT)
    assert (split["rate"] > 0).all()
    assert split["rate"].sum() == pytest.approx(0.0013, abs=0.00005)
    assert split["mix"].sum() == pytest.approx(-0.0081, abs=0.0001)
    assert parts.standardised_rate(AFTER, BEFORE, "channel", **WHAT) == pytest.approx(0.0278, abs=0.0001)
    assert split[["rate", "mix"]].sum().sum() == pytest.approx(0.0195 - 0.0263, abs=0.0001)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=6))
def test_mix_and_rate_add_up_even_where_a_channel_is_born_or_dies(counts):
    def table(side):
        rows = [(f"c{i}", pair[side] * 10, pair[side]) for i, pair in enumerate(counts)]
        return pd.DataFrame([*rows, ("always", 100, 7 + side)], columns=["channel", "uv", "buyers"])

    one, two = table(0), table(1)
    split = parts.mix_and_rate(one[one["uv"] > 0], two[two["uv"] > 0], "channel", **WHAT)
    gap = two["buyers"].sum() / two["uv"].sum() - one["buyers"].sum() / one["uv"].sum()
    assert split[["rate", "mix"]].sum().sum() == pytest.approx(gap, abs=1e-12)


def test_channels_and_factors_share_the_change_to_the_yuan():
    one, two = BEFORE.assign(paid=BEFORE["buyers"] * 120.0), AFTER.assign(paid=AFTER["buyers"] * 130.0)
    gone = two[two["channel"] != "reco"]
    split = parts.split_by(one, gone, "channel", ["uv", "buyers", "paid"])
    assert split.to_numpy().sum() == pytest.approx(gone["paid"].sum() - one["paid"].sum())
    assert split.loc["reco"].tolist() == pytest.approx([-7200, 0, 0])


def test_a_true_reversal_is_found_and_a_difference_alone_is_not():
    rows = [("a", "easy", 100, 90), ("a", "hard", 1000, 300), ("b", "easy", 1000, 850), ("b", "hard", 100, 20)]
    table = pd.DataFrame(rows, columns=["arm", "kind", "n", "hits"])
    found = parts.reversals(table, "arm", "kind", top="hits", below="n")
    assert found[["leader", "trails_behind"]].to_numpy().tolist() == [["b", "a"]]
    assert parts.reversals(table, "arm", "kind", top="hits", below="n", least=101).empty
