"""The tables of lesson 09: the touches of a month's sales, the days of two tests, four doors and what their planners promise."""

import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once
from toolkit.shop.decisions import Decisions

FOUR = ("paid_search_brand", "paid_search", "paid_feed", "live")
"""The doors whose budgets are given out: our own name, the goods' names, people like our buyers, live shows."""
ASSUMED = {"paid_feed": 0.55, "live": 0.85}
"""Share of a door's visitors who would not have come without it, where the shop has no test of its own. [D]"""
CALM_DAYS, TOP, STEP, WEEKS = 120, 800, 50, 4
"""Days looked back on for a door's usual day; the planner's last budget and its step, yuan a day; weeks of the plan."""
REST = ["reco_feed", "paid_feed", "affiliate", "direct"]
"""Doors that no test of this lesson touches: neither keywords nor a letter moves them, nor one film."""
ROOM = {"paid_search": 1.1, "live": 0.8}
AMPLE = 1.2
"""Orders that a door's goods on the shelf can serve in the weeks of the plan, times the usual number."""


def touches(shop, case):
    """One row a touch on the way to a sale of the month, newest first: journey, its place on the way, when, which door."""
    return _touches(shop, case["month_start"], case["month_end"])


@once
def _touches(shop, start, end):
    books = shop.aside()
    return lens.ways_to_sales(books.journeys, books.touches, start, end)


def days_of(shop, like):
    """One row a day of the planned tests whose name begins so: test, date, arm, first day of its arm."""
    rows = shop.experiments[shop.experiments["exp_id"].str.startswith(like)]
    date = pd.to_datetime(rows["unit_id"].astype(str))
    table = pd.DataFrame({"test": rows["exp_id"].astype(str), "date": date, "arm": rows["arm"].astype(str)})
    return table.assign(begin=rows["start_date"]).sort_values("date", ignore_index=True)


def visitors(shop, count="uv"):
    """Visitors (or another count) a day of keyword ads, of free search, and of the rest, which no test touches."""
    people = shop.traffic_daily.pivot_table(index="date", columns="channel_id", values=count, aggfunc="sum")
    people["rest"] = people[REST].sum(axis=1)
    return people[["paid_search", "search_org", "rest"]]


def switch(shop, case):
    """One row a day of the brand keywords' test, and of the four weeks before it: week, on, off or before."""
    days = days_of(shop, "brand keywords")
    first = days["date"].iloc[0]
    before = pd.DataFrame({"date": pd.date_range(first - pd.Timedelta(days=28), first - pd.Timedelta(days=1))})
    table = pd.concat(
        [before.assign(keywords="before"), days.assign(keywords=days["arm"].map({"x0": "off", "x1": "on"}))]
    )
    week = (table["date"] - first).dt.days // 7 + 1
    return table[["date"]].assign(week=week, keywords=table["keywords"]).reset_index(drop=True)


def blocks(shop, case):
    """One row a day of the keyword budget's blocks: level, day of its block, spend, visitors of the door and of others, left."""
    days, people = days_of(shop, "keyword budget").set_index("date"), visitors(shop)
    books = shop.aside()
    ads = books.ads_daily.query("campaign_id == 'paid_search'").groupby("date")[["spend", "clicks"]].sum()
    table = pd.DataFrame(
        {
            "level": days["arm"],
            "day": (days.index - days["begin"]).dt.days + 1,
            "spend": ads["spend"].reindex(days.index).round(2),
            "visitors": ads["clicks"].reindex(days.index),
            "organic": people["search_org"].reindex(days.index),
            "rest": people["rest"].reindex(days.index),
            "shop": shop.shop_daily.set_index("date")["uv"].reindex(days.index),
            "left": by_day(books, "paid_search", days.index).round(2),
        }
    )
    return table.rename_axis("date").reset_index()


def by_day(shop, door, days):
    """Contribution of a door's paid orders on each of some days."""
    orders = shop.orders[(shop.orders["campaign_id"] == door) & shop.orders["paid_ts"].notna()]
    orders = orders[orders["created_ts"].dt.normalize().isin(days)]
    left = left_of(shop, orders)
    return left.groupby(orders["created_ts"].dt.normalize().to_numpy()).sum().reindex(days, fill_value=0.0)


def left_of(shop, orders):
    """Contribution of some orders, in their order; only their own lines and bookings are looked through."""
    own = orders["order_id"]
    parts = (table[table["order_id"].isin(own)] for table in (shop.order_items, shop.refunds))
    ledger = shop.cash_ledger[shop.cash_ledger["ref_id"].isin(set(own.astype(str)))]
    money = lens.contribution(orders, *parts, ledger).set_index("order_id")["contribution"]
    return own.map(money).fillna(0.0)


# --- four doors -----------------------------------------------------------------------------------------


def calm_days(shop, door):
    """Recent days without a festival on which a door's spend was its usual one."""
    usual = shop.campaigns.set_index("campaign_id").loc[door, "daily_budget"]
    since = shop.last_day - pd.Timedelta(days=CALM_DAYS)
    festive = shop.calendar.query("event_phase != 'none'")["date"]
    ads = shop.ads_daily[(shop.ads_daily["campaign_id"] == door) & (shop.ads_daily["date"] > since)]
    spend = ads.groupby("date")["spend"].sum()
    near = spend[spend.between(0.85 * usual, 1.15 * usual)].index
    return near[~near.isin(festive)]


def doors(shop, case):
    """One row a door: its budget now (yuan a day), credited sales for a yuan, what a visitor leaves, orders, shelf, caused."""
    books = shop.aside()
    return pd.DataFrame([_door(books, door) for door in FOUR]).set_index("door")


def _door(shop, door):
    days = calm_days(shop, door)
    ads = shop.ads_daily.query("campaign_id == @door and date in @days")[["spend", "clicks"]].sum()
    orders = shop.orders[(shop.orders["campaign_id"] == door) & shop.orders["paid_ts"].notna()]
    orders = orders[orders["created_ts"].dt.normalize().isin(days)]
    a_day = len(orders) / len(days)
    return {
        "door": door,
        "now": float(shop.campaigns.set_index("campaign_id").loc[door, "daily_budget"]),
        "roas": round(orders["paid_amount"].sum() / ads["spend"], 2),
        "leaves": round(left_of(shop, orders).sum() / ads["clicks"], 4),
        "orders": round(len(orders) / ads["clicks"], 5),
        "shelf": round(7 * WEEKS * a_day * ROOM.get(door, AMPLE)),
        "assumed": ASSUMED.get(door),
    }


def curve(shop, door, truth):
    """A door's visitors a day at a budget that stays as it is (yuan a day): a function."""
    days = calm_days(shop, door)
    usual = float(shop.campaigns.set_index("campaign_id").loc[door, "daily_budget"])
    clicks = shop.ads_daily.query("campaign_id == @door and date in @days")["clicks"].sum() / len(days)
    shape, half = truth.channels().set_index("source").loc[door, ["shape", "half_at"]].astype(float)

    def at(budget):
        ordinary = max(budget, 0.0) / usual
        return float(clicks * ordinary**shape / (ordinary**shape + half**shape) * (1 + half**shape))

    return at


def planner(shop, case, truth):
    """What each platform's budget planner promises: visitors a day (columns: doors) at each budget (yuan a day)."""
    budgets = range(0, TOP + STEP, STEP)
    table = {door: [at(budget) for budget in budgets] for door in FOUR for at in [curve(shop, door, truth)]}
    return pd.DataFrame(table, index=pd.Index(budgets, name="budget")).round(1)


def steps(sheet, promised, caused):
    """What each further step of budget brings a day, by door; nothing where the shelf would be empty before the end."""
    more = promised - promised.shift(1)
    lasts = promised * sheet["orders"] * 7 * WEEKS <= sheet["shelf"]
    return (more * caused * sheet["leaves"]).where(lasts, 0).iloc[1:]


def given_out(brings, purse):
    """A purse given out step by step to whichever door's next step brings most: Decisions."""
    split = dict.fromkeys(brings.columns, 0)
    for _ in range(purse // STEP):
        offers = lens.next_steps(brings, split)
        split[offers.idxmax()] += STEP
    return Decisions(budgets=split)
