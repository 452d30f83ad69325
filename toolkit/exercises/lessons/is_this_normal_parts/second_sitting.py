"""Lesson 04, second sitting: what four rules cost, forty numbers at once, and what to do with a morning."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Choice, Count, Decision, Number, Ranking, Several, Sorting
from toolkit.exercises.lessons.is_this_normal_parts import case as chosen
from toolkit.exercises.lessons.is_this_normal_parts.plan import band, daily, forty, plan, quiet

# --- 4.5 four rules, counted ----------------------------------------------------------------------------


@plan.exercise(
    answer=Several(per_100=Number(within=0.2, shown=".1f"), quietest_first=Ranking(items=lens.RULES)),
    asks="False alarms of the rule `yesterday` on 100 quiet days, and the four rules, the quietest first",
    hints=(
        "Every ring on a quiet day is false. The worked step counted those of `band`.",
        'per_100 is 100 times quiet["yesterday"].sum() divided by len(quiet). '
        "Do the same for the others and write the names in order.",
    ),
)
def four_rules(shop, case):
    alarms = lens.per_100(quiet)
    return {"per_100": alarms["yesterday"], "quietest_first": list(alarms.index)}


@four_rules.mistake("FALSE-PREC")
def divided_by_alarms(shop, case):
    """You answered: of a hundred rings, how many were false? A good question.
    This one divides by quiet days: `len(quiet)`."""
    rings = lens.ring(daily, "uv", known="known")
    return {"per_100": 100 * quiet["yesterday"].sum() / rings["yesterday"].sum(), "quietest_first": ANY}


@four_rules.mistake("FALSE-BASE", says=lambda shop: {"n": len(shop.shop_daily)})
def divided_by_all_days(shop, case):
    """Below the line you have all {n} days. Only a quiet day can cry wolf: divide by `len(quiet)`."""
    return {"per_100": 100 * quiet["yesterday"].sum() / len(daily), "quietest_first": ANY}


@four_rules.mistake("FALSE-COUNT", says=lambda given: {"n": f"{given['per_100']:.0f}"})
def count_not_rate(shop, case):
    """{n} is the count of false alarms. A longer calm would make it bigger.
    Per 100 days: divide by `len(quiet)`, times 100."""
    return {"per_100": quiet["yesterday"].sum(), "quietest_first": ANY}


@four_rules.mistake("ANOM-TIGHT")
def tighter_is_better(shop, case):
    """You put the rule first that rings most. It misses little and cries wolf all week;
    who will still listen in March? Turn the order round."""
    return {"per_100": ANY, "quietest_first": list(lens.per_100(quiet).index[::-1])}


@four_rules.yes
def a_year_of_mornings(shop, case, lesson):
    rings = lens.ring(chosen.built(shop), "uv", known="known")
    alarms = lens.per_100(rings.merge(lesson.table("quiet"), on="date"))
    return (
        f"in a year of quiet mornings, yesterday's rule calls somebody out of bed {3.65 * alarms['yesterday']:.0f} "
        f"times for nothing, the band {3.65 * alarms['band']:.0f} times. After a month nobody gets up for the first one."
    )


# --- 4.6 forty numbers at once ----------------------------------------------------------------------------


@plan.exercise(
    answer=Count(),
    asks="Quiet days on which at least one of forty numbers lies more than 2.5 usual distances away",
    hints=(
        "In the table `forty`, a row is one number on one day. Keep the loud rows first.",
        '.query("distance < -2.5 or 2.5 < distance"), then count the different days: ["date"].nunique().',
    ),
)
def loud_mornings(shop, case):
    loud = forty.query("distance < -2.5 or 2.5 < distance")
    return loud["date"].nunique()


@loud_mornings.mistake("ANOM-RINGS")
def rings_not_days(shop, case):
    """You counted {given} rings. Three on one day are one bad morning. Count the different days: `.nunique()`."""
    return len(forty.query("distance < -2.5 or 2.5 < distance"))


@loud_mornings.mistake("ANOM-MULT")
def expecting_none(shop, case):
    """Nothing happened on these days, and still the bells ring. Forty numbers ring by luck.
    Count them, then ask for a second witness."""
    return 0


@loud_mornings.mistake("ANOM-ONESIDE")
def only_the_lows(shop, case):
    """You counted the low side alone. A number can be too good as well: add `or 2.5 < distance`."""
    return forty.query("distance < -2.5")["date"].nunique()


@loud_mornings.mistake("ANOM-BELLS")
def numbers_not_days(shop, case):
    """{given} is how many different numbers rang at some time. The question is about mornings:
    count different values of `date`."""
    return forty.query("distance < -2.5 or 2.5 < distance")["number"].nunique()


@loud_mornings.yes
def a_bell_a_morning(shop, case, lesson, ref):
    days = len(lesson.table("quiet"))
    return (
        f"on {ref} of {days} quiet mornings something on the board is red, and nothing had happened. "
        "Watch forty numbers and there is always one to worry about. Ask who else saw it."
    )


# --- 4.7 five mornings, three drawers -----------------------------------------------------------------------


@plan.exercise(
    answer=Sorting(drawers=("act", "note", "leave"), items=("case.mornings",)),
    asks="Five mornings into three drawers: act, note or leave",
    hints=(
        "Two questions for each morning. Is it outside the band? If so: was it in the calendar, did the till see it?",
        'Inside the band, or in the calendar: "leave". Outside and unplanned: "note" where the till saw nothing, '
        '"act" where it did.',
    ),
)
def five_mornings(shop, case):
    drawers = dict.fromkeys(case.mornings, "leave")
    five = band.query("date in @case.mornings and not known")
    # outside the band, in nobody's calendar, and the till saw nothing: worth a line in the log
    for morning in lens.outside(five, "uv")["date"]:
        drawers[morning] = "note"
    return drawers


@five_mornings.mistake("SPIKE-GLAD", says=chosen.odd_date)
def celebrate_the_spike(shop, case):
    """You would act on {date}. Visitors without carts pay no rent. Look along its row: who else saw it?"""
    return {chosen.odd_morning(shop, case): "act"}


@five_mornings.mistake("SPIKE-SHRUG", says=chosen.odd_date)
def shrug_at_the_spike(shop, case):
    """{date} left its band, and no calendar explains it. Unwritten, it spoils every average to come.
    Which drawer holds a line for the log?"""
    return {chosen.odd_morning(shop, case): "leave"}


@five_mornings.mistake("ANOM-LUCK", says=chosen.how_rare)
def act_on_today(shop, case):
    """You would act on today. It lies {z} usual distances off; {k} in 100 quiet days lie as low.
    Look again next {weekday}."""
    return {case.today: "act"}


@five_mornings.mistake("ANOM-EVENT")
def festival_as_incident(shop, case):
    """You would act on 11.11. Everybody knew it was coming. Compare it with last year's 11.11, not with a Tuesday."""
    return {chosen.FESTIVAL: "act"}


@five_mornings.mistake("ANOM-EVENT")
def festival_noted(shop, case):
    """11.11 needs no note: the calendar wrote it a year ago. Ask of each loud day first: was it planned?"""
    return {chosen.FESTIVAL: "note"}


@five_mornings.mistake("ANOM-DOD", says=chosen.faller_date)
def act_on_the_faller(shop, case):
    """{date} fell against the day before, which was another kind of day. It lies inside its band:
    which drawer is that?"""
    return {chosen.faller(shop, case): "act"}


@five_mornings.yes
def one_line_in_the_log(shop, case):
    return (
        f"four mornings cost nothing. One, {chosen.odd_morning(shop, case):%d %B}, costs a line in the log: "
        '"visitors up, nobody bought; keep out of every average". Xiao Tang\'s money stays where it is.'
    )


# --- the decision -----------------------------------------------------------------------------------------


@plan.exercise(
    answer=Decision(
        choice=Choice("double the bids", "cut the prices", "look again"), evidence=Number(within=0.1, shown="+.1f")
    ),
    asks="Tonight: the choice, the number it stands on, when to look again, what would change your mind",
    hints=(
        "How far from its own kind of day does today lie? That number is the evidence; it has a sign.",
        "The row of `band` for today, its column `distance`. Then ask which choice costs nothing and tells you more.",
    ),
)
def tonight(shop, case):
    today = band.query("date == @case.today")
    return {
        "choice": "look again",
        "evidence": today["distance"].iloc[0],
        "look_again": case.today + pd.Timedelta(days=7),
        "change_mind": "Two low days of this kind in a row, or carts and orders falling with the visitors.",
    }


@tonight.mistake("ANOM-LUCK", says=chosen.how_rare)
def double_the_bids(shop, case):
    """Bids cost money every night. Today lies {z} usual distances off; {k} in 100 quiet days do.
    Which choice costs nothing and tells you more?"""
    return {"choice": "double the bids", "evidence": ANY}


@tonight.mistake("ANOM-PRICE", says=chosen.how_rare)
def cut_the_prices(shop, case):
    """Every buyer pays for a price cut, also those who came anyway. {k} in 100 quiet days lie as low.
    Which choice costs nothing?"""
    return {"choice": "cut the prices", "evidence": ANY}


@tonight.mistake("ANOM-DOD")
def against_yesterday(shop, case):
    """Your evidence is the change against yesterday, which was another kind of day.
    Give today's `distance` from days like it."""
    today, before = (daily.query("date == @day")["uv"].iloc[0] for day in (case.today, case.yesterday))
    return {"choice": ANY, "evidence": 100 * (today / before - 1)}


@tonight.mistake("ANOM-RAW")
def missing_visitors(shop, case):
    """Your evidence is in visitors. Whether that is much depends on how far such days usually lie: give `distance`."""
    today = band.query("date == @case.today")
    return {"choice": ANY, "evidence": today["uv"].iloc[0] - today["usual"].iloc[0]}


@tonight.also("with the ruler of step 4")
def by_hand(shop, case):
    ruler = 1.4826 * daily["gap"].abs().median()
    distance = daily.query("date == @case.today")["gap"].iloc[0] / ruler
    return {"choice": "look again", "evidence": distance, "look_again": case.today, "change_mind": "–"}


@tonight.also("the distance without its sign")
def without_sign(shop, case):
    distance = abs(band.query("date == @case.today")["distance"].iloc[0])
    return {"choice": "look again", "evidence": distance, "look_again": case.today, "change_mind": "–"}


@tonight.yes
def the_bids_stay(shop, case, lesson):
    rare = chosen.how_rare(shop, case, lesson)
    return (
        f"{rare['k']} in 100 quiet days lie as low as today: {3.65 * float(rare['k']):.0f} mornings a year. "
        f"Doubling the bids on each of them is a habit, not a decision. Next {case.weekday} knows more."
    )
