"""A plan is played, held against the best one and against its limits, and the simulator is asked at most twice."""

import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises import kinds
from tests.exercises.kinds import PLAN, SHOP, best, earned, video
from toolkit.exercises import LessonPlan, Plan
from toolkit.exercises.answer import Misread, Untouched
from toolkit.exercises.compare import Known, judge, speak
from toolkit.exercises.exercise import call
from toolkit.exercises.levers import as_json, flat, from_json
from toolkit.shop.decisions import Decisions, times


class Desk:
    """A lesson's papers on a shop nobody has played yet."""

    def ask(self, function, **extra):
        return call(function, {"shop": SHOP, "case": None, **extra})


def told(value, answer=PLAN, desk=None, mistake=None):
    own, desk = LessonPlan(slug="plans", number="99", title=""), desk or Desk()

    @own.exercise(answer=answer, asks="?", hints=("a", "b"))
    def asked(shop, case):
        return video(850.0)

    @asked.mistake("SAT-AVG")
    def all_in(shop, case):
        "The best average is nearly full. Ask for the next yuan."

    known = Known(answer.read(video(850.0)), mistakes={"all_in": answer.read(mistake)} if mistake else {})
    verdict = judge(asked, value, known, answer, ask=desk.ask)
    return verdict, speak(asked, verdict, known, answer, desk.ask)


def test_the_reply_says_what_it_earned_what_the_best_earns_and_the_regret():
    verdict, words = told(video(800.0))
    assert verdict.outcome == "yes"
    assert "earned 9,900; the best plan earns 10,000. Regret 1.0%" in words
    verdict, words = told(video(100.0))
    assert verdict.outcome == "not quite"
    assert "earned 3,600; the best plan earns 10,000. Regret 64.0%" in words


def test_a_plan_that_breaks_a_limit_is_told_which_however_much_it_earns():
    verdict, words = told(video(1_550.0))
    assert verdict.outcome == "not quite"
    assert "broke a limit: at most 1,500 yuan a day" in words


def test_doing_what_the_worked_solution_does_is_a_yes_even_where_its_regret_is_large():
    poor = Plan(score=earned, best=lambda: 99_999, constraints=PLAN.constraints, regret=0.01)
    assert told(video(850.0), poor)[0].outcome == "yes"
    assert told(video(860.0), poor)[0].outcome == "not quite"


def test_a_plan_beside_a_modelled_one_is_named():
    verdict, words = told(video(102.0), mistake=video(100.0))
    assert verdict.code == "SAT-AVG"
    assert "next yuan" in words


@pytest.mark.parametrize("finds", [best, lambda: Decisions(budgets={"video": 900.0})])
def test_a_check_plays_the_simulator_at_most_twice_and_remembers(finds):
    answer, desk = Plan(score=earned, best=finds, constraints=PLAN.constraints), Desk()
    kinds.plays.clear()
    told(video(100.0), answer, desk)
    assert len(kinds.plays) <= 2
    told(video(100.0), answer, desk)
    assert len(kinds.plays) <= 2
    told(video(700.0), answer, desk)
    assert len(kinds.plays) <= 3


def test_what_was_played_on_one_shop_is_not_believed_on_another_and_is_forgotten_with_its_lesson():
    first, second = Desk(), Desk()
    kinds.plays.clear()
    told(video(333.0), desk=first)
    told(video(333.0), desk=second)
    assert len(kinds.plays) == 2
    gone = weakref.ref(first)
    del first
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("value", [5, {"budgets": {}}, [], Decisions, None, "plan", print, video])
def test_what_is_no_plan_is_told_what_one_is(value):
    with pytest.raises(Misread):
        PLAN.read(value)


def test_dots_are_not_yet_and_odd_things_inside_a_plan_are_named():
    with pytest.raises(Untouched):
        PLAN.read(...)
    with pytest.raises(Misread, match="object"):
        PLAN.read(_holding(object()))
    with pytest.raises(Misread, match="nan"):
        PLAN.read(_holding(float("nan")))


def _holding(amount):
    plan = Decisions()
    object.__setattr__(plan, "budgets", {"video": amount})
    return plan


AMOUNTS = st.one_of(st.floats(0, 1e6), st.floats(0.1, 3).map(times))


@given(
    budgets=st.dictionaries(st.sampled_from(["video", "search_ads"]), AMOUNTS),
    start=st.integers(0, 700),
    end=st.none() | st.integers(0, 800),
)
def test_a_plan_survives_being_written_down(budgets, start, end):
    try:
        plan = Decisions(start=start, end=end, budgets=budgets)
    except ValueError:
        return  # a name this shop does not advertise under
    written = as_json(plan)
    assert from_json(written) == plan
    assert as_json(from_json(written)) == written
    assert sum(path.startswith(".budgets") for path, _ in flat(written)) == len(budgets)


def test_without_a_shop_to_play_on_only_the_form_is_tested():
    sealed = Plan()
    assert sealed.read(video(5.0)) == PLAN.read(video(5.0))
    assert sealed.off(sealed.read(video(5.0)), sealed.read(video(5.0))) == 0
