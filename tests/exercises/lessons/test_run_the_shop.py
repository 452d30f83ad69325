"""What lesson 12 promises on every shop: a season to look through, a link that binds, a note that explains nothing, re-runs that decide."""

import pytest

from tests.exercises.lessons.desks import desk, known, told
from toolkit.exercises.practice import Practice, load
from toolkit.game import saved
from toolkit.game.finished import only
from toolkit.shop.books import open_shop
from toolkit.shop.decisions import Decisions, times

SLUG = "run-the-shop"


@pytest.fixture(scope="module")
def desks(seeds):
    return [desk(SLUG, seed) for seed in seeds(3, 20)]


def test_without_a_game_the_model_game_stands_in(desks):
    assert all(at.case.mode == "model" and at.case.last == 13 for at in desks)


def test_the_season_is_thirteen_weeks_from_the_hand_over(desks):
    for at in desks:
        weeks = at.table("weeks")
        assert weeks["week"].tolist() == list(range(1, 14))
        assert weeks["monday"].iloc[0] == at.case.first
        assert (at.case.today - at.case.first).days == 91


def test_a_range_is_held_against_what_the_third_week_brought_or_against_the_worked_one(desks):
    for at in desks:
        ref, came = known(at, "week_three").ref, at.table("weeks")["paid_amount"][2]
        assert told(at, "week_three", ref).outcome == "yes"
        half = (ref[1] - ref[0]) / 2  # as wide as five weeks were, around what came
        assert told(at, "week_three", [came - half, came + half]).outcome == "yes"


def test_one_link_is_fuller_than_the_others(desks):
    for at in desks:
        links = at.table("links").set_index("link")
        used = (links["asked"] / links["can"]).sort_values()
        assert used.iloc[-1] > used.iloc[-2]
        assert known(at, "binds_now").ref["link"] == used.index[-1]


def test_the_struck_category_fell_against_all_others(desks):
    for at in desks:
        both = at.table("categories").set_index("category_id")
        change = both["during"] / both["before"] - 1
        others = both.drop(at.case.struck).sum()
        assert change[at.case.struck] < others["during"] / others["before"] - 1 - 0.05


def test_worth_is_told_for_every_week_that_moved_something(desks):
    for at in desks:
        worth, moved = at.table("worth"), set(at.table("decisions")["week"])
        assert set(worth.query("link == 'all'")["week"]) == moved
        assert sorted(known(at, "best_first").ref) == sorted(at.case.moved)


def test_the_model_game_says_why_in_every_week(desks):
    for at in desks:
        assert at.table("diary")["why"].str.len().min() > 10


def test_most_of_the_model_games_ranges_hold(desks):
    held = [at.table("expectations")["held"].mean() for at in desks]
    assert sum(held) / len(held) > 0.6


def test_every_wrong_method_is_recognised(desks):
    for at in desks:
        for name in at.plan.exercises:
            for mistake in at.exercise(name).mistakes:
                value = known(at, name).mistakes[mistake.name]
                verdict = told(at, name, value)
                assert verdict.outcome == "not quite", (name, mistake.name)


def test_the_model_review_holds_in_every_number(desks):
    for at in desks:
        assert told(at, "season_review", known(at, "season_review").ref).outcome == "yes"


def test_the_model_review_holds_in_a_season_whose_ranges_all_missed(tmp_path):
    shop, video = open_shop(seed=2), Decisions(budgets={"video": times(0.8)})
    said = {"expect": {"paid_amount": [1, 2]}, "stop": ["paid_amount", "<", 3], "look": "", "review": {"cause": "luck"}}
    weeks = [saved.week_line(week, video if week == 1 else Decisions(), said) for week in range(1, 14)]
    with only([saved.header(None, "open", 1, shop.seed), *weeks]):
        at = Practice(load(SLUG), shop, tmp_path)
        assert not at.table("expectations")["held"].any()
        assert told(at, "season_review", known(at, "season_review").ref).outcome == "yes"


def test_an_untouched_blank_is_asked_for(desks):
    blanks = {"binds_now": {"link": ..., "used": ...}, "cleared": {"note": ..., "witness": ..., "change": ...}}
    for name in desks[0].plan.exercises:
        if name not in ("season_review", "next_operator"):
            verdict = desks[0].judge(name, blanks.get(name, ...))
            assert (verdict.way, verdict.outcome) == ("untouched", "not yet")
