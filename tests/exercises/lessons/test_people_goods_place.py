"""What lesson 02 promises on every shop: six logged weeks without a festival, cells to doubt, a decision with three lures."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.people_goods_place_parts import case as chosen
from toolkit.exercises.lessons.people_goods_place_parts import tables

SLUG = "people-goods-place"
PLACES = {
    "search_org",
    "reco_feed",
    "paid_search",
    "paid_feed",
    "video",
    "live",
    "affiliate",
    "crm",
    "direct",
    "offsite",
}


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def test_the_season_is_six_weeks_of_which_no_day_is_a_festival(desks):
    for at in desks:
        assert (at.case.end - at.case.start).days == 6 * 7 - 1
        days = at.shop.calendar[at.shop.calendar["date"].between(at.case.start, at.case.end)]
        assert (days["event_phase"] == "none").all()


def test_deals_are_the_money_of_the_books(desks):
    for at in desks:
        deals = at.table("deals")
        paid = at.shop.shop_daily[at.shop.shop_daily["date"].between(at.case.start, at.case.end)]["paid_amount"].sum()
        assert deals["paid"].sum() == pytest.approx(paid, abs=0.01)
        assert sorted(deals["week"].unique()) == [1, 2, 3, 4, 5, 6]
        assert set(deals["place"]) <= PLACES
        assert set(deals["who"]) == {"new", "returning", "guest"}


def test_visits_by_cell_hold_every_visit_of_the_log_once(desks):
    for at in desks:
        day = at.shop.sessions["start_ts"].dt.normalize()
        cells = at.table("visits_by_cell")
        assert cells["visits"].sum() == day.between(at.case.start, at.case.end).sum()
        assert tables.ELSEWHERE in set(cells["category"])
        assert not cells.duplicated(["category", "place"]).any()


def test_visits_pay_most_of_what_the_deals_pay(desks):
    for at in desks:
        share = at.table("visits_by_cell")["paid"].sum() / at.table("deals")["paid"].sum()
        assert 0.8 < share <= 1.02, at.shop.id


def test_live_is_a_small_place_and_its_cells_stay_below_the_house_rule(desks):
    for at in desks:
        deals = at.table("deals")
        assert deals.query("place == 'live'")["paid"].sum() < 0.05 * deals["paid"].sum()
        few = lens.cells(deals).set_index("cell").loc[at.case.few]
        assert few["deals"] < chosen.MANY
        assert few["tgi"] > 110  # loud enough to be told at table


def test_small_cells_jump_further_than_large_ones(desks):
    for at in desks:
        danced = lens.dance(at.table("deals"))
        small, large = danced.query("deals < 50")["jump"].median(), danced.query("deals >= 50")["jump"].median()
        assert small > 2 * large


def test_some_loud_cells_are_believed_and_some_are_rumours(desks):
    for at in desks:
        loud = lens.cells(at.table("deals")).query("tgi > @at.case.mark")
        believed = set(known(at, "loved_cells").ref)
        assert 2 <= len(believed) < len(loud)


def test_the_cell_worked_and_the_cell_asked_share_neither_goods_nor_place(desks):
    for at in desks:
        assert at.case.category != at.case.worked_category
        assert at.case.place != at.case.worked_place


def test_the_best_offer_is_not_the_largest_place_and_no_commission_turns_it_round(desks):
    for at in desks:
        deals, ref = at.table("deals"), known(at, "free_week").ref
        sold = deals[deals["place"].isin(at.case.offers)].groupby("place")["paid"].sum()
        assert ref["choice"] != sold.idxmax()
        often = chosen.yields(at.table("visits_by_cell"), at.case.category).query("visits >= @chosen.OFTEN")
        toll = at.shop.channels.set_index("channel_id")["fee_rate"].get(ref["choice"], 0.0)
        assert often["per_100"].iloc[0] * (1 - toll) > often["per_100"].iloc[1]


def test_on_most_shops_the_loudest_offer_stands_on_few_visits(desks):
    lures = [chosen.loudest_offer(at.table("visits_by_cell"), at.case)["place"] for at in desks]
    others = [lure != known(at, "free_week").ref["choice"] for lure, at in zip(lures, desks, strict=True)]
    assert sum(others) >= 0.6 * len(desks)


def test_the_door_tells_more_about_who_comes_than_the_goods_do(desks):
    for at in desks:
        deals = at.table("deals")
        assert chosen.gaps(deals, "place").abs().max() > 2 * chosen.gaps(deals, "category").abs().max()


def test_people_who_know_us_leave_more_than_strangers_do(desks):
    for at in desks:
        visits = at.table("visits_by_cell")
        known_to_us = visits["place"].isin(["crm", "direct"])
        ours, strangers = visits[known_to_us], visits[~known_to_us]
        assert ours["paid"].sum() / ours["visits"].sum() > strangers["paid"].sum() / strangers["visits"].sum()


def test_a_metric_of_two_drawers_is_told_yes_in_either(desks):
    at = desks[0]
    for items in ("people", "goods"):
        for returns in ("goods", "place"):
            given = {"items per order": items, "returns by category and source": returns}
            assert told(at, "three_drawers", given).outcome == "yes"
    assert told(at, "three_drawers", {"items per order": "place"}).outcome == "not quite"


def test_points_are_taken_with_or_without_their_sign(desks):
    at = desks[0]
    points = known(at, "new_or_returning").ref["points"]
    assert told(at, "new_or_returning", {"points": abs(points)}).outcome == "yes"
    assert told(at, "new_or_returning", {"points": points + 1}).outcome == "not quite"


def test_a_yes_says_what_it_means_for_the_shop(desks):
    for at in desks:
        said = told(
            at,
            "free_week",
            known(at, "free_week").ref | {"look_again": pd.Timestamp(2025, 10, 12), "change_mind": "A week."},
        )
        assert "100 visits of" in said.words
        assert told(at, "new_or_returning", known(at, "new_or_returning").ref).words.count("points") == 2
