"""Lesson 03, the end: bounces of a visit, and the days that looked too good."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Choice, Decision, Interval, Number
from toolkit.exercises.lessons.reading_the_numbers_parts import tables
from toolkit.exercises.lessons.reading_the_numbers_parts.plan import came, phones, plan

# --- 3.7 bounce ----------------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.0005, shown=".2%"),
    asks="Bounce of the whole shop in the week, all channels together, as a share",
    hints=(
        "The table above divides channel by channel. For the shop, add up over all rows before you divide.",
        'came["bounce_visits"].sum() on top, came["visits"].sum() below.',
    ),
)
def shop_bounce(shop, case):
    return came["bounce_visits"].sum() / came["visits"].sum()


@shop_bounce.mistake("AVG-RATE")
def mean_of_channels(shop, case):
    """You took the mean of the channels: one with a handful of visits spoke as loudly as search.
    Add up first, divide once."""
    sums = came.groupby("channel_id")[["bounce_visits", "visits"]].sum()
    return (sums["bounce_visits"] / sums["visits"]).mean()


@shop_bounce.mistake("DEN-UV")
def per_visitor(shop, case):
    """Below the line you have visitors. Bounce is a property of a visit: put `visits` there."""
    return came["bounce_visits"].sum() / came["uv"].sum()


@shop_bounce.yes
def the_quietest_and_the_loudest_door(shop, case, ref):
    week_traffic = tables.between(shop.traffic_daily, case.week_start, case.week_end)
    rates = lens.pooled(week_traffic, "bounce_visits", "visits", by="channel_id")
    return (
        f"of 100 visits {100 * ref:.0f} saw one page. Between the doors it runs from {rates.min():.0%} ({rates.idxmin()}) "
        f"to {rates.max():.0%} ({rates.idxmax()}): a change of the whole may be a change of the crowd."
    )


# --- 3.8 the wonderful days ----------------------------------------------------------------------------------

CHOICES = ("the counter slept", "demand fell", "best conversion ever")


@plan.exercise(
    answer=Decision(choice=Choice(*CHOICES), evidence=Interval(days=0)),
    points=2,
    asks="What you tell the team about the odd days, and the first and the last of them",
    hints=(
        "Look for days on which visitors fell far and buyers did not. The worked step looked at `pc`; look at `phones`.",
        'phones.query("seen < 0.7 and till > 0.6") keeps the odd days; the evidence is [first date, last date] of them.',
    ),
)
def odd_days(shop, case):
    odd = phones.query("seen < 0.7 and till > 0.6")
    return {
        "choice": "the counter slept",
        "evidence": [odd["date"].min(), odd["date"].max()],
        "look_again": case.window_end + pd.Timedelta(days=1),
        "change_mind": "A till that fell with the visitors, or a computer's counter that fell as well.",
    }


def outage(truth):
    """The first and last day on which the tracker slept."""
    return truth.span("INC-01")


@odd_days.mistake("TRACK-TILL")
def lowest_paid_day(shop, case):
    """You took the day with the fewest yuan. Money dances by itself.
    Look for visitors falling *without* buyers falling: `seen` low, `till` calm."""
    lowest = phones["date"][phones["paid_amount"].idxmin()]
    return {"choice": ANY, "evidence": [lowest, lowest]}


@odd_days.mistake("TRACK")
def demand_fell(shop, case):
    """Orders say the customers came, and paid as usual. Who saw fewer people? One witness only, and it slept.
    Choose again."""
    return {"choice": "demand fell", "evidence": ANY}


@odd_days.mistake("TRACK-TOP")
def best_conversion_ever(shop, case):
    """The top stayed, the bottom was not counted. Mark the days; compare nothing with them. Which choice says that?"""
    return {"choice": "best conversion ever", "evidence": ANY}


@odd_days.yes
def what_the_days_would_cost(shop, case, truth):
    start, end = outage(truth)
    daily = shop.shop_daily.set_index("date")
    rate = (daily["pay_buyers"] / daily["uv"])[start]
    return (
        f"the simulator agrees: from {start:%d %B} to {end:%d %B} most phones were not counted. A board without your mark "
        f"shows {rate:.1%} there for ever, and next year somebody is measured against it."
    )
