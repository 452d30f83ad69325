"""Lesson 05, second sitting: the step that left its own usual, what it cost, what a repair was worth, and the decision."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Choice, Decision, Number
from toolkit.exercises.lessons.why_did_it_change_parts import case as chosen
from toolkit.exercises.lessons.why_did_it_change_parts.plan import losses, now, plan, rate, tree, usual, weight

CELLS = tuple(f"{device} {step}" for step in lens.STEPS[1:] for device in ("m", "pc"))

# --- 5.4 the step that left its usual ---------------------------------------------------------------------


@plan.exercise(
    answer=Choice(*CELLS),
    asks="The step, and the device, that fell farthest below its own usual",
    hints=(
        "Not the smallest share, not the most people: the column that measures in steps of luck.",
        "Read the row of `losses` in which `distance` is lowest, and hand in its `cell`.",
    ),
)
def worst_step(shop, case):
    return losses.sort_values("distance")["cell"].iloc[0]


@worst_step.mistake("LOSS-STEEP", says=lambda given: {"cell": given})
def lowest_rate(shop, case):
    """{cell} is the steepest step, in calm weeks too. Against its *own* usual it did little. Look along `distance`."""
    return chosen.steepest(losses)


@worst_step.mistake("LOSS-BIG", says=lambda given: {"cell": given})
def largest_group(shop, case):
    """Most people leave at {cell}, every day: that group is the largest of all. Compare each with itself, in `distance`."""
    return chosen.largest(losses)


@worst_step.mistake("LOSS-LUCK", says=lambda given: chosen.far(losses, given))
def most_people(shop, case):
    """{cell} misses {lost} people of {n}, {z} steps of luck off. Of eight bells one rings a little by luck. Which lies farthest?"""
    return chosen.most_missing(losses)


@worst_step.yes
def nobody_rang(shop, case, ref):
    row = chosen.leak(losses)
    return (
        f"at {ref} {row['now']:.0%} went on, against {row['usual']:.0%} in calm weeks: {abs(row['distance']):.0f} steps of luck. "
        "The whole shop's conversion hardly shows it, so no alarm rang. A loss hides in a cut: look there each morning."
    )


# --- 5.5 what it cost -------------------------------------------------------------------------------------


def _row():
    return chosen.leak(losses)


def _worth(table, device):
    """Yuan of one paid order on a device."""
    till = chosen.on_device(table, device)
    return till["paid_amount"].sum() / till["paid"].sum()


@plan.exercise(
    answer=Number(within_share=0.005, shown=",.0f"),
    fine_share=0.1,
    asks="Yuan lost at the step of 5.4 in the two days",
    hints=(
        "Three lines, as worked: your cell in the first, its device in the second, its step in the third in place of `cart`.",
        "The last step has nothing left to do. So: `lost` of your cell, times that device's paid_amount ÷ paid in `usual`.",
    ),
)
def money_lost(shop, case):
    found = losses.sort_values("distance").iloc[0]
    till = usual[usual["device"] == found["device"]]
    return found["lost"] * till["paid_amount"].sum() / till["paid"].sum()


@money_lost.also("at the order value of the whole shop")
def any_order(shop, case):
    return _row()["lost"] * usual["paid_amount"].sum() / usual["paid"].sum()


@money_lost.mistake("LOSS-ALL", says=lambda: {"x": f"{100 * (1 - _row()['usual']):.0f}"})
def all_who_left(shop, case):
    """You counted all who left. {x} of 100 leave at this step in calm weeks too. Only those *beyond the usual* are lost: column `lost`."""
    row = _row()
    return (row["reached"] - row["went"]) * _worth(usual, row["device"])


@money_lost.mistake("LOSS-REACHED")
def all_who_came(shop, case):
    """You priced everybody who reached the step. Most of them usually pay, and some did. Take the column `lost`."""
    row = _row()
    return row["reached"] * _worth(usual, row["device"])


@money_lost.mistake("LOSS-STEP", says=lambda: {"step": _row()["step"]})
def worth_at_the_cart(shop, case):
    """You priced each person as one in the cart; most of those never pay. Your cell's step is `{step}`: divide by its people."""
    row = _row()
    till = chosen.on_device(usual, row["device"])
    return row["lost"] * till["paid_amount"].sum() / till["cart"].sum()


@money_lost.mistake("LOSS-HEADS")
def heads_not_money(shop, case):
    """{given} is people. Lu jie asks for yuan: times what a paid order brings on that device, in `usual`."""
    return _row()["lost"]


@money_lost.mistake("LOSS-TILL")
def gap_of_the_till(shop, case):
    """{given} is the till's gap against usual days. Fewer or more people may have come as well. Count at the step: column `lost`."""
    till = chosen.on_device(usual, _row()["device"]), chosen.on_device(now, _row()["device"])
    calm, odd = (table["paid_amount"].sum() / table["date"].nunique() for table in till)
    return (calm - odd) * now["date"].nunique()


@money_lost.yes
def a_day_of_it(shop, case, ref):
    days = now["date"].nunique()
    return (
        f"{ref:,.0f} yuan in {days} days, {ref / days * 30:,.0f} in a month if nobody looks. "
        "That is what a look at the funnel every morning is worth on such a day. It costs a minute."
    )


# --- 5.6 what a repair was worth --------------------------------------------------------------------------


def _day_loss(date):
    one = lens.leaks(usual, now.query("date == @date")).set_index("cell")
    row = _row()
    return one.loc[row["cell"], "lost"] * _worth(usual, row["device"])


@plan.exercise(
    answer=Number(within_share=0.003, shown=",.0f"),
    fine_share=0.1,
    asks="Yuan that a repair on the evening of the first day would have saved",
    hints=(
        "What is past is past: only the days after the first can be saved. There is one, case.odd_end.",
        'lens.leaks(usual, now.query("date == @case.odd_end")); then `lost` of your cell times the yuan of 5.5.',
    ),
)
def repair_in_time(shop, case):
    found = losses.sort_values("distance").iloc[0]
    till = usual[usual["device"] == found["device"]]
    second = lens.leaks(usual, now.query("date == @case.odd_end"))
    lost = second[second["cell"] == found["cell"]]["lost"].iloc[0]
    return lost * till["paid_amount"].sum() / till["paid"].sum()


@repair_in_time.mistake("LOSS-WHOLE")
def whole_loss(shop, case):
    """{given} is the whole loss. The first day was lost before anyone could look. Count the day after it: `case.odd_end`."""
    return _row()["lost"] * _worth(usual, _row()["device"])


@repair_in_time.mistake("LOSS-EVEN")
def loss_by_days(shop, case):
    """You halved the loss. Days differ: on one more people stand at the till than on the other. Count the second day itself."""
    return _row()["lost"] * _worth(usual, _row()["device"]) / 2


@repair_in_time.mistake("LOSS-FIRST")
def first_day(shop, case):
    """{given} is what the first day lost. No repair in the evening brings that back. Count the day that is still to come."""
    return _day_loss(case.odd_start)


@repair_in_time.yes
def what_it_may_cost(shop, case, ref):
    whole = _row()["lost"] * _worth(usual, _row()["device"])
    return (
        f"{ref:,.0f} of {whole:,.0f} yuan could still be saved that evening. So a repair was worth up to {ref:,.0f}, "
        "and looking a day earlier the rest. What is lost already is no reason for anything."
    )


# --- 5.7 the decision -------------------------------------------------------------------------------------

PLANS = ("repair the page", "stop the video", "buy a few orders", "serve its crowd")


def _mix():
    return 100 * ((weight["after"] - weight["before"]) * rate["before"]).sum()


def _change():
    return 100 * ((weight["after"] * rate["after"]).sum() - (weight["before"] * rate["before"]).sum())


@plan.exercise(
    answer=Decision(choice=Choice(*PLANS), evidence=Number(within=0.002, shown="+.3f")),
    asks="What to do about the week after: the choice, and the points of conversion that the crowd explains",
    hints=(
        "Which part of the fall is larger, the channels' own or the crowd's? A cause has to be as large as what it explains.",
        "The evidence is the mix of 5.2, in points, with its sign. The choice keeps what brought people, and does more for them.",
    ),
)
def what_now(shop, case):
    crowd = ((weight["after"] - weight["before"]) * rate["before"]).sum()
    return {
        "choice": "serve its crowd",
        "evidence": 100 * crowd,
        "look_again": case.after_end + pd.Timedelta(days=14),
        "change_mind": "The other channels' own conversion falling as well, in two weeks of review.",
    }


@what_now.also("mix at the new rates")
def mix_at_new_rates(shop, case):
    crowd = ((weight["after"] - weight["before"]) * rate["after"]).sum()
    return {"choice": "serve its crowd", "evidence": 100 * crowd, "look_again": case.after_end, "change_mind": "–"}


@what_now.also("mix halfway between old and new")
def mix_halfway(shop, case):
    crowd = ((weight["after"] - weight["before"]) * (rate["after"] + rate["before"]) / 2).sum()
    return {"choice": "serve its crowd", "evidence": 100 * crowd, "look_again": case.after_end, "change_mind": "–"}


@what_now.also("the mix without its sign")
def without_sign(shop, case):
    return {"choice": "serve its crowd", "evidence": abs(_mix()), "look_again": case.after_end, "change_mind": "–"}


@what_now.mistake("MIX-CAUSE", says=lambda: {"x": f"{_change() - _mix():+.2f}", "y": f"{_mix():+.2f}"})
def repair_the_page(shop, case):
    """Rate moved {x} points, mix {y}. The page changed little; the guests did. Which choice is about the guests?"""
    return {"choice": "repair the page", "evidence": ANY}


def _video(shop, case):
    paid = chosen.by_door(shop, case, "paid_amount").loc["video"]
    return {"b": f"{paid['before']:,.0f}", "a": f"{paid['after']:,.0f}"}


@what_now.mistake("MIX-STOP", says=_video)
def stop_the_video(shop, case):
    """Video paid {b} yuan in the week before, {a} in the week after. A crowd that buys less is still a crowd: which choice keeps it?"""
    return {"choice": "stop the video", "evidence": ANY}


@what_now.mistake("HOUSE-FAKE")
def buy_orders(shop, case):
    """Bought orders (刷单) lift the rate and fool only us. The shop does not do it. Which choice helps people who came?"""
    return {"choice": "buy a few orders", "evidence": ANY}


@what_now.mistake("MIX-BLEND")
def the_whole_fall(shop, case):
    """Your evidence is the whole fall, crowd and channels together. Which of it is the crowd's? Give the mix of 5.2."""
    return {"choice": ANY, "evidence": _change()}


@what_now.mistake("MIX-CAUSE")
def the_rate_part(shop, case):
    """Your evidence is the rate: what the channels changed themselves. The choice rests on the crowd: give the mix."""
    return {"choice": ANY, "evidence": _change() - _mix()}


@what_now.yes
def more_for_them(shop, case, ref):
    paid, change = _video(shop, case), tree["after"].prod() - tree["before"].prod()
    return (
        f"the till moved by {change:+,.0f} yuan while video went from {paid['b']} to {paid['a']}. The fall of conversion is the "
        "price of being seen by strangers. Show them what the video showed, and ask in a fortnight who came back."
    )
