"""A shop small enough to do on paper, and a lesson about it."""

from types import SimpleNamespace

import pandas as pd

from toolkit.exercises import (
    ANY,
    Choice,
    Count,
    Date,
    Decision,
    Interval,
    LessonPlan,
    Line,
    Number,
    Range,
    Ranking,
    Set,
    Several,
    Sorting,
)

DAYS = pd.date_range("2025-03-03", periods=14)
VISITORS = [500, 520, 510, 530, 560, 700, 720, 505, 515, 1500, 525, 565, 690, 710]


def little_shop(days=14):
    daily = pd.DataFrame({"date": DAYS[:days], "uv": VISITORS[:days], "buyers": [10] * days})
    return SimpleNamespace(id=f"little-{days}", shop_daily=daily, name="The little shop")


plan = LessonPlan(slug="is-this-normal", number="04", title="Is this normal?", tables=("shop_daily",))


@plan.case
def case(shop):
    return {
        "today": shop.shop_daily["date"].iloc[-1].strftime("%Y-%m-%d"),
        "weekday": "Sunday",
        "rules": ["band", "yesterday"],
    }


@plan.table("spikes")
def spikes(shop, case):
    return shop.shop_daily.query("uv > 1000 and date <= @case.today")


@plan.defines
def daily(shop):
    return shop.shop_daily.copy()


@plan.exercise(answer=Number(within=1), asks="The usual visitors", hints=("Which rows?", "Take the median."), fine=20)
def usual_visitors(shop, case):
    # the median does not mind one mad day
    daily["half"] = daily["uv"] / 2
    return daily["uv"].median()


@usual_visitors.mistake("AVG-MEAN", says=lambda given, ref: {"more": f"{given / ref - 1:.0%}"})
def the_mean(shop, case):
    "{given} is the mean: one mad day pulled it up by {more}. The median shrugs."
    return shop.shop_daily["uv"].mean()


@usual_visitors.mistake("ANOM-DOD")
def the_last_day(shop, case):
    "{given} is one day. Take the middle of all of them."
    return shop.shop_daily["uv"].iloc[-1]


@usual_visitors.mistake("NEAR")
def all_but_the_same(shop, case, ref):
    "This is never said, since it lies too near."
    return ref + 1.5


@usual_visitors.mistake("ODD")
def breaks_on_this_shop(shop, case):
    "This one cannot be worked out here."
    raise ZeroDivisionError


@usual_visitors.also("the mean without the spike")
def trimmed(shop, case):
    return shop.shop_daily.query("uv < 1000")["uv"].mean()


@usual_visitors.yes
def said_yes(shop, case, given, ref):
    "on a {weekday} {given} is the number to compare with."
    return {"weekday": case.weekday}


@plan.exercise(
    answer=Set(precision=0.5, recall=0.5), asks="The odd days", hints=("Look.", 'A list, or {"days": [...]}.')
)
def odd_days(shop, case, lesson):
    return lesson.table("spikes")["date"]


@plan.exercise(
    answer=Decision(choice=Choice("act", "leave"), evidence=Number(within=0.1)),
    asks="What now?",
    hints=("Look.", "Decide."),
)
def tonight(shop, case):
    return {"choice": "leave", "evidence": 1.5, "look_again": case.today, "change_mind": "two in a row"}


@tonight.mistake("SPIKE-GLAD")
def act(shop, case):
    "Acting costs money. Look again on {day}."
    return {"choice": "act", "evidence": ANY}


TYPES = {
    "number": (Number(within=1), 600.5, [500, 610.25, -610]),
    "share": (Number(within_share=0.01, shown=".1%"), 0.03, [3.0, 0.04]),
    "count": (Count(), 14, [13, 0]),
    "date": (Date(days=1), "2025-03-12", ["2025-03-01", pd.Timestamp("2025-04-30")]),
    "interval": (
        Interval(overlap=0.7),
        ["2025-03-05", "2025-03-14"],
        [["2025-03-01", "2025-03-04"], ["2025-02-01", "2025-05-01"]],
    ),
    "range": (Range(times=1.5), [480, 520], [[0, 5000], [600, 640]]),
    "choice": (Choice("act", "note", "leave"), "note", ["act", "leave"]),
    "set": (Set(precision=0.8, recall=0.8), ["2025-03-12", "2025-11-11"], [["2025-03-12"], [], ["2025-01-01"]]),
    "names": (Set(of="names"), ["video", "crm"], [["crm"], ["video", "crm", "direct"]]),
    "ranking": (Ranking(items=("a", "b", "c")), ["b", "a", "c"], [["a", "b", "c"], ["c", "a", "b"]]),
    "sorting": (
        Sorting(drawers=("act", "leave")),
        {"x": "act", "y": "leave"},
        [{"x": "leave", "y": "leave"}, {"x": "act"}],
    ),
    "several": (
        Several(uv=Number(within=1), rules=Ranking(items=("a", "b"))),
        {"uv": 5, "rules": ["a", "b"]},
        [{"uv": 9, "rules": ["a", "b"]}, {"uv": 5, "rules": ["b", "a"]}],
    ),
    "decision": (
        Decision(choice=Choice("act", "leave"), evidence=Number(within=0.1)),
        {"choice": "leave", "evidence": 1.5, "look_again": "2025-04-01", "change_mind": "two in a row"},
        [{"choice": "act", "evidence": 1.5, "look_again": "2025-04-01", "change_mind": "two in a row"}],
    ),
    "line": (
        Line(roles=("Fang", "Xiao He", "Lu jie"), either=("Lu jie",)),
        ("find two people for the evening", "Xiao He", "2025-04-01"),
        [("find two people", "Fang", "2025-04-01"), ("find two people", "Lu jie", "2025-04-02")],
    ),
}
"""kind → (answer type, a right value, values that are not right)."""


def exercise_of(kind):
    """An exercise of one kind with its right value and nothing else."""
    own = LessonPlan(slug="kinds", number="99", title="Kinds")
    answer, right, _ = TYPES[kind]

    @own.exercise(answer=answer, asks="?", hints=("a", "b"))
    def asked(shop, case):
        return right

    return asked
