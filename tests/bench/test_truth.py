"""The study of planted truths counts what was found, what was missed and what was seen where nothing was, and says so."""

import pandas as pd
import pytest

from toolkit import lens
from toolkit.bench import truth, truth_incidents
from toolkit.bench.truth_shop import Finding, Lived


def span(start, end):
    return pd.Series({"start": pd.Timestamp(start), "end": pd.Timestamp(end)})


@pytest.mark.parametrize(
    ("named", "share"),
    [
        (("2025-03-01", "2025-03-10"), 1.0),
        (("2025-03-06", "2025-03-10"), 0.5),
        (("2025-03-11", "2025-03-12"), 0.0),
        (("2025-02-01", "2025-02-28"), 0.0),
        (("2025-03-10", "2025-03-19"), 1 / 19),
    ],
)
def test_spans_share_the_days_in_both_of_the_days_in_either(named, share):
    assert truth_incidents.overlap(span(*named), span("2025-03-01", "2025-03-10")) == pytest.approx(share)


def studies(found=19, false=0):
    return [
        truth.Study(seed, (Finding("INC-04", seed, seed <= found, 0.5, "true: here; named: there", false),), 500)
        for seed in range(1, 21)
    ]


def test_a_truth_is_reached_from_19_of_20_shops_on_and_not_before():
    assert truth.rows(studies(19))[0].reached
    assert not truth.rows(studies(18))[0].reached


def test_who_rings_too_often_where_nothing_is_has_not_reached_it():
    assert truth.rows(studies(20, false=10))[0].reached
    assert truth.rows(studies(20, false=11))[0].false == pytest.approx(2.2)
    assert not truth.rows(studies(20, false=11))[0].reached


def test_the_page_holds_every_truth_and_every_miss(tmp_path):
    truth.write(studies(18, false=1), tmp_path / "truth.md")
    text = (tmp_path / "truth.md").read_text(encoding="utf-8")
    assert "| INC-04 price mistake |" in text
    assert "| 18 / 20 | 0.5 | 0.20 | not yet |" in text
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        f"- INC-04, seed {seed}: true: here; named: there" for seed in (19, 20)
    ]


def prices(found):
    return [
        truth.Study(seed, (Finding("price response", seed, seed <= found, 0.1, "true -2.00; -2.40"),), 0)
        for seed in range(1, 21)
    ]


def test_some_truths_sought_anew_take_their_rows_and_misses_and_leave_the_others(tmp_path):
    page = tmp_path / "truth.md"
    whole = [
        truth.Study(one.seed, one.findings + other.findings, one.clean)
        for one, other in zip(studies(18, false=1), prices(17), strict=True)
    ]
    truth.write(whole, page)
    before = page.read_text(encoding="utf-8")
    truth.rewrite(prices(17), page)
    assert page.read_text(encoding="utf-8") == before
    truth.rewrite(prices(19), page)
    after = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before.splitlines()] == [
        line for line in after if line.startswith("| price response |")
    ]
    assert [line for line in after if line.startswith("- price")] == ["- price response, seed 20: true -2.00; -2.40"]


def test_truths_sought_anew_in_fewer_shops_do_not_mix_with_the_others(tmp_path):
    page = tmp_path / "truth.md"
    truth.write(studies(20), page)
    with pytest.raises(truth.OtherShops, match="Give --seeds"):
        truth.rewrite(prices(19)[:3], page)


def test_one_line_tells_what_a_shop_did_not_show():
    found, missed = studies(1)[0], studies(1)[1]
    assert truth.told(found) == "seed 1: 1 of 1 found"
    assert truth.told(missed) == "seed 2: 0 of 1 found, not INC-04"


def test_a_studied_shop_has_the_same_tables_as_a_learners(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    lived = Lived(1, scale=0.05)
    pd.testing.assert_frame_equal(lived.products, lived.shop.products)
    with pytest.raises(AttributeError):
        lived.no_such_table  # noqa: B018


@pytest.mark.thorough
def test_three_whole_shops_show_their_incidents_and_ring_for_little_else():
    found = [truth.study(seed) for seed in (1, 2, 3)]
    incidents = [one for study in found for one in study.findings if one.truth in lens.FINDERS]
    assert len(incidents) == 3 * len(lens.FINDERS)
    assert sum(not one.found for one in incidents) <= 2
    assert all(one.false_per_100 <= truth.MOST_FALSE for one in found)
    sure = {"bad batch", "bots", "keyword response at ×0.3 and ×1.8", "buying rate of new customers (BG/NBD)"}
    assert [one for study in found for one in study.findings if one.truth in sure and not one.found] == []
