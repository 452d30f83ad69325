"""Whatever is asked of a shop that it cannot do: an error that says what was given, what exists, and what to do."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from toolkit.data.errors import UnknownColumn, UnknownShop, UnknownTable
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


NO_DATES = ["", "yesterday", "2024-13-45", float("nan"), pd.NaT, 3.5, -1, 10**20, True, [1], {"a": 1}, b"x", len]


@pytest.mark.parametrize("lever", ["start", "end", "until"])
@pytest.mark.parametrize("date", NO_DATES, ids=repr)
def test_what_is_no_date_is_told_in_three_parts(shop, lever, date):
    with pytest.raises(ImpossibleDecision) as error:
        shop.what_if(**{lever: date})
    given, *exists, do = parts(error)
    assert "is no date" in given
    assert "2024-01-01 to 2024-01-30" in " ".join(exists)
    assert do == "Give a date between these."


@pytest.mark.parametrize("lever", ["start", "end", "until"])
def test_a_date_with_a_time_zone_is_told_how_to_lose_it(shop, lever):
    with pytest.raises(ImpossibleDecision, match="has a time zone") as error:
        shop.what_if(**{lever: pd.Timestamp("2024-01-10", tz="Asia/Shanghai")})
    assert ".tz_localize(None)" in parts(error)[-1]


@pytest.mark.parametrize("date", ["2024-01-10", "2024-01-10 13:00", dt.date(2024, 1, 10), np.datetime64("2024-01-10")])
def test_a_date_may_be_written_in_any_usual_way(shop, date):
    assert shop.what_if(until=date).days == 10


def test_the_evening_before_the_books_is_no_day_of_them(shop):
    with pytest.raises(ImpossibleDecision, match="no day of this shop"):
        shop.what_if(start="2023-12-31 12:00")


def test_a_lever_that_ends_before_it_begins_says_so(shop):
    with pytest.raises(ImpossibleDecision, match="ends before it begins"):
        shop.what_if(start="2024-01-10", end="2024-01-09")


@pytest.mark.parametrize("days", [{"start": "2024-01-10"}, {"start": 1.5}, {"start": 5, "end": 4}, {"end": -1}])
def test_decisions_count_whole_days_forward(days):
    with pytest.raises(ImpossibleDecision, match="never in force"):
        Decisions(**days)


@pytest.mark.parametrize("lever", ["budgets", "prices", "placements", "orders", "promises"])
@pytest.mark.parametrize("value", ["", 0, 3.5, [1], float("nan"), np.array([1, 2])], ids=repr)
def test_a_lever_says_for_whom(shop, lever, value):
    with pytest.raises(ImpossibleDecision, match="Every lever says for whom"):
        shop.what_if(**{lever: value})


@pytest.mark.parametrize("shares", [None, 0.2, "home", [0.2]])
def test_placements_say_for_which_categories(shop, shares):
    with pytest.raises(ImpossibleDecision, match="placements of video is"):
        shop.what_if(placements={"video": shares})
    with pytest.raises(ImpossibleDecision, match="placements of video is"):
        Decisions(placements={"video": shares})


@pytest.mark.parametrize(
    "lever",
    [
        {"orders": {3: times(2)}},
        {"overtime": {"morning": times(2)}},
        {"promotions": {3: times(0.5)}},
        {"promises": {"ship_hours": times(20)}},
        {"placements": {"video": {0: times(0.5)}, "live": {0: 0.2}}},
        {"messages": {"lot": times(2)}},
    ],
)
def test_a_factor_needs_a_usual_amount(lever):
    with pytest.raises(ImpossibleDecision, match="has nothing to multiply"):
        Decisions(**lever)


@pytest.mark.parametrize("without", [None, 3, "INC-99", ["INC-99"], [None], np.array([1, 2])], ids=repr)
def test_a_world_does_without_things_that_are_there(shop, without):
    with pytest.raises(ImpossibleDecision, match="There is no incident or source"):
        shop.what_if(without=without)


@pytest.mark.parametrize("seed", [None, "", b"", 3.5, True, float("nan"), [1], {"a": 1}], ids=repr)
def test_a_seed_is_a_word_a_whole_number_or_bytes(seed):
    with pytest.raises(ImpossibleDecision, match="No shop can be drawn from the seed") as error:
        open_shop(seed=seed)
    assert len(parts(error)) == 3


@pytest.mark.parametrize("name", [None, "", 3, ["luyang-living"], np.array([1, 2])], ids=repr)
def test_a_shop_that_does_not_exist_is_named(shop, name):
    for ask in (open_shop, shop.stranger):
        with pytest.raises(UnknownShop, match="luyang-living"):
            ask(name)


@pytest.mark.parametrize("name", [None, "", 3, float("nan"), {"a": 1}, [None], np.array([1, 2])], ids=repr)
def test_a_table_that_does_not_exist_is_named(shop, name):
    for ask in (shop.table, shop.describe, lambda one: shop.make([one])):
        with pytest.raises(UnknownTable, match="Tables: calendar"):
            ask(name)


@pytest.mark.parametrize("columns", ["", "dates", 3, ["dates"], ["date", None], [["date"]], {"dates": 1}], ids=repr)
@pytest.mark.parametrize("world", ["read", "held", "lever pulled"])
def test_a_column_that_does_not_exist_is_named(shop, columns, world):
    asked = shop.what_if() if world == "lever pulled" else shop.aside()
    if world == "held":
        asked.table("calendar")
    with pytest.raises(UnknownColumn, match="Columns: date, dow"):
        asked.table("calendar", columns)


def test_one_column_may_be_asked_for_by_its_name(shop):
    assert list(shop.table("calendar", "dow")) == ["dow"]


def test_a_shop_is_compared_with_a_shop(shop):
    with pytest.raises(ImpossibleDecision, match="cannot be compared with None"):
        shop.compare(None)


@pytest.mark.parametrize(("day", "decided"), [(1.5, Decisions()), ("2024-01-10", Decisions()), (3, {"budgets": {}})])
def test_a_plan_is_decisions_from_a_day(shop, day, decided):
    with pytest.raises(ImpossibleDecision, match="is no plan"):
        shop.from_day(day, decided)


@pytest.mark.parametrize("what", ["prices", "orders"])
def test_a_lever_needs_a_product_of_the_shop(shop, what):
    with pytest.raises(ImpossibleDecision) as error:
        shop.what_if(**{what: {"P9999": 5}})
    given, exists, do = parts(error)
    assert '"P9999"' in given
    assert "240 products" in exists
    assert "shop.products" in do


NO_DAYS, NO_SCALES = (0, -3, 3.5, "9", 10**20, float("nan")), (0.0, -1.0, 1e7, None, "1", float("nan"))


@pytest.mark.parametrize("wrong", [*({"days": one} for one in NO_DAYS), *({"scale": one} for one in NO_SCALES)])
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
