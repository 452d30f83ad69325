"""A season goes on where the two years end, on the same day step, and whoever runs it has the same luck."""

import time

import numpy as np
import pytest

from toolkit.game.desk import Desk
from toolkit.game.play import hand_over, play
from toolkit.game.rule import do_nothing, sensible
from toolkit.game.score import daily, score
from toolkit.game.season import OPENING_CASH, OWNERS_SHARE, Season
from toolkit.shop.books import open_shop
from toolkit.shop.decisions import Decisions, times


@pytest.fixture(scope="module")
def nothing(before):
    return play(before, do_nothing)


def test_the_past_is_the_learners_own_shop(before):
    facts = open_shop(seed="classroom").facts
    lived = [int(one.daily["cash_close"]) for one in before.days[: facts.days]]
    assert lived == facts.daily["cash_close"].tolist()


def test_week_one_begins_on_monday_the_fifth_of_january(before):
    assert str(Season(before).date(before.first).date()) == "2026-01-05"
    assert Season(before).date(before.first).day_of_week == 0


def test_a_week_takes_less_than_a_tenth_of_a_second(before):
    season = Season(before)
    start = time.process_time()
    for _ in range(5):
        season.live(Decisions())
    assert (time.process_time() - start) / 5 <= 0.1


def test_what_is_decided_in_one_season_moves_no_other(before, nothing):
    other = Season(before)
    other.live(Decisions(budgets={"video": 0}, staff={"packing": 5}))
    again = play(before, do_nothing)
    assert score(again) == score(nothing)


def test_a_season_that_kept_its_mondays_goes_on_from_any_of_them_as_it_did(before):
    decided = [
        Decisions(budgets={"video": times(2)}, promotions={3: 0.1}),
        Decisions(staff={"packing": 5}),
        Decisions(),
    ]
    season = Season(before, keeps=True)
    for one in decided:
        season.live(one)
    for week in (1, 2, 3):
        again = season.monday(week)
        assert (again.week, again.decided) == (week, decided[: week - 1])
        for one in decided[week - 1 :]:
            again.live(one)
        assert score(again) == score(season)
    with pytest.raises(ValueError, match="kept no Mondays"):
        again.monday(1)


def test_days_before_a_decision_are_the_same(before, nothing):
    season = Season(before)
    for week in range(4):
        season.live(Decisions(budgets={"video": times(2)}) if week == 3 else Decisions())
    assert [one.daily["cash_close"] for one in season.days[:21]] == [
        one.daily["cash_close"] for one in nothing.days[:21]
    ]
    assert np.any(season.days[22].daily["spend"] != nothing.days[22].daily["spend"])


def test_a_factor_is_against_the_hand_over_and_does_not_add_up(before):
    once, twice = Season(before), Season(before)
    for season, weeks in ((once, 1), (twice, 2)):
        for week in range(2):
            season.live(
                Decisions(budgets={"video": times(1.2)}, prices={5: times(1.1)}) if week < weeks else Decisions()
            )
    assert [one.daily["cash_close"] for one in once.days] == [one.daily["cash_close"] for one in twice.days]


def test_people_typed_again_do_not_learn_anew(before):
    season = Season(before)
    for _ in range(2):
        season.live(Decisions(staff={"evening": 2}))
    assert season.works.plan.trainees[before.first + 10, 1] == 1
    assert season.works.plan.trainees[before.first + 14, 1] == 0


def test_every_movement_of_cash_is_in_the_books(before, nothing):
    facts = nothing.facts()
    booked = facts.cash["amount"][facts.cash["day"] == before.first]
    assert -round((before.days[-1].daily["cash_close"] / 100 - OPENING_CASH + OWNERS_SHARE) * 100) in booked.tolist()


def test_the_score_counts_the_hand_over_weeks_and_customers_won(before):
    season = Season(before)
    for _ in range(2):
        season.live(Decisions())
    handed = hand_over(season)
    assert len(handed.days) == len(season.days) + 28
    assert score(handed).customers > score(season).customers > 0
    assert float(np.sum(list(daily(handed.works, before.first, handed.days).values()))) == pytest.approx(
        score(handed).contribution
    )


def test_emptying_the_shelf_and_starving_the_ads_at_the_end_does_not_win(before):
    def last_week_tricks(desk):
        made = sensible(desk)
        return made if desk.week < 13 else Decisions(budgets=dict.fromkeys(desk.budgets, 0), staff={"packing": 1})

    assert score(play(before, last_week_tricks)).total < score(play(before, sensible)).total


def test_the_rule_does_better_than_nothing(before, nothing):
    assert score(play(before, sensible)).total > score(nothing).total


def test_an_overdraft_costs_interest(before):
    season = Season(before)
    season.state.cash = -5_000_000
    season.live(Decisions())
    assert season.interest(season.days) > 0
    assert score(season).interest > 0


def test_a_desk_sees_nothing_of_tomorrow(before):
    calm, wild = Season(before), Season(before, without=[one.incident.id for one in before.troubles])
    calm.live(Decisions())
    wild.live(Decisions())
    assert Desk(calm).cash_ahead.tolist() == Desk(wild).cash_ahead.tolist()
