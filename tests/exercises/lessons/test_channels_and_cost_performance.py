"""What lesson 08 promises on every shop: bills that add up, a line refunds belong to, guests that leave traces, dear clicks."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.channels_and_cost_performance_parts import cards, tables
from toolkit.exercises.lessons.channels_and_cost_performance_parts import case as chosen

SLUG = "channels-and-cost-performance"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def sales_of(at):
    return tables.with_first(at.table("sales"))


def won(table, column, case):
    return table[table[column].between(case.won_from, case.won_to)]


def incident(at, name):
    return at.papers.ask(lambda truth: truth.incidents()).set_index("id").loc[name]


# --- the tables -------------------------------------------------------------------------------------------


def test_each_paid_order_stands_once_with_what_it_left(desks):
    for at in desks:
        sales, shop = at.table("sales"), at.shop
        money = lens.contribution(shop.orders, shop.order_items, shop.refunds, shop.cash_ledger)
        assert len(sales) == shop.orders["paid_ts"].notna().sum() == sales["order_id"].nunique()
        assert sales["left"].sum() == pytest.approx(money["contribution"].sum(), abs=0.01 * len(sales))


def test_bills_are_all_that_the_account_paid_for_promotion(desks):
    for at in desks:
        ledger = at.shop.cash_ledger
        until = at.case.won_to  # partners get their share when the platform settles, days after the order
        paid = -ledger[(ledger["kind"] == "ads") & ledger["ref_id"].isna() & (ledger["date"] <= until)]["amount"].sum()
        bills = at.table("bills")
        assert bills[(bills["what"] != "commission") & (bills["date"] <= until)]["spent"].sum() == pytest.approx(
            paid, abs=1
        )
        partners = lens.commission_by_channel(at.shop.orders, ledger)
        assert bills[bills["what"] == "commission"]["spent"].sum() == pytest.approx(partners.sum(), abs=1)
        assert set(bills["what"]) == {"ads", "commission", "messages"}


def test_the_ladder_of_the_categories_adds_up_to_what_the_orders_left(desks):
    for at in desks:
        whole = at.table("ladder").set_index("category_id").sum()
        left = whole["paid"] - whole["refunded"] - (whole["goods"] - whole["goods_back"])
        left -= whole["fee"] - whole["fee_back"] + whole["parcels"] + whole["parcels_back"]
        orders = won(at.table("sales"), "day", at.case)
        assert whole["paid"] == pytest.approx(orders["paid"].sum(), abs=1)
        assert left == pytest.approx(orders["left"].sum(), rel=1e-4)


def test_every_channel_has_a_card_and_every_job_one_channel_that_fits(desks):
    for at in desks:
        assert set(at.table("cards")["channel_id"]) == set(at.shop.channels["channel_id"]) == set(cards.TRAITS)
        assert list(at.table("jobs")["job"]) == list(cards.FITS) == list(known(at, "six_jobs").ref)
    assert known(desks[0], "six_jobs").ref == cards.FITS


# --- the story --------------------------------------------------------------------------------------------


def test_a_yuan_of_ads_brings_more_than_a_yuan_and_less_than_it_needs(desks):
    for at in desks:
        sales, bills = at.table("sales"), at.table("bills").query("what == 'ads'")
        span = {"first": at.case.month_from, "last": at.case.month_to}
        sold = chosen.between(sales, "day", **span).query("channel_id in @chosen.ADS")["paid"].sum()
        spent = chosen.between(bills, "date", **span)["spent"].sum()
        assert 1.05 < sold / spent < sales["paid"].sum() / sales["left"].sum()


def test_the_platform_claims_more_sales_than_came_in(desks):
    for at in desks:
        ads = won(at.shop.ads_daily, "date", at.case)
        sold = won(at.table("sales"), "day", at.case).query("channel_id in @chosen.ADS")["paid"].sum()
        assert ads["attr_paid_15d"].sum() > 1.3 * sold


def test_some_campaigns_earn_their_keep_on_the_spot_and_some_do_not(desks):
    for at in desks:
        orders = won(at.table("sales"), "day", at.case).groupby("campaign_id")[["paid", "left"]].sum()
        spend = won(at.shop.ads_daily, "date", at.case).groupby("campaign_id")["spend"].sum()
        earns = orders["left"].reindex(spend.index) > spend
        assert 0 < earns.sum() < len(earns)


def test_what_channels_left_adds_up_to_the_shop_and_some_left_less_than_nothing(desks):
    for at in desks:
        case, parts = at.case, known(at, "after_ads").ref
        left = chosen.between(at.table("sales"), "day", case.month_from, case.month_to)["left"].sum()
        spent = chosen.between(at.table("bills"), "date", case.month_from, case.month_to)["spent"].sum()
        assert sum(parts.values()) == pytest.approx(left - spent, abs=0.1)
        assert min(parts.values()) < 0 < max(parts.values())


def test_refunds_move_the_line_most_where_most_comes_back(desks):
    for at in desks:
        values, ladder = known(at, "break_even"), at.table("ladder").set_index("category_id")
        back = ladder["refunded"] / ladder["paid"]
        assert back.idxmax() == at.case.category
        assert back.idxmin() == at.case.worked_category
        assert values.mistakes["goods_only"] < values.mistakes["no_refunds"] < values.ref - 0.1


def test_sales_seem_to_pay_a_customer_back_and_what_is_left_does_not(desks):
    for at in desks:
        values = known(at, "new_customer")
        assert values.ref["left_90"] < values.ref["cost"] < values.mistakes["paid_back_by_sales"]["left_90"]
        assert values.ref["paid_back"] == "no"


def test_partners_are_paid_back_within_a_month(desks):
    for at in desks:
        new = won(sales_of(at), "first", at.case).query("who == 'known' and came_by == 'affiliate'")
        spent = won(at.table("bills"), "date", at.case).query("channel_id == 'affiliate'")["spent"].sum()
        assert new.query("age <= 30")["left"].sum() > spent


def test_the_worked_solution_gives_what_the_lens_gives(desks):
    for at in desks:
        case = at.case
        spent = won(at.table("bills"), "date", case).groupby("channel_id")["spent"].sum()
        one = lens.customer_cost(at.shop.orders, spent[case.bought], case.bought, case.won_from, case.won_to)
        assert known(at, "new_customer").ref["cost"] == pytest.approx(one["cost"])
        after = worth(at)
        assert known(at, "door_worth").ref["yuan"] == pytest.approx(after.min())
        assert known(at, "door_worth").ref["order"] == list(after.sort_values(ascending=False).index)


def test_the_price_of_visitors_changes_their_order(desks):
    for at in desks:
        values = known(at, "door_worth")
        assert values.ref["order"] != values.mistakes["price_forgotten"]["order"]
        assert values.ref["yuan"] < 0


def test_neighbours_in_the_ranking_lie_apart(desks):
    for at in desks:
        values, names = known(at, "door_worth").ref["order"], list(at.case.strangers)
        assert sorted(values) == sorted(names)
        assert 5 <= len(names) <= 6
        assert chosen.nearest(worth(at)) > 1


def worth(at):
    money = at.table("sales").rename(columns={"left": "contribution"})
    left = lens.left_by_100_visitors(at.shop.traffic_daily, at.table("sales"), money, at.case.won_from, at.case.won_to)
    spent = won(at.table("bills"), "date", at.case).groupby("channel_id")["spent"].sum()
    return left["left_per_100"].sub(100 * spent / left["uv"], fill_value=0).loc[list(at.case.strangers)]


# --- the two incidents ------------------------------------------------------------------------------------


def test_machines_are_found_to_the_day_and_the_crowd_of_the_film_is_not_taken_for_them(desks):
    for at in desks:
        bots, found = incident(at, "INC-02"), known(at, "machines").ref
        assert found == {"door": "offsite", "days": [f"{bots['start']:%Y-%m-%d}", f"{bots['end']:%Y-%m-%d}"]}
        assert known(at, "machines").mistakes["the_other_crowd"]["door"] == "video"


def test_both_stretches_hold_their_crowd_and_days_before_and_after(desks):
    for at in desks:
        case = at.case
        starts = sorted(incident(at, name)["start"] for name in ("INC-02", "INC-09"))
        spans = [(case.first_from, case.first_to), (case.second_from, case.second_to)]
        for start, (first, last) in zip(starts, spans, strict=True):
            assert first + pd.Timedelta(days=5) <= start <= last - pd.Timedelta(days=7)


def test_the_first_dear_day_is_the_day_on_which_bids_went_up(desks):
    for at in desks:
        first = pd.Timestamp(known(at, "dear_clicks").ref["evidence"]["first_day"])
        assert abs(first - incident(at, "INC-05")["start"]) <= pd.Timedelta(days=1)
        assert at.case.bid_from + pd.Timedelta(days=14) < first < at.case.bid_to


def test_the_calm_stretch_is_calm_and_lies_outside_the_dear_days(desks):
    for at in desks:
        daily = tables.daily_of(at.shop, at.case.bidder)
        calm = chosen.between(daily, "date", at.case.calm_from, at.case.calm_to)
        assert len(calm) >= 14
        assert calm["spend"].max() <= 1.05 * calm["spend"].min()
        over = incident(at, "INC-05")
        assert at.case.calm_to < over["start"] or over["end"] < at.case.calm_from


def test_an_extra_click_costs_many_times_what_it_leaves(desks):
    for at in desks:
        values = known(at, "dear_clicks")
        extra, average = (each["evidence"]["extra_click"] for each in (values.ref, values.mistakes["average_price"]))
        assert extra > 1.5 * average > 1.5
        assert "Lu jie" in told(at, "dear_clicks", values.ref).words


def test_no_stretch_of_the_case_begins_or_ends_where_something_is_to_be_found(desks):
    for at in desks:
        case, over = at.case, incident(at, "INC-05")
        assert case.bid_from < over["start"] - pd.Timedelta(days=14)
        assert over["end"] + pd.Timedelta(days=14) < case.bid_to
        assert not over["start"] - pd.Timedelta(days=3) < case.calm_to < over["start"]
