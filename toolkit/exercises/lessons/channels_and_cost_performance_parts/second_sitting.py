"""Lesson 08, second sitting: the price of a new customer, what visitors of each channel leave, and visitors that are none."""

import numpy as np
import pandas as pd

from toolkit.exercises import ANY, Choice, Interval, Number, Ranking, Several
from toolkit.exercises.lessons.channels_and_cost_performance_parts import cards
from toolkit.exercises.lessons.channels_and_cost_performance_parts.plan import bills, doors, plan, sales, visits

# --- 8.5 a new customer -----------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(
        cost=Number(within_share=0.002, shown=",.2f"),
        left_90=Number(within_share=0.002, shown=",.2f"),
        paid_back=Choice("yes", "no"),
    ),
    points=2,
    asks="What a new customer of case.bought cost, what one left within 90 days, and whether that paid the cost back",
    hints=(
        "The worked step with case.bought in place of the partners: the bills and the people of the same days.",
        "won = sales.query(\"who == 'known' and came_by == @case.bought and @case.won_from <= first <= @case.won_to\"); heads by "
        "`.nunique()`; bills of that channel; `left` up to age 90.",
    ),
)
def new_customer(shop, case):
    new = sales.query("who == 'known' and came_by == @case.bought and @case.won_from <= first <= @case.won_to")
    bill = bills.query("channel_id == @case.bought and @case.won_from <= date <= @case.won_to")
    people = new["customer_id"].nunique()
    cost = bill["spent"].sum() / people
    left_90 = new.query("age <= 90")["left"].sum() / people
    return {"cost": cost, "left_90": left_90, "paid_back": np.where(left_90 >= cost, "yes", "no")}


def _won(case, last):
    known = sales[(sales["who"] == "known") & (sales["came_by"] == case.bought)]
    return known[known["first"].between(case.won_from, last)]


def _bill(case):
    billed = bills[(bills["channel_id"] == case.bought) & bills["date"].between(case.won_from, case.won_to)]
    return billed["spent"].sum()


def _all_buyers(case):
    here = sales[(sales["channel_id"] == case.bought) & sales["day"].between(case.won_from, case.won_to)]
    return here[here["who"] == "known"]


@new_customer.mistake("CAC-ALL", says=lambda case: {"x": _old_share(case)})
def all_buyers(shop, case):
    """You divided by all who bought by this channel. {x} of 100 were ours already. Divide by those it won: `came_by`, `first`."""
    return {"cost": _bill(case) / _all_buyers(case)["customer_id"].nunique(), "left_90": ANY, "paid_back": ANY}


def _old_share(case):
    here = _all_buyers(case)
    fresh = here[(here["age"] == 0) & (here["came_by"] == case.bought)]["customer_id"].nunique()
    return f"{100 - 100 * fresh / here['customer_id'].nunique():.0f}"


@new_customer.mistake("LTV-REV")
def paid_back_by_sales(shop, case):
    """You let what they *paid* earn it back. Goods, parcels and returns must be paid as well: sum `left`."""
    won = _won(case, case.won_to)
    return {
        "cost": ANY,
        "left_90": won[won["age"] <= 90]["paid"].sum() / won["customer_id"].nunique(),
        "paid_back": ANY,
    }


@new_customer.mistake("COH-CENS", says=lambda case: {"until": f"{case.won_to:%d %B}"})
def young_cohorts(shop, case):
    """Some of these met us after {until}: they had no 90 days to pay anything back. Keep `first <= @case.won_to`."""
    won = _won(case, sales["day"].max())
    left = won[won["age"] <= 90]["left"].sum() / won["customer_id"].nunique()
    return {"cost": ANY, "left_90": left, "paid_back": ANY}


@new_customer.mistake("LTV-FIRST")
def first_order_only(shop, case):
    """That is the first order alone. Some come again within 90 days: take every order up to `age <= 90`."""
    won = _won(case, case.won_to)
    return {"cost": ANY, "left_90": won[won["age"] == 0]["left"].sum() / won["customer_id"].nunique(), "paid_back": ANY}


@new_customer.yes
def when_it_pays(shop, case, ref):
    share = ref["left_90"] / ref["cost"]
    until = (
        "Paid back"
        if ref["paid_back"] == "yes"
        else f"{100 - 100 * share:.0f} of 100 yuan are still out after three months"
    )
    return (
        f"a new customer by {case.bought} cost {ref['cost']:,.0f} yuan and left {ref['left_90']:,.0f} in 90 days. {until}. "
        "How much longer may it take? That is for Lu jie to say: it is her account that waits."
    )


# --- 8.6 what a hundred visitors leave --------------------------------------------------------------------


@plan.exercise(
    answer=Several(order=Ranking(items=("case.strangers",)), yuan=Number(within=0.05, shown="+,.2f")),
    points=2,
    asks="case.strangers by what 100 visitors leave within 90 days after the channel's bills, the most first; and the yuan of the last",
    hints=(
        "The worked table, with 90 days for 30, and the bills taken off before you divide by the visitors.",
        'doors["left"] with age <= 90; then 100 * (doors["left"] - doors["spent"]) / doors["uv"], sorted, the most first; its '
        "last number is the yuan.",
    ),
)
def door_worth(shop, case):
    within_90 = sales.query("@case.won_from <= first <= @case.won_to and age <= 90")
    doors["left_90"] = within_90.groupby("came_by")["left"].sum()
    listed = (100 * (doors["left_90"] - doors["spent"]) / doors["uv"]).sort_values(ascending=False)
    return {"order": list(listed.index), "yuan": listed.iloc[-1]}


def _doors(shop, case, money="left", days=90, *, free=False):
    won = sales[sales["first"].between(case.won_from, case.won_to) & (sales["age"] <= days)]
    came = shop.traffic_daily[shop.traffic_daily["date"].between(case.won_from, case.won_to)]
    billed = bills[bills["date"].between(case.won_from, case.won_to)]
    names = list(case.strangers)
    visitors = came.groupby("channel_id")["uv"].sum()[names]
    left = won.groupby("came_by")[money].sum().reindex(names).fillna(0.0)
    spent = billed.groupby("channel_id")["spent"].sum().reindex(names).fillna(0.0)
    return (100 * (left - (0 if free else spent)) / visitors).sort_values(ascending=False)


def _listed(values):
    return {"order": list(values.index), "yuan": float(values.iloc[-1])}


@door_worth.mistake("LTV-FIRST")
def first_order(shop, case):
    """You stopped at the first order. Who comes back pays for the click of the first day: take every order, `age <= 90`."""
    return _listed(_doors(shop, case, days=0))


@door_worth.mistake("LTV-REV")
def by_sales(shop, case):
    """You ranked what they *paid*. A channel may sell a lot and take a lot back. What stayed? Sum `left`."""
    return _listed(_doors(shop, case, money="paid"))


@door_worth.mistake("ADS-NONE", says=lambda case: {"channel": case.bought})
def price_forgotten(shop, case):
    """You asked what visitors leave, not what they cost. Every guest of {channel} had a price: take `spent` off first."""
    return _listed(_doors(shop, case, free=True))


@door_worth.mistake("CTR-QUAL", says=lambda shop, case: {"channel": _conversion(shop, case).index[0]})
def by_conversion(shop, case):
    """You ranked by how many of 100 buy. {channel} wins there; but what did each cost, return, and leave later? Take yuan."""
    return _listed(_conversion(shop, case))


def _conversion(shop, case):
    came = shop.traffic_daily[shop.traffic_daily["date"].between(case.won_from, case.won_to)]
    sums = came.groupby("channel_id")[["pay_buyers", "uv"]].sum().loc[list(case.strangers)]
    return (100 * sums["pay_buyers"] / sums["uv"]).sort_values(ascending=False)


@door_worth.yes
def two_numbers(shop, case, ref):
    values = _doors(shop, case)
    best, last = values.index[0], values.index[-1]
    below = (values < 0).sum()
    return (
        f"100 guests by {best} leave {values.iloc[0]:+,.0f} yuan in 90 days, by {last} {values.iloc[-1]:+,.0f}. {below} of "
        f"{len(values)} channels have not earned their bills by then. Cheap or dear means nothing without what the guest leaves."
    )


# --- 8.7 visitors that are none ---------------------------------------------------------------------------


@plan.exercise(
    answer=Several(door=Choice(*cards.TRAITS), days=Interval()),
    asks="Through which channel machines came, and on which days: first and last",
    hints=(
        "Which visits leave no trace: one page, hardly a second, an empty cart? Through which channel did most of these come?",
        'bare = visits.query("pv == 1 and duration_s <= 2 and not cart"); count by channel_id, then by day, and keep the days '
        "with more than half of the highest count.",
    ),
)
def machines(shop, case):
    bare = visits.query("pv == 1 and duration_s <= 2 and not cart")
    door = bare.groupby("channel_id")["pv"].count().idxmax()
    by_day = bare.query("channel_id == @door").groupby("day")["pv"].count()
    loud = by_day[by_day > by_day.max() / 2]
    return {"door": door, "days": [loud.index.min(), loud.index.max()]}


def _bare():
    return visits[(visits["pv"] == 1) & (visits["duration_s"] <= 2) & ~visits["cart"]]


def _machines():
    return _bare().groupby("channel_id").size().idxmax()


def _loud(table, door):
    by_day = table[table["channel_id"] == door].groupby("day").size()
    loud = by_day[by_day > by_day.max() / 2]
    return [loud.index.min(), loud.index.max()]


def _carts(door, days):
    here = visits[(visits["channel_id"] == door) & visits["day"].between(*days)]
    return f"{100 * here['cart'].mean():.1f}"


def _crowd():
    """The channel, machines aside, whose liveliest day stands highest above its usual."""
    by_day = visits.groupby(["channel_id", "day"]).size().unstack(fill_value=0)
    times = by_day.max(axis=1) / by_day.replace(0, np.nan).median(axis=1)
    return times.drop(_machines()).idxmax()


@machines.mistake("BOT-CROWD", says=lambda: {"x": _carts(_crowd(), _loud(visits, _crowd()))})
def the_other_crowd(shop, case):
    """That crowd filled carts, {x} of 100 visits: people. Growth alone proves nothing. Which channel's visitors leave no trace?"""
    return {"door": _crowd(), "days": _loud(visits, _crowd())}


@machines.mistake("BOT-BOUNCE", says=lambda: {"door": _bouncer()})
def highest_bounce(shop, case):
    """{door} always bounces, on calm days too. Compare each channel with its own usual: whose visits changed on these days?"""
    return {"door": _bouncer(), "days": _loud(_bare(), _machines())}


def _bouncer():
    return visits.groupby("channel_id")["is_bounce"].mean().drop(_machines()).idxmax()


@machines.mistake("BOT-TIP")
def loudest_day(shop, case):
    """That is the loudest day. Its neighbours count, too, if they have more than half as many bare visits. Look beside it."""
    by_day = _bare()[_bare()["channel_id"] == _machines()].groupby("day").size()
    return {"door": _machines(), "days": [by_day.idxmax(), by_day.idxmax()]}


@machines.mistake("BOT-ALL")
def whole_stretch(shop, case):
    """You marked the whole stretch. On most of its days this channel had its few usual guests. Count bare visits day by day."""
    day = _loud(_bare(), _machines())[0]
    stretches = [(case.first_from, case.first_to), (case.second_from, case.second_to)]
    return {"door": _machines(), "days": next(list(each) for each in stretches if each[0] <= day <= each[1])}


@machines.yes
def five_witnesses(shop, case, ref):
    first, last = (pd.Timestamp(each) for each in ref["days"])
    here = visits[(visits["channel_id"] == ref["door"]) & visits["day"].between(first, last)]
    region = here["region"].value_counts(normalize=True)
    return (
        f"{first:%d %B} to {last:%d %B %Y}, {len(here):,} visits in the sample: {here['is_bounce'].mean():.0%} saw one page, "
        f"{here['cart'].sum()} filled a cart, {region.iloc[0]:.0%} came from {region.index[0]}, "
        f"{(here['hour'] < 6).mean():.0%} before six in the morning. Leave these days out of every average of that channel."
    )
