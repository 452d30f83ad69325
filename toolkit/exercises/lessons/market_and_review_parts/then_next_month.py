"""Lesson 11, third sitting: a plan for the stranger's next four weeks, with the number at which it stops."""

import json
from collections.abc import Callable

from toolkit.exercises import Choice, Number, Plan, Several
from toolkit.exercises.lessons.market_and_review_parts import tables
from toolkit.exercises.lessons.market_and_review_parts.plan import plan, weeks
from toolkit.exercises.levers import as_json, flat, from_json
from toolkit.lens.remembered import once
from toolkit.shop.decisions import Decisions, times

MONTH, MOST_LEVERS, A_GOODS = 28, 2, 20
AS_GOOD, EMPTIER = 0.98, 1.0
WATCHED = ("left in a week", "visitors in a day", "nothing")
CAMPAIGNS = ("paid_search", "paid_search_brand", "paid_feed", "retargeting", "video")


def outcome(month):
    """What the four weeks left, their lowest cash, and hours a day that the shelves of the best goods stood empty."""
    days = tables.account(month).tail(MONTH)
    best = month.product_daily.groupby("product_id")["paid_amount"].sum().nlargest(A_GOODS).index
    shelf = month.inventory_daily[month.inventory_daily["date"] >= days.index[0]]
    empty = shelf[shelf["product_id"].isin(best)]["oos_hours"].astype(float).mean()
    cash = float(month.facts.daily["cash_close"][-MONTH:].min()) / 100
    return {"earned": float(days["left"].sum()), "cash": cash, "empty": float(empty)}


@once
def longer(unseen):
    """Her books with the four weeks in them that nobody decides about; what a plan changes is lived from their eve."""
    return unseen.lived_on(MONTH)


@once
def by_habit(unseen):
    """What those weeks come to."""
    return outcome(longer(unseen))


@once
def lived_by(unseen, plan_text):
    """What they come to with a plan in force; plan_text: its JSON."""
    return outcome(longer(unseen).from_day(unseen.days, from_json(json.loads(plan_text))))


def played(unseen, given):
    """The four weeks after her books with a plan in force, beside the same weeks by habit."""
    plain = as_json(given)
    levers, habit = [path for path, _ in flat(plain) if not path.endswith(("start", "end"))], by_habit(unseen)
    return lived_by(unseen, json.dumps(plain)) | {
        "levers": len(levers),
        "habit": habit["earned"],
        "usual": habit["empty"],
    }


def best(unseen):
    """What the month leaves by habit: a first plan for a shop that one does not know keeps that, and learns."""
    return by_habit(unseen)["earned"]


LIMITS: dict[str, Callable[..., bool]] = {
    "at most two levers, so that you will know which one did it": lambda outcome: outcome["levers"] <= MOST_LEVERS,
    "cash never below the buffer of the case": lambda outcome, case: outcome["cash"] >= case["buffer"],
    "no emptier shelves of her best goods than by habit": lambda outcome: (
        outcome["empty"] <= outcome["usual"] + EMPTIER
    ),
    "as much left in the month as by habit, but for 2 in 100": lambda outcome: (
        outcome["earned"] >= AS_GOOD * outcome["habit"]
    ),
}


@plan.exercise(
    answer=Several(
        plan=Plan(score=played, best=best, constraints=LIMITS, regret=0.05),
        watch=Choice(*WATCHED),
        stop_below=Number(within_share=0.25, within=500, shown=",.0f"),
    ),
    points=3,
    asks="The plan for her next four weeks: Decisions(...), the number to watch, and the number at which it stops",
    hints=(
        "One lever, small, where lessons 08 and 09 found money that comes anyway. The stop lies where her weeks have never been lower.",
        'Decisions(budgets={"…": times(0.5)}); watch what pays the bills; stop_below near weeks["left"].tail(8).min().',
    ),
)
def her_next_month(shop, case):
    # brand keywords: most of who clicks there types her name and would come anyway (lesson 09)
    return {
        "plan": Decisions(budgets={"paid_search_brand": times(0.5)}),
        "watch": "left in a week",
        "stop_below": weeks["left"].tail(8).min(),
    }


@her_next_month.mistake("PLAN-NOSTOP")
def no_stop_rule(shop, case):
    """A plan that watches nothing runs until the money is gone. At which number do you stop, and who looks?"""
    return {"watch": "nothing"}


@her_next_month.mistake("PLAN-NOSTOP")
def stop_at_nothing(shop, case):
    """You stop when nothing is left at all. By then the month is lost. Stop where her weeks have never been lower: look at `weeks`."""
    return {"stop_below": 0.0}


@her_next_month.mistake("PLAN-ALL")
def every_lever_at_once(shop, case):
    """Every lever at once: then you will never know which one did it. Keep the one you can explain."""
    return {"plan": Decisions(budgets={name: times(0.8) for name in CAMPAIGNS}, messages={"all": times(1.2)})}


@her_next_month.mistake("PLAN-VISITORS")
def watches_visitors(shop, case):
    """Visitors come for many reasons, and bills are not paid in visitors. Watch what your lever is meant to move: what is left."""
    return {"watch": "visitors in a day"}


@her_next_month.yes
def lived(unseen, given, case):
    came = played(unseen, from_json(given["plan"]))
    gain = came["earned"] - came["habit"]
    return (
        f"lived, her month leaves {came['earned']:,.0f} yuan, {gain:+,.0f} against habit, and cash never falls below {came['cash']:,.0f}. "
        "One month of one lever is a test, not a proof: look at the stop number every Monday."
    )
