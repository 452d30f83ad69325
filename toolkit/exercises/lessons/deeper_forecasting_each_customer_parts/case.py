"""Where go deeper 07 looks: which channel, as of which day. Never what is to be found there."""

import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once

TODAY = pd.Timestamp(2025, 6, 29)
"""A Sunday after a festival of the trade, with twelve weeks behind it in which none stands."""
WEEKS, YEAR = 12, 52
MANY = 800
"""Customers that a channel needs, so that its clock can be told from luck."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    case = {"today": TODAY.strftime("%Y-%m-%d"), "weeks": WEEKS, "year": YEAR}
    table = histories(shop, case)
    sizes = table["came_by"].value_counts()
    known = sorted(sizes[sizes >= MANY].index)
    channel = telling(table, known)
    return case | {"channels": known, "channel": channel, "worked": sizes[known].drop(channel).idxmax()}


# --- the tables ---------------------------------------------------------------------------------------------


def came_after(shop, today, then):
    """Repeat buying days of the customers known then, by week after that day."""
    days = lens.buying_days(shop.orders)
    week = (days["day"] - today).dt.days.sub(1) // 7 + 1
    ours = days["customer_id"].isin(then.index) & week.between(1, WEEKS)
    return week[ours].value_counts().reindex(range(1, WEEKS + 1), fill_value=0)


def histories(shop, case):
    """One row a customer won since the book's first 90 days: repeat buying days, when, by which channel, what was left."""
    return _histories(shop, pd.Timestamp(case["today"]))


@once
def _histories(shop, today):
    then = known_on(shop, today).rename(columns={"channel_id": "came_by"})
    days = by_day(shop, today)
    first, later = days[days["age"] == 0], days[days["age"] > 0].groupby("customer_id")
    return then.assign(
        first_left=first.set_index("customer_id")["contribution"].reindex(then.index),
        paid_later=later["paid_amount"].sum().reindex(then.index).fillna(0.0),
        left_later=later["contribution"].sum().reindex(then.index).fillna(0.0),
    ).reset_index()


@once
def known_on(shop, today):
    """The customers known on a day, each with their buying days so far."""
    return lens.purchase_history(shop.orders, today)


def by_day(shop, today):
    """What every known customer paid and left on each buying day up to today, and how old they were then."""
    orders = shop.orders
    orders = orders[orders["paid_ts"].notna() & orders["customer_id"].notna()]
    orders = orders[orders["paid_ts"] < today + pd.Timedelta(days=1)]
    money = lens.contribution(orders, shop.order_items, shop.refunds, shop.cash_ledger)[["order_id", "contribution"]]
    table = orders[["order_id", "customer_id", "paid_ts", "paid_amount"]].merge(money, on="order_id")
    table["day"] = table["paid_ts"].dt.normalize()
    days = table.groupby(["customer_id", "day"])[["paid_amount", "contribution"]].sum().reset_index()
    days["age"] = (days["day"] - days.groupby("customer_id")["day"].transform("min")).dt.days
    return days


def came(shop, case):
    """Repeat buying days of the known customers in each of the twelve weeks after today: what nobody knew then."""
    today = pd.Timestamp(case["today"])
    weeks = came_after(shop, today, known_on(shop, today))
    return weeks.rename("orders").rename_axis("week").reset_index()


# --- which channel ------------------------------------------------------------------------------------------


def with_spent(table):
    """The histories as the lesson's own cell builds them: mean money of a repeat buying day beside."""
    return table.assign(spent=table["paid_later"] / table["x"].where(table["x"] > 0))


def margin_of(table):
    """What is left of a yuan paid on repeat buying days."""
    return table["left_later"].sum() / table["paid_later"].sum()


def year_of(mine, orders, margin):
    """First order's contribution, and so many later orders at the money and margin they bring."""
    purse = lens.fit_spending(mine["x"], mine["spent"])
    blank = pd.Series([0.0])
    return float(mine["first_left"].mean() + orders * lens.expected_spend(purse, blank, blank).item() * margin)


def telling(table, known):
    """The channel whose own clock differs most from everybody's."""
    table = with_spent(table)
    every = lens.expected_of_new(lens.fit_buying_clock(table), YEAR)
    own = {name: lens.fit_buying_clock(table[table["came_by"] == name]) for name in known}
    return max(known, key=lambda name: abs(lens.expected_of_new(own[name], YEAR) / every - 1))
