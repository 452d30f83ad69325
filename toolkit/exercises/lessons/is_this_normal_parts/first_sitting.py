"""Lesson 04, first sitting: like with like, a middle that walks along, the usual distance, the band."""

import numpy as np

from toolkit import lens
from toolkit.exercises import Number, Set
from toolkit.exercises.lessons.is_this_normal_parts import case as chosen
from toolkit.exercises.lessons.is_this_normal_parts.plan import band, daily, plan

# --- 4.1 the usual of days like it --------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=1, shown=",.0f"),
    fine_share=0.012,
    asks="The usual visitors of days like case.today",
    hints=(
        "Days like it: the same day of the week, and earlier than today.",
        'daily.query("dow == @case.today_dow and date < @case.today"), then the median of `uv` in its last 8.',
    ),
)
def usual_visitors(shop, case):
    like_today = daily.query("dow == @case.today_dow and date < @case.today")
    return like_today["uv"].tail(8).median()


@usual_visitors.mistake("ANOM-DOW")
def mean_of_last_seven(shop, case):
    """{given} is the mean of the last seven days: seven kinds of day in one pot.
    Take the last eight of today's own weekday."""
    return daily.query("date < @case.today")["uv"].tail(7).mean()


@usual_visitors.mistake("ANOM-SELF")
def today_included(shop, case):
    """{given}: today helped to set its own standard. Ask for the days before it, `date < @case.today`."""
    return daily.query("dow == @case.today_dow and date <= @case.today")["uv"].tail(8).median()


@usual_visitors.mistake("ANOM-CONT", says=lambda ref, given: {"pull": f"{given / ref - 1:+.0%}"})
def mean_with_festival(shop, case):
    """You took the mean, and one festival among the eight moved it by {pull}.
    The median shrugs: ask for `.median()`."""
    return daily.query("dow == @case.today_dow and date < @case.today")["uv"].tail(8).mean()


@usual_visitors.mistake("ANOM-SEASON", says=lambda case: {"weekday": case.weekday})
def every_one_since_the_start(shop, case):
    """You asked every {weekday} since the shop opened, and whole seasons lie between them. Ask the last eight: `.tail(8)`."""
    return daily.query("dow == @case.today_dow and date < @case.today")["uv"].median()


@usual_visitors.also("the last four of that weekday")
def last_four(shop, case):
    return daily.query("dow == @case.today_dow and date < @case.today")["uv"].tail(4).median()


@usual_visitors.yes
def against_its_own(shop, case, ref):
    visitors = shop.shop_daily.set_index("date")["uv"]
    today, yesterday = visitors[case.today], visitors[case.yesterday]
    side = "below" if today < ref else "above"
    return (
        f"against yesterday, today fell by {1 - today / yesterday:.0%}; against {case.weekday}s it lies "
        f"{abs(today / ref - 1):.0%} {side}. Only the second is about today. Whether it is much, step 4 says."
    )


# --- 4.2 the weekday index ------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.003, shown=".3f"),
    fine=0.01,
    asks="The weekday index of orders for case.dow",
    hints=(
        "Do what the worked step did, with `pay_orders` where it had `uv`.",
        'A new column: daily["pay_orders"] divided by its own .rolling(7, center=True).mean(). '
        "Then query the weekday, then .median().",
    ),
)
def weekday_orders(shop, case):
    daily["orders_share"] = daily["pay_orders"] / daily["pay_orders"].rolling(7, center=True).mean()
    return daily.query("dow == @case.dow")["orders_share"].median()


@weekday_orders.mistake("ANOM-CONT")
def mean_over_everything(shop, case):
    """You divided by the mean of everything, with festivals and seasons in it.
    Compare each day with its own week first, then take the median."""
    return daily.query("dow == @case.dow")["pay_orders"].mean() / daily["pay_orders"].mean()


@weekday_orders.mistake("ANOM-OTHER", says=lambda case: {"weekday": case.dow_name})
def visitors_again(shop, case):
    """{given} is the {weekday} of visitors, the worked step once more. Put `pay_orders` where `uv` stood, above and below."""
    return (daily["uv"] / daily["uv"].rolling(7, center=True).mean())[daily["dow"] == case.dow].median()


@weekday_orders.mistake("ANOM-SUM", says=lambda case: {"weekday": case.dow_name})
def sum_of_the_weekday(shop, case):
    """{given} is the {weekday}s' part of all orders; more {weekday}s would make it bigger.
    Divide each day by its week's mean."""
    return daily.query("dow == @case.dow")["pay_orders"].sum() / daily["pay_orders"].sum()


@weekday_orders.mistake("ANOM-LEVEL", says=lambda case, given: {"weekday": case.dow_name, "given": f"{given:,.0f}"})
def orders_not_share(shop, case):
    """{given} are the orders of a middling {weekday}. An index has no unit:
    divide each day by its own week's mean first."""
    return daily.query("dow == @case.dow")["pay_orders"].median()


@weekday_orders.also("known days set aside")
def without_known_days(shop, case):
    return lens.weekday_index(daily, "pay_orders", known="known")[case.dow]


@weekday_orders.yes
def orders_and_visitors(shop, case, ref):
    visitors = lens.weekday_index(shop.shop_daily, "uv")[case.dow]
    return (
        f"where its week's mean is 1, a {case.dow_name} brings {ref:.2f} in orders and {visitors:.2f} in visitors. "
        "Each number has a rhythm of its own: plan the packing shift by the orders."
    )


# --- 4.3 the usual distance -------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.002, shown=".4f"),
    fine=0.005,
    asks="The usual distance of visitors from their middle, in logs",
    hints=(
        'The distances stand in daily["gap"]. The paper week shows the two moves.',
        "1.4826 times the median of the distances without their sign: .abs(), then .median().",
    ),
)
def usual_distance(shop, case):
    return 1.4826 * daily["gap"].abs().median()


@usual_distance.mistake("ANOM-CONT")
def standard_deviation(shop, case):
    """{given} is the standard deviation. Festivals and the spike widened your ruler, so they can hide behind it.
    Take 1.4826 times the middle distance."""
    return daily["gap"].std()


@usual_distance.mistake("ANOM-DOUBLE")
def both_factors(shop, case):
    """1.4826 and 0.6745 do the same job. With both, your ruler is 1.48 times too long and wild days look tame.
    Keep one."""
    return 1.4826 / 0.6745 * daily["gap"].abs().median()


@usual_distance.mistake("ANOM-NOLOG", says=lambda given: {"given": f"{given:,.0f}"})
def no_log(shop, case):
    """{given} is in visitors. Without the log a doubling looks farther than a halving. Measure in the column `gap`."""
    return 1.4826 * (daily["even"] - daily["even"].rolling(28).median().shift(1)).abs().median()


@usual_distance.mistake("ANOM-MAD")
def bare_middle(shop, case):
    """{given} is the bare middle distance: half of all days lie farther out.
    Multiply it by 1.4826, and two rulers hold most days."""
    return daily["gap"].abs().median()


@usual_distance.mistake("ANOM-SIGN")
def signs_left_in(shop, case):
    """{given}: you left the signs in, so lows and highs cancel. A distance has no sign: `.abs()` first, then the median."""
    return 1.4826 * daily["gap"].median()


@usual_distance.yes
def as_a_share(shop, case, ref):
    today = float(chosen.built(shop).query("date == @case.today")["gap"].iloc[0])
    return (
        f"visitors usually lie within ±{np.expm1(ref):.0%} of their middle, for no reason at all. "
        f"Today lies {abs(today) / ref:.1f} usual distances away. Is that far? The next step draws the line."
    )


# --- 4.4 the days that left the band ------------------------------------------------------------------------


@plan.exercise(
    answer=Set(precision=0.8, recall=0.8),
    truth=chosen.abnormal,
    asks="The days from case.start to case.end that left the band, known days aside",
    hints=(
        "The worked step did it for orders on known days. Here it is `uv`, and known days stay out.",
        'Two queries: the weeks with "and not known", then "uv < low or high < uv". The answer is the column `date`.',
    ),
)
def abnormal_days(shop, case):
    weeks = band.query("@case.start <= date <= @case.end and not known")
    return list(weeks.query("uv < low or high < uv")["date"])


def flagged(given):
    return {"n": len(given)}


@abnormal_days.mistake("ANOM-DOD", says=flagged)
def day_over_day(shop, case):
    """You flagged {n} days against the day before. Most are Mondays after Sundays, or the morning after a loud day.
    Compare with days like it: the band."""
    step = daily.assign(step=daily["uv"] / daily["uv"].shift(1) - 1)
    return list(step.query("@case.start <= date <= @case.end and not known and not -0.1 < step < 0.1")["date"])


@abnormal_days.mistake("ANOM-CONT", says=flagged)
def one_mean_for_all(shop, case):
    """{n} days lie two standard deviations from one mean: summer was judged by winter.
    Let the middle walk along, as `band` does."""
    far = daily.assign(far=(daily["uv"] - daily["uv"].mean()).abs() / daily["uv"].std())
    return list(far.query("@case.start <= date <= @case.end and far > 2")["date"])


def first_known(given, shop):
    known = chosen.built(shop).query("known")["date"].dt.strftime("%Y-%m-%d")
    return {"date": next((date for date in given if date in set(known)), "One of them")}


@abnormal_days.mistake("ANOM-EVENT", says=first_known)
def festivals_flagged(shop, case):
    """{date} is in the calendar. Everybody knew. Set known days aside: add `and not known` to the query."""
    return list(lens.outside(band, "uv").query("@case.start <= date <= @case.end")["date"])


@abnormal_days.mistake("ANOM-TIGHT", says=flagged)
def tight_band(shop, case):
    """A band of two usual distances rings on {n} days, and luck alone rings nearly that often.
    Leave the width at 3.5, then look again."""
    weeks = band.query("@case.start <= date <= @case.end and not known")
    return list(weeks.query("not -2 < distance < 2")["date"])


@abnormal_days.yes
def not_in_the_calendar(shop, case, ref):
    return (
        f"{len(ref)} of {(case.end - case.start).days + 1} days left the band, and nobody had planned them. "
        "Something happened there. Who else saw it, the second sitting asks."
    )
