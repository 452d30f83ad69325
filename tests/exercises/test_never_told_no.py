"""Nobody is told no for doing what the worked solution does, nor for a truth, another right way or a defensible choice.

On stand-in shops, one a seed, whose numbers fall where they like: mistakes may lie on top of right values, truth far from
the reference, circles over each other.
"""

import json
import random
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from toolkit.exercises import (
    Choice,
    Count,
    Date,
    Decision,
    Interval,
    LessonPlan,
    Number,
    Parts,
    Range,
    Ranking,
    Set,
    Several,
    Table,
)
from toolkit.exercises.compare import judge, speak
from toolkit.exercises.papers import Papers

plan = LessonPlan(slug="stand-in", number="99", title="Stand-in")
CHANNELS = ("video", "crm", "search")


def shop_of(seed):
    """Sixty days on three channels, whose sizes, mad days and ties differ from seed to seed."""
    rng = random.Random(seed)
    days = pd.date_range("2025-01-01", periods=60)
    level = rng.choice([3, 40, 900, 20_000])
    rows = [(day, name, max(1, round(level * rng.lognormvariate(0, 0.4)))) for day in days for name in CHANNELS]
    daily = pd.DataFrame(rows, columns=["date", "channel", "uv"])
    daily["buyers"] = [rng.randint(0, uv) for uv in daily["uv"]]
    return SimpleNamespace(
        id=f"stand-in-{seed}", daily=daily, true=rng.lognormvariate(0, 1), slip=rng.choice([0.5, 1.01, 1, 3])
    )


@plan.case
def case(shop):
    return {"channels": list(CHANNELS), "today": "2025-03-01", "days": 60}


def both(answer, **more):
    return plan.exercise(answer=answer, asks="?", hints=("a", "b"), **more)


@both(Number(within_share=0.01, n="case.days"), fine_share=0.2)
def conversion(shop, case):
    return shop.daily["buyers"].sum() / shop.daily["uv"].sum()


@conversion.truth
def conversion_true(shop):
    return shop.true


@conversion.also("by day")
def by_day(shop, case):
    return (shop.daily["buyers"] / shop.daily["uv"]).mean()


@conversion.mistake("NEAR")
def a_slip(shop, case, ref):
    "{given} came from another column. Take the first."
    return ref * shop.slip


@both(Count())
def mad_days(shop, case):
    return int((shop.daily["uv"] > shop.daily["uv"].median() * 1.5).sum())


@mad_days.also("both ends")
def one_more(shop, case, ref):
    return ref + 1


@both(Date(days=1), fine=3)
def best_day(shop, case):
    return shop.daily.groupby("date")["uv"].sum().idxmax()


@both(Interval(overlap=0.7))
def best_week(shop, case):
    top = shop.daily.groupby("date")["uv"].sum().rolling(7).sum().idxmax()
    return top - pd.Timedelta(days=6), top


@both(Set(precision=0.8, recall=0.8))
def odd_days(shop, case):
    total = shop.daily.groupby("date")["uv"].sum()
    return total[total > total.median() * 1.3].index


@both(Ranking(items=("case.channels",)))
def order(shop, case):
    return shop.daily.groupby("channel")["uv"].sum().sort_values(ascending=False).index


@both(Range(), truth=lambda truth: truth)
def expected(shop, case):
    return shop.daily["uv"].quantile(0.1), shop.daily["uv"].quantile(0.9) + 1


@both(Parts(names=("case.channels",), within_share=0.001))
def by_channel(shop, case):
    return shop.daily.groupby("channel")["uv"].sum()


@both(Table(key=("channel",), columns={"uv": Count(), "rate": Number(within_share=0.01)}))
def card(shop, case):
    table = shop.daily.groupby("channel")[["uv", "buyers"]].sum()
    return table.assign(rate=table["buyers"] / table["uv"])


@both(Several(top=Choice("case.channels"), n=Count(within=2)))
def two_things(shop, case):
    return {"top": shop.daily.groupby("channel")["uv"].sum().idxmax(), "n": len(shop.daily)}


@both(Decision(choice=Choice("act", "leave"), evidence=Number(within_share=0.02)))
def tonight(shop, case):
    return {
        "choice": "leave",
        "evidence": shop.daily["uv"].mean(),
        "look_again": case.today,
        "change_mind": "two in a row",
    }


@tonight.mistake("SAME-NUMBER")
def act(shop, case):
    "Acting costs money. Look again tomorrow."
    return {"choice": "act"}


@pytest.fixture
def desks(seeds, tmp_path):
    made = []
    for seed in seeds(3, 50):
        names = {"shop": shop_of(seed), "truth": shop_of(seed).daily["uv"].mean()}
        names["lesson"] = papers = Papers(plan, tmp_path / str(seed), names)
        made.append(papers)
    return made


def told(papers, exercise, value):
    answer, known = exercise.answer.on(papers.case), papers.known(exercise)
    neighbours = {
        name: (other.answer.on(papers.case), papers.known(other))
        for name, other in plan.exercises.items()
        if other != exercise
    }
    verdict = judge(exercise, value, known, answer, ask=papers.ask, neighbours=neighbours)
    assert speak(exercise, verdict, known, answer, papers.ask)
    return verdict


def test_what_the_worked_solution_hands_back_is_a_yes_as_it_stands_and_read_back(desks):
    for papers in desks:
        for exercise in plan.exercises.values():
            assert told(papers, exercise, papers.ask(exercise.reference)).way == "right", (exercise.name, papers.folder)


def test_another_right_way_and_the_truth_are_a_yes(desks):
    for papers in desks:
        for exercise in plan.exercises.values():
            for other in exercise.alsos:
                value = papers.ask(other.run, ref=papers.known(exercise).ref)
                assert told(papers, exercise, value).outcome == "yes", (exercise.name, other.label)
            if exercise.truth_is:
                true = papers.known(exercise).true
                assert told(papers, exercise, true).outcome == "yes", exercise.name


def test_a_rounding_within_the_tolerance_is_a_yes(desks):
    for papers in desks:
        ref = papers.known(conversion).ref
        for share in (-0.99, -0.5, 0.5, 0.99):
            assert told(papers, conversion, ref * (1 + 0.01 * share)).way == "right"
        assert told(papers, conversion, np.float32(ref)).way == "right"


def test_inside_the_wider_circle_only_a_modelled_mistake_is_told_otherwise(desks):
    for papers in desks:
        known = papers.known(conversion)
        for share in np.linspace(-0.199, 0.199, 41):
            verdict = told(papers, conversion, known.ref * (1 + share))
            assert verdict.outcome == "yes" or verdict.mistake is not None
        day = pd.Timestamp(papers.known(best_day).ref)
        assert all(told(papers, best_day, day + pd.Timedelta(days=n)).outcome == "yes" for n in range(-3, 4))


def test_a_slip_that_falls_on_a_right_value_is_never_named(desks):
    for papers in desks:
        known, answer = papers.known(conversion), conversion.answer.on(papers.case)
        slip = known.mistakes["a_slip"]
        verdict = told(papers, conversion, slip)
        if verdict.mistake:
            assert all(answer.apart(slip, right) >= 2 for right in known.rights())


def test_what_is_kept_on_disk_judges_as_what_was_worked_out(desks):
    for papers in desks:
        for exercise in plan.exercises.values():
            known = papers.known(exercise)
            assert json.loads(json.dumps(vars(known))) == vars(known), exercise.name
