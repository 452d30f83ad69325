"""Whatever is asked of a shop that it cannot do: an error that says what was given, what exists, and what to do."""

import pytest

from toolkit.data.errors import UnknownTable
from toolkit.shop.books import open_shop
from toolkit.shop.decisions import Decisions, ImpossibleDecision, times


@pytest.fixture(scope="module")
def shop():
    return open_shop(seed=1, scale=0.05, days=30)


def parts(error):
    """The three sentences of an error."""
    return str(error.value).replace(". ", ".\n").splitlines()


@pytest.mark.parametrize(
    ("lever", "given", "exists"),
    [
        ({"budgets": {"paid_serach": 500}}, '"paid_serach"', "paid_search"),
        ({"budgets": {"paid_search": -1}}, "-1", "0 or more"),
        ({"prices": {3: times(-0.5)}}, "-0.5", "0 or more"),
        ({"prices": {3: float("nan")}}, "nan", "0 or more"),
        ({"orders": {3: -6}}, "-6", "0 or more"),
        ({"staff": {"evening": float("inf")}}, "inf", "0 or more"),
        ({"messages": {"all": 1e12}}, "1000000000000", "0 or more"),
    ],
)
def test_a_decision_that_cannot_be_taken_says_so_in_three_parts(lever, given, exists):
    with pytest.raises(ImpossibleDecision) as error:
        Decisions(**lever)
    first, *rest = parts(error)
    assert given in first
    assert exists in " ".join(rest)
    assert len(rest) >= 2


@pytest.mark.parametrize("date", ["2023-12-31", "2024-01-31", "2030-01-01"])
def test_a_lever_needs_a_day_of_the_shop(shop, date):
    with pytest.raises(ImpossibleDecision) as error:
        shop.what_if(start=date, staff={"evening": 3})
    given, exists, do = parts(error)
    assert date in given
    assert "2024-01-01 to 2024-01-30" in exists
    assert do


@pytest.mark.parametrize("what", ["prices", "orders"])
def test_a_lever_needs_a_product_of_the_shop(shop, what):
    with pytest.raises(ImpossibleDecision) as error:
        shop.what_if(**{what: {"P9999": 5}})
    given, exists, do = parts(error)
    assert '"P9999"' in given
    assert "240 products" in exists
    assert "shop.products" in do


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": -3}, {"scale": 0.0}, {"scale": -1.0}, {"scale": 1e7}])
def test_a_shop_needs_days_and_a_size(wrong):
    with pytest.raises(ImpossibleDecision) as error:
        open_shop(seed=1, **wrong)
    given, exists, do = parts(error)
    assert str(next(iter(wrong.values()))) in given
    assert "731 days at scale 1" in exists
    assert do


@pytest.mark.parametrize("ask", ["table", "describe"])
def test_a_mistyped_table_gets_a_suggestion(shop, ask):
    with pytest.raises(UnknownTable, match="orders"):
        getattr(shop, ask)("ordres")


def test_a_mistyped_table_after_the_dot_gets_one_too(shop):
    with pytest.raises(AttributeError, match='Did you mean "sessions"'):
        shop.sesions  # noqa: B018


def test_a_table_to_be_made_that_does_not_exist_is_named_before_anything_is_made(shop):
    with pytest.raises(UnknownTable, match="ordres"):
        shop.make(["ordres"])


def test_a_world_with_a_lever_never_takes_the_place_of_the_shop_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    shop = open_shop(seed=1, scale=0.05, days=30)
    changed = shop.what_if(start="2024-01-01", budgets={"paid_feed": times(9)})
    changed.make(["traffic_daily"])
    assert not changed.traffic_daily.equals(shop.traffic_daily)
    assert open_shop(seed=1, scale=0.05, days=30).traffic_daily.equals(shop.traffic_daily)
