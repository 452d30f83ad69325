"""Lesson 11, first sitting: thirty days that roll, the market's part and ours, four weeks to come with a range."""

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.exercises import Count, Date, Number, Parts, Range, Several
from toolkit.exercises.lessons.market_and_review_parts import tables
from toolkit.exercises.lessons.market_and_review_parts.plan import cuts, off, pace, plan, sides

# --- 11.1 where the shop stands -----------------------------------------------------------------------


def _standing(held):
    return {"level": int((cuts <= held).sum()), "to_next": cuts[cuts > held].min() - held}


@plan.exercise(
    answer=Several(level=Count(), to_next=Number(within=1, shown=",.0f"), left=Date()),
    points=2,
    asks="The level on case.standing_day, the yuan to the next, and the day whose money left the window in the night of the fall",
    hints=(
        "Thirty days that end on `case.standing_day`, paid money only. Which cut-points of the month does their sum reach?",
        'held: shop.shop_daily.query("date <= @case.standing_day").tail(30)["paid_amount"].sum(). The day that left lies '
        "30 days before `case.level_day`.",
    ),
)
def standing(shop, case):
    held = shop.shop_daily.query("date <= @case.standing_day").tail(30)["paid_amount"].sum()
    return {
        "level": (cuts <= held).sum(),
        "to_next": cuts[cuts > held].min() - held,
        "left": case.level_day - pd.Timedelta(days=30),
    }


@standing.mistake("LVL-GMV")
def calendar_month(shop, case):
    """You added up the month so far. The window rolls every night and does not wait for the first: take thirty days."""
    held = shop.shop_daily.query("@case.level_month <= date <= @case.standing_day")["paid_amount"].sum()
    return _standing(held)


@standing.mistake("LVL-GMV")
def placed_money(shop, case):
    """Your sum holds orders that nobody paid. The platform counts what was *paid*: column `paid_amount`."""
    held = shop.shop_daily.query("date <= @case.standing_day").tail(30)["gmv_placed"].sum()
    return _standing(held)


@standing.mistake("LVL-TODAY")
def something_broke(shop, case):
    """Nothing broke that day; its till was ordinary. What fell out of the window that night lies thirty days back."""
    return {"left": case.level_day}


@standing.mistake("LVL-TODAY")
def the_day_that_left(shop, case):
    """You asked on the night of the fall. Six days went by since, each with its own yuan: take `case.standing_day`."""
    held = shop.shop_daily.query("date <= @case.level_day").tail(30)["paid_amount"].sum()
    return _standing(held)


@standing.yes
def it_rolls(shop, case, ref):
    names = shop.calendar.set_index("date")["event_name"]
    pace = shop.shop_daily.query("date <= @case.standing_day").tail(7)["paid_amount"].mean()
    return (
        f"level {ref['level']}, {ref['to_next']:,.0f} yuan below the next: {ref['to_next'] / pace:.1f} days of last week's money, on "
        f"top of what will leave. {names.get(pd.Timestamp(ref['left']), '')} left that night. Write the nights on which a festival "
        "will leave into the calendar: then nobody looks for a culprit."
    )


# --- 11.2 the market's part and ours --------------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=("market", "share"), within=1, shown="+,.0f"),
    points=2,
    asks="The change of our money in case.season in two parts: the market's, and our share's",
    hints=(
        "Two factors, as on paper: what everybody took, and our part of it. Their product is our own money.",
        'factors = pd.DataFrame({"market": sides.loc["everyone"], "share": sides.loc["own"] / sides.loc["everyone"]}).T; then the '
        "logs of after ÷ before, shared out over the change.",
    ),
)
def us_and_everyone(shop, case):
    factors = pd.DataFrame({"market": sides.loc["everyone"], "share": sides.loc["own"] / sides.loc["everyone"]}).T
    growth = np.log(factors["after"] / factors["before"])
    change = sides.loc["own", "after"] - sides.loc["own", "before"]
    return change * growth / growth.sum()


def _moved(name):
    return sides.loc[name, "after"] / sides.loc[name, "before"] - 1


def _change():
    return sides.loc["own", "after"] - sides.loc["own", "before"]


@us_and_everyone.mistake("DEC-PCT")
def percentages_of_old_money(shop, case):
    """Nearly, and the rest belongs to nobody: each part is reckoned from the old weeks. Share the whole change by the logs."""
    share = (1 + _moved("own")) / (1 + _moved("everyone")) - 1
    return {"market": sides.loc["own", "before"] * _moved("everyone"), "share": sides.loc["own", "before"] * share}


def _grown():
    return {"x": f"{100 * _moved('own'):+.0f}", "y": f"{100 * _moved('everyone'):+.0f}"}


@us_and_everyone.mistake("LVL-RANK", says=_grown)
def all_of_it_ours(shop, case):
    """You gave it all to us: {x} %. Everybody moved by {y} % in the same weeks. Divide by the market first."""
    return {"market": 0.0, "share": _change()}


@us_and_everyone.mistake("BCG-SELF", says=_grown)
def all_of_it_theirs(shop, case):
    """You gave it all to the market, which moved by {y} %; we moved by {x} %. What is left between them is our share: work it out."""
    return {"market": _change(), "share": 0.0}


@us_and_everyone.mistake("DEC-ORDER")
def parts_swapped(shop, case):
    """Your two parts stand under each other's names. Which of them is the change of everybody's money?"""
    parts = lens.market_and_share(*sides.loc["own"], *sides.loc["everyone"])
    return {"market": parts["share"], "share": parts["market"]}


@us_and_everyone.yes
def say_whose(shop, case, ref):
    whole = ref["market"] + ref["share"]
    return (
        f"of {whole:+,.0f} yuan in {case.season}, {ref['market']:+,.0f} came with everybody's season and {ref['share']:+,.0f} with our "
        "share. Praise and blame fit the second number only. The first says: order earlier next year."
    )


# --- 11.3 four weeks to come ----------------------------------------------------------------------------


def _came(shop, case):
    return float(shop.shop_daily.query("@case.next_start <= date <= @case.next_end")["paid_amount"].sum())


@plan.exercise(
    answer=Range(times=1.6, least=0.3, shown=",.0f"),
    truth=_came,
    points=2,
    asks="Paid money of the four weeks after case.today, as a range",
    hints=(
        "The middle: the same weeks of last year times our pace. The ends: how far off this rule was before, at worst.",
        "said = the sum from case.then_start to case.then_end × pace. Then low is said × off.min(), high is said × off.max().",
    ),
)
def four_weeks(shop, case):
    then = shop.shop_daily.query("@case.then_start <= date <= @case.then_end")["paid_amount"].sum()
    said = then * pace
    return said * off.min(), said * off.max()


def _last_four(shop, case):
    return float(shop.shop_daily.query("@case.pace_start <= date <= @case.today")["paid_amount"].sum())


@four_weeks.mistake("FORE-LAST")
def last_four_weeks_again(shop, case):
    """You let the last four weeks come again. They hold a festival that the next ones lack. Take the same weeks of last year."""
    return _last_four(shop, case) * off.min(), _last_four(shop, case) * off.max()


@four_weeks.mistake("SIG-NONE")
def a_single_line(shop, case):
    """A forecast without a range is a wish. How far off was this rule in its eight tests? Let the worst of them be the ends."""
    then = shop.shop_daily.query("@case.then_start <= date <= @case.then_end")["paid_amount"].sum()
    return then * pace, then * pace


@four_weeks.mistake("FORE-WILD")
def twice_as_wide(shop, case):
    """This range holds nearly anything, so nothing can be ordered by it. The eight tests say how far off the rule was: use them."""
    said = tables.said(shop.shop_daily, case.today)
    return 0.5 * said, 1.5 * said


@four_weeks.yes
def came_true(shop, case, ref):
    came, (low, high) = _came(shop, case), ref
    held = "and the worked range holds it" if low <= came <= high else "outside the worked range; one in five may be"
    return (
        f"{low:,.0f} to {high:,.0f} yuan; {came:,.0f} came, {held}. Order goods for the middle, keep cash for "
        "the low end, and hands for the high one."
    )
