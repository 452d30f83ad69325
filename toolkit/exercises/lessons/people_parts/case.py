"""Where lesson 07 looks: which day is today, which cohort, which channels, which days of late parcels, which budget."""

from itertools import combinations

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.people_parts import tables

TODAY = pd.Timestamp(2025, 10, 19)
"""A Sunday without a festival near it, behind the message lot of nearly every shop."""
ASIDE, WAIT, LONG, PERIOD = 90, 90, 180, 30
OFFSITE = "offsite"
LEAST_GAP = 0.6
"""Yuan a head by which neighbours in the ranking lie apart, at least, where a choice of channels allows it."""
PEOPLE = 300
"""Members of a band in the lot from which its rate is told at all."""
SEND, GIFTS, PAYS = 0.05, (10.0, 8.0, 6.0, 5.0), 0.05
MARKS, FEW = (120, 115, 125, 130, 110), 50


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    drawn = tables.drawn(shop)
    today = max(TODAY, drawn["end_date"].max() + pd.Timedelta(days=1))
    begin = shop.orders["paid_ts"].min().normalize()
    case = {
        "begin": day(begin),
        "known_from": day(begin + pd.Timedelta(days=ASIDE)),
        "whole_from": day((begin + pd.Timedelta(days=ASIDE)).to_period("M").end_time + pd.Timedelta(days=1)),
        "snapshot": day(today),
        "earlier": day(today - pd.Timedelta(days=LONG)),
    }
    bought = tables.buys(shop, case)
    known = tables.known_of(bought)
    new = known[known["first"] >= pd.Timestamp(case["known_from"])]
    slow = truth.incidents().query("id == 'INC-07'").iloc[0]
    case |= cell(new, today) | {"late_from": day(slow["start"]), "late_to": day(slow["end"])}
    case |= {"channels": telling_channels(bought, new, today)}
    case |= {"mark": mark(tables.baskets(shop, case))}
    return case | test_of(shop, case, drawn)


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


# --- a cell of the cohort table -------------------------------------------------------------------------


def share_active(known, month, after, upto):
    """Share of a month's new customers who bought between two ages, the first one not included."""
    ours = known[known["month"] == month]
    seen = ours[(ours["age"] > after) & (ours["age"] <= upto)]
    return seen["customer_id"].nunique() / ours["customer_id"].nunique()


def in_calendar_month(known, month, months):
    """Share of a month's new customers who bought in the calendar month so many months later."""
    ours = known[known["month"] == month]
    late = (pd.Period(month) + months).strftime("%Y-%m")
    seen = ours[(ours["day"].dt.strftime("%Y-%m") == late) & (ours["age"] > 0)]
    return seen["customer_id"].nunique() / ours["customer_id"].nunique()


def cell(new, today):
    """The cohort and age whose wrong ways lie farthest from right, and another cell to be worked."""
    whole = sorted(new["month"].unique())[1:]  # the first one has lost its first days
    months = [month for month in whole if ripe(month, 4 * PERIOD, today)]
    found = {}
    for month in months:
        for number in (2, 3, 4):
            right = share_active(new, month, PERIOD * (number - 1), PERIOD * number)
            found[month, number] = abs(in_calendar_month(new, month, number) / right - 1)
    month, number = max(found, key=found.get)
    worked = next(other for other in months if other != month)
    return {"cohort": month, "period": number, "after": PERIOD * (number - 1), "upto": PERIOD * number} | {
        "worked_cohort": worked
    }


def ripe(month, days, today):
    """Whether everybody met in a month has had so many days by today."""
    return pd.Period(month).end_time.normalize() + pd.Timedelta(days=days) <= today


# --- channels to rank -----------------------------------------------------------------------------------


def ways(bought, new, today):
    """Yuan a new customer by channel: the right way and the wrong ones, each a Series."""
    known = new.assign(last_by=new.groupby("customer_id")["channel_id"].transform("last"))
    grown = known[(known["first"] <= today - pd.Timedelta(days=LONG)) & (known["age"] <= LONG)]
    return {
        "right": a_head(grown, "came_by", "left"),
        "paid": a_head(grown, "came_by", "paid_amount"),
        "last": a_head(grown, "last_by", "left"),
        "first order": a_head(grown[grown["age"] == 0], "came_by", "left"),
        "unmatured": a_head(known[known["age"] <= LONG], "came_by", "left"),
    }


def a_head(known, by, money):
    """Money per customer of each group."""
    groups = known.groupby(by)
    return groups[money].sum() / groups["customer_id"].nunique()


def order(values, channels):
    """Channels, the most valuable first."""
    return tuple(values[list(channels)].sort_values(ascending=False).index)


def telling_channels(bought, new, today):
    """Five channels, or four, in which wrong ways give other orders and neighbours lie well apart."""
    values = ways(bought, new, today)
    names = sorted(set(values["right"].index) - {OFFSITE})
    best = {}
    for size in (5, 4):
        for channels in combinations(names, size):
            orders = {way: order(each, channels) for way, each in values.items()}
            gap = float(-np.diff(values["right"][list(orders["right"])]).max())
            best[channels] = (len(set(orders.values())), min(gap, LEAST_GAP), size, gap)
    return list(max(best, key=best.get))


# --- bands and goods ------------------------------------------------------------------------------------


def mark(baskets):
    """An index above which a few cells stand on enough deals, and a few do not."""
    cells = lens.cells(baskets, place="band")
    loud = {each: cells[cells["tgi"] > each]["deals"] >= FEW for each in MARKS}
    telling = [each for each, believed in loud.items() if believed.sum() >= 2 and (~believed).sum() >= 1]
    return next(iter(telling), MARKS[0])


# --- the message lot ------------------------------------------------------------------------------------


def test_of(shop, case, drawn):
    """When the lot was, its bands, the budget, and a gift that leaves something of a message to those who sleep."""
    lot = tables.lot(shop, case)
    sizes = lot.groupby(["band", "arm"]).size().unstack()
    named = [band for band in lens.recency_band(pd.Series([0.0])).cat.categories if band in sizes.index]
    bands = [band for band in named if sizes.loc[band].sum() >= PEOPLE and sizes.loc[band].min() > 0]
    case = case | {"bands": bands, "send": SEND}
    people = tables.members(shop, case)
    made = {gift: tables.worth_of(lot, people, case | {"gift": gift}) for gift in GIFTS}
    gift = next((gift for gift, worth in made.items() if worth["each"]["sleeping"] >= PAYS), GIFTS[-1])
    first, second = made[gift].sort_values("each", ascending=False)["members"].iloc[:2]
    budget = round(int(first + second / 2), -2)  # the first band in full, of the second a part
    span = {"lot_from": day(drawn["start_date"].min()), "lot_to": day(drawn["end_date"].max())}
    return {"bands": bands, "send": SEND, "gift": gift, "budget": budget} | span
