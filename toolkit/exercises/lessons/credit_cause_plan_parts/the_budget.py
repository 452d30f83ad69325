"""Lesson 09, the last exercise: a purse given out over four doors, played on the doors' true response."""

from collections.abc import Callable
from typing import Any

from toolkit import lens
from toolkit.exercises import Plan
from toolkit.exercises.lessons.credit_cause_plan_parts import tables
from toolkit.exercises.lessons.credit_cause_plan_parts.plan import plan, steps
from toolkit.exercises.levers import from_json
from toolkit.shop.decisions import Decisions, amount

DAYS = 7 * tables.WEEKS
FINE = 5
"""Yuan a day by which the best plan is found; the curves bend one way only, so that step by step is best."""
LEEWAY = 1.01
"""How far beyond the shelf a plan may reach: the planner's table is rounded."""


def earned(given, shop, case, truth, lesson):
    """Yuan that four doors bring in the weeks of a plan, by their true response; the budgets and orders it looks at."""
    sheet = lesson.table("doors")
    budgets = {door: amount(one, sheet["now"].get(door, 0.0)) for door, one in given.budgets.items()}
    people = {door: at(budgets.get(door, 0.0)) for door, at in _curves(shop, sheet, truth).items()}
    caused = truth.channels().set_index("source")["incremental"]
    brought = sum(many * sheet["leaves"][door] * caused[door] for door, many in people.items())
    orders = {door: DAYS * many * sheet["orders"][door] for door, many in people.items()}
    return {"earned": DAYS * float(brought), "budgets": budgets, "orders": orders, "shelf": sheet["shelf"].to_dict()}


def best(shop, case, truth, lesson):
    """Yuan of the best plan: along the true curves, a small step at a time to whoever returns most for it."""
    sheet = lesson.table("doors")
    caused, curves = truth.channels().set_index("source")["incremental"], _curves(shop, sheet, truth)
    returns = {
        door: lambda budget, at=at, door=door: at(budget) * sheet["leaves"][door] * caused[door]
        for door, at in curves.items()
    }
    most = {door: _lasts(at, sheet.loc[door]) for door, at in curves.items()}
    split = lens.split_budget(returns, case.purse, step=FINE, most=most, least=0.0)
    return DAYS * sum(returns[door](budget) for door, budget in split.items())


def _curves(shop, sheet, truth):
    books = shop.aside()
    return {door: tables.curve(books, door, truth) for door in sheet.index}


def _lasts(at, row):
    """The largest budget at which a door's shelf lasts."""
    kept = [budget for budget in range(0, tables.TOP + 1, FINE) if at(budget) * row["orders"] * DAYS <= row["shelf"]]
    return max(kept, default=0)


LIMITS: dict[str, Callable[..., Any]] = {
    "a budget for each of the four doors, and for no other": lambda case, outcome: (
        sorted(outcome["budgets"]) == sorted(case.doors)
    ),
    "no more yuan a day than the purse holds": lambda case, outcome: (
        sum(outcome["budgets"].values()) <= case.purse + 0.01
    ),
    "no shelf empty before the four weeks are over": lambda outcome: all(
        many <= LEEWAY * outcome["shelf"][door] for door, many in outcome["orders"].items()
    ),
}


@plan.exercise(
    answer=Plan(regret=0.10, score=earned, best=best, constraints=LIMITS),
    points=2,
    asks="Next month's budgets of four doors, yuan a day, case.purse in all: Decisions(budgets={door: yuan})",
    hints=(
        "Each turn of the loop: who offers most for the next 50 yuan? That door gets the step; the others wait.",
        "`best = offers.idxmax()` and `more = case.step`. Then, below the loop, Decisions(budgets=split).",
    ),
)
def next_month(shop, case):
    split = dict.fromkeys(steps.columns, 0)
    for _ in range(case.purse // case.step):
        offers = lens.next_steps(steps, split)
        best = offers.idxmax()
        more = case.step
        split[best] = split[best] + more
    return Decisions(budgets=split)


def _filled(sheet, order, purse):
    """A purse poured into doors in an order, each up to twice what it has now."""
    split = dict.fromkeys(sheet.index, 0.0)
    for door in order:
        split[door] = float(min(2 * sheet["now"][door], purse - sum(split.values())))
    return Decisions(budgets=split)


def _averages(lesson):
    sheet = lesson.table("doors")
    top = sheet["roas"].idxmax()
    return {"a": top, "r": f"{sheet['roas'][top]:.1f}"}


@next_month.mistake("SAT-AVG", says=_averages)
def by_roas(shop, case, lesson):
    """You filled the doors by ROAS. {a} shows {r} for a yuan, and its room is nearly full. Ask for the *next* 50 yuan, each turn."""
    sheet = lesson.table("doors")
    return _filled(sheet, sheet["roas"].sort_values(ascending=False).index, case.purse)


def _empty_on(case, lesson, given):
    door, budget = max(given["budgets"]["map"], key=lambda pair: pair[1])
    sheet, promised = lesson.table("doors").loc[door], lesson.table("planner")[door]
    a_day = promised.loc[:budget].iloc[-1] * sheet["orders"]
    return {"a": door, "d": int(sheet["shelf"] / a_day) + 1}


@next_month.mistake("PLAN-ONE", says=_empty_on)
def all_in_one(shop, case):
    """All in {a}: its first steps are the best, its shelf is empty on day {d}, and each further step brings less. Ask again each turn."""
    first = steps.iloc[0].idxmax()
    return Decisions(budgets={door: float(case.purse) if door == first else 0.0 for door in steps.columns})


@next_month.mistake("PLAN-EVEN")
def equal_parts(shop, case):
    """Equal parts are fair to channels, not to Lu jie. A full room got as much as an empty one. Give each step to the best offer."""
    return Decisions(budgets=dict.fromkeys(steps.columns, case.purse / len(steps.columns)))


def _anyway(lesson):
    return {"n": f"{lesson.table('planner')['paid_search_brand'].loc[200]:,.0f}"}


@next_month.mistake("ATTR-LAST", says=_anyway)
def by_the_ledger(shop, case, lesson):
    """You paid for every click: our own name brings {n} a day at 200 yuan, and most come anyway. Multiply by `caused` first."""
    sheet, promised = lesson.table("doors"), lesson.table("planner")
    return tables.given_out(tables.steps(sheet, promised, 1.0), case.purse)


@next_month.yes
def and_the_last_step(shop, case, given, truth, lesson):
    outcome = earned(from_json(given), shop, case, truth, lesson)
    share = outcome["earned"] / best(shop, case, truth, lesson)
    offers = lens.next_steps(steps, outcome["budgets"])
    return (
        f"as the doors really answer, your split brings {outcome['earned']:,.0f} yuan in four weeks, {share:.0%} of the best. "
        f"A further {case.step} yuan a day would bring {offers.max():.0f} ({offers.idxmax()}). Below {case.step} it costs more than "
        "these orders leave. That is the stop rule."
    )
