"""The answer types that need more than a line: tables, parts, charts, review sheets and plans, each with right values."""

from types import SimpleNamespace

import matplotlib as mpl
import pandas as pd

mpl.use("Agg")
import matplotlib.pyplot as plt

from tests.exercises import little_shop
from toolkit.exercises import Chart, Choice, Count, Found, LessonPlan, Number, Parts, Plan, Review, Table
from toolkit.exercises.compare import Known, judge
from toolkit.exercises.exercise import call
from toolkit.shop.decisions import Decisions

DAYS = pd.date_range("2025-06-01", periods=8)
SHOP = SimpleNamespace(
    shop_daily=pd.DataFrame({"date": DAYS, "uv": [100, 120, 80, 100, 300, 310, 90, 100], "paid_amount": [1000.0] * 8}),
    traffic_daily=pd.DataFrame(
        {"date": DAYS, "channel": pd.Categorical(["crm", "video"] * 4), "visits": pd.array([50, 60] * 4, dtype="Int64")}
    ),
    ops_log=pd.DataFrame({"date": DAYS[:2], "note": ["a", "b"]}),
)


def ask(function, **extra):
    """Call a definition's function as the lesson's papers do."""
    return call(function, {"shop": SHOP, "case": None, **extra})


TABLE = Table(key=("band",), columns={"customers": Count(), "share": Number(within=0.001)})
RIGHT_TABLE = pd.DataFrame({"band": ["new", "often", "asleep"], "customers": [40, 10, 50], "share": [0.4, 0.1, 0.5]})

PARTS = Parts(names=("visitors", "conversion", "value"), within=1, total="all")
RIGHT_PARTS = {"visitors": 13363.0, "conversion": -8862.0, "value": 3179.0}


def figure(values=(3.0, 5.0, 4.0), *, start=0.0, label="paid (yuan)", kind="bar", names=("a", "b", "c")):
    """A chart of three values; closed for pyplot, alive for whoever holds it."""
    drawn, axes = plt.subplots()
    getattr(axes, kind)(list(names), list(values))
    axes.set_ylabel(label)
    axes.set_ylim(start, 6)
    plt.close(drawn)
    return axes


def evidence(table="shop_daily", look="uv > 200", measure="sum(uv)", number=610):
    return {"table": table, "filter": look, "measure": measure, "number": number}


def sheet(**changes):
    """A review sheet that holds, with parts of it replaced."""
    whole = {
        "goal": "1,100 visitor-days in the first week of June",
        "result": {"says": "1,200 visitor-days came, 100 more than wanted"}
        | evidence(look="'2025-06-01' <= date <= '2025-06-08'", number=1200),
        "normal": {"range": (80, 130), "witness": evidence("traffic_daily", "channel == 'video'", "sum(visits)", 240)},
        "causes": [
            {
                "cause": "Two days of a video brought 610",
                **evidence(),
                "rival": {"cause": "messages", **evidence("traffic_daily", "channel == 'crm'", "sum(visits)", 200)},
            }
        ],
        "rule": "A film brings guests for two days; serve them on those two.",
        "next": {
            "action": "A film-only coupon",
            "owner": "Xiao Tang",
            "date": "2025-06-16",
            "watch": "carts",
            "stop": "< 2 %",
        },
    }
    return {**whole, **changes}


REVIEW = Review(tables=("shop_daily", "traffic_daily", "ops_log"))
plays = []


def earned(shop, given):
    """A till whose curve is known: 900 a day is best for video; it counts how often it is played."""
    plays.append(given)
    video = given.budgets.get("video", 0.0)
    return {"earned": 10_000 - (video - 900) ** 2 / 100, "spent": video}


def best(shop):
    return 10_000


def within_purse(outcome):
    return outcome["spent"] <= 1_500


PLAN = Plan(score=earned, best=best, constraints={"at most 1,500 yuan a day": within_purse}, regret=0.05)


FOUND = Found(kinds=("film", "bots", "note"), days=1)
FINDINGS = [
    {"kind": "film", "start": "2025-06-05", "end": "2025-06-06", "where": "video"},
    {"kind": "bots", "start": "2025-06-20", "end": "2025-06-22", "where": "offsite"},
]


def video(amount):
    return Decisions(budgets={"video": amount})


MORE_TYPES = {
    "table": (
        TABLE,
        RIGHT_TABLE,
        [RIGHT_TABLE.head(2), RIGHT_TABLE.assign(customers=[40, 11, 50]), RIGHT_TABLE.assign(share=[40.0, 10.0, 50.0])],
    ),
    "choices": (
        Table(key=("day",), columns={"what": Choice("act", "leave")}, order=True),
        pd.Series(["act", "leave"], index=pd.Index(pd.to_datetime(["2025-06-01", "2025-06-02"]), name="day")),
        [pd.Series(["leave", "act"], index=pd.Index(pd.to_datetime(["2025-06-02", "2025-06-01"]), name="day"))],
    ),
    "parts": (
        PARTS,
        RIGHT_PARTS,
        [RIGHT_PARTS | {"value": 3000.0}, RIGHT_PARTS | {"visitors": 13_000.0, "value": 3542.0}],
    ),
    "chart": (Chart(unit=("yuan",)), figure(), [figure((3, 5, 4.5)), figure(start=2.5), figure(label="paid")]),
    "review": (
        REVIEW,
        sheet(),
        [
            sheet(causes=[{"cause": "Xiao Tang forgot the coupon", **evidence()}]),
            sheet(next={"action": "Work harder", "owner": "all", "date": "2025-06-16"}),
            sheet(causes=[{"cause": "the market", **evidence()}]),
            sheet(causes=[{"cause": "a film", **evidence(number=700)}]),
            sheet(causes=[{"cause": "a film", **evidence(look="uv > 2000")}]),
        ],
    ),
    "found": (
        FOUND,
        FINDINGS,
        [
            FINDINGS[:1],
            [*FINDINGS, {"kind": "film", "start": "2025-07-01", "end": "2025-07-02", "where": "video"}],
            [FINDINGS[0], FINDINGS[1] | {"where": "pc"}],
            [FINDINGS[0] | {"start": "2025-05-01", "end": "2025-05-02"}, FINDINGS[1]],
        ],
    ),
    "plan": (PLAN, video(850.0), [video(100.0), video(1600.0), Decisions()]),
}
"""kind → (answer type, a right value, values that are not right)."""

TYPES = little_shop.TYPES | MORE_TYPES


def exercise_of(kind):
    """An exercise of one kind with its right value and nothing else."""
    own = LessonPlan(slug="kinds", number="99", title="Kinds")
    answer, right, _ = TYPES[kind]

    @own.exercise(answer=answer, asks="?", hints=("a", "b"))
    def asked(shop, case):
        return right

    return asked


def outcome(kind, value):
    """The verdict on a value handed in where this kind is due, on SHOP."""
    answer, right, _ = TYPES[kind]
    return judge(exercise_of(kind), value, Known(answer.read(right)), answer, ask=ask)
