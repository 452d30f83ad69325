"""Lesson 09, first sitting: three ledgers for one month, what a message caused, what came anyway."""

import numpy as np

from toolkit import lens
from toolkit.exercises import Number, Several
from toolkit.exercises.lessons.credit_cause_plan_parts import case as chosen
from toolkit.exercises.lessons.credit_cause_plan_parts.plan import days, lot, plan, touches

# --- 9.1 three ledgers ------------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(
        last=Number(within=0.5, shown=",.0f"),
        first=Number(within=0.5, shown=",.0f"),
        equal=Number(within=0.5, shown=",.1f"),
    ),
    points=2,
    asks="Sales of case.channel in three ledgers: last, first, equal",
    hints=(
        "The worked lines, with `touches` where they had `paper`: put the touches in order first. Then look up one door.",
        '`path = touches.sort_values(["journey_id", "seq"])`, then as on paper. `last[case.channel]` looks up the door; '
        "`first` and `equal` likewise.",
    ),
)
def three_ledgers(shop, case):
    path = touches.sort_values(["journey_id", "seq"])
    last = path.groupby("journey_id").last().groupby("door").size()
    first = path.groupby("journey_id").first().groupby("door").size()
    once = path.groupby(["journey_id", "door"], as_index=False).first()
    once["part"] = 1 / once.groupby("journey_id")["door"].transform("count")
    equal = once.groupby("door")["part"].sum()
    return {"last": last[case.channel], "first": first[case.channel], "equal": equal[case.channel]}


@three_ledgers.mistake("ATTR-TWICE")
def repeats_counted(shop, case):
    """Your equal parts count a door once for each touch. Three films seen by one person are one door. Drop repeats first."""
    return {"equal": chosen.equal_with_repeats(touches)[case.channel]}


@three_ledgers.mistake("ATTR-ORDER")
def newest_on_top(shop, case):
    """Your first and last are exchanged: this export has the newest touch on top. First means earliest. Sort by `seq`."""
    right = lens.touch_ledgers(touches).loc[case.channel]
    return {"last": right["first"], "first": right["last"]}


@three_ledgers.mistake("ATTR-ADS")
def ads_only(shop, case):
    """You kept the doors that cost money. Free search sold as well; so your ledger hands out too few sales. Keep every touch."""
    return lens.touch_ledgers(chosen.paid_only(touches)).loc[case.channel].to_dict()


@three_ledgers.yes
def names_never_agree(shop, case, ref):
    sales = touches["journey_id"].nunique()
    return (
        f"{case.channel} sold {ref['last']:,.0f} by the last touch, {ref['first']:,.0f} by the first, {ref['equal']:,.0f} by equal "
        f"parts. Each ledger adds up to {sales:,} sales of the month; whoever chooses the ledger chooses the hero."
    )


# --- 9.2 what a message caused ------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(
        points=Number(within=0.005, shown="+.2f"),
        low=Number(within=0.06, shown="+.2f"),
        high=Number(within=0.06, shown="+.2f"),
    ),
    points=2,
    asks="What the message caused, in points, with its range: points, low, high",
    hints=(
        "Two whole lots, read or not. The mean of `converted` in each, one minus the other, times 100; then the range of luck.",
        "Replay both lots, as worked: 100 * (lens.replay_luck(rate of written, people) - lens.replay_luck(rate of held out, people, "
        "seed=2)); its quantiles 0.025 and 0.975. Or lens.rate_difference.",
    ),
)
def message_caused(shop, case):
    rate, people = lot.groupby("arm")["converted"].mean(), lot.groupby("arm")["converted"].size()
    both = lens.rate_difference(
        rate["written"] * people["written"],
        people["written"],
        rate["held out"] * people["held out"],
        people["held out"],
    )
    return {"points": 100 * both["difference"], "low": 100 * both["low"], "high": 100 * both["high"]}


@message_caused.mistake("INC-EXPOSED")
def openers_against_others(shop, case):
    """You set openers against those who did not open. Who opens likes us anyway. Keep the lots whole: `arm`, read or not."""
    rate = lot.query("arm == 'written'").groupby("exposed")["converted"].mean()
    return {"points": 100 * (rate[True] - rate[False])}


@message_caused.mistake("ATTR-LAST", says=lambda: _of_1000())
def all_who_bought(shop, case):
    """You counted every buyer after a message. Of {y} such buyers {x} would have come without. Subtract the lot that got none."""
    return {"points": 100 * lot.query("arm == 'written'")["converted"].mean()}


def _of_1000():
    rate = 1000 * lot.groupby("arm")["converted"].mean()
    return {"x": f"{rate['held out']:.0f}", "y": f"{rate['written']:.0f}"}


@message_caused.mistake("SIG-NONE")
def no_range(shop, case):
    """One number three times is no range. Could luck alone part two lots of this size? Replay them and take the middle 95."""
    points = chosen.range_of(lot)["points"]
    return {"low": points, "high": points}


@message_caused.yes
def luck_and_cause(shop, case, ref, truth):
    built = 1000 * np.array(truth.parameters()["messages"]["wake"])
    clear = "Luck alone hardly does that" if ref["low"] > 0 else "Luck alone could do that"
    return (
        f"of 1,000 written to, {10 * ref['points']:.1f} bought because of it, give or take: {10 * ref['low']:.1f} to "
        f"{10 * ref['high']:.1f}. {clear}. The shop was built to wake {built.min():.0f} to {built.max():.0f} of 1,000, by how long "
        "they had been away."
    )


# --- 9.3 yuan a message -------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.002, shown="+.3f"),
    asks="Yuan that one message leaves, its own price taken off",
    hints=(
        "Extra buyers for one message, times what a buyer leaves, less what a message costs. Every message counts, read or not.",
        'lot["cm"].sum() / lot["converted"].sum() is what a buyer leaves; the rates\' difference times that, minus case.send.',
    ),
)
def yuan_a_message(shop, case):
    rate = lot.groupby("arm")["converted"].mean()
    each = lot["cm"].sum() / lot["converted"].sum()
    return (rate["written"] - rate["held out"]) * each - case.send


@yuan_a_message.also("what a member left, lot against lot")
def by_the_head(shop, case):
    left = lot.groupby("arm")["cm"].mean()
    return left["written"] - left["held out"] - case.send


def _extra():
    rate = lot.groupby("arm")["converted"].mean()
    return rate["written"] - rate["held out"]


@yuan_a_message.mistake("MARG-GROSS", says=lambda: {"x": f"{100 * lot['cm'].sum() / lot['paid_amount'].sum():.0f}"})
def by_revenue(shop, case):
    """You counted what buyers paid. Of 100 yuan paid {x} stay here, the rest is goods, fee and parcels. Take `cm`."""
    return _extra() * lot["paid_amount"].sum() / lot["converted"].sum() - case.send


@yuan_a_message.mistake("MSG-READ")
def by_the_buyer(shop, case):
    """{given} is for a buyer. We pay for every message, read or not: divide by all who were written to."""
    written = lot.query("arm == 'written'")
    gain = _extra() * lot["cm"].sum() / lot["converted"].sum() - case.send
    return gain * len(written) / written["converted"].sum()


@yuan_a_message.mistake("ATTR-LAST")
def every_buyer(shop, case):
    """{given} books every buyer who was written to with the message. Most came anyway. Take the extra ones: lot minus lot."""
    each = lot["cm"].sum() / lot["converted"].sum()
    return lot.query("arm == 'written'")["converted"].mean() * each - case.send


@yuan_a_message.mistake("MSG-PRICE")
def sent_for_nothing(shop, case):
    """{given} leaves the price of sending out. Small, and paid for everybody: take off `case.send`."""
    return _extra() * lot["cm"].sum() / lot["converted"].sum()


@yuan_a_message.yes
def for_a_thousand(shop, case, ref):
    credited = lot.query("arm == 'written'")["converted"].mean() * lot["cm"].sum() / lot["converted"].sum()
    return (
        f"1,000 messages leave {1000 * ref:+,.0f} yuan. A ledger of last touches would have said up to {1000 * credited:+,.0f}. "
        "And each one costs a little patience of people who agreed to hear from us; no table shows that."
    )


# --- 9.4 what came anyway -----------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.002, shown=".2f"),
    fine=0.10,
    points=2,
    asks="Share of the brand keywords' visitors who came anyway",
    hints=(
        "Two kinds of week, three columns. Scale the off weeks until `rest` is alike; then free search's gain ÷ keyword ads' loss.",
        'on, off = mean.loc["on"], mean.loc["off"]; then off * on["rest"] / off["rest"], and the paper\'s last line.',
    ),
)
def came_anyway(shop, case):
    mean = days.groupby("keywords")[["paid_search", "search_org", "rest"]].mean()
    on, off = mean.loc["on"], mean.loc["off"]
    alike = off * on["rest"] / off["rest"]  # as if the rest of the shop had been the same
    return (alike["search_org"] - on["search_org"]) / (on["paid_search"] - alike["paid_search"])


@came_anyway.also("day against day before the mean")
def scaled_by_day(shop, case):
    table = days.query("keywords != 'before'")
    usual = table["rest"] / table["rest"].mean()
    doors = {door: table[door] / usual for door in ("paid_search", "search_org")}
    return chosen.came_anyway(table.assign(**doors), scaled=False)


def _rest():
    mean = days.groupby("keywords")["rest"].mean()
    return {"x": f"{abs(100 * (mean['off'] / mean['on'] - 1)):.1f}"}


@came_anyway.mistake("INC-ALIKE", says=_rest)
def weeks_as_they_came(shop, case):
    """You took the weeks as they came. The rest moved by {x} % between them, and nobody switched *it*. Scale by `rest` first."""
    return chosen.came_anyway(days, scaled=False)


@came_anyway.mistake("INC-BEFORE")
def before_and_after(shop, case):
    """You compared with the weeks before the test. The season moved in between. On and off weeks alternate: use those two."""
    return chosen.came_anyway(days, like="before")


@came_anyway.mistake("ATTR-LAST")
def nobody(shop, case):
    """{given} says that every one was the ad's, as the ledger does. Look at free search in the off weeks: who came there?"""
    return 0.0


@came_anyway.mistake("SIG-NONE")
def counted_in_orders(shop, case):
    """{given} comes from orders. There are so few that one good week decides. Count visitors: `days`."""
    orders = chosen.tables.visitors(shop, "pay_orders")
    return chosen.came_anyway(days.drop(columns=list(orders.columns)).merge(orders, on="date"))


@came_anyway.yes
def bought_what_was_ours(shop, case, ref, truth):
    built = 1 - truth.channels().set_index("source")["incremental"]["paid_search_brand"]
    return (
        f"about {100 * ref:.0f} of 100 who typed our name and clicked the ad would have clicked the free line below it; the shop "
        f'was built with {100 * built:.0f}. Eight weeks of visitors wobble, so write "about". The ledger had said none.'
    )
