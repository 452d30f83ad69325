"""Go deeper 09b: visitors at three budgets nobody tried, and the budget that leaves most."""

import numpy as np

from toolkit import lens
from toolkit.exercises import Number, Plan, Several
from toolkit.exercises.lessons.deeper_the_response_curve_parts import case as chosen
from toolkit.exercises.lessons.deeper_the_response_curve_parts.plan import curve, daily, plan
from toolkit.exercises.levers import from_json
from toolkit.shop.decisions import Decisions, amount

# --- D9.4 three budgets nobody tried ------------------------------------------------------------------------

ONE = Number(within_share=0.003, shown=",.0f")


@plan.exercise(
    answer=Several(between=ONE, above=ONE, beyond=ONE),
    fine_share=0.15,
    points=2,
    asks="Visitors a day at case.between, case.above and case.beyond yuan",
    hints=(
        "Fit the curve on the door's own visitors, the season divided out. Then ask it at three budgets.",
        'curve = lens.fit_response(daily, spend="spend", outcome="visitors", season="season"); curve.at(case.between), and so on.',
    ),
)
def three_budgets(shop, case):
    found = lens.fit_response(daily, spend="spend", outcome="visitors", season="season")
    return {"between": found.at(case.between), "above": found.at(case.above), "beyond": found.at(case.beyond)}


@three_budgets.mistake("SAT-SHOP")
def on_the_shop(shop, case):
    """You fitted the whole shop's visitors. The door is a small part; its bend drowns. Take the door's own: `visitors`."""
    return chosen.at_each(chosen.curve_of(daily, outcome="shop"), case)


@three_budgets.mistake("SAT-LINE")
def on_a_ray(shop, case):
    """You scaled the middle budget up and down: half the yuan, half the visitors. Rooms fill up: ask the curve, `.at(...)`."""
    middle = chosen.means(daily).loc["x1"]
    return {name: middle["visitors"] * case[name] / middle["spend"] for name in chosen.SPENDS}


@three_budgets.mistake("LAG-IGN")
def between_the_means(shop, case):
    """You laid a ruler between the blocks' means, first weeks in. Old ads still work there, and beyond the last mean a ruler ends. Fit."""
    means = chosen.means(daily, after=0)
    return {name: float(np.interp(case[name], means["spend"], means["visitors"])) for name in chosen.SPENDS}


@three_budgets.yes
def near_the_truth(shop, case, ref, truth):
    true = chosen.true_curve(daily, shop, truth)
    off = {name: ref[name] / float(true(case[name])) - 1 for name in chosen.SPENDS}
    return (
        f"{ref['between']:,.0f}, {ref['above']:,.0f} and {ref['beyond']:,.0f} visitors. By the response the shop was built with, you are "
        f"{off['between']:+.0%}, {off['above']:+.0%} and {off['beyond']:+.0%} off. The last one nobody has tried: trust it least."
    )


# --- D9.5 the best spend ------------------------------------------------------------------------------------


def earned(given, shop, case, truth):
    """Yuan a day that a plan's budget leaves by the true response; the budget it looks at."""
    budget = amount(given.budgets.get(chosen.DOOR, 0.0), case.usual)
    people = float(chosen.true_curve(daily, shop, truth)(budget))
    return {"earned": chosen.net(case.worth, people, budget), "budgets": sorted(given.budgets)}


def best(shop, case, truth):
    """Yuan a day of the best budget: along the true curve, which bends one way only."""
    budgets = np.arange(0, chosen.MOST + 1, 1)
    people = chosen.true_curve(daily, shop, truth)(budgets)
    return float(chosen.net(case.worth, people, budgets).max())


@plan.exercise(
    answer=Plan(
        regret=0.05,
        score=earned,
        best=best,
        constraints={
            "a budget for paid_search, and for nothing else": lambda outcome: outcome["budgets"] == [chosen.DOOR]
        },
    ),
    points=2,
    asks='The budget of paid_search that leaves most, yuan a day: Decisions(budgets={"paid_search": yuan})',
    hints=(
        "What a budget leaves: visitors times what one is worth, less the budget. Try many budgets, keep the best.",
        "The worked table with case.worth in place of 1.5; its .idxmax() is the budget.",
    ),
)
def best_spend(shop, case):
    budgets = np.arange(20, 1_501, 20)
    people = curve.top * lens.hill(budgets, curve.half, curve.slope)
    leaves = case.worth * people - budgets
    return Decisions(budgets={"paid_search": int(budgets[leaves.argmax()])})


@best_spend.mistake("SAT-AVG")
def while_the_average_pays(shop, case):
    """You went on while the *average* yuan still paid. Long before that the next one lost. Take the top of what is left."""
    table = chosen.table_of(curve, case.worth)
    return Decisions(budgets={"paid_search": int(table[table["left"] >= 0].index.max())})


@best_spend.mistake("SAT-MOST")
def most_visitors(shop, case):
    """That budget brings most visitors, and pays most for each. Visitors are no aim. Subtract what they cost, then take the top."""
    return Decisions(budgets={"paid_search": chosen.MOST // 20 * 20})


@best_spend.yes
def a_flat_top(shop, case, given):
    table = chosen.table_of(curve, case.worth)
    budget = amount(from_json(given).budgets["paid_search"], case.usual)
    near = table[table["left"] >= 0.97 * table["left"].max()].index
    return (
        f"by your curve {budget:,.0f} yuan a day leave about {table['left'].max():,.0f}. From {near.min():,} to {near.max():,} "
        "it is nearly the same: a top is flat. So do not quarrel about twenty yuan; quarrel about what a visitor is worth."
    )
