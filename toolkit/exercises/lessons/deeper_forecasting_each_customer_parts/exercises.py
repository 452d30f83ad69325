"""Go deeper 07: what all customers will buy in twelve weeks, and what a new one of a channel leaves in a year."""

from toolkit import lens
from toolkit.exercises import Number
from toolkit.exercises.lessons.deeper_forecasting_each_customer_parts import case as chosen
from toolkit.exercises.lessons.deeper_forecasting_each_customer_parts.plan import blank, histories, margin, plan

# --- D7.1 twelve weeks --------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within_share=0.0005, shown=",.0f"),
    points=2,
    fine_share=0.05,
    asks="Repeat orders to expect from all known customers in the next twelve weeks",
    hints=(
        "Two calls, worked on one channel: the clocks of these customers, then what to expect of each. Now for all of them.",
        "lens.fit_buying_clock(histories), then lens.expected_orders(clock, histories, case.weeks).sum().",
    ),
)
def twelve_weeks(shop, case):
    clock = lens.fit_buying_clock(histories)
    return lens.expected_orders(clock, histories, case.weeks).sum()


def _came(lesson):
    return int(lesson.table("came")["orders"].sum())


@twelve_weeks.mistake("FORE-RATE", says=lambda given, lesson: {"more": f"{given / _came(lesson) - 1:+.0%}"})
def same_rate_for_all(shop, case):
    """One rate for everybody, for ever: {given}, {more} against what came. Some have left without a word. Let silence count."""
    return histories["x"].sum() / histories["T"].sum() * case.weeks * len(histories)


@twelve_weeks.mistake("FORE-OWN")
def everybody_at_their_own(shop, case):
    """{given} lets each go on at their own rate; who came last week counts as a weekly guest. Pull each to everybody's: fit the clock."""
    return (histories["x"] / histories["T"].clip(lower=1)).sum() * case.weeks


@twelve_weeks.mistake("FORE-FIRST")
def first_orders_counted(shop, case):
    """The first order is in your rate, and nobody buys first twice. `x` counts what came *after* it; fit the clock on that."""
    return (histories["x"] + 1).sum() / histories["T"].sum() * case.weeks * len(histories)


@twelve_weeks.yes
def beside_what_came(shop, case, ref, lesson):
    came = _came(lesson)
    silent = (histories["x"] == 0).mean()
    return (
        f"about {round(ref, -2):,.0f}; {came:,} came, so it was {ref / came - 1:+.1%} off. {silent:.0%} of these customers have "
        "bought once so far. The clock knows no festival: before a great one, add what the last one brought."
    )


# --- D7.2 twelve months -------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within_share=0.005, shown=",.1f"),
    fine_share=0.08,
    asks="Yuan that a new customer of case.channel leaves in twelve months",
    hints=(
        "Four numbers, of this channel's own customers: first_left, orders of a year, money of an order; and the margin.",
        "The worked cell, with case.channel in place of case.worked: fit the clock and the purse on its rows alone.",
    ),
)
def year_value(shop, case):
    mine = histories.query("came_by == @case.channel")
    clock = lens.fit_buying_clock(mine)
    spending = lens.fit_spending(mine["x"], mine["spent"])
    each = lens.expected_spend(spending, blank, blank).item()
    later = lens.expected_of_new(clock, case.year) * each * margin
    return mine["first_left"].mean() + later


def _mine(case):
    return histories[histories["came_by"] == case.channel]


def _orders(table, case):
    return lens.expected_of_new(lens.fit_buying_clock(table), case.year)


@year_value.mistake("LTV-REV")
def money_in_the_till(shop, case):
    """{given} counts what they pay later, not what stays. Goods, fee and parcels are paid from it: times the margin."""
    mine = _mine(case)
    return chosen.year_of(mine, _orders(mine, case), 1.0)


@year_value.mistake("LTV-POOL", says=lambda case: {"channel": case.channel})
def everybodys_clock(shop, case):
    """Everybody's clock, not that of {channel}. People who come by different doors come back differently: fit on its own rows."""
    return chosen.year_of(_mine(case), _orders(histories, case), margin)


@year_value.mistake("LTV-LATER")
def first_order_left_out(shop, case):
    """{given} is what comes after the first order. The first one has left something too: add the mean of `first_left`."""
    mine = _mine(case)
    return chosen.year_of(mine, _orders(mine, case), margin) - mine["first_left"].mean()


@year_value.yes
def what_it_may_cost(shop, case, ref):
    mine = _mine(case)
    first, often = mine["first_left"].mean(), _orders(mine, case)
    return (
        f"{ref:,.1f} yuan, {first:,.1f} of them with the first order, the rest from {often:.2f} orders to come. A forecast: "
        f"the oldest of these people has been watched for {mine['T'].max():.0f} weeks. Pay less than this for a new customer, not as much."
    )
