"""What lesson 07 promises on every shop: the same time for everybody, a lot to learn from, and a letter with an edge."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.people_parts import case as chosen
from toolkit.exercises.lessons.people_parts import tables
from toolkit.exercises.levers import as_json
from toolkit.shop.decisions import Decisions

SLUG = "people"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def plan_of(people):
    return as_json(Decisions(messages=people))


def worth(at):
    return tables.worth_of(at.table("lot"), at.table("members"), at.case)


def test_today_lies_behind_the_lot_and_before_the_last_day_of_the_books(desks):
    for at in desks:
        assert at.case.lot_to < at.case.snapshot
        assert at.case.snapshot + pd.Timedelta(days=15) <= at.shop.last_day


def test_orders_reach_to_today_and_are_those_of_the_books(desks):
    for at in desks:
        buys, orders = at.table("buys"), at.shop.orders
        assert buys["day"].max() == at.case.snapshot
        assert len(buys) == (orders["paid_ts"] < at.case.snapshot + pd.Timedelta(days=1)).sum()
        assert set(buys["who"]) == {"known", "guest"}


def test_the_two_lists_disagree_and_neither_is_the_rate_of_ninety_days(desks):
    for at in desks:
        ever, soon = at.table("two_lists")["in_100"]
        rate = 100 * known(at, "repurchase").ref
        assert soon < rate - 0.5 < rate + 5 < ever


def test_the_worked_solution_gives_what_the_lens_gives(desks):
    for at in desks:
        rate = lens.repurchase_rate(at.table("buys"), as_of=at.case.snapshot)["rate"]
        assert known(at, "repurchase").ref == pytest.approx(rate)
        cell = lens.cohort_table(at.table("buys"), as_of=at.case.snapshot).loc[at.case.cohort, at.case.period]
        assert known(at, "cohort_cell").ref == pytest.approx(float(cell))


def test_the_first_months_of_the_book_hold_old_friends(desks):
    for at in desks:
        first = tables.known_of(at.table("buys")).query("age == 0").groupby("month")["customer_id"].nunique()
        assert first.iloc[0] > 1.1 * first.iloc[3:6].mean()


def test_the_cohort_asked_and_the_one_worked_are_two_whole_months(desks):
    for at in desks:
        assert at.case.cohort != at.case.worked_cohort
        for month in (at.case.cohort, at.case.worked_cohort):
            assert pd.Timestamp(month) >= at.case.known_from
            assert chosen.ripe(month, at.case.upto, at.case.snapshot)


def test_most_customers_bought_once_so_fifths_of_orders_fall_together(desks):
    for at in desks:
        cards = lens.rfm_table(tables.known_of(at.table("buys")), at.case.earlier)
        assert (cards["orders"] == 1).mean() > 0.4
        assert len(set(cards["orders"].quantile([0.2, 0.4]))) == 1


def test_most_first_parcels_of_the_late_days_were_on_time_and_many_were_not(desks):
    for at in desks:
        new = tables.known_of(at.table("buys")).query("age == 0")
        slow = new[new["first"].between(at.case.late_from, at.case.late_to)]
        assert 0.15 < slow["first_late"].mean() < 0.5
        assert slow["first_late"].mean() > 2.5 * new["first_late"].mean()


def test_late_parcels_cost_customers_on_most_shops(desks):
    points = [known(at, "late_points").ref for at in desks]
    assert sum(each < 0 for each in points) >= 0.9 * len(points)


def test_loud_cells_are_believed_and_some_are_not(desks):
    for at in desks:
        loud = lens.cells(at.table("baskets"), place="band").query("tgi > @at.case.mark")
        assert 2 <= len(known(at, "band_goods").ref) < len(loud)


def test_a_message_pays_with_the_sleeping_and_costs_with_the_active(desks):
    for at in desks:
        each = worth(at)["each"]
        assert each["sleeping"] > 0 > each["active"], at.shop.id
        assert worth(at)["written"].idxmax() in ("active", "warm")


def test_the_budget_fills_the_best_band_and_part_of_the_next(desks):
    for at in desks:
        listed = worth(at).sort_values("each", ascending=False)["members"]
        assert listed.iloc[0] < at.case.budget < listed.iloc[:2].sum()


def test_a_few_messages_fewer_are_as_good_and_more_than_there_are_is_said(desks):
    for at in desks:
        table = worth(at).sort_values("each", ascending=False)
        members, (first, second) = table["members"].astype(int), table.index[:2]
        rest = int(at.case.budget - members[first]) if table["each"][second] > 0 else 0
        fewer = {first: members[first] - 7, second: max(rest - 7, 0)}
        assert told(at, "messages", plan_of(fewer)).outcome == "yes"
        beyond = told(at, "messages", plan_of(members.to_dict()))
        assert (beyond.outcome, "budget" in beyond.words) == ("not quite", True)
        assert "agreed" in told(at, "messages", plan_of({"active": members["active"] + 1})).words


def test_money_left_over_is_fine_where_nobody_else_pays(desks):
    for at in desks:
        table = worth(at)
        if (table["each"] > 0).sum() == 1:
            said = told(at, "messages", plan_of({"sleeping": int(table["members"]["sleeping"])}))
            assert said.outcome == "yes"


def test_the_wait_lever_shows_a_cliff_only_where_the_young_are_kept(desks):
    for at in desks:
        table = lens.back_by_month(tables.known_of(at.table("buys")), 120, at.case.snapshot, since=at.case.whole_from)
        assert table["back"].iloc[-1] < 0.3 * table.query("ripe")["back"].median()
        assert not table["ripe"].iloc[-4:].any()
        assert table["ripe"].iloc[:10].all()
