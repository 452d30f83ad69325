"""What lesson 11 promises on every shop: a festival left the window, the season was everybody's, and a stranger's four causes."""

import pandas as pd
import pytest

from tests.exercises.lessons.desks import answer, desk, known, told
from toolkit import lens
from toolkit.exercises.lessons.market_and_review_parts import tables
from toolkit.exercises.levers import as_json
from toolkit.exercises.reveal import truth_of
from toolkit.shop.decisions import Decisions, times

SLUG = "market-and-review"
BLANKS = {
    "standing": {"level": ..., "to_next": ..., "left": ...},
    "us_and_everyone": {"market": ..., "share": ...},
    "card": dict.fromkeys(("attainment", "kept_more", "left_more", "new_more", "cost_share", "dip"), ...),
    "four_incidents": [{"kind": ..., "start": ..., "end": ..., "where": ...}],
    "money": {"first": (..., ...), "last": (..., ...)},
    "review": {
        "goal": ...,
        "result": ...,
        "causes": [...],
        "rule": ...,
        "next": {"action": ..., "owner": ..., "date": ...},
    },
    "her_next_month": {"plan": ..., "watch": ..., "stop_below": ...},
}


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 50)]


def holds_nearly_everywhere(told_of, desks):
    return sum(not told_of(at) for at in desks) <= 0.05 * len(desks)


def with_plan(at, plan):
    return {**known(at, "her_next_month").ref, "plan": as_json(plan)}


def test_the_level_fell_on_an_ordinary_day_because_a_festival_left(desks):
    for at in desks:
        nights = lens.level_by_day(at.shop.shop_daily, at.shop.level_thresholds).set_index("date")["level"]
        assert nights[at.case.level_day] < nights[at.case.level_day - pd.Timedelta(days=1)]
        left = pd.Timestamp(known(at, "standing").ref["left"])
        assert at.shop.calendar.set_index("date")["event_phase"][left] == "burst"


def test_the_season_was_everybodys_more_than_ours(desks):
    def story(at):
        parts = known(at, "us_and_everyone").ref
        return parts["market"] > 0 and abs(parts["share"]) < parts["market"]

    assert holds_nearly_everywhere(story, desks)


def test_the_market_and_our_share_add_up_to_our_change(desks):
    for at in desks:
        own = (
            tables.category_days(at.shop, at.case)
            .query("category_id == @at.case.season")
            .set_index("date")["paid_amount"]
        )
        change = (
            own[at.case.season_start : at.case.season_end].sum() - own[at.case.before_start : at.case.before_end].sum()
        )
        assert sum(known(at, "us_and_everyone").ref.values()) == pytest.approx(change, abs=0.01)


def test_the_four_weeks_behind_hold_a_festival_and_those_to_come_are_in_the_books(desks):
    for at in desks:
        phase = at.shop.calendar.set_index("date")["event_phase"]
        assert (phase[at.case.pace_start : at.case.today] == "burst").any()
        assert at.case.next_end <= at.shop.last_day
        assert (at.case.next_end - at.case.next_start).days == 27


def test_the_tests_of_the_rule_know_nothing_of_what_came_after_them(desks):
    at = desks[0]
    tested = at.table("rule_before")
    for one in tested.itertuples():
        blind = at.shop.shop_daily.query("date <= @one.on")
        assert tables.said(blind, one.on) == pytest.approx(one.said, abs=1)


def test_a_forecast_of_one_number_is_told_to_say_how_far_off(desks):
    for at in desks:
        low, high = known(at, "four_weeks").ref
        middle = (low + high) / 2
        assert told(at, "four_weeks", [middle, middle]).outcome == "not quite"
        assert told(at, "four_weeks", [middle * 0.99, middle * 1.01]).words.count("claims more than anybody knows")


def test_the_festival_has_a_hole_after_it(desks):
    assert holds_nearly_everywhere(lambda at: known(at, "card").ref["dip"] < 0, desks)


def test_every_learner_has_a_stranger_of_their_own_with_four_causes(desks):
    assert len({at.unseen.id for at in desks}) == len(desks)
    assert all(len(truth_of(at.unseen).incidents()) == 4 for at in desks)


def test_the_search_finds_what_happened_and_the_truth_counts_as_well(desks):
    def same(at):
        kept = known(at, "four_incidents")
        return {(row["kind"], row["where"]) for row in kept.ref} == {(row["kind"], row["where"]) for row in kept.true}

    assert sum(map(same, desks)) >= 0.85 * len(desks)
    for at in desks:
        assert told(at, "four_incidents", known(at, "four_incidents").true).outcome == "yes"


def test_every_cause_rings_a_bell_where_it_happened(desks):
    for at in desks:
        bells = lens.alarms(at.unseen)
        for one in truth_of(at.unseen).incidents().itertuples():
            here = bells[(bells["where"] == one.name) & (bells["start"] <= one.end) & (bells["end"] >= one.start)]
            assert len(here), (at.unseen.id, one.id)


def test_three_of_four_are_told_to_look_on_and_an_echo_to_choose(desks):
    at = desks[0]
    rows = known(at, "four_incidents").ref
    assert "there is more" in told(at, "four_incidents", rows[:-1]).words
    moved = [{**rows[0], "start": "2025-05-01", "end": "2025-05-02"}, *rows[1:]]
    assert "on other days" in told(at, "four_incidents", moved).words


def test_the_model_sheet_gets_the_highest_marks_a_machine_may_propose(desks):
    for at in desks:
        sheet = answer(at, "review").asking(at.papers.ask)
        assert sheet.marks(known(at, "review").ref) == {"A": 3, "B": 3, "C": 3}


def test_a_sheet_is_looked_up_in_the_strangers_books_and_not_in_ours(desks):
    at = desks[0]
    ours = {**known(at, "review").ref}
    month = at.shop.shop_daily.query("@at.case.her_month <= date <= @at.case.her_month_end")["paid_amount"].sum()
    ours["result"] = {**ours["result"], "number": float(month), "says": "As in our own shop"}
    assert told(at, "review", ours).mistake.code == "REV-NUMBER"


def test_the_model_plan_earns_no_less_than_habit_and_a_loud_one_breaks_a_limit(desks):
    at = desks[0]
    assert told(at, "her_next_month", known(at, "her_next_month").ref).outcome == "yes"
    loud = Decisions(budgets={name: times(3) for name in ("video", "paid_feed")})
    assert "broke a limit" in told(at, "her_next_month", with_plan(at, loud)).words
    many = Decisions(budgets={name: times(0.9) for name in ("video", "paid_feed", "retargeting")})
    assert "at most two levers" in told(at, "her_next_month", with_plan(at, many)).words


def test_another_small_plan_is_as_good(desks):
    at = desks[0]
    assert told(at, "her_next_month", with_plan(at, Decisions(budgets={"retargeting": times(0.7)}))).outcome == "yes"


def test_the_case_says_where_to_look_and_nothing_of_the_strangers_days(desks):
    for at in desks:
        happened = truth_of(at.unseen).incidents()
        told_days = {value for name, value in at.case.items() if name.startswith("her_")}
        assert not told_days & (set(happened["start"]) | set(happened["end"]))


def test_an_untouched_blank_is_asked_for_and_nothing_is_judged(desks):
    at = desks[0]
    for name in at.plan.exercises:
        verdict = at.judge(name, BLANKS.get(name, ...))
        assert (verdict.way, verdict.outcome) == ("untouched", "not yet"), name
