"""Where lesson 09 looks: which month's sales, which door, which tests, how much money. Never what is to be found there."""

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.credit_cause_plan_parts import tables

DAY = pd.Timedelta(days=1)
LEDGERS = ["last", "first", "equal"]
TESTED = {"crm": "messages", "paid_search_brand": "our own name", "paid_search": "goods by name"}
SPOIL = ("INC-01", "INC-02", "INC-05", "INC-06", "INC-07", "INC-09")
"""What would make a month's way to a sale another than usual."""
SEND, PURSE = 0.05, 700
"""Yuan a message; yuan a day that four doors share next month: less than they have now."""
FEWEST = 5
"""How far the slips of 9.1 lie apart on the chosen door, at least, in sales."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    month = calmest_month(shop, truth)
    case = {"month_start": month.start_time.normalize(), "month_end": month.end_time.normalize()}
    test, lot = tables.days_of(shop, "brand keywords"), shop.experiments.query("unit_kind == 'customer'")
    case |= {"switch_start": test["date"].min(), "switch_end": test["date"].max()}
    case |= {"lot_start": lot["start_date"].iloc[0], "lot_end": lot["end_date"].iloc[0]}
    dates = {name: day(date) for name, date in case.items()}
    plan = {"doors": list(tables.FOUR), "purse": PURSE, "step": tables.STEP, "weeks": tables.WEEKS}
    return dates | {"channel": telling_door(tables.touches(shop, case)), "send": SEND} | plan


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def calmest_month(shop, truth):
    """The month of the second year with the fewest days that a festival, an incident or a planned test touched."""
    spoilt = set(shop.calendar.query("event_phase != 'none'")["date"])
    for span in truth.incidents().query("id in @SPOIL").itertuples():
        spoilt |= set(pd.date_range(span.start, span.end))
    for like in ("brand keywords", "keyword budget"):
        tried = tables.days_of(shop, like)
        spoilt |= set(tried[tried["arm"] != "x1"]["date"])
    months = pd.period_range("2025-03", "2025-10", freq="M")
    return min(months, key=lambda month: len(spoilt & set(pd.date_range(month.start_time, month.end_time.normalize()))))


# --- the three ledgers ----------------------------------------------------------------------------------


def ledgers_of(touches, *, repeats=False):
    """Sales by door (rows) in three ledgers (columns), as the lesson's own cells make them."""
    path = touches.sort_values(["journey_id", "seq"])
    ends = path.groupby("journey_id")["door"]
    once = path if repeats else path.drop_duplicates(["journey_id", "door"])
    part = 1 / once.groupby("journey_id")["door"].transform("size")
    table = {"last": ends.last().value_counts(), "first": ends.first().value_counts()}
    table["equal"] = part.groupby(once["door"]).sum()
    return pd.DataFrame(table).fillna(0.0).sort_values("last", ascending=False)


def paid_only(touches):
    """The touches by doors that cost money."""
    return touches[~touches["door"].isin(["search_org", "reco_feed", "direct", "offsite"])]


def telling_door(touches):
    """The paid door on which the ledgers differ most, of those on which every slip shows."""
    right, twice, ads = (
        ledgers_of(touches), ledgers_of(touches, repeats=True)["equal"], ledgers_of(paid_only(touches))["last"]
    )  # fmt: skip
    right = right.loc[ads.index]
    gaps = pd.DataFrame({"a": right["equal"] - twice, "b": ads - right["last"], "c": right["first"] - right["last"]})
    shown = gaps[gaps.notna().all(axis=1)].abs()
    clear = shown[shown.min(axis=1) >= FEWEST]
    return (clear["c"] / right["last"]).idxmax() if len(clear) else shown.min(axis=1).idxmax()


# --- three tests ----------------------------------------------------------------------------------------


def days_of_switch(shop, test):
    """The test's days with the visitors of both doors of search, as the lesson's own cells build them."""
    return test.merge(tables.visitors(shop)[["paid_search", "search_org"]], on="date")


def came_anyway(days, like="on"):
    """Rise of free search ÷ fall of keyword ads, off weeks against others."""
    mean = days.groupby("keywords")[["paid_search", "search_org"]].mean()
    fell, rose = mean.loc[like, "paid_search"] - mean.loc["off", "paid_search"], mean["search_org"]
    return (rose["off"] - rose[like]) / fell


def anyway_by_budget(blocks):
    """Fall of free search ÷ rise of keyword ads, from the lowest budget to the highest, first weeks set aside."""
    mean = blocks.query("day > 7").groupby("level")[["visitors", "organic"]].mean()
    return (mean["organic"]["x0.3"] - mean["organic"]["x1.8"]) / (mean["visitors"]["x1.8"] - mean["visitors"]["x0.3"])


def beside_of(touches, lot, days, blocks):
    """Sales of three doors in three ledgers, and those of the last ledger that a test says were caused."""
    rate = lot.groupby("arm")["converted"].mean()
    share = pd.Series(
        {
            "crm": 1 - rate["held out"] / rate["written"],
            "paid_search_brand": 1 - came_anyway(days),
            "paid_search": 1 - anyway_by_budget(blocks),
        }
    )
    table = ledgers_of(touches).loc[list(share.index), LEDGERS]
    return table.assign(caused=table["last"] * share)


def steps_of(doors, promised, days, blocks):
    """What each further step of budget brings a day, by door, as the lesson's own cells build it."""
    tested = pd.Series({"paid_search_brand": 1 - came_anyway(days), "paid_search": 1 - anyway_by_budget(blocks)})
    return tables.rungs(doors, promised, doors["assumed"].fillna(tested))


def range_of(lot):
    """What the message caused, in points, with the range of luck."""
    both = lens.holdout_lift(lot, "written", "held out").iloc[0].astype(float)
    return {"points": 100 * both["lift"], "low": 100 * both["low"], "high": 100 * both["high"]}
