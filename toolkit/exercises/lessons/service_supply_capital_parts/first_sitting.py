"""Lesson 10, first sitting: the promise kept, the hands it takes, what a hundred yuan cost, what broke first."""

import numpy as np
import pandas as pd

from toolkit.exercises import ANY, Choice, Count, Number, Ranking, Several
from toolkit.exercises.lessons.service_supply_capital_parts import case as chosen
from toolkit.exercises.lessons.service_supply_capital_parts.plan import after, kept, orders, plan, shifts, table
from toolkit.exercises.lessons.service_supply_capital_parts.tables import COSTS

FOUR = ("waiting", "parcels", "stars", "conversion")

# --- 10.1 shipped in time ---------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.002, shown=".3f"),
    asks="Share of the orders due after the promotion that left in time",
    hints=(
        "Below the line: every order whose promise ended in these days, sent or not. Above: those sent by then.",
        'orders.query("@case.promo <= promise_ship_ts < @case.due_before"), then the worked two lines.',
    ),
)
def shipped_in_time(shop, case):
    due = orders.query("@case.promo <= promise_ship_ts < @case.due_before")
    in_time = (due["ship_ts"] <= due["promise_ship_ts"]).sum()
    return in_time / len(due)


@shipped_in_time.mistake("SVC-DUE")
def of_those_sent(shop, case):
    """You divided by parcels *sent*. Those still lying in the warehouse vanished, and they are the latest of all. Divide by orders due."""
    sent = orders.query("@case.promo <= ship_ts < @case.due_before")
    return (sent["ship_ts"] <= sent["promise_ship_ts"]).sum() / len(sent)


@shipped_in_time.mistake("SVC-DOOR")
def at_the_door(shop, case):
    """You asked when the parcel reached the door. The carrier's half; our promise is dispatch. Compare `ship_ts` with its promise."""
    due = orders.query("@case.promo <= promise_ship_ts < @case.due_before")
    return (due["deliver_ts"] <= due["promise_deliver_ts"]).sum() / len(due)


@shipped_in_time.mistake("SVC-PAID")
def by_day_of_payment(shop, case):
    """You took the orders *paid* in these days; some of them are not due yet. Choose by the day the promise ends."""
    paid = orders.query("@case.promo <= paid_ts < @case.due_before")
    return (paid["ship_ts"] <= paid["promise_ship_ts"]).sum() / len(paid)


@shipped_in_time.yes
def waits(shop, case, ref):
    due = orders.query("@case.promo <= promise_ship_ts < @case.due_before")
    late = len(due) - (due["ship_ts"] <= due["promise_ship_ts"]).sum()
    return (
        f"{ref:.0%} of {len(due):,} promises were kept, and {late:,} people waited. Each of them was told a day at the till: "
        "the promise sold the parcel, and the packing table paid for it."
    )


# --- 10.2 hands for the busiest shift ---------------------------------------------------------------------


@plan.exercise(
    answer=Several(load=Number(within=0.5, shown=".0f"), people=Count()),
    points=2,
    asks="The highest load at which nine of ten shifts answer in time, and the people for the next promotion's busiest shift",
    hints=(
        "In which bands does the column of nine shifts in ten stay at 60 seconds or below? Take the highest of these bands.",
        "people: case.next_promo.chats divided by that load, and np.ceil, since half a person answers nobody.",
    ),
)
def hands(shop, case):
    nine_of_ten = shifts.groupby("band", observed=True)["wait"].quantile(0.9)
    load = nine_of_ten[nine_of_ten <= 60].index.max()
    return {"load": load, "people": np.ceil(case.next_promo.chats / load)}


def _safe():
    return chosen.safe_load(shifts)


def _highest(column, how):
    middle = shifts.groupby("band", observed=True)[column].agg(how)
    return float(middle[middle <= chosen.SLOW_AFTER].index.max())


@hands.mistake("SVC-MEAN")
def mean_first_reply(shop, case):
    """You took the middle customer's wait; that one is always quick. Promise it to nine of ten: `.quantile(0.9)` of `wait`."""
    return {"load": _highest("first_resp_p50_s", "mean"), "people": ANY}


@hands.mistake("SVC-MEAN", says=lambda given: {"load": f"{given['load']:.0f}"})
def mean_shift(shop, case):
    """At {load} the average shift is quick enough, and many are not: the mean hides the bad evenings. Ask `.quantile(0.9)`."""
    return {"load": _highest("wait", "mean"), "people": ANY}


@hands.mistake("SVC-THIRD")
def a_third_of_the_day(shop, case):
    """You shared the day among three shifts. They all come at nine in the evening: take the busiest shift, `case.next_promo.chats`."""
    return {"load": _safe(), "people": np.ceil(case.next_promo.day_chats / 3 / _safe())}


@hands.mistake("SVC-HALF")
def rounded_down(shop, case):
    """You cut off the last part of a person. Half a person answers nobody, and those people wait: `np.ceil`."""
    return {"load": _safe(), "people": np.floor(case.next_promo.chats / _safe())}


@hands.yes
def beside_today(shop, case, ref):
    usual = int(shifts["staff"].max())
    return (
        f"{ref['people']} people for {case.next_promo.chats} chats; on an ordinary evening {usual} sit there. "
        f"{ref['people'] - usual} more have to be found, and to learn, before that evening. What does one shift too few cost? See step 4."
    )


# --- 10.3 the cost that rose ------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(line=Choice(*COSTS), more=Number(within=0.02, shown="+.2f")),
    asks="The cost that rose most for every hundred yuan kept, from the promotion's quarter to the next, and by how many yuan",
    hints=(
        "The worked lines with case.quarters in place of case.worked_quarters: first per 100 kept, then the later less the earlier.",
        "rise = per_100[case.quarters[1]] - per_100[case.quarters[0]]; then rise.idxmax() and rise.max().",
    ),
)
def rising_cost(shop, case):
    per_100 = 100 * table / kept
    rise = per_100[case.quarters[1]] - per_100[case.quarters[0]]
    return {"line": rise.idxmax(), "more": rise.max()}


@rising_cost.mistake("COST-BIG")
def biggest_line(shop, case):
    """Goods are the biggest line, in every quarter. Which line *moved* most? The later quarter less the earlier, per 100 kept."""
    return {"line": table[case.quarters[1]].idxmax(), "more": ANY}


def _in_yuan(case):
    return table[case.quarters[1]] - table[case.quarters[0]]


@rising_cost.mistake(
    "COST-YUAN", says=lambda given, case: {"x": f"{kept[case.quarters[1]] / kept[case.quarters[0]] - 1:+.0%}"}
)
def yuan_not_share(shop, case):
    """You compared yuan, but the shop itself changed: {x} kept. Divide each quarter by what it kept, then compare."""
    return {"line": ANY, "more": _in_yuan(case)[_in_yuan(case).idxmax()]}


def _rise(case):
    per_100 = 100 * table / kept
    return per_100[case.quarters[1]] - per_100[case.quarters[0]]


@rising_cost.mistake("COST-YUAN")
def its_yuan(shop, case):
    """The right line, in yuan of the quarter. Fang asks per hundred kept: divide both quarters by what they kept first."""
    return {"line": ANY, "more": _in_yuan(case)[_rise(case).idxmax()]}


@rising_cost.mistake("COST-LEVEL")
def its_level(shop, case):
    """That is what the line costs now. How much *more* is it than in the quarter before? Take the earlier from it."""
    per_100 = 100 * table[case.quarters[1]] / kept[case.quarters[1]]
    return {"line": ANY, "more": per_100[_rise(case).idxmax()]}


@rising_cost.mistake("REV-GMV")
def per_100_paid(shop, case, lesson):
    """You divided by what was *paid*. A tenth of that went back. Divide by `kept`, for that is what has to carry the costs."""
    paid = lesson.table("kept").set_index("quarter")["paid"]
    per_100 = 100 * table / paid
    rise = per_100[case.quarters[1]] - per_100[case.quarters[0]]
    return {"line": ANY, "more": rise.max()}


@rising_cost.yes
def it_did_not_shrink(shop, case, ref):
    before, after_it = (table[quarter][ref["line"]] for quarter in case.quarters)
    sold = kept[case.quarters[1]] / kept[case.quarters[0]] - 1
    return (
        f"{ref['line']} went from {before:,.0f} to {after_it:,.0f} yuan while the shop kept {sold:+.0%}: {ref['more']:+.2f} yuan of every "
        "hundred. A cost that does not follow sales is cheap in a good quarter and dear in the next."
    )


# --- 10.4 what broke first --------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(order=Ranking(items=FOUR), days=Count(within=1)),
    points=2,
    asks="The four numbers in the order in which they left their band, and the days from the promotion until the stars did",
    hints=(
        "For each number the first day outside on its bad side, above 3.5 or below -3.5. One that never leaves stands last.",
        'after.query("stars < -3.5")["day"].min(); the same for parcels (> 3.5) and conversion (< -3.5). Then write the names in order.',
    ),
)
def broke_first(shop, case):
    first = pd.Series(
        {
            "waiting": after.query("waiting > 3.5")["day"].min(),
            "parcels": after.query("parcels > 3.5")["day"].min(),
            "stars": after.query("stars < -3.5")["day"].min(),
            "conversion": after.query("conversion < -3.5")["day"].min(),
        }
    )
    return {"order": list(first.sort_values().index), "days": first["stars"]}


def _worst():
    worst = pd.Series({name: after[name].max() if name in FOUR[:2] else -after[name].min() for name in FOUR})
    return worst.sort_values(ascending=False)


@broke_first.mistake("CHAIN-SIZE", says=lambda: {"loud": _worst().index[0]})
def by_size(shop, case):
    """You ordered them by size: {loud} swings widest. What came *first* is another question: the first day outside, each."""
    return {"order": list(_worst().index), "days": ANY}


@broke_first.mistake("CHAIN-DATE", says=lambda given: {"given_days": given["days"]})
def day_of_the_month(shop, case):
    """{given_days} is the day of the calendar month. Count from the promotion, so that another year can be laid beside it: column `day`."""
    return {"order": ANY, "days": (case.promo + pd.Timedelta(days=int(_first_days()["stars"]))).day}


def _first_days():
    out = {name: after[after[name] > 3.5] if name in FOUR[:2] else after[after[name] < -3.5] for name in FOUR}
    return pd.Series({name: rows["day"].min() for name, rows in out.items()})


def _two_festivals(lesson, case):
    stars = lesson.table("chain").set_index("date")["stars"]
    first, last = (pd.Timedelta(days=days) for days in (8, 18))
    x, y = (stars[start + first : start + last].mean() for start in (case.calm_promo, case.promo))
    return {"calm": case.calm_name, "x": f"{x:.1f}", "y": f"{y:.1f}"}


@broke_first.mistake("CORR-CAUSE", says=_two_festivals)
def all_at_once(shop, case):
    """You let stars fall at once, as if customers tired. After {calm} they stayed at {x}; here they came to {y}, later. On which day?"""
    return {"order": ANY, "days": 0}


@broke_first.mistake("CHAIN-END")
def stars_first(shop, case):
    """You began with what customers write. They write after they waited: which number was outside on the first evening?"""
    return {"order": ["stars", "conversion", "waiting", "parcels"], "days": ANY}


@broke_first.yes
def time_to_act(shop, case, ref):
    parcels = after.query("parcels > 3.5")["day"].min()
    return (
        f"waiting broke on day 0, parcels on day {parcels:.0f}, stars on day {ref['days']}. Between the first sign and the stars "
        f"lay {ref['days']} days in which hands would still have helped. The reviews came when it was over."
    )
