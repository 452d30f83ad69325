"""What lesson 09 promises on every shop: ledgers agree on the sum alone, tests say what was caused, a purse has its best split."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import answer, desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.credit_cause_plan_parts import case as chosen
from toolkit.exercises.lessons.credit_cause_plan_parts import tables, the_budget
from toolkit.exercises.levers import from_json
from toolkit.exercises.reveal import truth_of
from toolkit.shop.decisions import Decisions

SLUG = "credit-cause-plan"
BLANKS = {
    "three_ledgers": {"last": ..., "first": ..., "equal": ...},
    "message_caused": {"points": ..., "low": ..., "high": ...},
    "nearest_ledger": dict.fromkeys(chosen.TESTED, ...),
}


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def holds_nearly_everywhere(told_of, desks):
    return sum(not told_of(at) for at in desks) <= 0.05 * len(desks)


def outcome(at, given):
    return at.papers.ask(the_budget.earned, given=given)


def split_of(at, **changed):
    plan = from_json(known(at, "next_month").ref)
    return Decisions(budgets={**plan.budgets, **changed})


# --- ledgers --------------------------------------------------------------------------------------------


def test_the_touches_are_those_of_the_months_sales_newest_on_top(desks):
    for at in desks:
        touches = at.table("touches")
        sold = at.shop.journeys.query("converted")
        ended = sold[sold["end_ts"].between(at.case.month_start, at.case.month_end + pd.Timedelta(days=1))]
        assert set(touches["journey_id"]) == set(ended["journey_id"])
        assert touches["ts"].is_monotonic_decreasing


def test_three_ledgers_share_out_the_same_sales(desks):
    for at in desks:
        touches = at.table("touches")
        sums = lens.touch_ledgers(touches).sum()
        assert sums.to_list() == pytest.approx([touches["journey_id"].nunique()] * 3)


def test_the_worked_ledger_is_the_lens_of_the_chart(desks):
    for at in desks:
        row = lens.touch_ledgers(at.table("touches")).loc[at.case.channel]
        assert known(at, "three_ledgers").ref == pytest.approx(row.to_dict())


def test_the_door_of_the_case_is_a_hero_in_one_ledger_only(desks):
    for at in desks:
        row = known(at, "three_ledgers").ref
        assert max(row.values()) > 1.2 * min(row.values())


# --- tests ----------------------------------------------------------------------------------------------


def test_the_months_sales_lie_outside_every_planned_test_of_keywords(desks):
    def clean(at):
        month = set(pd.date_range(at.case.month_start, at.case.month_end))
        tried = [tables.days_of(at.shop, like) for like in ("brand keywords", "keyword budget")]
        return not any(month & set(test[test["arm"] != "x1"]["date"]) for test in tried)

    assert holds_nearly_everywhere(clean, desks)


def test_on_and_off_are_whole_weeks_and_as_many(desks):
    for at in desks:
        days = at.table("switch").query("keywords != 'before'")
        assert days.groupby("week")["keywords"].nunique().eq(1).all()
        assert days.groupby("week").size().eq(7).all()
        assert days["keywords"].value_counts().nunique() == 1


def test_the_share_that_came_anyway_comes_near_what_the_shop_was_built_with(desks):
    def near(at):
        true = 1 - truth_of(at.shop).channels().set_index("source")["incremental"]["paid_search_brand"]
        return abs(known(at, "came_anyway").ref - true) < 0.2

    assert holds_nearly_everywhere(near, desks)


def test_fewer_of_the_goods_keywords_visitors_come_anyway(desks):
    def fewer(at):
        return chosen.anyway_by_budget(at.table("blocks")) < known(at, "came_anyway").ref

    assert holds_nearly_everywhere(fewer, desks)


def test_the_message_did_less_than_the_ledger_says_and_the_range_holds_what_it_did(desks):
    for at in desks:
        said, bought = known(at, "message_caused"), at.shop.experiments.query("arm == 'written'")["converted"].mean()
        assert said.ref["low"] < said.ref["points"] < said.ref["high"]
        assert said.ref["points"] < 100 * bought

    def held(at):
        said, true = known(at, "message_caused").ref, 100 * truth_of(at.shop).message_lift()["lift"]
        return said["low"] <= true <= said["high"]

    assert sum(held(at) for at in desks) >= 0.6 * len(desks)


def test_replayed_luck_gives_the_range_as_well(desks):
    at = desks[0]
    lot = at.shop.experiments.query("unit_kind == 'customer'")
    rate, people = lot.groupby("arm")["converted"].mean(), lot.groupby("arm")["converted"].size()
    one, two = (
        lens.replay_luck(rate[arm], int(people[arm]), seed=seed) for arm, seed in (("written", 1), ("held out", 2))
    )
    low, high = pd.Series(100 * (one - two)).quantile([0.025, 0.975])
    given = {"points": 100 * (rate["written"] - rate["held out"]), "low": low, "high": high}
    assert told(at, "message_caused", given).outcome == "yes"


def test_a_further_yuan_brings_less_the_higher_the_budget(desks):
    def bends(at):
        values = known(at, "next_yuan")
        return values.ref < values.mistakes["one_step_lower"] and values.ref < values.mistakes["the_average_yuan"]

    assert holds_nearly_everywhere(bends, desks)


def test_no_ledger_fits_all_three_doors_and_each_books_more_than_was_caused(desks):
    def differs(at):
        return len(set(known(at, "nearest_ledger").ref.values())) > 1

    assert holds_nearly_everywhere(differs, desks)
    for at in desks:
        books = chosen.books_of(at.table("touches"))
        assert (books.min() > 0).all()


# --- the purse ------------------------------------------------------------------------------------------


def test_the_worked_split_spends_the_purse_keeps_the_limits_and_regrets_little(desks):
    for at in desks:
        played = outcome(at, from_json(known(at, "next_month").ref))
        assert sum(played["budgets"].values()) == at.case.purse
        kind = answer(at, "next_month").asking(at.papers.ask)
        assert kind.broken(known(at, "next_month").ref) == ""

    def near(at):
        best = at.papers.ask(the_budget.best)
        return outcome(at, from_json(known(at, "next_month").ref))["earned"] >= 0.9 * best

    assert holds_nearly_everywhere(near, desks)


def test_no_split_on_the_grid_beats_the_best(desks):
    at = desks[0]
    best = at.papers.ask(the_budget.best)
    for changed in (
        {"live": 50, "paid_search": 500},
        {"paid_search_brand": 50, "paid_search": 400},
        {"paid_feed": 250},
    ):
        played = outcome(at, split_of(at, **changed))
        if sum(played["budgets"].values()) <= at.case.purse:
            assert played["earned"] <= 1.001 * best


def test_each_limit_is_told_by_its_name(desks):
    at = desks[0]
    for broken, words in (
        (Decisions(budgets={"live": 50.0}), "each of the four doors"),
        (split_of(at, paid_search=900.0), "the purse holds"),
        (split_of(at, paid_search_brand=0.0, paid_search=100.0, paid_feed=0.0, live=600.0), "no shelf empty"),
    ):
        said = at.judge("next_month", broken)
        assert said.outcome == "not quite"
        assert words in said.words


def test_all_in_one_is_told_on_which_day_the_shelf_is_empty(desks):
    for at in desks:
        said = told(at, "next_month", known(at, "next_month").mistakes["all_in_one"])
        day = int(said.words.split("empty on day ")[1].split(",")[0])
        assert 1 < day <= 7 * tables.WEEKS


def test_the_planner_promises_more_for_more_and_less_for_each_further_step(desks):
    for at in desks:
        promised = at.table("planner")
        more = promised.diff().iloc[1:]
        assert (more > 0).all().all()
        assert (more.diff().iloc[1:] <= 0.11).all().all()


# --- the lesson's manners -------------------------------------------------------------------------------


def test_the_case_says_where_to_look_and_not_what_is_there(desks):
    for at in desks:
        assert at.case.month_end > at.case.month_start
        assert set(at.case.doors) == set(at.table("doors").index)
        assert not {"caused", "anyway", "truth"} & set(at.case)


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    for name in at.plan.exercises:
        verdict = at.judge(name, BLANKS.get(name, ...))
        assert (verdict.way, verdict.outcome) == ("untouched", "not yet")
